// Marks the text of the platform's own page: what is selected there becomes an issue, and issues are seen there. The page's
// elements stay as they are; `end()` leaves nothing behind.

import { Engine, PLACING } from './engine.js';
import { KINDS, painter } from './target-paint.js';
import { Panel, Toolbar } from './target-panel.js';
import { PageText, assigned, contains, selected, targetsOf } from './target-text.js';

const STATES = ['attached', 'moved', 'changed', 'orphaned'];
const GRAVITY = ['minor', 'major', 'critical'];
const SETTLES_AFTER_MS = 200;
const FLASHES_FOR_MS = 900;
/** Of the time that following the page took, so much is left to the page before it is done again. */
const REST = 4;
const SIGHT = 24;
const CONTROLS = 'a[href], button, input, select, textarea, summary, label, [role="button"], [role="link"], [contenteditable]';
const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';

/** Begins to mark what `element.htmlFor` names, for a workbench that is mounted in `root`. */
export async function open() {
  const css = fetch(new URL('target.css', import.meta.url), { credentials: 'same-origin' });
  const [{ Placing }, rules] = await Promise.all([Engine.get(PLACING).glue, css.then((answer) => (answer.ok ? answer.text() : ''))]);
  return (options) => new Target(options, Placing, rules);
}

class Target {
  #element;
  #shadow;
  #handle;
  #lang;
  #Placing;
  #sheet = new CSSStyleSheet();
  #painter = painter();
  #toolbar;
  #panel;
  #observer = new MutationObserver((records) => this.#changed(records));
  #observed = new Set();
  #listening = new AbortController();
  /** By response: its elements, their text, what finds places in it, and where its issues are. */
  #shows = new Map();
  #task = null;
  #dirty = true;
  #frame = 0;
  #waiting = 0;
  #again = false;
  #settling = 0;
  #flashing = 0;
  #flash = null;
  /** Whether what comes next was done on the page: there the expert sees it. */
  #own = false;
  #pressed = false;
  /** What is selected on the page and known to the workbench. */
  #held = null;
  #seen = { open: null, selection: '' };
  #told = '';
  #shown = '';

