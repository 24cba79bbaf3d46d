// What stands over the platform's page: the names to mark a selection with, and the workbench itself where there is no room
// beside the page's text. All of it is in the workbench's own tree.

const WORDS = {
  en: { as: 'Mark as', other: 'Mark', open: (count) => `Issues (${count})`, close: 'Close' },
  de: { as: 'Markieren als', other: 'Markieren', open: (count) => `Fehler (${count})`, close: 'Schließen' },
};

const GAP = 8;

function made(name, className, attributes = {}) {
  const element = document.createElement(name);
  element.className = className;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** Beside what is selected on the page: a button for each category. */
export class Toolbar {
  #bar = made('div', 'toolbar', { role: 'toolbar', popover: 'manual' });
  #shown = '';

  /** `chosen(category)` is called with an id, or with null where it is only marked. */
  constructor(shadow, root, chosen) {
    this.root = root;
    this.chosen = chosen;
    // A press must not take the selection away.
    this.#bar.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#bar.addEventListener('mousedown', (event) => event.preventDefault());
    this.#bar.addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (button) this.chosen(button.value || null);
    });
    shadow.append(this.#bar);
  }

  /** Shows it at a place of the window, or takes it away where there is none. */
  show(rect, categories, lang) {
    if (!rect) {
      if (this.#bar.matches(':popover-open')) this.#bar.hidePopover();
      return;
    }
    const words = WORDS[lang];
    const wanted = JSON.stringify([categories, lang]);
    if (this.#shown !== wanted) {
      this.#shown = wanted;
      this.#bar.setAttribute('aria-label', words.as);
      this.#bar.lang = lang;
      const buttons = categories.map(({ id, name, title, key }) => button(id, name, title, key));
      this.#bar.replaceChildren(...buttons, button('', words.other, '', ''));
    }
    this.#bar.dataset.theme = this.root.dataset.theme ?? 'auto';
    if (!this.#bar.matches(':popover-open')) this.#bar.showPopover();
    const own = this.#bar.getBoundingClientRect();
    const below = rect.bottom + GAP + own.height <= innerHeight;
    const top = below ? rect.bottom + GAP : Math.max(rect.top - GAP - own.height, GAP);
    const left = Math.min(Math.max(rect.left, GAP), Math.max(innerWidth - own.width - GAP, GAP));
    this.#bar.style.insetBlockStart = `${top}px`;
    this.#bar.style.left = `${left}px`;
  }

  end() {
    this.#bar.remove();
  }
}

function button(value, name, title, key) {
  const element = made('button', '', { type: 'button', value });
  if (title) element.title = title;
  element.append(name);
  if (key) {
    const sign = made('kbd', '', { 'aria-hidden': 'true' });
    sign.append(key);
    element.append(' ', sign);
    element.setAttribute('aria-keyshortcuts', key);
  }
  return element;
}

/** The workbench as a panel over the page, with a button that opens it, where the page is narrow or asks for it. */
export class Panel {
  #opener = made('button', 'opener primary', { type: 'button', popover: 'manual', 'aria-expanded': 'false' });
  #narrow = matchMedia('(max-width: 899px)');
  #on = false;
  #flat = new CSSStyleSheet();
  #follow = () => this.refresh();

  constructor(element, shadow, root) {
    [this.element, this.root] = [element, root];
    this.#opener.addEventListener('click', () => this.open(!this.isOpen));
    this.shadow = shadow;
    // The element itself takes no room while it is a panel.
    this.#flat.replaceSync(':host { min-block-size: 0 !important; block-size: 0 !important }');
    shadow.append(this.#opener);
    this.#narrow.addEventListener('change', this.#follow);
    this.refresh();
  }

  get isOpen() {
    return this.#on && this.root.matches(':popover-open');
  }

  /** What it covers of the window from below, in pixels. */
  get covers() {
    return this.isOpen ? Math.max(innerHeight - this.root.getBoundingClientRect().top, 0) : 0;
  }

  /** Takes over what the page asks for, and how much room there is. */
  refresh() {
    const asked = this.element.getAttribute('panel');
    const on = asked === 'always' || (asked !== 'never' && this.#narrow.matches);
    if (on === this.#on) return;
    this.#on = on;
    this.root.classList.toggle('panel', on);
    this.#flatten(on);
    if (on) {
      this.root.popover = 'manual';
      this.#opener.showPopover();
    } else {
      this.#opener.hidePopover();
      this.root.removeAttribute('popover');
      this.#opener.setAttribute('aria-expanded', 'false');
    }
  }

  #flatten(on) {
    const others = this.shadow.adoptedStyleSheets.filter((sheet) => sheet !== this.#flat);
    this.shadow.adoptedStyleSheets = on ? [...others, this.#flat] : others;
  }

  /** How many issues there are, in which language. */
  say(count, lang) {
    const words = WORDS[lang];
    this.#opener.dataset.theme = this.root.dataset.theme ?? 'auto';
    this.#opener.lang = lang;
    const text = this.isOpen ? words.close : words.open(count);
    if (this.#opener.textContent !== text) this.#opener.textContent = text;
    this.said = [count, lang];
  }

  /** Opens or closes it; where it is no panel nothing happens. */
  open(open) {
    if (!this.#on || open === this.isOpen) return;
    if (open) {
      this.root.showPopover();
      // The button stays above the panel: what was opened last is uppermost.
      this.#opener.hidePopover();
      this.#opener.showPopover();
    } else this.root.hidePopover();
    this.#opener.setAttribute('aria-expanded', String(open));
    this.#opener.classList.toggle('open', open);
    if (this.said) this.say(...this.said);
    if (open) this.element.focus({ preventScroll: true });
    else this.#opener.focus({ preventScroll: true });
  }

  end() {
    this.#narrow.removeEventListener('change', this.#follow);
    this.#opener.remove();
    this.#flatten(false);
    this.root.classList.remove('panel');
    this.root.removeAttribute('popover');
  }
}
