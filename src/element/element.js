// <corrigenda-workbench>: the custom element, and the functions without interface.
//
// Written by hand: a Rust type cannot extend HTMLElement. Glue and wasm are loaded on first use (engine.js); the file can
// be imported in Node. What is shown before the wasm is there, or after it broke, is here.

import { DEMO, Engine, JUDGE, LABEL_STUDIO, LINT, LOGIC, MATH, WORKBENCH, backend, inside, later, sealer } from './engine.js';

const [TEXTS, JUDGING, LINTING] = [['diff', 'apply', 'merge', 'settle', 'anchor'], ['check', 'score', 'agreement'], ['lint']];

const loaded = async (part, names) => {
  const glue = await Engine.get(part).glue;
  return names.map((name) => [name, glue[name]]);
};

/** Loads the functions without interface, once. */
export async function load() {
  const convert = async () => [['convert', await (await import('./convert.js')).loaded()]];
  const all = [loaded(LOGIC, TEXTS), loaded(JUDGE, JUDGING), loaded(LINT, LINTING), convert()];
  return Object.fromEntries((await Promise.all(all)).flat());
}

// One that is called loads what it needs and no more.
const lazily = (part) => (name) => async (...given) => (await Engine.get(part).glue)[name](...given);
export const [diff, apply, merge, settle, anchor] = TEXTS.map(lazily(LOGIC));
export const [check, score, agreement] = JUDGING.map(lazily(JUDGE));
export const [lint] = LINTING.map(lazily(LINT));
export const convert = async (...given) => (await import('./convert.js')).convert(...given);

const WORDS = {
  en: {
    loading: 'The workbench is loading …',
    failed: 'The workbench could not start',
    broke: 'The workbench has stopped',
    safe: 'Your work is safe on this device.',
    again: 'Start again',
  },
  de: {
    loading: 'Der Arbeitsplatz wird geladen …',
    failed: 'Der Arbeitsplatz konnte nicht starten',
    broke: 'Der Arbeitsplatz ist stehen geblieben',
    safe: 'Ihre Arbeit ist auf diesem Gerät sicher.',
    again: 'Neu starten',
  },
};

const RULES = `
:host { display: block; position: relative; min-block-size: 12rem; color-scheme: light dark }
:host([hidden]) { display: none }
:host([theme="light"]) { color-scheme: light }
:host([theme="dark"]) { color-scheme: dark }
.corrigenda-root { block-size: 100%; outline: none }
.corrigenda-card { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: .75rem;
  padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif; color: CanvasText; background: Canvas; text-align: center }
.corrigenda-card[hidden], .corrigenda-root[hidden] { display: none }
.corrigenda-card h2, .corrigenda-card p { margin: 0; font-size: 1rem }
.corrigenda-card h2 { font-size: 1.125rem; color: inherit; letter-spacing: normal; text-transform: none }
.corrigenda-card progress { inline-size: 16rem; max-inline-size: 100% }
.corrigenda-card code { max-inline-size: 40rem; overflow-wrap: anywhere; font-size: .875rem }
.corrigenda-form { display: grid; gap: .5rem; text-align: start }
.corrigenda-column { display: grid; grid-template-columns: 10rem 10rem 1fr; gap: .75rem; align-items: center }
.corrigenda-card button { font: inherit; padding: .4rem 1rem; border: 1px solid; border-radius: .375rem; background: none }
`;

const sheets = new WeakMap();

/** The rules above, one sheet a document. */
function rules(root) {
  const document = root.ownerDocument;
  if (!sheets.has(document)) {
    const sheet = new document.defaultView.CSSStyleSheet();
    sheet.replaceSync(RULES);
    sheets.set(document, sheet);
  }
  return sheets.get(document);
}

