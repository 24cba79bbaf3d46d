// The page of figures against a real server: who gets in, what is shown, and every state of it.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { finished, makeTask } from '../../kit/documents.mjs';
import { assertAccessible } from './lib/axe.mjs';
import { launch, newPage } from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';
import { scrollsSideways, WAYS } from './lib/shots.mjs';

let server, browser, folder;
const calls = (token) => async (method, path, body, type = 'application/json') => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': type };
  const answer = await fetch(server.api + path, { method, headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.json();
};

const criterion = { id: 'c', title: 'Right', text: 'It is right.', points: 1, scale: { kind: 'binary' } };
const judged = (id, queue, more = {}) => makeTask(id, queue, { rubric: { id: 'r', criteria: [criterion] }, parts: ['scores'], ...more });
const answer = (task, state) => {
  const response = task.responses[0].id;
  return { ...finished(task), exit: null, scores: [{ criterion: 'c', response, state }], time: { active_ms: 900_000, idle_ms: 0 } };
};

/** Claims in a queue and submits. */
async function work(worker, queue, state) {
  const call = calls(worker);
  const { task, lease } = await call('POST', 'claims', { queue });
  await call('PUT', `tasks/${task.id}/annotations/${worker}-${task.id}`, { lease_id: lease.id, content: answer(task, state) });
  return task;
}

async function fill(tasks) {
  return calls('admin-token')('POST', 'tasks', tasks.map((task) => JSON.stringify(task)).join('\n'), 'application/x-ndjson');
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corrigenda-admin-'));
  const crowd = Array.from({ length: 130 }, (_, n) => `crowd-${n} w-${String(n).padStart(3, '0')}`);
  writeFileSync(join(folder, 'tokens'), ['admin-token root admin', 'ann ann', 'ben ben', ...crowd].join('\n'));
  writeFileSync(join(folder, 'queues'), 'tax gold=100%\n');
  const args = ['--rate', '0', '--tokens', join(folder, 'tokens'), '--queues', join(folder, 'queues')];
  server = await startServer({ tasks: null, open: false, dist: null, args });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The page, after signing in by keyboard alone. */
async function enter(options = {}, token = 'admin-token', path = 'admin') {
  const opened = await newPage(browser, options);
  await opened.page.goto(server.url + path);
  await opened.page.keyboard.type(token);
  await opened.page.keyboard.press('Enter');
  return opened;
}

const figures = (page) => page.locator('#as-of').waitFor();
const text = (page, at) => page.locator(at).innerText();

test('an empty server says what to do, and nobody else gets in', async () => {
  const { page, problems, context } = await enter({}, 'ann');
  await page.locator('[role=alert]').waitFor();
  assert.match(await text(page, '[role=alert]'), /not that of an admin/);
  await assertAccessible(page, 'refused');
  await page.keyboard.type('admin-token');
  await page.keyboard.press('Enter');
  await figures(page);
  assert.match(await text(page, '#progress'), /There are no tasks yet/);
  assert.match(await text(page, '#workers'), /Nobody has submitted/);
  assert.match(await text(page, '#judgements'), /undefined\s+no unit was judged by two raters/);
  await assertAccessible(page, 'empty');
  assert.deepEqual(problems, []);
  await context.close();
});

test('progress, throughput, agreement and each worker are shown with what they rest on', async () => {
  const known = (id) => judged(id, 'tax', { gold: answer(judged(id, 'tax'), 'met') });
  const both = ['t1', 't2', 't3'].map((id) => judged(id, 'tax', { needed: 2 }));
  await fill([known('g1'), ...both, judged('l1', 'law')]);
  for (const [worker, states] of [['ann', ['met', 'met', 'unmet']], ['ben', ['unmet', 'met', 'met']]]) {
    for (const state of states) await work(worker, 'tax', state);
  }
  const { page, problems, context } = await enter();
  await figures(page);
  assert.match(await text(page, '#progress'), /tax\s*to judge\s+2 of 3\s+0\s+6\s+1/);
  assert.match(await text(page, '#throughput'), /6 in all, at most 6/);
  assert.match(await text(page, '#agreement'), /last 2 tasks/);
  assert.match(await text(page, '#judgements'), /50% agreed, of 2 judgements/);
  assert.match(await text(page, '#places'), /undefined\s+nobody marked anything/);
  const row = (worker) => text(page, `#workers tbody tr:has(th:text-is("${worker}"))`);
  assert.match(await row('ann'), /ann\s+3\s+1\s+15 min\s+33\.3%\s+100% \(1 of 1\)/);
  assert.match(await row('ben'), /ben\s+3\s+1\s+15 min\s+33\.3%\s+0% \(0 of 1\)/);
  await page.selectOption('#order', 'gold');
  await page.locator('#workers tbody tr:first-child th:text-is("ben")').waitFor();
  await page.fill('#find', 'AN');
  await page.locator('#workers tbody tr:first-child th:text-is("ann")').waitFor();
  assert.equal(await page.locator('#workers tbody tr').count(), 1);
  await page.fill('#find', 'nobody');
  await page.getByText('Nobody of this name').waitFor();
  await page.locator('summary').first().click();
  assert.match(await text(page, '#throughput details[open]'), /6/);
  await assertAccessible(page, 'filled');
  assert.deepEqual(problems, []);
  await context.close();
});

test('the page says the same in German, in the dark, narrow, at 200 % and with forced colours', async () => {
  for (const [way, options] of Object.entries({ ...WAYS, narrow: { viewport: { width: 360, height: 740 } } })) {
    const { page, problems, context } = await enter(options);
    await figures(page);
    assert.match(await text(page, 'h1'), way === 'de' ? /Zahlen/ : /Figures/);
    assert.ok(!(await scrollsSideways(page)), way);
    await assertAccessible(page, way);
    await page.screenshot({ path: `tests/e2e/results/admin-${way}.png`, fullPage: true });
    assert.deepEqual(problems, [], way);
    await context.close();
  }
});

test('language and appearance are changed by keys, and nothing is kept', async () => {
  const { page, context } = await enter();
  await figures(page);
  await page.locator('#language').focus();
  await page.keyboard.press('Enter');
  await figures(page);
  assert.match(await text(page, '#agreement'), /nicht bestimmt\s+niemand hat etwas markiert/);
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
  await page.selectOption('#theme', 'dark');
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).colorScheme), 'dark');
  const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, location.href]);
  assert.deepEqual(kept, [0, 0, '', 0, `${server.url}admin`]);
  await page.locator('#sign-out').click();
  await page.locator('#token').waitFor();
  await page.reload();
  assert.equal(await page.locator('#token').inputValue(), '');
  await context.close();
});

