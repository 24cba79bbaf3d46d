// The element in host pages of every kind: its state, events, methods and properties, and what it keeps to itself.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import {
  article, at, banner, button, criterion, draft, field, inWorkplace, issueCard, launch, mark, ready, replace, select, tasks, until, whole,
} from './lib/desk.mjs';
import { LATE, late } from './lib/late.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const lines = (...ids) => ids.map((id) => JSON.stringify(tasks[id])).join('\n');
const FILES = {
  '/boiling.jsonl': lines('boiling'), '/quick.jsonl': lines('quick'), '/pair.jsonl': lines('pair'), '/task.json': lines('quick'),
};
const alone = (work, options = {}) => inWorkplace(browser, { server: null, files: { ...FILES, ...options.files }, ...options }, work);
const events = (page, element = 'one') =>
  page.evaluate((id) => globalThis.events.filter((event) => event.element === id), element);
const named = async (page, name, element) => (await events(page, element)).filter((event) => event.name === name);
/** Calls a method of the element. */
const call = (page, method, ...given) =>
  page.evaluate(([name, args]) => document.querySelector('#one')[name](...args), [method, given]);

test('two elements on one page have two tasks, two languages and two states', () => alone(async ({ site, page }) => {
  await page.goto(site.host('two', { backend: 'demo:?tasks=/boiling.jsonl', other: 'demo:?tasks=/quick.jsonl', lang: 'en' }));
  await page.locator('#two [data-ready]').waitFor();
  await page.locator('#one [data-ready]').waitFor();
  await page.locator('#two').evaluate((element) => element.setAttribute('lang', 'de'));
  await page.locator('#two').getByRole('button', { name: 'Lesen' }).waitFor();
  await page.locator('#one').getByRole('button', { name: 'Read' }).waitFor();
  const one = page.locator('#one');
  await one.locator('[data-at="criterion c2"]').click();
  await one.getByRole('button', { name: 'partly' }).click();
  await until(async () => (await draft(page, 'one')).scores.length, 1, 'the judgement');
  const [first, second] = [await draft(page, 'one'), await draft(page, 'two')];
  assert.deepEqual([first.task.id, second.task.id], ['boiling', 'quick']);
  assert.deepEqual(second.scores ?? [], []);
  assert.equal((await named(page, 'change', 'two')).length, 0);
  await page.locator('#one').evaluate((element) => element.remove());
  await page.locator('#two').locator('[data-ready]').waitFor();
  assert.equal((await draft(page, 'two')).task.id, 'quick');
}));

test('an element that is moved in the page keeps everything, and goes on working', () => alone(async ({ site, page }) => {
  await page.goto(site.host('moved', { backend: 'demo:?tasks=/boiling.jsonl', lang: 'en' }));
  await ready(page);
  await button(page, 'Correct', { exact: true }).click();
  await replace(page, 'thicker', 'thinner');
  const before = await draft(page);
  await page.getByRole('button', { name: 'Move it' }).click();
  await page.locator('#second corrigenda-workbench [data-ready]').waitFor();
  assert.match(await field(page).inputValue(), /thinner/);
  assert.deepEqual((await draft(page)).corrections, before.corrections);
  await replace(page, 'sooner', 'later');
  await until(async () => (await draft(page)).corrections[0].edits.length, 2, 'the second change');
  await page.locator('#one [data-safety="ok"]').waitFor();
  assert.equal(await page.locator('.banner').count(), 0, 'it is no second tab of itself');
}));

