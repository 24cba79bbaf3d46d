// The host page around the workbench: it reads the address, finds the backend and follows the task.
//
// ?backend=…&queue=…&kind=review&lang=de&theme=dark&encrypted#task=t-17 — without a backend it is `api/` where that speaks the
// contract, else the demo inside the page.

const workbench = document.querySelector('corrigenda-workbench');
const asked = new URLSearchParams(location.search);

const taskOf = (hash) => new URLSearchParams(hash.replace(/^#/, '')).get('task');

/** Does a backend of the contract live beside this page? */
async function speaksContract(url) {
  try {
    const response = await fetch(url, { headers: { accept: 'application/json' } });
    return response.ok && (await response.json()).contract === 1;
  } catch {
    return false;
  }
}

const lang = asked.get('lang') ?? (navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en');
document.documentElement.lang = lang;
workbench.setAttribute('lang', lang);
for (const name of ['theme', 'queue', 'kind', 'encrypted']) {
  if (asked.has(name)) workbench.setAttribute(name, asked.get(name));
}
const first = taskOf(location.hash);
if (first) workbench.setAttribute('task', first);

workbench.addEventListener('corrigenda-task', ({ detail: { task } }) => {
  document.title = task?.title ? `${task.title} – Corrigenda` : 'Corrigenda';
  const hash = task ? `#${new URLSearchParams({ task: task.id })}` : '';
  // Nobody has chosen another place: keys are for the workbench. Once the task is there: a focus has the page laid out.
  setTimeout(() => { if (document.activeElement === document.body) workbench.focus({ preventScroll: true }); });
  if (location.hash !== hash) history.replaceState(history.state, '', `${location.pathname}${location.search}${hash}`);
});

addEventListener('hashchange', () => {
  const task = taskOf(location.hash);
  if (task && task !== workbench.task?.id) workbench.claim(task);
});

const backend = asked.get('backend') ?? ((await speaksContract(new URL('api/', document.baseURI))) ? 'api/' : 'demo:');
if (backend.startsWith('label-studio:')) {
  const where = new URL(backend.replace(/^label-studio:/, ''), document.baseURI).host;
  workbench.getToken = async () => (await import('./sign-in.js')).ask(lang, where);
}
workbench.setAttribute('backend', backend);
