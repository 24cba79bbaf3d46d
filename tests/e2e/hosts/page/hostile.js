// The answer stands in an open shadow tree: its paragraphs fill a slot.

customElements.define('legal-answer', class extends HTMLElement {
  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const [head, slot] = [document.createElement('h2'), document.createElement('slot')];
    head.textContent = 'Auskunft';
    root.append(head, slot);
  }
});
CSS.highlights?.set('foreign', new Highlight());