test('under a strict policy nothing is blocked in any view', () => alone(async ({ site, page }) => {
  // `problems` of the workplace holds every violation that the browser reports.
  await page.goto(site.host('strict', { backend: 'demo:?tasks=/boiling.jsonl', lang: 'en' }));
  await ready(page);
  await mark(page, '90 °C', 'Fact', 'major', 'It is 100 °C.');
  for (const mode of ['Source', 'Correct']) await button(page, mode).first().click();
  for (const view of ['sides', 'only', 'typed', 'inline']) await page.locator('.compared').selectOption(view);
  for (const side of ['Issues 1', 'Changes']) await button(page, side, { exact: true }).first().click();
  await button(page, 'View', { exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Dark' }).click();
  await page.keyboard.press('Escape');
}));

test('keys that are typed stay inside, others reach the host', () => alone(async ({ site, page }) => {
  await page.goto(site.host('strict', { backend: 'demo:?tasks=/boiling.jsonl', lang: 'en' }));
  await ready(page);
  await button(page, 'Correct', { exact: true }).click();
  await field(page).click();
  await page.keyboard.type('Sn?/ ');
  await page.keyboard.press('Control+b');
  assert.deepEqual(await page.evaluate(() => globalThis.keys), []);
  await button(page, 'Read').click();
  await article(page).focus();
  await page.keyboard.press('c');
  await field(page).waitFor();
  assert.deepEqual(await page.evaluate(() => globalThis.keys), [], 'a key that was a command is used up');
  await button(page, 'Read').click();
  await article(page).focus();
  await page.keyboard.press('F6');
  assert.deepEqual(await page.evaluate(() => globalThis.keys), ['F6']);
}));

test('events tell the host what happens, and it may stop a submission', () => alone(async ({ site, page }) => {
  await page.goto(site.host('object'));
  await ready(page);
  await mark(page, 'a nut', 'Fact', 'minor', 'It is not.');
  await call(page, 'save');
  await until(() => named(page, 'draft'), (list) => list.length > 0, 'the event of a draft');
  await page.evaluate(() => document.querySelector('#one').addEventListener('corrigenda-before-submit', (event) => event.preventDefault(), { once: true }));
  await at(page, 'submit').click();
  await page.getByText('The page did not allow the submission.').waitFor();
  assert.equal((await page.evaluate(() => globalThis.calls)).filter(([name]) => name === 'submit').length, 0);
  await at(page, 'submit').click();
  await page.getByText('Done for today').waitFor();
  const seen = await events(page);
  const order = seen.map(({ name }) => name).filter((name, index, all) => name !== all[index - 1]);
  assert.deepEqual([order[0], order[1]], ['ready', 'task']);
  assert.deepEqual(order.slice(-3), ['before-submit', 'submitted', 'task']);
  assert.equal(seen[1].detail.task.id, 'quick');
  assert.equal(seen.at(-1).detail.task, null);
  assert.ok((await named(page, 'change')).length > 1);
  assert.equal((await named(page, 'submitted'))[0].detail.task, 'quick');
}));

test('an object with the four calls is a backend, and its problem documents are understood', () => alone(async ({ site, page }) => {
  await page.goto(site.host('object'));
  await ready(page);
  await page.evaluate(() => {
    globalThis.refuse.submit = [{ type: '/problems/invalid', status: 422, title: 'No', errors: [{ pointer: '/issues/0', detail: 'Say more.' }] }];
  });
  await mark(page, 'a nut', 'Fact', 'minor', 'It is not.');
  const value = await draft(page);
  await call(page, 'submit');
  await banner(page, 'objections').getByText('Say more.').waitFor();
  await call(page, 'submit');
  await page.getByText('Done for today').waitFor();
  const calls = await page.evaluate(() => globalThis.calls);
  const [, first, uuid, body] = calls.findLast(([name]) => name === 'submit');
  assert.equal(first, 'quick');
  assert.match(uuid, /^[0-9a-f-]{36}$/);
  assert.deepEqual([body.lease_id, body.client.name.toLowerCase()], ['l-1', 'corrigenda']);
  assert.deepEqual(body.content.issues, value.issues);
}));

test('methods do what the buttons do', () => alone(async ({ site, page }) => {
  await page.goto(site.host('object'));
  await ready(page);
  assert.deepEqual(await call(page, 'check'), []);
  await select(page, 'a nut');
  await page.keyboard.press('1');
  await issueCard(page, 1).waitFor();
  const [problem] = await call(page, 'check');
  assert.deepEqual([problem.code, problem.path], ['severity_missing', '$.issues[0]']);
  await call(page, 'undo');
  await until(async () => (await draft(page)).issues.length, 0, 'the issue taken back');
  await call(page, 'redo');
  await until(async () => (await draft(page)).issues.length, 1, 'the issue again');
  await call(page, 'save');
  await until(() => page.evaluate(() => globalThis.calls.filter(([name]) => name === 'draft').length), (count) => count > 0, 'the draft');
  await call(page, 'claim', 'quick');
  await until(async () => (await page.evaluate(() => globalThis.calls)).filter(([name]) => name === 'claim').at(-1)[1].task_id, 'quick', 'the claim');
  await ready(page);
  assert.equal((await draft(page)).issues.length, 1, 'the work came along');
  await call(page, 'skip');
  await page.getByRole('dialog').getByRole('button', { name: 'Skip and drop my work' }).click();
  await page.getByText('Nothing to do right now').waitFor();
  const calls = await page.evaluate(() => globalThis.calls);
  assert.deepEqual(calls.find(([name]) => name === 'release'), ['release', 'l-1', { reason: 'skip' }]);
}));

test('a task document needs no backend, and goes on from the value it is given', () => alone(async ({ site, page }) => {
  await page.goto(site.host('strict', { backend: 'demo:?tasks=/quick.jsonl', lang: 'en' }));
  await ready(page);
  const issue = {
    id: 'i1', response: 'a', category: 'fact', severity: 'minor', comment: 'Given.', sources: [], left: null,
    span: { unit: 'codepoint', start: 2, end: 8, exact: 'tomato', prefix: 'A ', suffix: ' is a berry' },
  };
  await page.evaluate(([task, value]) => {
    const element = document.createElement('corrigenda-workbench');
    element.id = 'given';
    element.lang = 'en';
    element.value = value;
    element.task = task;
    document.querySelector('main').append(element);
    document.querySelector('#one').remove();
  }, [tasks.quick, { format: 'corrigenda.annotation/1', task: { id: 'quick', revision: '1' }, issues: [issue] }]);
  await page.locator('#given [data-ready]').waitFor();
  assert.equal(await page.evaluate(() => document.querySelector('#given').task.title), 'One short answer');
  assert.equal((await draft(page, 'given')).issues[0].comment, 'Given.');
  await mark(page, 'a nut', 'Fact', 'minor', 'It is not.');
  await until(async () => (await draft(page, 'given')).issues.length, 2, 'both issues in the value');
  await at(page, 'submit').click();
  await page.getByText('Done for today').waitFor();
}));

test('attributes change while it works: language and colours at once', () => alone(async ({ site, page }) => {
  await page.goto(site.host('strict', { backend: 'demo:?tasks=/boiling.jsonl', lang: 'en', theme: 'light' }));
  await ready(page);
  const paper = () => page.locator('.workbench').evaluate((root) => getComputedStyle(root).backgroundColor);
  const light = await paper();
  await page.locator('#one').evaluate((element) => {
    element.setAttribute('lang', 'de');
    element.theme = 'dark';
  });
  await button(page, 'Abgeben').waitFor();
  await until(paper, (colour) => colour !== light, 'the dark paper');
}));

test('where the module cannot load, a card says why and starts again', async () => {
  const place = { server: null, files: FILES };
  await inWorkplace(browser, place, async ({ site, page, problems }) => {
    let fail = true;
    await page.route('**/corrigenda_bg.wasm', (route) => (fail ? route.abort() : route.continue()));
    await page.goto(site.host('strict', { backend: 'demo:?tasks=/boiling.jsonl', lang: 'en' }));
    const card = page.getByRole('alert');
    await card.getByText('The workbench could not start').waitFor();
    await card.getByText('Your work is safe on this device.').waitFor();
    assert.equal((await named(page, 'error')).length, 1);
    await card.getByRole('button', { name: 'Start again' }).click();
    await until(async () => (await named(page, 'error')).length, 2, 'the second failure');
    fail = false;
    await card.getByRole('button', { name: 'Start again' }).click();
    await ready(page);
    await mark(page, '90 °C', 'Fact', 'major', 'It is 100 °C.');
    assert.equal(await card.count(), 0);
    assert.deepEqual(problems, []);
  });
});

test('where the module breaks at work, a card says so, and all work is there after the restart', () => alone(async ({ site, page }) => {
  await page.goto(site.host('strict', { backend: 'demo:?tasks=/boiling.jsonl', lang: 'en' }));
  await ready(page);
  await mark(page, '90 °C', 'Fact', 'major', 'It is 100 °C.');
  await page.locator('[data-safety="ok"], [data-safety="here"]').waitFor();
  const before = await draft(page);
  // What the browser tells the page of when the wasm traps.
  await page.evaluate(() => {
    const error = Object.assign(new WebAssembly.RuntimeError('unreachable'), { stack: 'at corrigenda_bg.wasm' });
    dispatchEvent(new ErrorEvent('error', { error }));
  });
  const card = page.getByRole('alert');
  await card.getByText('The workbench has stopped').waitFor();
  await card.getByRole('button', { name: 'Start again' }).click();
  await ready(page);
  assert.deepEqual({ ...(await draft(page)), time: null }, { ...before, time: null });
  assert.equal(await banner(page, 'tab').count(), 0, 'it is no second tab of itself');
  await mark(page, 'thicker', 'Fact', 'minor', 'Thinner.');
  await until(async () => (await draft(page)).issues.length, 2, 'work goes on');
}));

/** How the rest of the wasm is asked for: `fetch` once the task is there, `xhr` where something had to wait for it. */
function restAsked(page) {
  const asked = [];
  page.on('request', (request) => request.url().includes('_rest_bg.wasm') && asked.push(request.resourceType()));
  return asked;
}

test('what a first load leaves out comes once the task is there, and nothing waits for it', () => alone(async ({ site, page }) => {
  const asked = restAsked(page);
  await page.goto(site.host('strict', { backend: 'demo:?tasks=/boiling.jsonl', lang: 'en' }));
  await ready(page);
  await whole(page);
  await mark(page, '90 °C', 'Fact', 'major', 'It is 100 °C.');
  assert.deepEqual(asked, ['fetch'], 'where this is xhr, `make profile` finds out what a first load needs now');
}));

test('no work of the sample project waits for it in the middle, whatever it is and whether it was begun', () => alone(async ({ site, page }) => {
  const asked = restAsked(page);
  const sample = readFileSync('sample/tasks.jsonl', 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const opened = [];
  for (const { id, kind } of [...sample, sample[0]]) {
    const query = new URLSearchParams({ backend: 'demo:', lang: 'en', ...(kind === 'review' ? { kind } : {}) });
    // Another document each time: a hash alone would stay in the one that is there.
    await page.goto('about:blank');
    await page.goto(`${site.url}?${query}#task=${id}`);
    await page.locator(`[data-ready="${id}"]`).waitFor();
    await whole(page);
    if (!opened.length) await mark(page, '4.451.500', 'Rechenfehler', 'schwer', 'Die Summe stimmt nicht.');
    await page.locator('[data-safety="ok"], [data-safety="calm"]').first().waitFor();
    opened.push([id, ...asked.splice(0)]);
  }
  assert.deepEqual(opened.filter(([, ...how]) => how.join() !== 'fetch'), [], 'where this names xhr, `make profile` finds out what a first load needs now');
}));

for (const what of LATE) {
  test(`nor does new work where this comes late: ${what}`, () => inWorkplace(browser, {}, async ({ open, page }) => {
    const asked = restAsked(page);
    await late(page, what);
    await open({ queue: 'boiling', lang: 'en' });
    await whole(page);
    assert.deepEqual(asked, ['fetch'], 'where this is xhr, `make profile` finds out what a first load needs now');
  }));
}

test('whoever is faster than what the first load left out waits for it', () => alone(async ({ site, page }) => {
  const asked = restAsked(page);
  await page.route('**/corrigenda_rest_bg.wasm', (route) =>
    (route.request().resourceType() === 'fetch' ? route.abort() : route.continue()));
  await page.goto(site.host('strict', { backend: 'demo:?tasks=/boiling.jsonl', lang: 'en' }));
  await ready(page);
  await mark(page, '90 °C', 'Fact', 'major', 'It is 100 °C.');
  await mark(page, 'thicker', 'Fact', 'minor', 'Thinner.');
  assert.equal((await draft(page)).issues.length, 2);
  assert.equal(asked.at(-1), 'xhr');
}));

test('criteria are judged by the digits only where the focus is', () => alone(async ({ site, page }) => {
  await page.goto(site.host('two', { backend: 'demo:?tasks=/boiling.jsonl', other: 'demo:?tasks=/pair.jsonl', lang: 'en' }));
  await page.locator('#two [data-ready]').waitFor();
  await page.locator('#one [data-ready]').waitFor();
  await page.locator('#two [data-at="criterion c1"]').click();
  await page.locator('#two [data-at="criterion c1"]').focus();
  await page.keyboard.press('1');
  await until(async () => (await draft(page, 'two')).scores.length, 1, 'the judgement in the second');
  assert.equal((await draft(page, 'one')).scores.length, 0);
  assert.equal(await criterion(page, 'c1').count(), 2);
}));
