// The built files come with the right types from any server; and what needs none but such: files as a backend, and forgetting
// everything on the device.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { at, button, draft, inWorkplace, launch, mark, ready, tasks, until } from './lib/desk.mjs';
import { startServer } from './lib/server.mjs';
import { startSite } from './lib/site.mjs';

const FILES = {
  '': /^text\/html/,
  'element.js': /^text\/javascript/,
  'corrigenda.js': /^text\/javascript/,
  'corrigenda_bg.wasm': /^application\/wasm$/,
};

async function typesOf(url) {
  for (const [path, type] of Object.entries(FILES)) {
    const answer = await fetch(url + path, { headers: { 'accept-encoding': 'br' } });
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers.get('content-type'), type, path);
    assert.equal(answer.headers.get('content-encoding'), 'br', `${path} is sent compressed`);
    await answer.arrayBuffer();
  }
}

let server;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

test('the server says which contract it keeps', async () => {
  const answer = await fetch(server.api);
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).contract, 1);
});

test('the server serves the page with the right types, compressed', () => typesOf(server.url));

test('a plain static server serves the same page with the right types', async () => {
  const site = await startSite();
  try {
    await typesOf(site.url);
    assert.equal((await fetch(`${site.url}nothing-here.js`)).status, 404);
  } finally {
    await site.close();
  }
});

test('the server starts again on the same database after a crash', async () => {
  await server.kill();
  await server.start();
  assert.equal((await fetch(server.api)).status, 200);
});

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

// A host page has its own landmarks and headings.
const CARD = { disable: ['landmark-one-main', 'page-has-heading-one', 'region'] };
const alone = { server: null };
const card = (page) => page.locator('.corrigenda-card');
const give = (page, name, text) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const files = (page, site, query = {}) => page.goto(`${site.url}?${new URLSearchParams({ backend: 'file:', lang: 'en', ...query })}`);
const line = (task) => `${JSON.stringify(task)}\n`;

test('a file that cannot be read says which line and why, and another can be taken', () => inWorkplace(browser, alone, async ({ page, site }) => {
  await files(page, site);
  await page.getByText('Open a file with tasks').waitFor();
  assert.deepEqual(await violations(page, CARD), []);
  const alert = page.getByRole('alert');
  for (const [text, said] of [
    ['', /The file is empty/],
    [`${line(tasks.quick)}{"format": `, /Line 2: /],
    [`${line(tasks.quick)}\n${line({ ...tasks.quick, id: 'q2', responses: [{ id: 'a' }] })}`, /Line 3: \$\.responses\[0\]\.text: expected a string/],
    [line(tasks.quick).repeat(2), /Line 2: \$\.id: expected an id that no other line has/],
  ]) {
    await give(page, 'tasks.jsonl', text);
    await until(() => alert.textContent(), (now) => said.test(now), `the word about ${text.slice(0, 20)}`);
  }
  await give(page, 'tasks.jsonl', line(tasks.quick));
  await ready(page);
  assert.equal(await page.evaluate(() => document.querySelector('corrigenda-workbench').task.id), 'quick');
}));

test('a file of tasks is worked on to the end, over a reload too, and saved', () => inWorkplace(browser, alone, async ({ page, site }) => {
  await files(page, site);
  await give(page, 'tasks.jsonl', line(tasks.quick));
  await ready(page);
  await mark(page, 'a nut', 'Fact', 'minor', 'It is not.');
  await page.getByText('Everything is there.').waitFor();
  await files(page, site);
  await ready(page);
  await until(async () => (await draft(page)).issues.length, 1, 'the issue after the reload');
  await at(page, 'submit').click();
  await page.getByText('All tasks of this file are done').waitFor();
  assert.deepEqual(await violations(page, CARD), []);
  // Headless Chromium has the picker of the File System Access API, but nobody who picks.
  await page.evaluate(() => (globalThis.showSaveFilePicker = undefined));
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save the annotations').click()]);
  const saved = await readFile(await download.path(), 'utf8');
  const { task, annotation } = JSON.parse(saved);
  assert.deepEqual([task.id, annotation.issues[0].comment], ['quick', 'It is not.']);
  assert.equal(await page.evaluate(() => document.querySelector('corrigenda-workbench').exported()), saved);
}));

test('a table becomes tasks once it is said which column is what', () => inWorkplace(browser, alone, async ({ page, site }) => {
  await files(page, site, { lang: 'de' });
  await give(page, 'answers.csv', 'no,Frage,model_answer\n1,"Why, then?","Because\nit is."\n2,And?,So.\n');
  await page.getByText('Welche Spalte ist was?').waitFor();
  assert.deepEqual(await violations(page, CARD), []);
  await page.getByRole('combobox', { name: 'no', exact: true }).selectOption({ label: 'Kennung' });
  await button(page, 'Mit 2 Aufgaben beginnen').click();
  await ready(page);
  const task = await page.evaluate(() => document.querySelector('corrigenda-workbench').task);
  assert.deepEqual([task.id, task.turns[0].text, task.responses[0].text], ['1', 'Why, then?', 'Because\nit is.']);
}));

test('everything on the device is forgotten where that is wanted, and only then', () => inWorkplace(browser, alone, async ({ page, site }) => {
  await files(page, site);
  await give(page, 'tasks.jsonl', line(tasks.quick));
  await ready(page);
  await mark(page, 'a nut', 'Fact', 'minor', 'It is not.');
  const ask = async () => {
    await button(page, 'View', { exact: true }).click();
    await button(page, 'Forget everything on this device …').click();
    await page.getByText('Work on 1 task is kept here.').waitFor();
  };
  await ask();
  assert.deepEqual(await violations(page, CARD), []);
  await button(page, 'Keep it').click();
  assert.equal((await draft(page)).issues.length, 1);
  await ask();
  await button(page, 'Forget everything').click();
  await page.getByText('Open a file with tasks').waitFor();
  await files(page, site);
  await page.getByText('Open a file with tasks').waitFor();
  await give(page, 'tasks.jsonl', line(tasks.quick));
  await ready(page);
  assert.deepEqual((await draft(page)).issues, []);
}));
