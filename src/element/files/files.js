// Files as a backend: a file of tasks is picked or dropped, worked on inside the page, and what was made of them is saved.


const WORDS = {
  en: {
    pick: 'Open a file with tasks',
    drop: 'Drop a file here: JSON Lines or CSV. It stays on this device.',
    choose: 'Choose a file',
    bad: 'This file cannot be read',
    line: (line, message) => `Line ${line}: ${message}`,
    empty: 'The file is empty.',
    noRows: 'There is nothing below the names of its columns.',
    encoding: 'It is not UTF-8, as JSON has to be.',
    done: 'All tasks of this file are done',
    made: (count) => `${count} ${count === 1 ? 'annotation is' : 'annotations are'} kept in this browser.`,
    save: 'Save the annotations',
    other_format: 'In another format …',
    other: 'Open another file',
  },
  de: {
    pick: 'Datei mit Aufgaben öffnen',
    drop: 'Legen Sie eine Datei hier ab: JSON Lines oder CSV. Sie bleibt auf diesem Gerät.',
    choose: 'Datei wählen',
    bad: 'Diese Datei lässt sich nicht lesen',
    line: (line, message) => `Zeile ${line}: ${message}`,
    empty: 'Die Datei ist leer.',
    noRows: 'Unter den Namen der Spalten steht nichts.',
    encoding: 'Sie ist nicht in UTF-8, wie es JSON sein muss.',
    done: 'Alle Aufgaben dieser Datei sind erledigt',
    made: (count) => `${count} ${count === 1 ? 'Annotation liegt' : 'Annotationen liegen'} in diesem Browser.`,
    save: 'Annotationen speichern',
    other_format: 'In anderem Format …',
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

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

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

/** A document, of a line or as it is; null where it is none. */
function reading(line) {
  if (typeof line !== 'string') return line && typeof line === 'object' ? line : null;
  if (!line.trim()) return null;
  try {
    const one = JSON.parse(line.replace('\ufeff', ''));
    return one && typeof one === 'object' ? one : null;
  } catch {
    return null;
  }
}

/** The files of one backend. `hooks`: `lang()`, `show(card)` over the workbench or `show(null)`, `claim()`, `inside()` for the backend in the page. */
export class Files {
  #name;
  #url;
  #hooks;
  #root = null;

  constructor(name, url, hooks) {
    [this.#name, this.#url, this.#hooks] = [name, url, hooks];
  }

  get #words() {
    return WORDS[this.#hooks.lang()] ?? WORDS.en;
  }

  #glue() {
    return this.#hooks.inside();
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
    await this.#read(await response.arrayBuffer(), decodeURIComponent(new URL(url).pathname.split('/').pop()));
  }

  async #read(bytes, name) {
    try {
      const lines = await this.#lines(bytes, name);
      if (lines === null) return;
      await (await this.#glue()).demo_open(this.#name, lines);
      this.#hooks.show(null);
      this.#hooks.claim();
    } catch (error) {
      // What came from the wasm is a plain object with the line.
      const message = error?.message ?? String(error);
      this.#pick(error?.line ? this.#words.line(error.line, message) : message);
    }
  }

  /** A file as lines of task documents; null where the reader leaves it. */
  async #lines(bytes, name) {
    const { ask, decoded } = await import('./mapping.js');
    const { text, sure } = decoded(bytes);
    if (!text.replace('\ufeff', '').trim()) throw new Unreadable(this.#words.empty);
    const table = /\.(csv|tsv|tab|txt)$/i.test(name) && !/^\ufeff?\s*[[{]/.test(text);
    const list = text.trimStart().startsWith('[');
    const one = table ? null : (list ? documents(text) : text.split('\n')).map(reading).find(Boolean);
    if (!table && !one) documents(text);
    if (one?.format || one?.task?.format) {
      if (!sure) throw new Unreadable(this.#words.encoding);
      // Lines stay where they are: an error names them.
      if (one.format) return list ? documents(text).map((task) => JSON.stringify(task)).join('\n') : text;
      // A file that was saved here has its tasks too, one for each annotation.
      const tasks = new Map(documents(text).map((line) => [line?.task?.id, line?.task]));
      return [...tasks.values()].map((task) => JSON.stringify(task)).join('\n');
    }
    if (table && !text.trim().includes('\n')) throw new Unreadable(this.#words.noRows);
    this.#pick();
    return ask(this.#root, this.#hooks.lang(), { bytes, name, table });
  }

  #pick(problem = null) {
    const words = this.#words;
    const input = make('input', { type: 'file', accept: '.jsonl,.ndjson,.json,.csv,.tsv,.tab,.txt', hidden: true });
    const button = make('button', { type: 'button', textContent: words.choose });
    button.addEventListener('click', () => input.click());
    const take = async (file) => file && this.#read(await file.arrayBuffer(), file.name);
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
    const format = make('button', { type: 'button', textContent: words.other_format, hidden: !count });
    format.addEventListener('click', () => this.#export());
    const other = make('button', { type: 'button', textContent: words.other });
    other.addEventListener('click', () => this.#pick());
    this.#show(make('h2', { textContent: words.done }), make('p', { textContent: words.made(count) }), save, format, other);
  }

  /** In the format of another house: each task once, with all that was made of it. */
  async #export() {
    const works = new Map();
    for (const { task, annotation } of documents(await this.exported())) {
      const work = works.get(task.id) ?? { task, annotations: [] };
      work.annotations.push(annotation);
      works.set(task.id, work);
    }
    const { save } = await import('./export.js');
    await save(this.#root, this.#hooks.lang(), [...works.values()], 'annotations');
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
    this.#root = card.getRootNode();
    card.querySelector('button:not([hidden]), select')?.focus();
    return card;
  }
}
