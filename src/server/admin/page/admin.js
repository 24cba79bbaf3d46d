// The page of figures. The token is kept in memory alone; everything shown comes from /api/figures.

import { bars, choice, field, h, section, share, table } from './parts.js';
import { LANGS, speech } from './words.js';

const asked = new URLSearchParams(location.search).get('lang') ?? navigator.language.slice(0, 2);
const page = { lang: LANGS.includes(asked) ? asked : 'en', theme: 'auto', token: null, said: null, order: 'done', find: '' };
let told = speech(page.lang);
const main = document.getElementById('main');
const say = (...words) => told.say(...words);

/** No answer that can be shown; `status` 0 where there was none. */
class Failed extends Error {
  constructor(status, why) {
    super(why);
    this.status = status;
  }
}

async function ask(path) {
  const headers = { authorization: `Bearer ${page.token}` };
  const answer = await fetch(`/api/${path}`, { headers, cache: 'no-store' }).catch(() => null);
  if (!answer) throw new Failed(0, say('offline'));
  if (!answer.ok) throw new Failed(answer.status, `HTTP ${answer.status}`);
  return answer;
}

const figures = async (path) => (await ask(path)).json().catch(() => { throw new Failed(0, say('offline')); });

// ---------------------------------------------------------------------------------------------------------- the parts

function head() {
  document.documentElement.lang = page.lang;
  document.documentElement.dataset.theme = page.theme;
  document.title = `${say('title')} · Corrigenda`;
  const other = LANGS.find((lang) => lang !== page.lang);
  const themes = { auto: say('auto'), light: say('light'), dark: say('dark') };
  const look = (theme) => {
    page.theme = theme;
    document.documentElement.dataset.theme = theme;
  };
  const speak = () => {
    page.lang = other;
    told = speech(other);
    show();
    document.getElementById('language').focus();
  };
  const inside = page.token ? [h('button', { id: 'refresh', onclick: show }, say('refresh')), h('button', { id: 'sign-out', onclick: () => leave(null) }, say('signOut'))] : [];
  document.getElementById('bar').replaceChildren(
    h('h1', {}, h('span', { class: 'name' }, 'Corrigenda'), h('span', {}, say('title'))),
    h('div', { class: 'tools' }, inside, choice(themes, page.theme, look, { 'aria-label': say('theme'), id: 'theme' }),
      h('button', { id: 'language', lang: other, onclick: speak }, say('language'))));
}

function leave(said) {
  page.token = null;
  page.said = said;
  show();
}

function door() {
  const input = h('input', { id: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, 'aria-describedby': 'token-hint' });
  const enter = (event) => {
    event.preventDefault();
    page.token = input.value.trim();
    page.said = null;
    if (page.token) show();
  };
  main.replaceChildren(h('form', { class: 'card door', onsubmit: enter },
    h('h2', {}, say('signIn')),
    page.said ? h('p', { role: 'alert', class: 'bad' }, say(page.said)) : null,
    field(say('token'), input),
    h('p', { id: 'token-hint', class: 'soft' }, say('tokenHint')),
    h('button', { class: 'primary', type: 'submit' }, say('signIn'))));
  input.focus();
}

function progress({ queues, more }) {
  if (queues.length === 0) return section('progress', say('progress'), h('p', { class: 'empty' }, say('noTasks')));
  const name = ({ queue, kind }) => [queue || h('em', {}, say('noQueue')), h('span', { class: 'soft kind' }, say(kind))];
  const number = (key) => (row) => told.number(row[key]);
  const columns = [
    { name: say('queue'), cell: name },
    { name: say('done'), cell: ({ done, tasks }) => share(told, done, tasks) },
    { name: say('held'), number: true, cell: number('held') },
    { name: say('submissions'), number: true, cell: number('submissions') },
    { name: say('known'), number: true, cell: number('gold') },
  ];
  return section('progress', say('progress'), pages('figures/queues?', { rows: queues, more }, (rows) => table(say('progress'), columns, rows), 'queues'));
}

/** Rows, and more of them where there are; what is asked for comes after what is there. */
function pages(path, first, draw, key) {
  const shown = { rows: first.rows, more: first.more };
  const place = h('div', {});
  const fill = () => {
    const next = h('button', { class: 'next', onclick: further }, say('more', told.number(100)));
    // Who has scrolled stays where they are.
    const top = place.querySelector('.scroll')?.scrollTop ?? 0;
    place.replaceChildren(draw(shown.rows), h('p', { class: 'foot soft' }, say('shown', told.number(shown.rows.length)), shown.more ? next : null));
    place.querySelector('.scroll').scrollTop = top;
  };
  const further = async (event) => {
    event.target.disabled = true;
    try {
      const answer = await figures(`${path}from=${shown.rows.length}`);
      shown.rows = shown.rows.concat(answer[key]);
      shown.more = answer.more;
      fill();
      (place.querySelector('.next') ?? place.querySelector('.scroll'))?.focus();
    } catch (error) {
      trouble(error);
    }
  };
  fill();
  return place;
}

function throughput({ hours, days }) {
  return section('throughput', say('throughput'), h('div', { class: 'two' },
    bars(told, say('perHour'), hours, told.hour), bars(told, say('perDay'), days, told.day)),
    h('p', { class: 'soft' }, say('timesIn', told.zone)));
}

