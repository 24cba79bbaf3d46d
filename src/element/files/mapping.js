// The dialog that asks which column of a file is what, with its first rows as the tasks that they become.

import { glueOf } from './convert.js';
import { TABLES } from './engine.js';
import { MAPPING_WORDS } from './mapping-words.js';
import { make, modal } from './sheet.js';

const GUESSES = [
  ['id', /^(id|task_?id|prompt_?id|uuid|key|kennung)$/i],
  ['title', /^(title|name|titel)$/i],
  ['system', /^system/i],
  ['reference', /^(reference|ideal|gold|target|muster)/i],
  ['language', /^(lang|language|locale|sprache)$/i],
  ['domain', /^(domain|field|subject|topic|fachgebiet)$/i],
  ['rubric', /(rubric|criteria|kriterien)/i],
  ['sources', /(^|_)(sources?|contexts?|documents?|passages?|quellen?)$/i],
  ['model', /^(model|generator)(_?(name|id|[a-z0-9]))?$/i],
  ['response', /(response|answer|completion|output|antwort)/i],
  ['prompt', /(prompt|question|instruction|input|query|messages|frage)/i],
];
const LISTS = { response: 'responses', model: 'models', sources: 'sources' };
const PARTS = ['issues', 'correction', 'scores', 'steps', 'preference'];
const KEPT = 'corrigenda.mappings';
// Shapes of files that are remembered.
const MOST = 40;
const SHOWN = 3;
const MANY = 10;
const CUT = 500;

/** The role of a column by its name; of a path by its last part that says something. */
function guess({ name, samples }, taken) {
  const parts = name.split('.').filter((part) => !/^\d+$/.test(part)).reverse();
  const role = parts.map((part) => GUESSES.find(([, like]) => like.test(part))?.[0]).find(Boolean) ?? '';
  // A list is no response: its elements are.
  if (role === 'response' && /^\s*[[{]/.test(samples[0] ?? '')) return '';
  return taken.has(role) && !LISTS[role] ? '' : role;
}

/** What was chosen last for files with these columns. */
const shapeOf = (columns) => JSON.stringify(columns.map(({ name }) => name).sort());
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '[]');
  } catch {
    return [];
  }
}
function remember(shape, chosen) {
  try {
    const others = remembered().filter(([one]) => one !== shape).slice(0, MOST - 1);
    localStorage.setItem(KEPT, JSON.stringify([[shape, chosen], ...others]));
  } catch {
    // A device that forbids storage keeps nothing.
  }
}

/** A text of bytes: `sure` where they say themselves how they are to be read. */
export function decoded(bytes, encoding = null) {
  const read = (name, fatal = false) => new TextDecoder(name, { fatal }).decode(bytes);
  if (encoding) return { text: read(encoding), encoding, sure: true };
  const head = new Uint8Array(bytes.slice(0, 400));
  const nulls = (from) => head.length > 3 && head.every((byte, at) => at % 2 !== from || byte === 0);
  if ((head[0] === 0xff && head[1] === 0xfe) || nulls(1)) return { text: read('utf-16le'), encoding: 'utf-16le', sure: true };
  if ((head[0] === 0xfe && head[1] === 0xff) || nulls(0)) return { text: read('utf-16be'), encoding: 'utf-16be', sure: true };
  try {
    return { text: read('utf-8', true), encoding: 'utf-8', sure: true };
  } catch {
    return { text: read('windows-1252'), encoding: 'windows-1252', sure: false };
  }
}

const ENCODINGS = [['utf-8', 'UTF-8'], ['windows-1252', 'Windows-1252'], ['macintosh', 'Mac Roman'], ['utf-16le', 'UTF-16 LE'], ['utf-16be', 'UTF-16 BE']];
const cut = (text) => (text.length > CUT ? `${text.slice(0, CUT).replace(/[\uD800-\uDBFF]$/, '')} …` : text);

