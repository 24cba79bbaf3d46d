// The text of a part of the platform's page, and where in the page each letter of it stands. Nothing of the page is changed.

const NO_TEXT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'TEXTAREA', 'SELECT', 'OPTION', 'DATALIST', 'IFRAME', 'OBJECT',
  'CANVAS', 'VIDEO', 'AUDIO', 'HEAD', 'TITLE', 'CORRIGENDA-WORKBENCH']);
const IN_LINE = /^(inline|contents|ruby)/;
const [ELEMENT, TEXT] = [1, 3];

/** The elements that `for` names: a selector, an element, or a list of elements. */
export function targetsOf(wish, root) {
  if (!wish) return [];
  if (typeof wish !== 'string') return (Symbol.iterator in wish ? [...wish] : [wish]).filter((one) => one?.isConnected);
  const query = (place) => {
    try {
      return [...place.querySelectorAll(wish)];
    } catch {
      return [];
    }
  };
  const near = query(root);
  return near.length || root === root.ownerDocument || !root.ownerDocument ? near : query(root.ownerDocument);
}

/** Which elements show which response: as they say it themselves, the others in the order of the page. */
export function assigned(elements, responses) {
  const own = (element) => element.getAttribute('data-corrigenda-response') ?? element.getAttribute('data-response');
  const said = new Set(elements.map(own).filter((id) => id !== null));
  const left = responses.filter((id) => !said.has(id));
  const found = new Map();
  for (const element of elements) {
    const id = own(element) ?? left.shift();
    if (responses.includes(id)) found.set(id, [...(found.get(id) ?? []), element]);
  }
  return found;
}

/** What is seen of some elements, one after the other. */
export class PageText {
  /** The text, in UTF-16 code units. */
  text = '';
  /** Its text nodes in order: the node, where it begins in the text, how long it is. */
  parts = [];
  /** The roots that its nodes are in: the document's, and those of open shadow trees. */
  roots = new Set();
  #places = new Map();

  constructor(elements) {
    for (const element of elements) {
      this.#apart();
      this.roots.add(element.getRootNode());
      this.#element(element);
    }
  }

  #apart() {
    if (this.text && !this.text.endsWith('\n')) this.text += '\n';
  }

  #element(element) {
    if (NO_TEXT.has(element.tagName.toUpperCase())) return;
    if (element.tagName === 'BR') {
      this.text += '\n';
      return;
    }
    const style = getComputedStyle(element);
    if (style.display === 'none') return;
    const block = !IN_LINE.test(style.display);
    if (block) this.#apart();
    const seen = style.visibility === 'visible';
    if (element.shadowRoot) this.roots.add(element.shadowRoot);
    for (const node of inside(element)) {
      if (node.nodeType === TEXT) {
        if (seen) this.#text(node);
      } else if (node.nodeType === ELEMENT) this.#element(node);
    }
    if (block) this.#apart();
  }

  #text(node) {
    if (!node.data) return;
    this.#places.set(node, this.parts.length);
    this.parts.push({ node, at: this.text.length, length: node.length });
    this.text += node.data;
  }

  /** Ranges that cover a stretch, one a text node. What is only white space between blocks is left out. */
  ranges(start, end) {
    const ranges = [];
    for (let index = this.#partAt(start); index < this.parts.length && this.parts[index].at < end; index++) {
      const { node, at, length } = this.parts[index];
      const [from, to] = [Math.max(start - at, 0), Math.min(end - at, length, node.length)];
      if (to <= from || !node.isConnected || (to - from < end - start && !node.data.slice(from, to).trim())) continue;
      const range = node.ownerDocument.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      ranges.push(range);
    }
    return ranges;
  }

  /** The first part that does not end before a place. */
  #partAt(place) {
    let [low, high] = [0, this.parts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.parts[middle].at + this.parts[middle].length <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where a position in the page is in the text; what stands before or behind all of it is its beginning or end. */
  offset(node, offset) {
    const known = this.#places.get(node);
    if (known !== undefined) return this.parts[known].at + Math.min(offset, this.parts[known].length);
    const position = node.ownerDocument.createRange();
    position.setStart(node, offset);
    let [low, high] = [0, this.parts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBehind(position, this.parts[middle].node)) low = middle + 1;
      else high = middle;
    }
    return low < this.parts.length ? this.parts[low].at : this.text.length;
  }
}

/** What is drawn inside of an element: of its shadow tree where it has an open one, of what fills it where it is a slot. */
function inside(element) {
  if (element.shadowRoot) return element.shadowRoot.childNodes;
  if (element.tagName === 'SLOT') {
    const filled = element.assignedNodes({ flatten: true });
    if (filled.length) return filled;
  }
  return element.childNodes;
}

/** Whether a position stands behind the beginning of a text node, as the page is read. */
function isBehind(position, node) {
  let inner = node;
  // A node of another tree stands where its host does.
  while (inner && inner.getRootNode() !== position.startContainer.getRootNode()) inner = inner.getRootNode().host;
  return Boolean(inner) && position.comparePoint(inner, 0) < 0;
}

/** The ends of what is selected in the page, seen inside these shadow roots; none where nothing is. */
export function selected(document, roots) {
  const selection = document.getSelection();
  if (!selection?.rangeCount) return null;
  const shadows = [...roots].filter((root) => root.host);
  const composed = selection.getComposedRanges?.({ shadowRoots: shadows })?.[0];
  const range = composed ?? selection.getRangeAt(0);
  const { startContainer, startOffset, endContainer, endOffset } = range;
  if (startContainer === endContainer && startOffset === endOffset) return null;
  return { start: [startContainer, startOffset], end: [endContainer, endOffset] };
}

/** Whether a node stands in an element, shadow trees counted. */
export function contains(element, node) {
  for (let around = node; around; around = around.parentNode ?? around.host) if (around === element) return true;
  return false;
}
