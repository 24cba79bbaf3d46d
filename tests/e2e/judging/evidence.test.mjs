// What a judgement rests on: passages of the response, words of a source, issues; by key and with the mouse. Numbers by key.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { article, at, button, criterion, draft, focused, inWorkplace, launch, mark, ready, said, select, until } from '../lib/desk.mjs';
import { pressUntil } from '../lib/keys.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const TASK = {
  format: 'corrigenda.task/1', id: 'water', revision: '1', title: 'Water', language: 'en', parts: ['issues', 'scores', 'correction'],
  sources: [{ id: 's1', title: 'Steam table', text: 'At 101.3 kPa water boils at 100.0 °C.' }, { id: 's2', title: 'Atlas', text: 'Lhasa lies 3,650 m high.' }],
  responses: [{ id: 'a', text: 'Water boils at **100 °C** at sea level.\n\nIn Lhasa it boils at 88 °C.' }],
  rubric: { id: 'r', version: '1', criteria: [
    { id: 'c1', title: 'Gives $T = 100\\,^\\circ\\mathrm{C}$', points: 2, evidence: 'required' },
    { id: 'c2', title: 'Value for Lhasa', points: 2, evidence: 'none', rationale: 'optional', scale: { kind: 'numeric', target: '87.9', tolerance: { absolute: 0.5 }, unit: '°C' } },
  ] },
  taxonomy: { categories: [{ id: 'fact', name: 'Fact' }, { id: 'unit', name: 'Unit' }], severities: [{ id: 'minor', name: 'minor', weight: 1 }] },
};

const judging = (lang, work) => inWorkplace(browser, { server: null }, async (place) => {
  await place.page.goto(`${place.site.url}?${new URLSearchParams({ backend: 'file:', lang })}`);
  await place.page.locator('input[type=file]').setInputFiles({ name: 'tasks.jsonl', mimeType: 'text/plain', buffer: Buffer.from(JSON.stringify(TASK)) });
  await ready(place.page);
  await work(place);
});

const evidence = async (page, id = 'c1') => (await draft(page)).scores.find((score) => score.criterion === id)?.evidence;
const sorted = (all) => JSON.stringify(all?.map((one) => Object.entries(one).sort()));
const rests = (page, expected) => until(async () => sorted(await evidence(page)), sorted(expected), 'the evidence');

test('a criterion that is met rests on a passage and on what a source says, with the mouse', () => judging('en', async ({ page }) => {
  await criterion(page, 'c1').click();
  await page.keyboard.press('1');
  await page.getByText('C1 without evidence').waitFor();
  const card = criterion(page, 'c1');
  const take = card.getByRole('button', { name: 'Take the selection' });
  assert.ok(await take.isDisabled(), 'nothing is selected');
  await select(page, '100 °C at sea');
  await page.locator('.pending').getByRole('button', { name: 'Evidence for C1' }).click();
  const passage = { response: 'a', quote: '100 °C** at sea' };
  await rests(page, [passage]);
  await page.getByText('C2 unjudged').waitFor();
  assert.equal(await page.getByText('C1 without evidence').count(), 0, 'a passage is evidence');

  await card.getByRole('combobox').selectOption({ label: '“…” Steam table' });
  await until(() => focused(page), 'textarea quote-words 1 c1', 'the focus in the quotation');
  assert.equal(await card.getByRole('combobox').inputValue(), '', 'the list shows nothing as chosen');
  await page.keyboard.type('water boils at 100.0 °C');
  await card.getByText('in the source', { exact: true }).or(card.locator('.standing.yes')).first().waitFor();
  await rests(page, [passage, { source: 's1', quote: 'water boils at 100.0 °C', found: 'found' }]);
  await assertAccessible(page, 'evidence of all kinds');

  // A passage leads to its place, and can be taken away; so can a quotation; and both come back.
  await card.getByRole('button', { name: '100 °C at sea', exact: true }).click();
  await until(() => article(page).locator('.selected').allTextContents().then((all) => all.join('')), '100 °C at sea', 'the passage in the text');
  await card.getByRole('button', { name: 'Remove 100 °C at sea' }).click();
  await rests(page, [{ source: 's1', quote: 'water boils at 100.0 °C', found: 'found' }]);
  await card.getByRole('button', { name: /^Remove .*Steam table/ }).click();
  await page.getByText('C1 without evidence').waitFor();
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('Control+z');
  await rests(page, [passage, { source: 's1', quote: 'water boils at 100.0 °C', found: 'found' }]);
}));

test('a passage by key, in German; an issue beside it; what is set as a formula is read as one', () => judging('de', async ({ page }) => {
  await criterion(page, 'c1').getByText('Gives T = 100').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('j');
  await page.keyboard.press('1');
  await page.keyboard.press('t');
  await pressUntil(page, 'ArrowRight', () => said(page), (word) => word.startsWith('boils'));
  await pressUntil(page, 'Shift+ArrowRight', () => said(page), (words) => words.trim() === 'boils at');
  await page.keyboard.press('Shift+e');
  await until(() => focused(page), 'div criterion c1', 'the focus on the card');
  await rests(page, [{ response: 'a', quote: 'boils at' }]);
  await mark(page, '88 °C', 'Fact', 'minor', 'Too high.');
  await criterion(page, 'c1').click();
  await criterion(page, 'c1').getByRole('combobox').selectOption({ label: 'Fehler 1' });
  await until(async () => (await evidence(page)).length, 2, 'the issue');
}));

test('letters look for a line of a list, and arrows open it: nothing is linked or ordered by them', () => judging('en', async ({ page }) => {
  await mark(page, '88 °C', 'Fact', 'minor', 'Too high.');
  await criterion(page, 'c1').click();
  await page.keyboard.press('1');
  const list = criterion(page, 'c1').getByRole('combobox');
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await list.focus();
  for (const key of ['c', '2', 's']) {
    await page.keyboard.press(key);
    await page.keyboard.press('Escape');
    await list.focus();
  }
  const { scores } = await draft(page);
  assert.deepEqual(scores.map(({ criterion: id, state, evidence: all }) => [id, state, all]), [['c1', 'met', []]]);
  await article(page).waitFor();
}));

test('a number by key: what is missing leads into its field, and a digit on the card begins it', () => judging('en', async ({ page }) => {
  const value = async () => (await draft(page)).scores.find((score) => score.criterion === 'c2')?.value;
  await criterion(page, 'c1').click();
  await page.keyboard.press('1');
  await page.keyboard.press('k');
  await page.keyboard.press('g');
  await criterion(page, 'c2').focus();
  await page.keyboard.press('8');
  await until(() => focused(page), 'input criterion-number c2', 'the focus in the number');
  await page.keyboard.type('8.0');
  await until(value, 88, 'the number');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await until(value, undefined, 'no number');
  // C1 lacks evidence; C2 its number.
  await page.keyboard.press('n');
  await until(() => focused(page), 'div criterion c1', 'the focus on what is missing first');
  await page.keyboard.press('n');
  await until(() => focused(page), 'input criterion-number c2', 'the focus in the number');
  await page.keyboard.type('0.5');
  await until(value, 0.5, 'the number');
  await criterion(page, 'c2').getByText('not met', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await criterion(page, 'c2').focus();
  await page.keyboard.press('w');
  await until(() => focused(page), 'textarea criterion-words c2', 'the focus in the reason');
  await button(page, 'n/a').last().click();
  await until(async () => (await draft(page)).scores.find((score) => score.criterion === 'c2').state, 'na', 'the state');
}));
