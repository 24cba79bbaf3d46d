// The dialog in which work is saved in the format of another house: what that format cannot carry is shown before the download.

import { convert } from './convert.js';
import { make, modal } from './sheet.js';

const COMMON = [
  ['Corrigenda', 'corrigenda', 'jsonl'],
  ['HealthBench', 'healthbench', 'jsonl'],
  ['TRL SFT', 'trl_sft', 'jsonl'],
  ['TRL preference', 'trl_preference', 'jsonl'],
  ['TRL unpaired preference', 'trl_unpaired', 'jsonl'],
  ['TRL stepwise', 'trl_stepwise', 'jsonl'],
  ['PRM800K', 'prm800k', 'jsonl'],
  ['ProcessBench', 'processbench', 'jsonl'],
  ['HelpSteer3 preference', 'helpsteer3_preference', 'jsonl'],
  ['HelpSteer3 feedback', 'helpsteer3_feedback', 'jsonl'],
  ['HelpSteer3 edit', 'helpsteer3_edit', 'jsonl'],
  ['Label Studio', 'label_studio', 'json'],
  ['Label Studio predictions', 'label_studio_predictions', 'json'],
  ['Argilla', 'argilla', 'jsonl'],
  ['W3C Web Annotation', 'w3c', 'jsonl'],
  ['ERRANT M2', 'm2', 'm2'],
  ['CriticMarkup', 'criticmarkup', 'md'],
  ['MQM TSV', 'mqm_tsv', 'tsv'],
  ['CSV', 'csv', 'csv'],
];
const KEPT = 'corrigenda.export';
// Of the file, so much is shown; of the losses, so many.
const SHOWN = 4000;
const TOLD = 200;

const WORDS = {
  en: {
    title: 'Save in another format',
    format: 'Format',
    losses: 'What it does not carry',
    none: 'Everything that was done comes back from this format.',
    count: (count, n) => `${count} ${n === 1 ? 'thing is' : 'things are'} lost in this format.`,
    more: (count) => `and ${count} more`,
    preview: 'The file',
    empty: 'Nothing of this work has a place in this format: the file is empty.',
    writing: 'It is being written …',
    failed: 'It cannot be written',
    save: (name) => `Save ${name}`,
    cancel: 'Cancel',
    why: (text) => text,
  },
  de: {
    title: 'In anderem Format speichern',
    format: 'Format',
    losses: 'Was verloren geht',
    none: 'Alles, was getan wurde, kommt aus diesem Format zurück.',
    count: (count, n) => `${count} ${n === 1 ? 'Angabe geht' : 'Angaben gehen'} in diesem Format verloren.`,
    more: (count) => `und ${count} weitere`,
    preview: 'Die Datei',
    empty: 'Nichts von dieser Arbeit hat in diesem Format einen Platz: Die Datei ist leer.',
    writing: 'Es wird geschrieben …',
    failed: 'Es lässt sich nicht schreiben',
    save: (name) => `${name} speichern`,
    cancel: 'Abbrechen',
    why: (text) => REASONS.reduce((said, [like, put]) => said.replace(like, put), text),
  },
};

// The reasons that `convert` gives, in German.
const REASONS = [
  [/^there is no row for it, or none that says whose it is$/, 'dafür gibt es keine Zeile, oder keine sagt, von wem sie ist'],
  [/^made from the ranking, whose strength nobody gave$/, 'aus der Rangfolge gemacht, deren Stärke niemand angab'],
  [/^(\S+) does not carry it, or not all of it$/, '$1 nimmt das nicht oder nicht ganz auf'],
  [/^(\S+) needs a value here that nobody gave$/, '$1 braucht hier einen Wert, den niemand angab'],
  [/^(\S+) has no ids: it is named anew$/, '$1 hat keine Kennungen: Es wird neu benannt'],
  [/^(\S+) has no word for it: the nearest is written$/, '$1 hat kein Wort dafür: Das nächste wird geschrieben'],
  [/^(\S+) keeps the texts: edits are what a comparison finds$/, '$1 behält die Texte: Änderungen sind, was ein Vergleich findet'],
  [/^(\S+) cannot say it exactly$/, '$1 kann das nicht genau sagen'],
  [/^(\S+) does not carry this of an edit$/, '$1 nimmt das von einer Änderung nicht auf'],
  [/^(\S+) has no place for it$/, '$1 hat dafür keinen Platz'],
];