function make(name, text, attributes = {}) {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function loadingCard(words) {
  const card = make('div', '', { class: 'corrigenda-card', role: 'status' });
  const bar = make('progress', '', { 'aria-label': words.loading, max: '1' });
  card.append(make('p', words.loading), bar);
  const watch = (part) => (part === null ? bar.removeAttribute('value') : (bar.value = part));
  return { card, watch };
}

function errorCard(words, what, reason, restart) {
  const card = make('div', '', { class: 'corrigenda-card', role: 'alert' });
  const button = make('button', words.again, { type: 'button' });
  button.addEventListener('click', restart);
  card.append(make('h2', words[what]), make('p', words.safe), make('code', reason), button);
  return card;
}

/** A backend whose calls are answered by what is loaded on the first of them. */
const called = (name, ask) => ({
  name,
  claim: (body) => ask('POST', ['claims'], body),
  draft: (id, body) => ask('PUT', ['tasks', id, 'draft'], body),
  submit: (id, uuid, body) => ask('PUT', ['tasks', id, 'annotations', uuid], body),
  release: (lease, body) => ask('POST', ['leases', lease, 'release'], body),
});

/** `demo:`, or `demo:?tasks=URL`. */
function demo(wish, element) {
  const asked = new URLSearchParams(wish.replace(/^demo:\??/, '')).get('tasks');
  const tasks = asked ? new URL(asked, document.baseURI).href : new URL('sample.jsonl', import.meta.url).href;
  return called(`demo:${tasks}`, async (...call) => (await inside(element)).demo(tasks, ...call));
}

/** Made on the first call; where that failed, on the next. */
const once = (make, made = null) => () => (made ??= make().catch((error) => { made = null; throw error; }));

/** The backend for a task that the page gives as a document: nothing leaves the page but by events. */
function single(task, draft) {
  const get = once(async () => new (await import('./backends.js')).Single(task, draft));
  return called('page', async (...call) => (await get()).ask(...call));
}

/** `label-studio:https://…?project=1`. Its token is the page's. */
function labelStudio(wish, element) {
  const url = new URL(wish.replace(/^label-studio:/, ''), document.baseURI);
  const base = (url.origin + url.pathname).replace(/\/+$/, '');
  const project = url.searchParams.get('project') ?? undefined;
  const get = once(async () => new (await import('./backends.js')).Studio(base, project, element));
  return called(`label-studio:${base}${project ? `?project=${project}` : ''}`, async (...call) => (await get()).ask(...call));
}

/** `file:`, where a file is asked for, or `file:URL`. What is done with its tasks is kept in the browser. */
function file(wish, element, hooks) {
  const url = wish === 'file:' ? null : new URL(wish.replace(/^file:/, ''), document.baseURI).href;
  const name = `file:${url ?? ''}`;
  const get = once(async () => new (await import('./files.js')).Files(name, url, hooks));
  return { ...called(name, async (...call) => (await get()).ask(...call)), exported: async () => (await get()).exported() };
}

// What a backend's name begins with, where it lives in the page: the wasm that answers, and its calls.
const IN_PAGE = { 'demo:': [DEMO, demo], 'file:': [DEMO, file], 'label-studio:': [LABEL_STUDIO, labelStudio] };
const inPage = (wish) => Object.entries(IN_PAGE).find(([start]) => String(wish).startsWith(start))?.[1];

const ATTRIBUTES = ['backend', 'queue', 'kind', 'lang', 'theme', 'task', 'credentials'];
// In the order in which they are taken over where the page set them before the class was there.
const PROPERTIES = ['htmlFor', 'getToken', 'credentials', 'theme', 'queue', 'kind', 'backend', 'value', 'task'];

export class CorrigendaWorkbench extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = [...ATTRIBUTES, 'for', 'panel'];

  #shadow;
  #engine = null;
  #handle = null;
  #card = null;
  #objects = { backend: null, getToken: null };
  #locks = new Map();
  #waiting = [];
  #draft = null;
  #paused = false;
  #local = null;
  #elements = null;
  #target = null;
  #aims = 0;

  constructor() {
    super();
    this.#shadow = this.attachShadow({ mode: 'open' });
    // Whoever listens on the page may keep it from happening.
    this.addEventListener('corrigenda-forget', (event) => setTimeout(() => event.defaultPrevented || this.#forget()));
    this.addEventListener('corrigenda-export', (event) => setTimeout(() => event.defaultPrevented || this.#export()));
  }

  connectedCallback() {
    for (const name of PROPERTIES) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    if (!this.#shadow.adoptedStyleSheets.includes(rules(this))) this.#shadow.adoptedStyleSheets.unshift(rules(this));
    if (!this.#engine && !this.#card) this.#start();
    if (this.#paused) {
      this.#paused = false;
      this.#handle?.resume();
      this.#aim();
    }
  }

  // Being moved is a removal and an insertion: only what is still away afterwards has left.
  disconnectedCallback() {
    setTimeout(() => {
      if (this.isConnected || this.#paused) return;
      this.#paused = true;
      this.#aim();
      this.#handle?.pause();
    });
  }

  connectedMoveCallback() {}

  // Constructed style sheets belong to one document.
  adoptedCallback() {
    this.#shadow.adoptedStyleSheets = [rules(this)];
    this.#handle?.restyle();
    this.#aim();
  }

  attributeChangedCallback(name, _before, value) {
    if (name === 'for' && value !== null) this.#elements = null;
    if (name === 'for') return void this.#aim();
    if (name === 'panel') return this.#target?.refresh();
    if (name === 'backend' && value !== null) this.#objects.backend = null;
    if (name === 'lang') value = this.#lang();
    this.#handle?.set(name, value);
  }

  get backend() { return this.#objects.backend ?? this.getAttribute('backend'); }
  set backend(backend) {
    if (backend === null || typeof backend === 'string' || backend instanceof URL) return this.#reflect('backend', backend);
    this.#objects.backend = backend;
    this.#handle?.set('backend', backend);
  }

  /** What of the page is marked: a selector, or elements. */
  get htmlFor() { return this.#elements ?? this.getAttribute('for'); }
  set htmlFor(wish) {
    this.#elements = wish && typeof wish !== 'string' ? wish : null;
    if (!this.#elements && wish !== this.getAttribute('for')) this.#reflect('for', wish);
    else this.#aim();
  }

  get getToken() { return this.#objects.getToken; }
  set getToken(ask) {
    this.#objects.getToken = ask ?? null;
    this.#handle?.set('getToken', this.#objects.getToken);
  }

  get queue() { return this.getAttribute('queue'); }
  set queue(queue) { this.#reflect('queue', queue); }
  get kind() { return this.getAttribute('kind'); }
  set kind(kind) { this.#reflect('kind', kind); }
  get theme() { return this.getAttribute('theme') ?? 'auto'; }
  set theme(theme) { this.#reflect('theme', theme); }
  get credentials() { return this.getAttribute('credentials') ?? 'same-origin'; }
  set credentials(mode) { this.#reflect('credentials', mode); }

  /** The task on the desk, as a document. Set to an id it opens that task; set to a document it needs no backend. */
  get task() { return this.#handle?.task ?? null; }
  set task(task) {
    if (task === null || typeof task === 'string') return this.#reflect('task', task);
    this.backend = single(task, this.#draft);
    this.#draft = null;
    this.#when((handle) => handle.claim(task.id));
  }

  /** The annotation as it stands. What is set before a task document is given is the draft it starts from. */
  get value() { return this.#handle?.value ?? null; }
  set value(value) { this.#draft = value; }

  claim(task) { this.#when((handle) => handle.claim(task)); }
  save() { this.#when((handle) => handle.save()); }
  submit() { this.#when((handle) => handle.submit()); }
  skip() { this.#when((handle) => handle.skip()); }
  undo() { this.#when((handle) => handle.undo()); }
  redo() { this.#when((handle) => handle.redo()); }
  /** What stands in the way of submitting; null where there is no task. */
  check() { return this.#handle?.check() ?? null; }

  /** What was submitted to a `file:` backend, `{task, annotation}` a line; null where there is none. */
  async exported() { return this.#local?.exported?.() ?? null; }

  /** Gives the workbench the focus, so that its keys are heard. */
  focus(options) { this.#shadow.querySelector('.corrigenda-root')?.focus(options); }

  #reflect(name, value) {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  #when(act) {
    if (this.#handle) act(this.#handle);
    else this.#waiting.push(act);
  }

  #lang() {
    const said = this.getAttribute('lang') || this.closest('[lang]')?.lang || navigator.language || 'en';
    return said.toLowerCase().startsWith('de') ? 'de' : 'en';
  }

  #show(card) {
    this.#card?.remove();
    if ((this.#card = card)) this.#shadow.append(card);
  }

  /** Shows something in place of the workbench, which waits meanwhile. */
  #cover(card) {
    this.#show(card);
    const root = this.#shadow.querySelector('.corrigenda-root');
    if (root) root.hidden = Boolean(card);
  }

  async #start() {
    const { card, watch } = loadingCard(WORDS[this.#lang()]);
    this.#show(card);
    const engine = (this.#engine = Engine.get(WORKBENCH, watch));
    // The first call will need it: it is loaded beside the workbench, not after it.
    const local = inPage(this.backend);
    if (local) backend(local[0]).catch(() => {});
    try {
      const glue = await engine.glue;
      if (this.#engine !== engine) return;
      if (engine.broken) throw new Error(engine.broken);
      engine.users.add(this);
      this.#mount(glue);
    } catch (error) {
      if (this.#engine === engine) this.#fail('failed', error?.message ?? String(error));
    }
  }

  #mount(glue) {
    // It can have the focus: where nothing inside has it, keys are still heard.
    const root = make('div', '', { class: 'corrigenda-root', tabindex: '-1' });
    this.#shadow.append(root);
    const hooks = { lang: () => this.#lang(), show: (card) => this.#cover(card), claim: () => this.claim(), inside: () => inside(this) };
    const local = (wish) => (this.#local = inPage(wish)?.[1](wish, this, hooks) ?? null);
    const encrypted = this.hasAttribute('encrypted');
    const options = { ...this.#objects, local, later, locks: this.#locks, sealer, encrypted };
    for (const name of ATTRIBUTES) options[name] = this.#objects[name] ?? this.getAttribute(name);
    options.lang = this.#lang();
    this.#show(null);
    this.#handle = glue.mount(root, this, options);
    if (this.#paused) this.#handle.pause();
    for (const act of this.#waiting.splice(0)) act(this.#handle);
    this.#aim();
    this.addEventListener('corrigenda-task', () => this.#engine?.loadRest(), { once: true });
  }

  /** Marks what `for` names of the page, where it names anything; what that needs is loaded then. */
  async #aim(alive = true) {
    const number = ++this.#aims;
    this.#target?.end(alive);
    this.#target = null;
    const [handle, shadow] = [this.#handle, this.#shadow];
    if (!handle || this.#paused || !this.htmlFor) return;
    const failed = (error) => void this.#say(error?.message ?? String(error));
    const make = await import('./target.js').then(({ open }) => open()).catch(failed);
    if (!make || number !== this.#aims) return;
    this.#target = make({ element: this, shadow, root: shadow.querySelector('.corrigenda-root'), handle, lang: () => this.#lang() });
  }

  /** Forgets everything on this device, where the expert still wants that after being told what it is. */
  async #forget() {
    const { forget } = await import('./forget.js');
    const engine = this.#engine;
    let gone = false;
    const stop = () => (gone = true) && engine.abandon();
    await forget(this.#shadow, this.#lang(), stop).catch((error) => console.error(error));
    if (gone) engine.restart();
  }

  /** Saves the work at hand in a format of another house. */
  #export = async () => (await import('./export.js')).saveWork(this, this.#shadow, this.#lang()).catch((error) => this.#say(String(error)));

  /** Called by the engine: this instance is given up; the next one begins anew. */
  engineGone() {
    this.#drop();
    this.#start();
  }

  /** Called by the engine: the instance is gone, and with it this element's state; the journal has it. */
  engineBroke(reason) {
    this.#fail('broke', reason);
  }

  #drop() {
    this.#handle = null;
    this.#aim(false);
    this.#shadow.querySelector('.corrigenda-root')?.remove();
    // An instance that is gone cannot give its rights back; the next one needs them.
    for (const release of this.#locks.values()) release();
    this.#locks.clear();
  }

  #say = (message) => this.dispatchEvent(new CustomEvent('corrigenda-error', { bubbles: true, composed: true, detail: { message } }));

  #fail(what, reason) {
    this.#drop();
    this.#show(errorCard(WORDS[this.#lang()], what, reason, () => this.#start()));
    this.#say(reason);
  }
}

if (globalThis.customElements && !customElements.get('corrigenda-workbench')) {
  addEventListener('error', (event) => Engine.blame(event.error));
  addEventListener('unhandledrejection', (event) => Engine.blame(event.reason));
  customElements.define('corrigenda-workbench', CorrigendaWorkbench);
}
