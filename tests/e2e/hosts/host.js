// What the host pages share: an element made from the query, its events kept where a test can read them.

import '../element.js';

const EVENTS = ['ready', 'task', 'change', 'draft', 'before-submit', 'submitted', 'error'];

/** Every event so far: `{name, element, detail}`. */
globalThis.events = [];
/** Every key that reached the host: while somebody types in the workbench, none may. */
globalThis.keys = [];
document.addEventListener('keydown', (event) => globalThis.keys.push(event.key));

/** An element with these attributes; `id` tells two apart. */
export function workbench(id, attributes) {
  const element = document.createElement('corrigenda-workbench');
  element.id = id;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const name of EVENTS) {
    element.addEventListener(`corrigenda-${name}`, (event) => globalThis.events.push({ name, element: id, detail: event.detail ?? null }));
  }
  return element;
}

/** The query as attributes; `backend` is the page's own demo where the query names none. */
export function query() {
  return { backend: 'demo:', ...Object.fromEntries(new URLSearchParams(location.search)) };
}