const kept = () => {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
};
const keep = (format) => {
  try {
    localStorage.setItem(KEPT, format);
  } catch {
    // A device that forbids storage keeps nothing.
  }
};

/** Losses of the same kind as one: their path with its numbers left out, why, and how many. */
function grouped(losses) {
  const groups = new Map();
  for (const { path, why } of losses) {
    const kind = path.replace(/\[\d+\]/g, '[]').replace(/^\$\[\]\.(annotations\[\]\.?)?/, '');
    const key = `${kind}\n${why}`;
    const group = groups.get(key) ?? { kind: kind || 'annotation', why, paths: [] };
    group.paths.push(path);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Asks for a format, over `root`, and saves `works` (`[{task, annotations}]`) in it as a file that begins with `name`. */
export async function save(root, lang, works, name) {
  const words = WORDS[lang] ?? WORDS.en;
  const number = new Intl.NumberFormat(lang);
  const select = make('select', {}, ...COMMON.map(([text, value]) => make('option', { value, textContent: text, selected: value === kept() })));
  const losses = make('section', { className: 'sheet-columns', ariaLabel: words.losses, tabIndex: 0 });
  const preview = make('section', { className: 'sheet-preview', ariaLabel: words.preview });
  const said = make('p', { role: 'status', className: 'sheet-said' });
  const cancel = make('button', { type: 'button', className: 'quiet', textContent: words.cancel });
  const go = make('button', { className: 'primary' });
  let made = null;
  const file = () => `${name}.${select.value}.${COMMON.find(([, value]) => value === select.value)[2]}`;
  const clear = () => {
    made = null;
    go.textContent = words.save(file());
    go.setAttribute('aria-disabled', 'true');
    said.textContent = words.writing;
    said.classList.remove('good');
    losses.replaceChildren(make('h3', { textContent: words.losses }));
    preview.replaceChildren(make('h3', { textContent: words.preview }));
  };
  let asked = 0;
  const draw = async () => {
    clear();
    const own = (asked += 1);
    const done = await convert(works, { from: 'corrigenda', to: select.value }).catch((error) => ({ error }));
    if (own !== asked) return;
    if (done.error) {
      said.textContent = `${words.failed}: ${done.error.message ?? done.error}`;
      return;
    }
    made = done;
    go.setAttribute('aria-disabled', String(!made.text));
    const count = made.losses.length;
    said.textContent = !made.text ? words.empty : count ? words.count(number.format(count), count) : words.none;
    said.classList.toggle('good', !count);
    const rows = grouped(made.losses).map(({ kind, why, paths }) => make('li', { title: paths.slice(0, 20).join('\n') },
      make('b', { textContent: kind }), paths.length > 1 ? ` × ${number.format(paths.length)}` : '', make('small', { textContent: words.why(why) })));
    const more = rows.length > TOLD ? [make('li', { textContent: words.more(number.format(rows.length - TOLD)) })] : [];
    losses.append(count ? make('ul', { className: 'sheet-list' }, ...rows.slice(0, TOLD), ...more) : make('p', { textContent: words.none }));
    const code = make('pre', { textContent: made.text.slice(0, SHOWN) + (made.text.length > SHOWN ? ' …' : ''), tabIndex: 0, dir: 'auto' });
    preview.append(code);
  };
  const form = make('form', { method: 'dialog', className: 'sheet-form' },
    make('div', { className: 'sheet-line' }, make('label', { className: 'sheet-small' }, words.format, select)),
    make('div', { className: 'sheet-two' }, losses, preview), make('div', { className: 'sheet-actions' }, said, cancel, go));
  const { dialog, closed } = modal(root, words.title, lang, form);
  select.addEventListener('change', draw);
  cancel.addEventListener('click', () => dialog.close());
  form.addEventListener('submit', (event) => {
    if (!made?.text) return event.preventDefault();
    keep(select.value);
    download(file(), made.text);
  });
  draw();
  select.focus();
  return closed;
}

/** While a blind judgement is not locked, the names of models stay out of files as well. */
function unnamed(task, value) {
  if (!task.blind || value?.locked) return task;
  return { ...task, responses: task.responses?.map(({ model, ...response }) => response) };
}

/** Saves the work at hand of an element. */
export async function saveWork({ task, value }, root, lang) {
  if (task) await save(root, lang, [{ task: unnamed(task, value), annotations: value ? [value] : [] }], task.id.replace(/[^\p{L}\p{N}._-]+/gu, '-'));
}
