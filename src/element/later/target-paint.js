// Marks on the platform's page: as CSS Custom Highlights, or as boxes laid over the text where the browser has none.

/** The kinds of marks, from the lowest to the uppermost. */
export const KINDS = ['minor', 'major', 'critical', 'open-minor', 'open-major', 'open-critical', 'selected', 'flash'];

/** How each kind looks, in the tokens of the workbench: the wash, how much of it, and the line under it. */
const LOOK = {
  minor: ['--minor', 16, 'underline dotted 2px'],
  major: ['--major', 22, 'underline 2px'],
  critical: ['--critical', 26, 'underline 3px'],
  'open-minor': ['--minor', 38, 'underline dotted 3px'],
  'open-major': ['--major', 42, 'underline 3px'],
  'open-critical': ['--critical', 42, 'underline 4px'],
  selected: ['--accent', 30, ''],
  flash: ['--accent', 55, ''],
};

let count = 0;

/** The colours of the tokens, as they are on a page whose letters have this colour. */
function colours(shadow, letters) {
  const probe = document.createElement('i');
  probe.hidden = true;
  shadow.append(probe);
  probe.style.colorScheme = isLight(letters) ? 'dark' : 'light';
  const found = {};
  for (const kind of KINDS) {
    probe.style.color = `var(${LOOK[kind][0]})`;
    found[kind] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

/** Whether a colour is a light one: light letters stand on a dark page. */
function isLight(colour) {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140;
}

const wash = (colour, share) => `color-mix(in srgb, ${colour} ${share}%, transparent)`;

/** A browser's own highlights: the page's elements stay as they are. */
class Highlights {
  #names = {};
  #sheet = new CSSStyleSheet();
  #roots = new Set();
  #letters = null;

  constructor() {
    const number = ++count;
    for (const kind of KINDS) this.#names[kind] = `corrigenda-${number}-${kind}`;
  }

  /** Shows ranges, by kind; in these roots, of which the first has letters of this colour. */
  paint(groups, { roots, letters, shadow, selectable }) {
    if (this.#letters !== letters + selectable) {
      this.#letters = letters + selectable;
      this.#sheet.replaceSync(this.#rules(colours(shadow, letters)) + selectable);
    }
    for (const root of this.#roots) if (!roots.has(root)) this.#leave(root);
    for (const root of roots) this.#enter(root);
    for (const [priority, kind] of KINDS.entries()) {
      const ranges = groups[kind] ?? [];
      if (!ranges.length) {
        CSS.highlights.delete(this.#names[kind]);
        continue;
      }
      const highlight = new Highlight();
      for (const range of ranges) highlight.add(range);
      highlight.priority = priority;
      CSS.highlights.set(this.#names[kind], highlight);
    }
  }

  #rules(found) {
    const rule = (kind) => {
      const [, share, line] = LOOK[kind];
      const under = line ? `text-decoration: ${line} ${found[kind]}; text-underline-offset: 2px` : '';
      return `::highlight(${this.#names[kind]}) { background-color: ${wash(found[kind], share)}; ${under} }`;
    };
    const forced = (kind) => `::highlight(${this.#names[kind]}) { background-color: Mark; color: MarkText }`;
    return `${KINDS.map(rule).join('\n')}\n@media (forced-colors: active) { ${KINDS.map(forced).join('\n')} }\n`;
  }

  #enter(root) {
    if (this.#roots.has(root)) return;
    this.#roots.add(root);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
  }

  #leave(root) {
    this.#roots.delete(root);
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }

  end() {
    for (const name of Object.values(this.#names)) CSS.highlights.delete(name);
    for (const root of [...this.#roots]) this.#leave(root);
  }
}

/** Boxes over the text, in the workbench's own tree: for browsers without highlights. */
class Boxes {
  #layer = document.createElement('div');
  #sheet = new CSSStyleSheet();
  #roots = new Set();
  #last = null;
  #frame = 0;
  #follow = () => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#last) this.#draw(...this.#last);
    });
  };

  constructor() {
    this.#layer.className = 'boxes';
    this.#layer.setAttribute('aria-hidden', 'true');
    this.#layer.popover = 'manual';
    addEventListener('scroll', this.#follow, { capture: true, passive: true });
    addEventListener('resize', this.#follow);
  }

  paint(groups, { roots, letters, shadow, selectable }) {
    if (!this.#layer.isConnected) {
      shadow.append(this.#layer);
      this.#layer.showPopover?.();
    }
    this.#sheet.replaceSync(selectable);
    for (const root of roots) {
      if (this.#roots.has(root)) continue;
      this.#roots.add(root);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
    }
    this.#last = [groups, colours(shadow, letters)];
    this.#follow();
  }

  #draw(groups, found) {
    const boxes = [];
    const clips = new Map();
    for (const kind of KINDS) {
      for (const range of groups[kind] ?? []) {
        const clip = clipOf(range.startContainer.parentElement ?? range.startContainer.getRootNode().host, clips);
        for (const rect of range.getClientRects()) {
          const [left, top] = [Math.max(rect.left, clip.left), Math.max(rect.top, clip.top)];
          const [right, bottom] = [Math.min(rect.right, clip.right), Math.min(rect.bottom, clip.bottom)];
          if (right <= left || bottom <= top) continue;
          const box = document.createElement('i');
          box.className = kind;
          const { style } = box;
          [style.left, style.top, style.width, style.height] = [left, top, right - left, bottom - top].map((one) => `${one}px`);
          style.background = wash(found[kind], LOOK[kind][1]);
          if (LOOK[kind][2]) style.boxShadow = `inset 0 -2px ${found[kind]}`;
          boxes.push(box);
        }
      }
    }
    this.#layer.replaceChildren(...boxes);
  }

  end() {
    cancelAnimationFrame(this.#frame);
    removeEventListener('scroll', this.#follow, { capture: true });
    removeEventListener('resize', this.#follow);
    for (const root of this.#roots) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
    this.#layer.remove();
  }
}

/** What is in sight of an element: the window, cut by all around it that scrolls or cuts off. */
function clipOf(element, known) {
  if (!element) return { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  if (known.has(element)) return known.get(element);
  const around = clipOf(element.parentElement ?? element.getRootNode().host, known);
  const style = getComputedStyle(element);
  let clip = around;
  if (style.overflow !== 'visible' && element !== element.ownerDocument.documentElement && element !== element.ownerDocument.body) {
    const rect = element.getBoundingClientRect();
    clip = {
      left: Math.max(around.left, rect.left), top: Math.max(around.top, rect.top),
      right: Math.min(around.right, rect.right), bottom: Math.min(around.bottom, rect.bottom),
    };
  }
  known.set(element, clip);
  return clip;
}

/** What paints in this browser. */
export const painter = () => (globalThis.CSS?.highlights && globalThis.Highlight ? new Highlights() : new Boxes());
