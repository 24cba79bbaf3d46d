// Work saved in every format from the page: by key alone in German, the losses before the download, the file what `convert` gives.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { violations } from '../lib/axe.mjs';
import { button, draft, focused, inWorkplace, launch, mark, ready, tasks, until } from '../lib/desk.mjs';
import { WAYS, shooter } from '../lib/shots.mjs';

const shot = shooter('judging');
const FORMATS = [
  'corrigenda', 'healthbench', 'trl_sft', 'trl_preference', 'trl_unpaired', 'trl_stepwise', 'prm800k', 'processbench',
  'helpsteer3_preference', 'helpsteer3_feedback', 'helpsteer3_edit', 'label_studio', 'label_studio_predictions', 'argilla', 'w3c',
  'm2', 'criticmarkup', 'mqm_tsv', 'csv',
];
const CARD = { disable: ['landmark-one-main', 'page-has-heading-one', 'region'] };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

// Everything that a task can ask for, in one.
const TEXT = 'Twelve is 3 × 4, no more.\n\nFour times that is 46.';
const task = {
  format: 'corrigenda.task/1', id: 'all of it', title: 'Alles', language: 'en',
  turns: [{ id: 'u1', role: 'user', text: 'What is 12 × 4?' }],
  responses: [{ id: 'a', text: TEXT, model: 'alpha' }, { id: 'b', text: 'It is 48.', model: 'beta' }],
  rubric: { id: 'r1', version: '1', criteria: [{ id: 'c1', title: 'States 48', points: 5 }] },
  parts: ['issues', 'scores', 'steps', 'correction', 'preference'],
};

async function open(page, site, lang, given = task) {
  await page.goto(`${site.url}?${new URLSearchParams({ backend: 'file:', lang })}`);
  await page.locator('input[type=file]').setInputFiles({ name: 'tasks.jsonl', mimeType: 'text/plain', buffer: Buffer.from(JSON.stringify(given)) });
  await ready(page);
}

test('every format by key alone in German: its losses first, and the file is what convert gives', () => inWorkplace(browser, { server: null, page: WAYS.de }, async ({ page, site }) => {
  await open(page, site, 'de');
  const begun = await draft(page);
  const span = { unit: 'codepoint', start: 46, end: 48, exact: '46', prefix: TEXT.slice(14, 46), suffix: '.' };
  const value = {
    ...begun, id: '11111111-2222-4333-8444-555555555555', annotator: 'w-1', confidence: 0.5,
    scores: [{ criterion: 'c1', response: 'a', state: 'unmet', rationale: '46', evidence: [{ ref: 'i1' }] }, { criterion: 'c1', response: 'b', state: 'met' }],
    issues: [{ id: 'i1', response: 'a', category: 'fact', severity: 'major', comment: 'It is 48.', span, sources: [], left: null }],
    corrections: [{ response: 'a', text: TEXT.replace('46', '48'), edits: [{ id: 'e1', span, insert: '48', category: 'fact', severity: 'major', rationale: 'It is 48.', answers: ['i1'] }] }],
    preference: { shown: ['a', 'b'], ranking: [['b'], ['a']], unacceptable: ['a'], rationale: 'B is right, A is not.', pairs: [{ left: 'a', right: 'b', strength: 3 }], dimensions: [] },
    steps: begun.steps.map((step, at) => ({ ...step, verdict: ['correct', 'incorrect'][at] ?? 'neutral' })),
  };
  await page.evaluate(([given, one]) => {
    const element = document.querySelector('corrigenda-workbench');
    element.value = one;
    element.task = given;
  }, [{ ...task, id: 'all of it again' }, value]);
  await until(() => page.evaluate(() => document.querySelector('corrigenda-workbench').task?.id), 'all of it again', 'the task');
  await ready(page);
  await until(async () => (await draft(page)).issues.length, 1, 'the draft');

  const seen = [];
  for (const [at, format] of FORMATS.entries()) {
    await page.keyboard.press('Alt+o');
    const dialog = page.getByRole('dialog', { name: 'In anderem Format speichern' });
    await dialog.waitFor();
    await until(() => focused(page), 'select', 'the focus on the format');
    if (at) await page.keyboard.press('ArrowDown');
    assert.equal(await dialog.locator('select').inputValue(), format);
    const made = await page.evaluate(async (to) => {
      const { convert } = await import('./element.js');
      const element = document.querySelector('corrigenda-workbench');
      return convert([{ task: element.task, annotations: [element.value] }], { from: 'corrigenda', to });
    }, format);
    const count = made.losses.length;
    await dialog.getByRole('status').getByText(count ? `${count} ${count === 1 ? 'Angabe geht' : 'Angaben gehen'} in diesem Format verloren.` : 'Alles, was getan wurde').waitFor();
    const listed = await dialog.locator('.sheet-columns li').count();
    assert.equal(listed > 0, count > 0, `${format} names what is lost`);
    const said = await dialog.locator('.sheet-columns li small').allTextContents();
    for (const why of said) assert.doesNotMatch(why, /\b(carry|needs a value|there is no|has no|cannot)\b/, `${format} says it in German`);
    if (format === 'm2') {
      assert.deepEqual(await violations(page, CARD), []);
      await shot(page, 'export-de');
    }
    assert.ok(made.text, `${format} has something to say`);
    await page.keyboard.press('Tab');
    await dialog.locator('button.primary').focus();
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    // A file's time of writing is not the same twice.
    const same = (text) => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T').replace(/"(active|idle)_ms":\d+/g, '"$1_ms":0').replace(/(active|idle)_ms(.*)/g, '$1_ms');
    const timeless = (text) => same(text).replace(/"(lead_time|total_time)":[\d.]+/g, '"$1":0');
    assert.equal(timeless(await readFile(await download.path(), 'utf8')), timeless(made.text), format);
    seen.push(download.suggestedFilename());
    await dialog.waitFor({ state: 'detached' });
  }
  assert.equal(new Set(seen).size, FORMATS.length);
  assert.equal(seen[0], 'all-of-it-again.corrigenda.jsonl');
}));

test('the annotations of a file are saved in another format too, by mouse in English', () => inWorkplace(browser, { server: null, page: WAYS.dark }, async ({ page, site }) => {
  await open(page, site, 'en', tasks.quick);
  await mark(page, 'a nut', 'Fact', 'minor', 'It is not.');
  await page.getByText('Everything is there.').waitFor();
  await button(page, /^Submit/).click();
  await button(page, 'In another format …').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Format').selectOption('mqm_tsv');
  await dialog.locator('pre').getByText('It is not.').or(dialog.locator('pre').getByText('Minor')).first().waitFor();
  assert.deepEqual(await violations(page, CARD), []);
  await shot(page, 'export-dark');
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: /^Save annotations.mqm_tsv.tsv/ }).click()]);
  assert.match(await readFile(await download.path(), 'utf8'), /a nut/);
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('All tasks of this file are done').waitFor();
}));

test('while a blind judgement is not locked, no file names a model', () => inWorkplace(browser, { server: null, page: WAYS.dark }, async ({ page, site }) => {
  await open(page, site, 'en', { ...task, id: 'blind', blind: true });
  await page.keyboard.press('Alt+o');
  const file = page.getByRole('dialog').locator('pre');
  await file.getByText('"id":"blind"').waitFor();
  const text = await file.textContent();
  assert.match(text, /Twelve is/);
  assert.doesNotMatch(text, /alpha|beta/);
}));
