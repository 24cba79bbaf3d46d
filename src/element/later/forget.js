// Forgets everything that the workbench keeps on this device, after asking: journals, what was done in the page, settings.

const WORDS = {
  en: {
    title: 'Forget everything on this device?',
    none: 'No unfinished work is kept here.',
    begun: (count) => `Work on ${count} ${count === 1 ? 'task' : 'tasks'} is kept here. What no backend has of it is lost.`,
    waiting: (count) => `${count} ${count === 1 ? 'submission was' : 'submissions were'} not sent yet and would be lost.`,
    files: 'Annotations of files and of the demonstration are kept here only: they are lost. Save them first.',
    tabs: 'Close other tabs with the workbench first. What a backend has already stays there.',
    yes: 'Forget everything',
    no: 'Keep it',
  },
  de: {
    title: 'Alles auf diesem Gerät vergessen?',
    none: 'Hier liegt keine unfertige Arbeit.',
    begun: (count) => `Hier liegt Arbeit an ${count} ${count === 1 ? 'Aufgabe' : 'Aufgaben'}. Was kein Server davon hat, geht verloren.`,
    waiting: (count) => `${count} ${count === 1 ? 'Abgabe wurde' : 'Abgaben wurden'} noch nicht gesendet und ${count === 1 ? 'ginge' : 'gingen'} verloren.`,
    files: 'Annotationen von Dateien und aus der Vorführung liegen nur hier: Sie gehen verloren. Speichern Sie sie vorher.',
    tabs: 'Schließen Sie zuvor andere Tabs mit dem Arbeitsplatz. Was ein Server schon hat, bleibt dort.',
    yes: 'Alles vergessen',
    no: 'Behalten',
  },
};

/** What is kept, by database: its stores. Opening one that is not there makes it as the workbench would. */
const KEPT = { corrigenda: ['heads', 'entries'], 'corrigenda-demo': ['state'], 'corrigenda-key': ['keys'] };
const SETTINGS = 'corrigenda.';

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const settled = (request) => new Promise((good, bad) => {
  request.onsuccess = () => good(request.result);
  request.onerror = () => bad(request.error);
  request.onblocked = () => bad(new Error('another tab holds it'));
});

/** A database; null where the device keeps none. */
async function open(name) {
  try {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => KEPT[name].forEach((store) => request.result.createObjectStore(store));
    return await settled(request);
  } catch {
    return null;
  }
}

const all = (database, store) => settled(database.transaction(store).objectStore(store).getAll());

/** The heads of the journals as texts; what is sealed is opened, where it can be. */
async function headsOf(database) {
  const heads = await all(database, 'heads');
  if (heads.every((head) => typeof head === 'string')) return heads;
  const names = await settled(database.transaction('heads').objectStore('heads').getAllKeys());
  const { open: opened } = await import('./seal.js').then(({ sealer }) => sealer());
  return Promise.all(heads.map(async (head, at) => (await opened([head], names[at]))[0]));
}

/** How much unfinished work is here: tasks that are begun, submissions that wait, and whether anything is here only. */
async function standing() {
  const journal = await open('corrigenda');
  const heads = journal ? await headsOf(journal) : [];
  journal?.close();
  const demo = await open('corrigenda-demo');
  const files = demo ? (await all(demo, 'state')).length > 0 : false;
  demo?.close();
  const waiting = heads.filter((head) => {
    try {
      return Boolean(JSON.parse(head).submitting);
    } catch {
      return false;
    }
  });
  return { begun: heads.length, waiting: waiting.length, files };
}

/** Empties what is kept: other connections may be open, so that deleting it would have to wait. */
async function empty() {
  for (const [name, stores] of Object.entries(KEPT)) {
    const database = await open(name);
    if (!database) continue;
    const transaction = database.transaction(stores, 'readwrite');
    stores.forEach((store) => transaction.objectStore(store).clear());
    await new Promise((good, bad) => {
      transaction.oncomplete = good;
      transaction.onabort = () => bad(transaction.error);
    });
    database.close();
  }
  try {
    Object.keys(localStorage).filter((key) => key.startsWith(SETTINGS)).forEach((key) => localStorage.removeItem(key));
  } catch {
    // A device that forbids storage keeps nothing.
  }
  for (const key of (await globalThis.caches?.keys()) ?? []) if (key.startsWith('corrigenda')) await caches.delete(key);
}

/** Asks, in `root`; `stop` ends what still writes, and is called before anything is forgotten. Answers whether it was. */
export async function forget(root, lang, stop) {
  const words = WORDS[lang] ?? WORDS.en;
  const { begun, waiting, files } = await standing();
  const lost = begun ? [words.begun(begun)] : [words.none];
  if (waiting) lost.push(words.waiting(waiting));
  if (files) lost.push(words.files);
  const yes = make('button', { type: 'button', className: 'primary', textContent: words.yes });
  const no = make('button', { type: 'button', className: 'quiet', textContent: words.no, autofocus: true });
  const dialog = make(
    'dialog', { className: 'dialog' },
    make('div', { className: 'dialog-head' }, make('h2', { textContent: words.title })),
    make('div', { className: 'dialog-body' }, ...[...lost, words.tabs].map((text) => make('p', { textContent: text })),
      make('div', { className: 'actions' }, no, yes)),
  );
  dialog.setAttribute('aria-label', words.title);
  dialog.dataset.forget = '';
  root.append(dialog);
  return new Promise((done) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(false);
    });
    no.addEventListener('click', () => dialog.close());
    yes.addEventListener('click', async () => {
      await stop();
      await empty();
      done(true);
      dialog.close();
    });
    dialog.showModal();
  });
}
