// Asks the reader of the page for a token, where the page stands alone and its backend wants one. It is held in memory only.

const WORDS = {
  en: {
    title: 'Sign in to Label Studio',
    text: 'Paste your access token. You find it there under Account & Settings. It is kept in this tab only and forgotten with it.',
    token: 'Access token',
    go: 'Sign in',
    cancel: 'Cancel',
  },
  de: {
    title: 'Bei Label Studio anmelden',
    text: 'Fügen Sie Ihr Zugriffstoken ein. Sie finden es dort unter „Account & Settings“. Es bleibt nur in diesem Tab und wird mit ihm vergessen.',
    token: 'Zugriffstoken',
    go: 'Anmelden',
    cancel: 'Abbrechen',
  },
};

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

/** A token, or null where none is given; `where` is the server that it is for. */
export function ask(lang, where) {
  const words = WORDS[lang] ?? WORDS.en;
  const field = make('input', { type: 'password', name: 'token', required: true, autocomplete: 'off', spellcheck: false, autofocus: true });
  const title = make('h1', { id: 'sign-in-title', textContent: words.title });
  const cancel = make('button', { type: 'button', textContent: words.cancel });
  const form = make(
    'form', { method: 'dialog' },
    title, make('p', { textContent: where }), make('p', { textContent: words.text }),
    make('label', {}, words.token, field),
    make('div', {}, make('button', { textContent: words.go }), cancel),
  );
  const dialog = make('dialog', { className: 'sign-in', lang }, form);
  dialog.setAttribute('aria-labelledby', 'sign-in-title');
  const sheet = make('link', { rel: 'stylesheet', href: new URL('sign-in.css', import.meta.url).href });
  document.body.append(sheet, dialog);
  return new Promise((done) => {
    const before = document.activeElement;
    cancel.addEventListener('click', () => dialog.close('cancel'));
    let given = null;
    form.addEventListener('submit', () => (given = field.value.trim() || null));
    dialog.addEventListener('close', () => {
      dialog.remove();
      sheet.remove();
      before?.focus?.();
      done(given);
    });
    dialog.showModal();
  });
}