function agreement({ agreement: { tasks, judgements, places } }) {
  const figure = (id, name, found, base) => {
    const value = found.undefined === undefined ? told.figure(found.value) : say('undefined');
    const why = found.undefined === undefined
      ? [base(found), found.interval ? `; ${say('interval', ...found.interval.map(told.figure))}` : '']
      : [told.reason(found.undefined)];
    return h('div', { class: 'figure', id }, h('dt', {}, name), h('dd', {}, h('strong', { class: found.undefined === undefined ? null : 'none' }, value), h('span', { class: 'soft' }, why)));
  };
  const judged = ({ observed, n }) => say('base', told.share(observed), told.number(n));
  return section('agreement', say('agreement'),
    h('p', { class: 'soft' }, tasks ? say('ofTasks', told.number(tasks)) : say('noTasksTwice')),
    h('dl', { class: 'two' }, figure('judgements', say('judgements'), judgements, judged), figure('places', say('places'), places, ({ n }) => say('baseOfPlaces', told.number(n)))));
}

function workers(first) {
  const none = h('span', { class: 'soft' }, say('none'));
  const gold = ({ agreed, judged }) => (judged ? say('goldOf', told.share(agreed / judged), told.number(agreed), told.number(judged)) : none.cloneNode(true));
  const columns = [
    { name: say('worker'), cell: ({ worker }) => worker },
    { name: say('submissions'), number: true, cell: ({ done }) => told.number(done) },
    { name: say('days'), number: true, cell: ({ days }) => told.number(days) },
    { name: say('time'), number: true, cell: ({ active_ms: ms, done }) => (ms ? say('minutes', told.minutes(ms / done)) : none.cloneNode(true)) },
    { name: say('goldShare'), number: true, cell: ({ gold: known, done }) => told.share(known / done) },
    { name: say('goldAgreed'), number: true, cell: gold },
    { name: say('last'), number: true, cell: ({ last_day: day }) => told.day(day * 86_400_000) },
  ];
  const place = h('div', { id: 'workers-rows', 'aria-live': 'polite' });
  const path = () => `figures/workers?order=${page.order}&find=${encodeURIComponent(page.find)}&`;
  const fill = ({ workers: rows, more }) => {
    const empty = h('p', { class: 'empty' }, say(page.find ? 'noneFound' : 'noWorkers'));
    place.replaceChildren(rows.length ? pages(path(), { rows, more }, (all) => table(say('workers'), columns, all), 'workers') : empty);
  };
  let turn = 0;
  const renew = async () => {
    turn += 1;
    const mine = turn;
    try {
      const answer = await figures(path());
      if (mine === turn) fill(answer);
    } catch (error) {
      trouble(error);
    }
  };
  const orders = { done: say('byDone'), time: say('byTime'), gold: say('byGold'), worker: say('byWorker') };
  const order = choice(orders, page.order, (value) => { page.order = value; renew(); }, { id: 'order' });
  const find = h('input', { id: 'find', type: 'search', value: page.find, oninput: (event) => { page.find = event.target.value; renew(); } });
  fill(first);
  return section('workers', say('workers'), h('div', { class: 'controls' }, field(say('find'), find), field(say('order'), order)), place);
}

// ------------------------------------------------------------------------------------------------------------- export

/** The export as it comes: straight into a file where the browser can, else gathered. */
async function download(said) {
  const bytes = (count) => `${told.number(Math.ceil(count / 1024))} KiB`;
  try {
    const file = await globalThis.showSaveFilePicker?.({ suggestedName: 'annotations.jsonl' });
    const answer = await ask('annotations');
    let count = 0;
    const counted = answer.body.pipeThrough(new TransformStream({
      transform(piece, onward) {
        count += piece.length;
        said.textContent = say('exporting', bytes(count));
        onward.enqueue(piece);
      },
    }));
    if (file) await counted.pipeTo(await file.createWritable());
    else {
      const url = URL.createObjectURL(await new Response(counted).blob());
      h('a', { href: url, download: 'annotations.jsonl' }).click();
      URL.revokeObjectURL(url);
    }
    said.textContent = say('exported', bytes(count));
  } catch (error) {
    if (error.name !== 'AbortError') said.textContent = say('exportFailed', error.message);
  }
}

function exporting() {
  const said = h('p', { role: 'status', class: 'soft' });
  return section('export', say('export'), h('p', { class: 'soft' }, say('exportHint')), h('button', { id: 'download', class: 'primary', onclick: () => download(said) }, say('download')), said);
}

// ------------------------------------------------------------------------------------------------------------ the page

function trouble(error) {
  if (error.status === 401 || error.status === 403) return leave('refused');
  main.removeAttribute('aria-busy');
  main.replaceChildren(h('div', { class: 'card', role: 'alert' }, h('p', {}, say('failed', error.message)), h('button', { id: 'again', class: 'primary', onclick: show }, say('again'))));
  return document.getElementById('again').focus();
}

let turns = 0;
async function show() {
  turns += 1;
  const turn = turns;
  head();
  if (!page.token) return door();
  main.setAttribute('aria-busy', 'true');
  main.replaceChildren(h('p', { class: 'card empty', role: 'status' }, say('loading')));
  try {
    const find = `figures/workers?order=${page.order}&find=${encodeURIComponent(page.find)}`;
    const [all, queues, people] = await Promise.all([figures('figures'), figures('figures/queues'), figures(find)]);
    if (turn !== turns) return undefined;
    main.removeAttribute('aria-busy');
    main.replaceChildren(h('p', { class: 'soft', role: 'status', id: 'as-of' }, say('asOf', told.moment(all.at))),
      progress(queues), throughput(all), agreement(all), workers(people), exporting());
    return main.focus({ preventScroll: true });
  } catch (error) {
    return turn === turns ? trouble(error) : undefined;
  }
}

show();
