// Two of the backends inside the page: a task that the page gives as a document, and Label Studio.

import { LABEL_STUDIO, backend } from './engine.js';

const SECONDS = 31_536_000;

/** One task, given as a document. Its draft lives as long as the page. */
export class Single {
  #task;
  #content;
  #rev;
  #done = false;

  constructor(task, draft) {
    [this.#task, this.#content, this.#rev] = [task, draft ?? null, draft ? 1 : 0];
  }

  ask(_method, [call, , what, uuid], body) {
    if (call === 'claims') return this.#claim();
    if (call === 'tasks' && what === 'draft') return this.#keep(body);
    this.#done = true;
    return call === 'tasks' ? { id: uuid, received_at: new Date().toISOString() } : undefined;
  }

  #claim() {
    if (this.#done) return { task: null };
    const draft = this.#rev ? { rev: this.#rev, content: this.#content } : null;
    return { task: this.#task, lease: { id: 'page', seconds: SECONDS }, draft };
  }

  #keep({ content }) {
    if (content) [this.#rev, this.#content] = [this.#rev + 1, content];
    return { rev: Math.max(this.#rev, 1), seconds: SECONDS };
  }
}

let studios = 0;

/** Label Studio at an address. `getToken` of the element is asked where there is no token, or an old one. */
export class Studio {
  #key = String(++studios);
  #ask = null;
  #asking = null;

  constructor(base, project, element) {
    Object.assign(this, { base, project, element });
  }

  async #token(stale) {
    const now = this.element.getToken;
    if (this.#ask !== now || ((await this.#asking) ?? null) === (stale ?? null)) this.#asking = null;
    this.#ask = now;
    return (this.#asking ??= Promise.resolve().then(() => now?.()).catch(() => null));
  }

  async ask(...call) {
    const glue = await backend(LABEL_STUDIO);
    return glue.label_studio(this.#key, this.base, this.project, (stale) => this.#token(stale), ...call);
  }
}
