// A modal dialog of the page's own modules, in the workbench's colours: made, shown, and gone again with the focus where it was.

/** An element with properties and children. */
export const make = (name, properties, ...children) => {
  const { ariaLabel, ...own } = properties ?? {};
  const element = Object.assign(document.createElement(name), own);
  if (ariaLabel) element.setAttribute('aria-label', ariaLabel);
  // Where a browser does not reflect it, it is an attribute all the same.
  if (own.role) element.setAttribute('role', own.role);
  element.append(...children);
  return element;
};

let rules = null;

async function look(root) {
  rules ??= fetch(new URL('sheet.css', import.meta.url), { credentials: 'same-origin' }).then(async (answer) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(answer.ok ? await answer.text() : '');
    return sheet;
  });
  const sheet = await rules.catch(() => (rules = null));
  if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** Shows a modal dialog over a root. `closed` is kept when it is gone. */
export function modal(root, title, lang, ...children) {
  const close = make('button', { type: 'button', className: 'quiet sheet-close', textContent: '×', ariaLabel: lang === 'de' ? 'Schließen' : 'Close' });
  const dialog = make('dialog', { className: 'sheet', lang, ariaLabel: title },
    make('div', { className: 'sheet-head' }, make('h2', { textContent: title }), close), ...children);
  const before = root.activeElement;
  root.append(dialog);
  close.addEventListener('click', () => dialog.close());
  // What is typed here is none of the workbench's keys.
  dialog.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    dialog.close();
  });
  const closed = new Promise((done) => dialog.addEventListener('close', () => {
    dialog.remove();
    before?.focus?.();
    done();
  }));
  dialog.showModal();
  look(root);
  return { dialog, closed };
}