/** One dialog over one file. */
class Mapping {
  #from = 0;
  #columns = [];
  #roles = new Map();
  #chosen = null;
  #rows = null;
  #drawing = 0;

  constructor(glue, root, lang, file) {
    Object.assign(this, { glue, root, lang, file, words: MAPPING_WORDS[lang] ?? MAPPING_WORDS.en });
    this.read = decoded(file.bytes, file.encoding);
    this.number = new Intl.NumberFormat(lang);
  }

  /** Reads the rows anew. */
  open(separator) {
    const rows = this.glue.TablesRows.open(this.read.text, this.file.table, separator);
    this.#rows?.free();
    this.#rows = rows;
    this.shape = this.#rows.shape();
    this.#columns = this.shape.columns;
    this.#from = 0;
    const known = remembered().find(([shape]) => shape === shapeOf(this.#columns))?.[1];
    this.#chosen = known ? new Set(known.parts) : null;
    const taken = new Set();
    this.#roles = new Map(this.#columns.map((column) => {
      const role = known ? known.roles[column.name] ?? '' : guess(column, taken);
      taken.add(role);
      return [column.name, role];
    }));
  }

  #names(role) {
    return this.#columns.filter(({ name }) => this.#roles.get(name) === role).map(({ name }) => name);
  }

  /** What can be asked of the expert with these columns. */
  #possible() {
    const many = this.#names('response').length > 1;
    const rubric = this.#names('rubric').length > 0;
    return PARTS.filter((part) => (part !== 'preference' || many) && (part !== 'scores' || rubric));
  }

  #parts() {
    const possible = this.#possible();
    return possible.filter((part) => (this.#chosen ? this.#chosen.has(part) : part !== 'steps'));
  }

  mapping() {
    const mapping = { parts: this.#parts(), separator: this.shape.separator };
    for (const [role] of GUESSES) {
      const names = this.#names(role);
      if (LISTS[role]) mapping[LISTS[role]] = names;
      else if (names.length) [mapping[role]] = names;
    }
    return mapping;
  }

  /** Asks; answers the tasks, a document a line, or null. */
  ask() {
    const { words } = this;
    this.open();
    this.form = make('form', { method: 'dialog', className: 'sheet-form' });
    const cancel = make('button', { type: 'button', className: 'quiet', textContent: words.cancel });
    this.go = make('button', { className: 'primary' });
    this.alert = make('p', { role: 'status', className: 'sheet-said' });
    this.left = make('section', { className: 'sheet-columns' });
    this.right = make('section', { className: 'sheet-preview' });
    this.left.setAttribute('aria-label', words.columns);
    this.right.setAttribute('aria-label', words.preview);
    this.asked = make('fieldset', { className: 'sheet-parts' });
    this.head = make('div', { className: 'sheet-line' });
    this.form.append(this.head, make('div', { className: 'sheet-two' }, this.left, this.right), this.asked,
      make('div', { className: 'sheet-actions' }, this.alert, cancel, this.go));
    const { dialog, closed } = modal(this.root, words.title, this.lang, this.form);
    cancel.addEventListener('click', () => dialog.close());
    let tasks = null;
    this.form.addEventListener('submit', (event) => {
      if (this.go.getAttribute('aria-disabled') !== 'true') {
        // Names of columns say something of the work: they are not kept where nothing may be read on the device.
        if (!this.root.getRootNode().host?.hasAttribute('encrypted')) {
          remember(shapeOf(this.#columns), { roles: Object.fromEntries(this.#roles), parts: this.#parts() });
        }
        tasks = this.#rows.tasks(this.mapping());
        return;
      }
      event.preventDefault();
    });
    this.#drawAll();
    this.left.querySelector('select, input')?.focus();
    return closed.then(() => {
      // What was to be drawn with the next frame has no rows any more.
      cancelAnimationFrame(this.#drawing);
      this.#rows.free();
      return tasks;
    });
  }

  #drawAll() {
    this.#drawHead();
    this.#drawColumns();
    this.draw();
  }

  #select(label, options, value, change) {
    const select = make('select', {}, ...options.map(([one, name]) => make('option', { value: one, textContent: name, selected: one === value })));
    select.addEventListener('change', () => change(select.value));
    return make('label', { className: 'sheet-small' }, label, select);
  }

  #drawHead() {
    const { words, read, shape, file } = this;
    const again = (separator) => {
      try {
        this.open(separator);
      } catch (error) {
        this.alert.textContent = error?.message ?? String(error);
        return;
      }
      this.#drawAll();
      // What had the focus may be gone.
      if (!this.root.activeElement) this.head.querySelector('select').focus();
    };
    const counted = words.counted(this.number.format(shape.rows), shape.rows, this.number.format(shape.columns.length), shape.columns.length);
    const parts = [make('p', {}, make('b', { textContent: file.name, dir: 'auto' }), ` · ${counted}`)];
    parts.push(this.#select(words.encoding, ENCODINGS, read.encoding, (encoding) => {
      this.read = decoded(file.bytes, encoding);
      again();
    }));
    if (file.table) parts.push(this.#select(words.separator, words.separators, shape.separator, again));
    if (!read.sure) parts.push(make('p', { className: 'sheet-warn', textContent: words.unsure }));
    const held = [...this.head.querySelectorAll('select')].indexOf(this.root.activeElement);
    this.head.replaceChildren(...parts);
    this.head.querySelectorAll('select')[held]?.focus();
  }

  #drawColumns() {
    const { words } = this;
    const list = make('ul', { className: 'sheet-list' }, ...this.#columns.map((column) => this.#column(column)));
    const parts = [list];
    if (this.#columns.length > MANY) {
      const filter = make('input', { type: 'search', placeholder: words.filter, ariaLabel: words.filter });
      filter.addEventListener('input', () => {
        const wanted = filter.value.trim().toLowerCase();
        for (const row of list.children) row.hidden = !row.dataset.name.toLowerCase().includes(wanted);
      });
      // Enter in a search does not begin the work.
      filter.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
      parts.unshift(filter);
    }
    this.left.replaceChildren(make('h3', { textContent: words.columns }), ...parts);
  }

  #column({ name, filled, samples }) {
    const { words } = this;
    const options = Object.entries(words.roles).map(([value, text]) => make('option', { value, textContent: text }));
    const select = make('select', { name }, ...options);
    select.value = this.#roles.get(name);
    select.addEventListener('change', () => this.#choose(name, select.value));
    const few = filled < this.shape.rows ? make('small', { className: 'sheet-few', textContent: words.filled(this.number.format(filled)) }) : '';
    const label = make('label', {}, make('b', { textContent: name, dir: 'auto' }), select);
    const row = make('li', {}, label, make('small', { textContent: samples[0] ?? words.nothing, dir: 'auto' }), few);
    row.dataset.name = name;
    return row;
  }

  #choose(name, role) {
    const other = role && !LISTS[role] ? this.#names(role).find((one) => one !== name) : null;
    this.#roles.set(name, role);
    this.moved = null;
    if (other) {
      this.#roles.set(other, '');
      this.left.querySelector(`select[name="${CSS.escape(other)}"]`).value = '';
      this.moved = this.words.moved(this.words.roles[role], name, other);
    }
    this.#from = 0;
    this.draw();
  }

  /** Draws what the mapping makes of the rows, with the next frame. */
  draw() {
    cancelAnimationFrame(this.#drawing);
    this.#drawing = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const { words } = this;
    const none = !this.#names('response').length;
    const mapping = this.mapping();
    const made = this.#rows.mapped(mapping, this.#from, SHOWN);
    const [models, responses] = [mapping.models.length, mapping.responses.length];
    const warn = this.moved ?? (none ? words.none : models && models !== responses ? words.models(models, responses) : !mapping.prompt ? words.noPrompt : '');
    this.go.textContent = words.go(this.number.format(made.good), made.good);
    this.go.setAttribute('aria-disabled', String(none || !made.good));
    this.alert.textContent = warn;
    this.#drawParts();
    const move = (by, text, off) => {
      const button = make('button', { type: 'button', className: 'quiet', textContent: text, disabled: off });
      button.addEventListener('click', () => {
        this.#from += by;
        this.#draw();
        this.right.querySelectorAll('.sheet-move button')[by < 0 ? 0 : 1]?.focus();
      });
      return button;
    };
    const last = Math.min(this.#from + SHOWN, made.good);
    const steps = make('div', { className: 'sheet-move' }, make('h3', { textContent: words.preview }),
      make('span', { textContent: made.good ? words.shown(this.#from + 1, last, this.number.format(made.good)) : '' }),
      move(-SHOWN, words.before, !this.#from), move(SHOWN, words.after, last >= made.good));
    const tasks = none ? [] : made.tasks.map((one) => this.#task(one));
    this.right.replaceChildren(steps, ...this.#problems(made), ...tasks);
  }

  #drawParts() {
    const { words } = this;
    const held = this.asked.contains(this.root.activeElement) ? this.root.activeElement.value : null;
    const parts = this.#parts();
    const boxes = this.#possible().map((part) => {
      const box = make('input', { type: 'checkbox', value: part, checked: parts.includes(part) });
      box.addEventListener('change', () => {
        this.#chosen = new Set(parts);
        this.#chosen[box.checked ? 'add' : 'delete'](part);
        this.draw();
      });
      return make('label', {}, box, words.parts[part]);
    });
    this.asked.replaceChildren(make('legend', { textContent: words.asked }), ...boxes);
    if (held) this.asked.querySelector(`[value="${held}"]`)?.focus();
  }

  #problems({ problems, left_out: count }) {
    const { words } = this;
    if (!count) return [];
    const say = ({ row, code, detail }) => make('li', { textContent: words.row(this.number.format(row), words.problems[code]?.(detail) ?? detail) });
    const more = count > problems.length ? [make('li', { textContent: words.more(this.number.format(count - problems.length)) })] : [];
    const open = make('details', { className: 'sheet-problems', open: count < 4 },
      make('summary', { textContent: words.leftOut(this.number.format(count), count) }), make('ul', {}, ...problems.map(say), ...more));
    return [open];
  }

  #task({ row, task }) {
    const { words } = this;
    const said = (name, text, small = '') => [make('dt', { textContent: name }, small && make('small', { textContent: ` ${small}` })),
      make('dd', { textContent: cut(text), dir: 'auto', lang: task.language ?? '' })];
    const list = make('dl');
    for (const turn of task.turns) list.append(...said(words.turns[turn.role] ?? turn.role, turn.text));
    task.responses.forEach((one, at) => list.append(...said(`${words.roles.response} ${String.fromCharCode(65 + at)}`, one.text, one.model ?? '')));
    if (task.reference) list.append(...said(words.roles.reference, task.reference.text));
    for (const source of task.sources) list.append(...said(words.roles.sources, source.text || source.url || source.title, source.text ? source.title : ''));
    if (task.rubric) list.append(...said(words.roles.rubric, task.rubric.criteria.map((one) => `${one.points > 0 ? '+' : ''}${one.points} ${one.title || one.text}`).join('\n')));
    const more = [task.language, ...task.domains].filter(Boolean).join(' · ');
    return make('article', {}, make('h4', { textContent: task.title || task.id, dir: 'auto' }),
      make('small', { textContent: [words.row(this.number.format(row), task.title ? task.id : ''), more].filter(Boolean).join(' · ') }), list);
  }
}

/** Asks what the columns of a file are, over `root`. `file`: `{bytes, name, table}`. Answers lines of tasks, or null. */
export async function ask(root, lang, file) {
  const dialog = new Mapping(await glueOf(TABLES), root, lang, file);
  return dialog.ask();
}
