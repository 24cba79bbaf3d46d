// A part of a formula is selected, marked and passed by key as what it is: a term, with its source as the quote.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { article, draft, focused, inWorkplace, launch, ready, said, tasks, until } from '../lib/desk.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const TEXT = 'So $E = \\frac{m}{k} c^{2n}_0 + x$ holds.\n\n'
  + '$$\\begin{pmatrix} p & q \\\\ r & s \\end{pmatrix} \\ce{SO4^2-}$$\n\nThe end.';
const TASK = { ...tasks.boiling, id: 'terms', responses: [{ id: 'a', text: TEXT }] };
const place = { server: null, files: { '/tasks.jsonl': `${JSON.stringify(TASK)}\n` } };

async function opened(site, page) {
  await page.goto(site.host('strict', { backend: 'demo:?tasks=/tasks.jsonl', lang: 'en' }));
  await ready(page);
  await until(() => article(page).locator('math [data-a]').count(), (count) => count > 10, 'the formulas');
}

/** The edges of a letter of a formula, on the screen. */
async function letter(page, text) {
  const box = await article(page).locator('math [data-a]').getByText(text, { exact: true }).first().boundingBox();
  const y = box.y + box.height / 2;
  return { left: { x: box.x + 0.5, y }, right: { x: box.x + box.width - 0.5, y } };
}

/** Selects from one letter of a formula to another and marks that; what it quotes. */
async function marked(page, from, to) {
  const before = (await draft(page)).issues.length;
  const [start, end] = [(await letter(page, from)).left, (await letter(page, to)).right];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, end.y, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await page.mouse.up();
  await page.locator('.pending:visible').waitFor();
  await page.keyboard.press('1');
  await until(async () => (await draft(page)).issues.length, before + 1, 'the issue');
  return (await draft(page)).issues.at(-1).span.exact;
}

test('what is selected of a formula is the smallest term that holds it', () =>
  inWorkplace(browser, place, async ({ site, page }) => {
    await opened(site, page);
    assert.equal(await marked(page, 'm', 'm'), 'm');
    assert.equal(await marked(page, 'm', 'k'), '\\frac{m}{k}');
    assert.equal(await marked(page, 'c', 'n'), 'c^{2n}_0');
    assert.equal(await marked(page, 'p', 'q'), 'p & q');
    assert.equal(await marked(page, 'S', 'S'), 'S');
    const terms = article(page).locator('math mrow.term');
    assert.ok(await terms.count() >= 5, `${await terms.count()} terms`);
    assert.ok(await terms.first().evaluate((term) => getComputedStyle(term).backgroundColor !== 'rgba(0, 0, 0, 0)'));
    // What stands on a term leads to its card.
    await terms.first().click();
    await page.locator('[data-at^="issue "].open:visible').waitFor();
    await assertAccessible(page, 'terms', { disable: ['landmark-main-is-top-level', 'landmark-no-duplicate-main', 'landmark-unique'] });
  }));

test('the caret goes through a formula by its terms, and says them', () =>
  inWorkplace(browser, place, async ({ site, page }) => {
    await opened(site, page);
    await article(page).focus();
    await page.keyboard.press('t');
    await until(() => focused(page), (name) => name.includes('article'), 'the focus');
    for (const _ of 'So $') await page.keyboard.press('Alt+ArrowRight');
    await until(() => said(page), 'E = \\frac{m}{k} c^{2n}_0 + x', 'the formula');
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Alt+ArrowRight');
    await until(() => said(page), 'm', 'the numerator');
    await article(page).locator('mrow.before-caret').waitFor();
    await page.keyboard.press('Alt+Shift+ArrowRight');
    await page.keyboard.press('Alt+Shift+ArrowRight');
    await until(() => said(page), '\\frac{m}{k}', 'the fraction');
    await page.keyboard.press('m');
    await until(async () => (await draft(page)).issues.at(-1)?.span.exact, '\\frac{m}{k}', 'the mark');
  }));
