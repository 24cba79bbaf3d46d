// An element with a backend of the page's own. `/task.json` is the only task; what is asked is kept in `calls`.

import { workbench } from './host.js';

const task = await (await fetch('/task.json')).json();
let kept = null;
let done = false;
/** Every call so far: `[name, ...arguments]`. */
globalThis.calls = [];
/** Rejections to give instead of the next answers, by call. */
globalThis.refuse = {};

const called = (name, ...given) => {
  globalThis.calls.push([name, ...structuredClone(given)]);
  const problem = globalThis.refuse[name]?.shift();
  if (problem) throw problem;
};

const backend = {
  async claim(body) {
    called('claim', body);
    return done ? { task: null, retry_after: 60 } : { task, lease: { id: 'l-1', seconds: 3600 }, draft: kept, worker: { id: 'w-1' } };
  },
  async draft(id, body) {
    called('draft', id, body);
    if (body.content) kept = { rev: (kept?.rev ?? 0) + 1, content: body.content };
    return { rev: kept?.rev ?? 1, seconds: 3600 };
  },
  async submit(id, uuid, body) {
    called('submit', id, uuid, body);
    done = true;
    return { id: uuid, received_at: '2026-11-20T10:00:00Z' };
  },
  async release(lease, body) {
    called('release', lease, body);
    done = true;
  },
};

const element = workbench('one', { lang: 'en' });
element.backend = backend;
document.querySelector('main').append(element);