  constructor({ element, shadow, root, handle, lang }, Placing, rules) {
    [this.#element, this.#shadow, this.#handle, this.#lang, this.#Placing] = [element, shadow, handle, lang, Placing];
    this.#sheet.replaceSync(rules);
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, this.#sheet];
    this.#toolbar = new Toolbar(shadow, root, (category) => this.#mark(category));
    this.#panel = new Panel(element, shadow, root);
    this.#listen();
    handle.watch(() => this.#soon());
    this.#soon();
  }

  /** The page was left: nothing of it is kept. `alive` is false where the workbench is gone already. */
  end(alive = true) {
    this.#listening.abort();
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
    for (const timer of [this.#waiting, this.#settling, this.#flashing]) clearTimeout(timer);
    this.#painter.end();
    this.#toolbar.end();
    this.#panel.end();
    for (const show of this.#shows.values()) show.placing?.free();
    this.#shows.clear();
    this.#shadow.adoptedStyleSheets = this.#shadow.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
    if (alive) {
      this.#handle.watch();
      this.#handle.hosted([], []);
    }
  }

  /** The `panel` attribute changed. */
  refresh() {
    this.#panel.refresh();
    this.#soon();
  }

  #listen() {
    const document = this.#element.ownerDocument;
    const { signal } = this.#listening;
    const on = (target, name, act, options) => target.addEventListener(name, act, { signal, ...options });
    on(document, 'selectionchange', () => this.#settleSoon());
    on(window, 'pointerdown', () => (this.#pressed = true), { capture: true, passive: true });
    for (const name of ['pointerup', 'pointercancel']) {
      on(window, name, () => {
        this.#pressed = false;
        this.#settleSoon(0);
      }, { capture: true, passive: true });
    }
    on(window, 'keydown', (event) => this.#key(event), { capture: true });
    on(document, 'click', (event) => this.#click(event));
    on(window, 'resize', () => {
      this.#dirty = true;
      this.#soon();
    });
    on(window, 'scroll', () => this.#held && this.#place(), { capture: true, passive: true });
    on(this.#element, 'corrigenda-task', () => (this.#task = null));
  }

  // ------------------------------------------------------------------------------------------------ following the page

  #changed(records) {
    const elements = [...this.#shows.values()].flatMap((show) => show.elements);
    const about = ({ target }) => elements.some((one) => contains(one, target) || contains(target, one));
    const structure = records.some(({ type, target }) => type !== 'characterData' && !contains(this.#element, target));
    this.#dirty ||= records.some(about);
    if (this.#dirty || structure) this.#soon();
  }

  /** Follows at the next frame; later where that would take too much of the page's time. */
  #soon() {
    this.#again = Boolean(this.#waiting);
    if (this.#frame || this.#waiting) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const before = performance.now();
      this.#follow();
      const rest = REST * (performance.now() - before);
      if (rest < 16) return;
      this.#waiting = setTimeout(() => {
        this.#waiting = 0;
        if (this.#again) this.#soon();
      }, rest);
    });
  }

  #follow() {
    const state = this.#handle.marks();
    const fresh = Boolean(state) && this.#read(state);
    if (!state) {
      this.#shown = '';
      this.#painter.paint({}, this.#surroundings(new Set()));
      this.#toolbar.show(null);
      return;
    }
    const shown = JSON.stringify([state.issues, state.response, state.selection, this.#flash, Boolean(this.#held)]);
    if (!fresh && shown === this.#shown) return this.#panel.say(state.count, this.#lang());
    this.#shown = shown;
    const groups = this.#groups(state);
    this.#painter.paint(groups, this.#surroundings(new Set(this.#roots())));
    this.#tell(state);
    this.#panel.say(state.count, this.#lang());
    this.#turn(state);
    this.#hold(state);
  }

  /** Reads what the targets show now; whether that is another text, or stands in other nodes. */
  #read(state) {
    if (!this.#task || this.#task.id !== state.task) this.#task = this.#handle.task;
    const responses = this.#task?.responses ?? [];
    const elements = targetsOf(this.#element.htmlFor, this.#element.getRootNode());
    const wanted = assigned(elements, responses.map(({ id }) => id));
    let fresh = this.#dirty;
    for (const [id, show] of this.#shows) {
      if (wanted.has(id)) continue;
      show.placing.free();
      this.#shows.delete(id);
      fresh = true;
    }
    for (const [id, elements] of wanted) {
      const before = this.#shows.get(id);
      const source = responses.find((one) => one.id === id).text;
      const same = before && before.elements.length === elements.length && before.elements.every((one, at) => one === elements[at]);
      if (same && !this.#dirty && before.source === source) continue;
      const text = new PageText(elements);
      fresh = true;
      if (before?.source === source && before.text.text === text.text) {
        Object.assign(before, { elements, text });
        continue;
      }
      before?.placing.free();
      this.#shows.set(id, { elements, text, source, placing: new this.#Placing(source, text.text), marks: [] });
    }
    this.#dirty = false;
    this.#observe([this.#element.getRootNode(), this.#element.ownerDocument, ...this.#roots()]);
    return fresh;
  }

  /** The trees that the targets' text stands in. */
  #roots() {
    return [...this.#shows.values()].flatMap((show) => [...show.text.roots]);
  }

  #observe(roots) {
    for (const root of roots) {
      if (this.#observed.has(root)) continue;
      this.#observed.add(root);
      this.#observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    }
  }

  /** The ranges of each kind of mark. */
  #groups(state) {
    const groups = Object.fromEntries(KINDS.map((kind) => [kind, []]));
    for (const [id, show] of this.#shows) {
      const issues = state.issues.filter((issue) => issue.response === id);
      const spans = issues.flatMap(({ span }) => span);
      const [from, to] = state.response === id ? state.selection : [0, 0];
      if (to > from) spans.push(from, to);
      const places = show.placing.to_host(Uint32Array.from(spans));
      const ranges = (at) => show.text.ranges(places[3 * at], places[3 * at + 1]);
      show.marks = issues.map((issue, at) => ({ id: issue.id, state: STATES[places[3 * at + 2]], ranges: ranges(at) }));
      for (const [at, mark] of show.marks.entries()) {
        groups[`${issues[at].open ? 'open-' : ''}${GRAVITY[Math.min(issues[at].gravity, 2)]}`].push(...mark.ranges);
        if (this.#flash === mark.id) groups.flash.push(...mark.ranges);
      }
      show.selection = to > from ? ranges(issues.length) : [];
      groups.selected.push(...show.selection);
    }
    return groups;
  }

  #surroundings(roots) {
    const first = [...this.#shows.values()][0]?.elements[0];
    const letters = first ? getComputedStyle(first).color : '';
    const wish = this.#element.htmlFor;
    // What shall be judged can be selected, whatever the page says of it.
    const selectable = typeof wish === 'string' && first ? `:is(${wish}), :is(${wish}) * { -webkit-user-select: text !important; user-select: text !important }` : '';
    return { roots, letters, selectable, shadow: this.#shadow };
  }

  /** Tells the workbench and the page what is shown where. */
  #tell() {
    const marks = [...this.#shows.values()].flatMap((show) => show.marks);
    const adrift = marks.filter(({ state }) => state === 'changed' || state === 'orphaned').map(({ id, state }) => [id, state === 'changed']);
    this.#handle.hosted([...this.#shows.keys()], adrift);
    const detail = {
      responses: [...this.#shows].map(([id, show]) => ({
        id, share: Math.round(show.placing.share() * 1000) / 1000, issues: show.marks.map(({ id: issue, state }) => ({ id: issue, state })),
      })),
    };
    const told = JSON.stringify(detail);
    if (told === this.#told) return;
    this.#told = told;
    this.#element.dispatchEvent(new CustomEvent('corrigenda-target', { bubbles: true, composed: true, detail }));
  }

  // -------------------------------------------------------------------------------------------- from workbench to page

  /** Where the expert turned to in the workbench comes into sight on the page. */
  #turn(state) {
    const open = state.issues.find((issue) => issue.open)?.id ?? null;
    const selection = state.selection[1] > state.selection[0] ? [state.response, ...state.selection].join() : '';
    const before = this.#seen;
    this.#seen = { open, selection };
    if (open && open !== before.open) {
      const mark = [...this.#shows.values()].flatMap((show) => show.marks).find(({ id }) => id === open);
      if (mark?.ranges.length && this.#bring(mark.ranges[0]) && !this.#own) this.#lightUp(open);
      this.#own = false;
    } else if (selection && selection !== before.selection && !this.#held) {
      const [range] = this.#shows.get(state.response)?.selection ?? [];
      if (range) this.#bring(range);
    }
  }

  #lightUp(id) {
    clearTimeout(this.#flashing);
    this.#flash = id;
    this.#soon();
    this.#flashing = setTimeout(() => {
      this.#flash = null;
      this.#soon();
    }, FLASHES_FOR_MS);
  }

  /** Scrolls the page so far that a range is in sight; whether it stands anywhere. */
  #bring(range) {
    const shown = () => range.getBoundingClientRect();
    if (!shown().height) return false;
    const page = range.startContainer.ownerDocument.scrollingElement;
    for (let pane = range.startContainer.parentElement; pane; pane = pane.parentElement ?? pane.getRootNode().host) {
      const whole = pane === page;
      if (!whole && !(pane.scrollHeight > pane.clientHeight && /auto|scroll/.test(getComputedStyle(pane).overflowY))) continue;
      const outer = whole ? { top: 0, bottom: innerHeight - this.#panel.covers } : pane.getBoundingClientRect();
      const { top, bottom } = shown();
      if (top >= outer.top + SIGHT && bottom <= outer.bottom - SIGHT) continue;
      pane.scrollBy({ top: top - outer.top - Math.max((outer.bottom - outer.top - (bottom - top)) / 2, SIGHT), behavior: 'instant' });
    }
    return true;
  }

  // -------------------------------------------------------------------------------------------- from page to workbench

  #settleSoon(after = SETTLES_AFTER_MS) {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#settling = 0;
      if (!this.#pressed || matchMedia('(pointer: coarse)').matches) this.#settle();
    }, after);
  }

  /** What is selected in a target is selected in the workbench. */
  #settle() {
    // Not against the text as it was.
    this.#changed(this.#observer.takeRecords());
    if (this.#dirty) this.#follow();
    const ends = selected(this.#element.ownerDocument, this.#roots());
    const inside = (show, [node]) => show.elements.some((element) => contains(element, node));
    const found = ends && [...this.#shows].find(([, show]) => inside(show, ends.start) || inside(show, ends.end));
    if (!found) return this.#let();
    const [id, { text, placing }] = found;
    const [start, end] = [text.offset(...ends.start), text.offset(...ends.end)];
    const place = end > start ? placing.to_source(start, end) : undefined;
    if (!place) return this.#let();
    const key = `${id} ${place[0]} ${place[1]}`;
    if (this.#held?.key === key) return;
    this.#held = { key, id, ranges: text.ranges(start, end) };
    this.#handle.select(id, place[0], place[1]);
    this.#place();
  }

  /** Nothing is selected on the page any more. */
  #let() {
    const held = this.#held;
    this.#held = null;
    this.#toolbar.show(null);
    if (held) this.#handle.select(held.id, 0, 0);
  }

  /** The names beside what is selected, while the workbench waits for one. */
  #hold(state) {
    if (!this.#held) return;
    if (state.selection[1] > state.selection[0]) return this.#place(state);
    this.#held = null;
    this.#toolbar.show(null);
    return undefined;
  }

  #place(state = this.#handle.marks()) {
    const rects = this.#held?.ranges.flatMap((range) => [...range.getClientRects()]) ?? [];
    const seen = state?.editable && rects.length;
    this.#toolbar.show(seen ? { left: rects.at(-1).left, top: rects[0].top, bottom: rects.at(-1).bottom } : null, state?.categories ?? [], this.#lang());
  }

  #mark(category) {
    this.#handle.mark(category ?? undefined);
    this.#marked();
  }

  /** An issue was made of what is selected: its mark shall be seen, and its card. */
  #marked() {
    [this.#held, this.#own] = [null, true];
    this.#toolbar.show(null);
    this.#element.ownerDocument.getSelection()?.removeAllRanges();
    this.#panel.open(true);
    this.#soon();
  }

  /** Keys that name what is selected on the page, wherever nobody writes. */
  #key(event) {
    if (this.#settling) {
      clearTimeout(this.#settling);
      this.#settling = 0;
      this.#settle();
    }
    const path = event.composedPath();
    if (!this.#held || event.defaultPrevented || event.isComposing || path.includes(this.#element)) return;
    const [target] = path;
    if (target.closest?.(FIELDS) || (event.key === 'Enter' && target.closest?.(CONTROLS))) return;
    if (!this.#handle.key(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === 'Escape') this.#let();
    else this.#marked();
  }

  /** A click on a mark leads to its issue. */
  #click(event) {
    const [target] = event.composedPath();
    if (event.button || event.defaultPrevented || target.closest?.(CONTROLS)) return;
    if (selected(this.#element.ownerDocument, [])) return;
    const over = (range) => [...range.getClientRects()].some(({ left, right, top, bottom }) =>
      event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom);
    const shows = [...this.#shows.values()].filter((show) => show.elements.some((element) => contains(element, target)));
    const hit = shows.flatMap((show) => show.marks).filter((mark) => mark.ranges.some(over));
    const length = (mark) => mark.ranges.reduce((sum, range) => sum + String(range).length, 0);
    const [mark] = hit.sort((a, b) => length(a) - length(b));
    if (!mark) return;
    this.#own = true;
    this.#panel.open(true);
    this.#handle.turn_to(mark.id);
  }
}
