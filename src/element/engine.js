// Instances of the wasm: how they are loaded, shared, and replaced where one broke.

// The workbench; and what not every page needs: the functions without interface (those about texts, those that judge, the
// one about rubrics), what converts (see convert.js) with its family for tables, what sets formulas, the backends inside the page.
export const [WORKBENCH, LOGIC, JUDGE, LINT, FORMATS, TABLES, MATH] = ['corrigenda', 'logic', 'judge', 'lint', 'formats', 'tables', 'math'];
export const [INSIDE, DEMO, LABEL_STUDIO] = ['inside', 'demo', 'label_studio'];
// What finds a response's words in the platform's own page.
export const PLACING = 'placing';

/** One instance of a wasm; all elements of a page share it until it breaks. */
export class Engine {
  static #current = {};
  static #count = {};
  static #compiled = {};
  #rest = null;
  #wasm = null;
  #joined = {};

  constructor(name) {
    this.name = name;
    const number = (Engine.#count[name] = (Engine.#count[name] ?? -1) + 1);
    // A broken instance lives on in its module's variables: a new one needs the module anew.
    this.glueName = number ? `${name}.js?restart=${number}` : `${name}.js`;
    this.broken = null;
    this.said = null;
    this.users = new Set();
    this.watchers = new Set();
    this.glue = this.#start();
  }

  /** The instance in use, or a new one. `watch(part)` is told how much is loaded: 0 to 1, or null for unknown. */
  static get(name, watch) {
    const engine = (Engine.#current[name] ??= new Engine(name));
    if (watch) engine.watchers.add(watch);
    engine.glue.catch(() => engine.forget());
    return engine;
  }

  /** Whoever comes next gets a new instance. */
  forget() {
    if (Engine.#current[this.name] === this) Engine.#current[this.name] = null;
  }

  async #start() {
    const glue = import(/* @vite-ignore */ new URL(this.glueName, import.meta.url).href);
    glue.catch(() => {});
    Engine.#compiled[this.name] ??= compile(this.name, (part) => this.watchers.forEach((watch) => watch(part)));
    try {
      const module = await Engine.#compiled[this.name];
      const exports = await glue;
      const wasm = (this.#wasm = exports.initSync({ module }));
      if (wasm.rest) this.#rest = new Rest(this, wasm, exports);
      else exports.rest_came?.();
      // Told while the wasm is still running: nothing may be taken apart before it has stopped.
      exports.on_panic((message) => {
        this.said = message;
        queueMicrotask(() => this.break(message));
      });
      return exports;
    } catch (error) {
      Engine.#compiled[this.name] = null;
      throw error;
    } finally {
      this.watchers.clear();
    }
  }

  /** What it exports, once the parts are there that the build divided from it (scripts/split/families.mjs). */
  async with(...parts) {
    const [glue] = await Promise.all([this.glue, ...parts.map((part) => (this.#joined[part] ??= this.#join(part)))]);
    return glue;
  }

  async #join(part) {
    const name = `${this.name}_${part}`;
    try {
      const module = await (Engine.#compiled[name] ??= compile(name));
      await this.glue;
      new WebAssembly.Instance(module, { first: this.#wasm });
    } catch (error) {
      Engine.#compiled[name] = this.#joined[part] = null;
      throw error;
    }
  }

  /** Loads what a first load leaves out, after the next frames: at a task's first stands its text, at the second what is beside it. */
  loadRest() {
    const load = () => this.#rest?.loadSoon();
    if (document.hidden) setTimeout(load);
    else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(load)));
  }

  /** The instance must not be called any more. */
  break(reason) {
    if (this.broken) return;
    this.broken = String(reason);
    this.forget();
    this.glue.then((glue) => glue.abandon()).catch(() => {});
    for (const user of [...this.users]) user.engineBroke(this.broken);
    this.users.clear();
  }

  /** Nothing that any instance was about to do is done any more; whoever comes next gets new ones. */
  async abandon() {
    for (const engine of Object.values(Engine.#current)) engine?.forget();
    (await this.glue).abandon();
  }

  /** Those who use it begin anew. */
  restart() {
    const users = [...this.users];
    this.users.clear();
    for (const user of users) user.engineGone();
  }

  /**
   * An error on the page that came out of the wasm breaks its instance, panic or not. Broken ones may go on throwing:
   * the glue in the stack tells them apart, where the stack reaches that far.
   */
  static blame(error) {
    if (!(error instanceof WebAssembly.RuntimeError)) return;
    const stack = String(error.stack);
    for (const engine of Object.values(Engine.#current)) {
      if (!engine || !stack.includes(`${engine.name}_bg.wasm`)) continue;
      if (stack.includes(`/${engine.glueName}:`) || !stack.includes(`/${engine.name}.js`)) engine.break(engine.said ?? error.message);
    }
  }
}

/**
 * What a first load leaves out of a wasm, where the build divided it (scripts/split). It is fetched as soon as the first
 * task is there, and again until it came; whoever is faster than that waits for it, as the wasm cannot go on without.
 */
class Rest {
  static #compiled = {};
  #engine;
  #wasm;
  #glue;
  #coming = null;

  constructor(engine, wasm, glue) {
    this.#engine = engine;
    this.#wasm = wasm;
    this.#glue = glue;
    glue.on_rest(() => this.#loadNow(), () => this.loadSoon());
  }

  /** Fetched at once, for the line may go the next moment; put in place when the page has nothing better to do. */
  loadSoon() {
    this.#coming ??= this.#load();
  }

  async #load() {
    const { name } = this.#engine;
    for (let pause = 1000; !Rest.#compiled[name] && !this.#engine.broken; pause = Math.min(2 * pause, 30_000)) {
      try {
        Rest.#compiled[name] = await compile(`${name}_rest`);
      } catch {
        await new Promise((again) => setTimeout(again, pause));
      }
    }
    (globalThis.requestIdleCallback ?? setTimeout)(() => this.#engine.broken || this.#join(Rest.#compiled[name]), { timeout: 1000 });
  }

  /** Called by the wasm in the middle of its work. */
  #loadNow() {
    const { name } = this.#engine;
    try {
      this.#join((Rest.#compiled[name] ??= new WebAssembly.Module(readNow(`${name}_rest_bg.wasm`))));
    } catch (error) {
      this.#engine.said ??= error?.message ?? String(error);
      throw error;
    }
  }

  #join(module) {
    if (this.#wasm.rest.value) return;
    new WebAssembly.Instance(module, { first: this.#wasm });
    this.#wasm.rest.value = 1;
    // The wasm may be in the middle of its work.
    queueMicrotask(() => this.#engine.broken || this.#glue.rest_came());
  }
}

/** A file as bytes, without going on before it is there. */
function readNow(name) {
  const url = new URL(name, import.meta.url);
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  if (request.status !== 200) throw new Error(`${url.pathname}: ${request.status} ${request.statusText}`.trim());
  return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255);
}

const inNode = () => typeof process !== 'undefined' && Boolean(process.versions?.node) && import.meta.url.startsWith('file:');

async function compile(name, watch = () => {}) {
  const url = new URL(`${name}_bg.wasm`, import.meta.url);
  if (inNode()) {
    const { readFile } = await import('node:fs/promises');
    return WebAssembly.compile(await readFile(url));
  }
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status} ${response.statusText}`.trim());
  // The copy is counted and the response itself compiled: only so the browser may keep what it compiled.
  count(response.clone(), watch).catch(() => {});
  if (response.headers.get('content-type')?.startsWith('application/wasm')) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

async function count(response, watch) {
  // The length of a compressed body says nothing of what comes out of it.
  const length = response.headers.get('content-encoding') ? 0 : Number(response.headers.get('content-length'));
  let seen = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return watch(1);
    seen += value.length;
    watch(length ? Math.min(seen / length, 1) : null);
  }
}

/** Calls what a wasm of its own does for the workbench (formulas, the linter, reading other people's files); loaded on the first call. */
export const later = async (part, name, ...given) =>
  (part === TABLES ? await (await import('./convert.js')).glueOf(part) : await Engine.get(part).glue)[name](...given);

/** What makes the sealer of all that is kept on the device. */
export const sealer = async () => (await import('./seal.js')).sealer();

/** A backend inside the page. */
export const backend = (name) => Engine.get(INSIDE).with(name);

/** The reference backend inside the page; what it keeps is sealed where the element says so. */
export async function inside(element) {
  const glue = await backend(DEMO);
  glue.demo_sealed(sealer, element.hasAttribute('encrypted'));
  return glue;
}
