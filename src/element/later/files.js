// Files as a backend: a file of tasks is picked or dropped, worked on inside the page, and what was made of them is saved.

import { DEMO, Engine, FORMATS } from './engine.js';

const WORDS = {
  en: {
    pick: 'Open a file with tasks',
    drop: 'Drop a file here: JSON Lines or CSV. It stays on this device.',
    choose: 'Choose a file',
    bad: 'This file cannot be read',
    line: (line, message) => `Line ${line}: ${message}`,
    empty: 'The file is empty.',
    columns: 'Which column is what?',
    first: 'First row',
    roles: { '': '–', id: 'Id', title: 'Title', prompt: 'Question', system: 'System', response: 'Response', reference: 'Reference', language: 'Language' },
    none: 'At least one column has to be a response.',
    go: 'Continue',
    done: 'All tasks of this file are done',
    made: (count) => `${count} ${count === 1 ? 'annotation is' : 'annotations are'} kept in this browser.`,
    save: 'Save the annotations',
    other: 'Open another file',
  },
  de: {
    pick: 'Datei mit Aufgaben öffnen',
    drop: 'Legen Sie eine Datei hier ab: JSON Lines oder CSV. Sie bleibt auf diesem Gerät.',
    choose: 'Datei wählen',
    bad: 'Diese Datei lässt sich nicht lesen',
    line: (line, message) => `Zeile ${line}: ${message}`,
    empty: 'Die Datei ist leer.',
    columns: 'Welche Spalte ist was?',
    first: 'Erste Zeile',
    roles: { '': '–', id: 'Kennung', title: 'Titel', prompt: 'Frage', system: 'System', response: 'Antwort', reference: 'Musterantwort', language: 'Sprache' },
    none: 'Mindestens eine Spalte muss eine Antwort sein.',
    go: 'Weiter',
    done: 'Alle Aufgaben dieser Datei sind erledigt',
    made: (count) => `${count} ${count === 1 ? 'Annotation liegt' : 'Annotationen liegen'} in diesem Browser.`,
    save: 'Annotationen speichern',
    other: 'Andere Datei öffnen',
  },
};

/** Something about a file that its reader has to know: in which line, and why. */
class Unreadable extends Error {
  constructor(message, line = null) {
    super(message);
    this.line = line;
  }
}

const GUESSES = [
  ['id', /^(id|task_?id|key)$/i],
  ['title', /^(title|name|titel)$/i],
  ['system', /^system/i],
  ['reference', /^(reference|ideal|gold|target)/i],
  ['language', /^(lang|language|sprache)$/i],
  ['response', /(response|answer|completion|output|antwort)/i],
  ['prompt', /(prompt|question|instruction|input|query|frage)/i],
];

const guess = (column) => GUESSES.find(([, like]) => like.test(column))?.[0] ?? '';

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

/** The rows of a table, as far as its head and first row. */
function firstRows(text) {
  const head = text.split('\n', 1)[0];
  const mark = [';', '\t', ','].reduce((best, one) => (head.split(one).length > head.split(best).length ? one : best), ',');
  const rows = [['']];
  let quoted = false;
  for (const sign of text.replace(/^\ufeff/, '')) {
    const row = rows.at(-1);
    if (sign === '"') quoted = !quoted;
    else if (sign === mark && !quoted) row.push('');
    else if (sign === '\n' && !quoted) {
      if (rows.length === 2) break;
      rows.push(['']);
    } else if (sign !== '\r') row[row.length - 1] += sign;
  }
  return rows;
}

/** Documents of JSON Lines, or of one list; an error names the line. */
function documents(text) {
  if (text.trimStart().startsWith('[')) {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new Unreadable(error.message, 1);
    }
  }
  const list = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (!line.trim()) continue;
    try {
      list.push(JSON.parse(line));
    } catch (error) {
      throw new Unreadable(error.message, at + 1);
    }
  }
  return list;
}

/** The files of one backend. `hooks`: `lang()`, `show(card)` over the workbench or `show(null)`, `claim()`. */
export class Files {
  #name;
  #url;
  #hooks;

  constructor(name, url, hooks) {
    [this.#name, this.#url, this.#hooks] = [name, url, hooks];
  }

  get #words() {
    return WORDS[this.#hooks.lang()] ?? WORDS.en;
  }

  async #glue() {
    return Engine.get(DEMO).glue;
  }

