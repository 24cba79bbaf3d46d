// What shows and marks a text elsewhere, in a page of its own: marked, DOMPurify and KaTeX; and @recogito/text-annotator on
// what they show.

import { createTextAnnotator } from '@recogito/text-annotator';
import DOMPurify from 'dompurify';
import autoRender from 'katex/contrib/auto-render';
import { marked } from 'marked';

const container = document.querySelector('main');
let annotator = null;

/** Answers ranges of what is shown, asked for in their order. */
function places() {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  let begun = 0;
  walker.nextNode();
  const place = (offset) => {
    while (offset > begun + walker.currentNode.data.length) {
      begun += walker.currentNode.data.length;
      if (!walker.nextNode()) throw new Error('the text has no such place');
    }
    return [walker.currentNode, offset - begun];
  };
  return (start, end) => {
    const range = document.createRange();
    range.setStart(...place(start));
    range.setEnd(...place(end));
    return range;
  };
}

globalThis.reader = {
  /** Shows a text. */
  render(text) {
    annotator?.destroy();
    annotator = null;
    container.innerHTML = DOMPurify.sanitize(marked.parse(text));
    autoRender(container, { delimiters: [{ left: '$$', right: '$$', display: true }, { left: '$', right: '$', display: false }] });
  },
  /** Makes what is shown markable. */
  open() {
    annotator = createTextAnnotator(container, { renderer: 'CSS_HIGHLIGHTS' });
  },
  /** Marks so many words, evenly over the text. */
  mark(count) {
    const text = container.textContent;
    const words = [...text.matchAll(/\p{L}{5,}/gu)];
    const step = words.length / count;
    const at = places();
    annotator.setAnnotations(Array.from({ length: count }, (_, index) => {
      const { 0: quote, index: start } = words[Math.floor(index * step)];
      const id = `m${index}`;
      return { id, bodies: [], target: { annotation: id, selector: [{ quote, start, end: start + quote.length, range: at(start, start + quote.length) }] } };
    }));
  },
  /** How many marks are painted: those in sight. */
  painted: () => [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0),
};