test('every submission can be had with its task', async () => {
  const { page, context } = await enter();
  await figures(page);
  // A dialog of the system cannot be answered here: the other way.
  await page.evaluate(() => {
    delete window.showSaveFilePicker;
    delete Window.prototype.showSaveFilePicker;
  });
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#download').click()]);
  assert.equal(download.suggestedFilename(), 'annotations.jsonl');
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n').map((line) => JSON.parse(line));
  assert.equal(lines.length, 6);
  assert.deepEqual(lines.filter(({ gold }) => gold).map(({ gold }) => gold), [{ agreed: 1, judged: 1 }, { agreed: 0, judged: 1 }]);
  await page.getByText(/^Done:/).waitFor();
  await context.close();
});

test('what is loading says so, what fails can be tried again', async () => {
  const { page, context } = await newPage(browser);
  let answering = () => {};
  const gate = new Promise((go) => { answering = go; });
  await page.route('**/api/figures', async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(`${server.url}admin`);
  await page.keyboard.type('admin-token');
  await page.keyboard.press('Enter');
  await page.getByText('Loading …').waitFor();
  await assertAccessible(page, 'loading');
  answering();
  await figures(page);
  await page.unroute('**/api/figures');
  await page.route('**/api/figures', (route) => route.abort());
  await page.locator('#refresh').click();
  await page.getByText('The figures could not be had: the server does not answer').waitFor();
  await assertAccessible(page, 'failed');
  await page.unroute('**/api/figures');
  await page.keyboard.press('Enter');
  await figures(page);
  await context.close();
});

test('ten thousand queues and more workers than a page holds stay quick to read', async () => {
  await fill(Array.from({ length: 10_000 }, (_, n) => judged(`many-${n}`, `queue ${String(n).padStart(5, '0')}`)));
  for (let n = 0; n < 130; n += 1) await work(`crowd-${n}`, `queue ${String(n).padStart(5, '0')}`, 'met');
  const { page, problems, context } = await enter();
  await figures(page);
  assert.equal(await page.locator('#progress tbody tr').count(), 100);
  assert.equal(await page.locator('#workers tbody tr').count(), 100);
  await page.locator('#workers .next').click();
  await page.locator('#workers tbody tr:nth-child(132)').waitFor();
  assert.equal(await page.locator('#workers .next').count(), 0);
  await page.locator('#progress .next').focus();
  await page.keyboard.press('Enter');
  await page.locator('#progress tbody tr:nth-child(200)').waitFor();
  assert.ok(await page.locator('#progress .next').evaluate((next) => next === document.activeElement), 'the next page is one key away');
  await assertAccessible(page, 'many');
  await page.screenshot({ path: 'tests/e2e/results/admin-many.png' });
  assert.deepEqual(problems, []);
  await context.close();
});
