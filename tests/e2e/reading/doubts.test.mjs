// What does not come out in a response: found without a model, made an issue or dismissed by key, in English and in German.

import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { draft, focused, inWorkplace, launch, until } from '../lib/desk.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const own = { server: { tasks: resolve(import.meta.dirname, 'tasks.jsonl') } };
const doubts = (page) => page.locator('.doubt:visible');
const said = async (page) => (await doubts(page).locator('p').allTextContents()).map((text) => text.trim());
const FOUND = [
  '12 × 4 = 48; the text says 46 €.',
  'The rows above add up to 166; the text says 156.00.',
  'The date in “Tuesday, 3 March 2025” is a Monday.',
];

test('by key: the next one, an issue of it, dismissed, undone, and off for good', () => inWorkplace(browser, own, async ({ page, open }) => {
  await open({ queue: 'sums' });
  const { keyboard } = page;
  await page.keyboard.press('i');
  await until(() => doubts(page).count(), 4, 'what does not come out');
  const all = await said(page);
  assert.deepEqual(all.slice(0, 3), FOUND);
  assert.equal(all[3], 'The source “Offer” says it otherwise: “ninety” there, “sixty” here.');
  await assertAccessible(page, 'what may be wrong');
  await keyboard.press('l');
  await until(() => focused(page), 'li doubt 0', 'the focus on the first');
  await keyboard.press('q');
  await until(async () => (await draft(page)).issues.length, 1, 'the issue');
  const [issue] = (await draft(page)).issues;
  assert.equal(issue.comment, FOUND[0]);
  assert.equal(issue.span.exact, '12 × 4 = 46 €');
  await keyboard.press('1');
  await until(async () => (await draft(page)).issues[0].category, 'arith', 'its category');
  await until(() => doubts(page).count(), 3, 'those that are left');
  await keyboard.press('Escape');
  await keyboard.press('Alt+l');
  await until(() => focused(page), 'li doubt 1', 'the focus on the next');
  await keyboard.press('z');
  await until(() => focused(page), 'li doubt 2', 'the focus on the one after what was dismissed');
  await until(() => doubts(page).count(), 2, 'without what was dismissed');
  await keyboard.press('Control+z');
  await until(() => doubts(page).count(), 3, 'what was dismissed is back');
  const toggle = page.getByRole('switch', { name: 'Look for them' });
  await toggle.focus();
  await keyboard.press('Space');
  await until(() => doubts(page).count(), 0, 'none while it is off');
  await page.reload();
  await page.locator('[data-ready]').first().waitFor();
  await keyboard.press('i');
  await page.getByRole('switch', { name: 'Look for them', checked: false }).waitFor();
  assert.equal(await doubts(page).count(), 0);
}));

test('in German, with the mouse', () => inWorkplace(browser, own, async ({ page, open }) => {
  await open({ queue: 'sums', lang: 'de' });
  await page.getByRole('button', { name: /^Fehler/ }).first().click();
  await until(() => doubts(page).count(), 4, 'was nicht aufgeht');
  assert.equal((await said(page))[1], 'Die Zeilen darüber ergeben 166; dort steht 156.00.');
  await doubts(page).nth(1).getByRole('button', { name: '156.00' }).click();
  await doubts(page).nth(1).getByRole('button', { name: 'Als Fehler markieren' }).click();
  await until(async () => (await draft(page)).issues[0]?.span.exact, '156.00', 'the issue at the total');
  await doubts(page).nth(0).getByRole('button', { name: 'Verwerfen' }).click();
  await until(() => doubts(page).count(), 2, 'those that are left');
  await assertAccessible(page, 'what may be wrong, in German');
}));