  /** Answers a call; a claim asks for a file where there is none yet. */
  async ask(method, path, body) {
    const glue = await this.#glue();
    if (path[0] !== 'claims') return glue.demo(this.#name, method, path, body);
    if (this.#url) await this.#fetch();
    const { tasks } = await glue.demo_open(this.#name);
    if (!tasks) {
      this.#pick();
      return { task: null };
    }
    const answer = await glue.demo(this.#name, method, path, body);
    if (!answer.task && !body.task_id) this.#done((await glue.demo_open(this.#name)).submitted);
    return answer;
  }

  /** What was submitted, `{task, annotation}` a line. */
  async exported() {
    return (await this.#glue()).demo_export(this.#name);
  }

  async #fetch() {
    const response = await fetch(this.#url).catch(() => null);
    // What was read before is good enough.
    if (!response?.ok) return;
    const url = this.#url;
    this.#url = null;
    await this.#read(await response.text(), new URL(url).pathname);
  }

  async #read(text, name) {
    try {
      if (!text.trim()) throw new Unreadable(this.#words.empty);
      const lines = await this.#lines(text, name);
      await (await this.#glue()).demo_open(this.#name, lines);
      this.#hooks.show(null);
      this.#hooks.claim();
    } catch (error) {
      // What came from the wasm is a plain object with the line.
      const message = error?.message ?? String(error);
      this.#pick(error?.line ? this.#words.line(error.line, message) : message);
    }
  }

  /** A text as lines of task documents. */
  async #lines(text, name) {
    const table = /\.(csv|tsv)$/i.test(name);
    if (table) {
      const [head, first] = firstRows(text);
      return this.#converted(text, 'csv', await this.#columns(head, first ?? []));
    }
    const list = documents(text);
    const one = list[0];
    // Lines stay where they are: an error names them.
    if (one?.format) return text.trimStart().startsWith('[') ? list.map((task) => JSON.stringify(task)).join('\n') : text;
    if (one?.task?.format) {
      // A file that was saved here has its tasks too, one for each annotation.
      const tasks = new Map(list.map((line) => [line?.task?.id, line?.task]));
      return [...tasks.values()].map((task) => JSON.stringify(task)).join('\n');
    }
    const keys = [...new Set(list.flatMap((line) => Object.keys(line ?? {})))];
    return this.#converted(list.map((line) => JSON.stringify(line)).join('\n'), 'jsonl', await this.#columns(keys, keys.map((key) => String(one?.[key] ?? ''))));
  }

  async #converted(text, from, mapping) {
    const { convert } = await Engine.get(FORMATS).glue;
    return convert(text, { from, to: 'corrigenda', mapping }).text;
  }

  /** Asks which column is what; what is called as usual is filled in. */
  #columns(head, first) {
    const words = this.#words;
    const options = (chosen) => Object.entries(words.roles).map(([value, name]) => make('option', { value, textContent: name, selected: value === chosen }));
    const rows = head.map((column, at) => {
      const select = make('select', { name: column }, ...options(guess(column)));
      const sample = String(first[at] ?? '').slice(0, 60);
      return make('label', { className: 'corrigenda-column' }, make('b', { textContent: column }), select, make('small', { textContent: sample }));
    });
    const alert = make('p', { role: 'alert' });
    const form = make('form', { className: 'corrigenda-form' }, ...rows, alert, make('button', { textContent: words.go }));
    this.#show(make('h2', { textContent: words.columns }), form);
    return new Promise((done) => form.addEventListener('submit', (event) => {
      event.preventDefault();
      const chosen = [...form.querySelectorAll('select')].map((select, at) => [select.value, head[at]]);
      const one = (role) => chosen.find(([own]) => own === role)?.[1];
      const responses = chosen.filter(([role]) => role === 'response').map(([, column]) => column);
      if (!responses.length) {
        alert.textContent = words.none;
        return;
      }
      const parts = ['issues', 'correction', ...(responses.length > 1 ? ['preference'] : [])];
      const mapping = { responses, parts };
      for (const role of ['id', 'title', 'prompt', 'system', 'reference', 'language']) if (one(role)) mapping[role] = one(role);
      done(mapping);
    }));
  }

  #pick(problem = null) {
    const words = this.#words;
    const input = make('input', { type: 'file', accept: '.jsonl,.ndjson,.json,.csv,.tsv', hidden: true });
    const button = make('button', { type: 'button', textContent: words.choose });
    button.addEventListener('click', () => input.click());
    const take = async (file) => file && this.#read(await file.text(), file.name);
    input.addEventListener('change', () => take(input.files[0]));
    const alert = problem ? [make('p', { role: 'alert', textContent: `${words.bad}. ${problem}` })] : [];
    const card = this.#show(make('h2', { textContent: words.pick }), make('p', { textContent: words.drop }), ...alert, button, input);
    card.addEventListener('dragover', (event) => event.preventDefault());
    card.addEventListener('drop', (event) => {
      event.preventDefault();
      take(event.dataTransfer.files[0]);
    });
  }

  #done(count) {
    const words = this.#words;
    const save = make('button', { type: 'button', textContent: words.save, hidden: !count });
    save.addEventListener('click', () => this.#save());
    const other = make('button', { type: 'button', textContent: words.other });
    other.addEventListener('click', () => this.#pick());
    this.#show(make('h2', { textContent: words.done }), make('p', { textContent: words.made(count) }), save, other);
  }

  /** Into a file that the reader names, where the browser can; else as a download. */
  async #save() {
    const text = await this.exported();
    const suggestedName = 'annotations.jsonl';
    if (globalThis.showSaveFilePicker) {
      try {
        const handle = await showSaveFilePicker({ suggestedName });
        const stream = await handle.createWritable();
        await stream.write(text);
        return await stream.close();
      } catch (error) {
        if (error?.name === 'AbortError') return;
      }
    }
    const url = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
    make('a', { href: url, download: suggestedName }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  #show(...children) {
    const card = make('div', { className: 'corrigenda-card' }, ...children);
    this.#hooks.show(card);
    card.querySelector('button:not([hidden]), select')?.focus();
    return card;
  }
}
