// Formulas: set where a text has them, and what sets them is loaded then only; marked, corrected and passed as a whole.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './lib/axe.mjs';
import { article, at, button, draft, field, inWorkplace, launch, ready, replace, tasks, until } from './lib/desk.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const TEXT = 'So $E = mc^3$ holds, with $\\ce{SO4^2-}$ and $5 to $10.\n\n'
  + '$$\\int_0^\\infty e^{-x^2}\\,\\mathrm{d}x = \\frac{\\sqrt{\\pi}}{2}$$\n\n'
  + '\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}\n\nAnd $\\href{javascript:alert(1)}{x}$ is shown. The end.';
const TASK = { ...tasks.boiling, id: 'formulas', responses: [{ id: 'a', text: TEXT }] };
const place = (task) => ({ server: null, files: { '/tasks.jsonl': `${JSON.stringify(task)}\n` } });

/** The page with one task, and the names of the binaries that it asked for. */
async function opened(site, context, page) {
  const asked = [];
  context.on('request', (request) => asked.push(new URL(request.url()).pathname.split('/').at(-1)));
  await page.goto(site.host('strict', { backend: 'demo:?tasks=/tasks.jsonl', lang: 'en' }));
  await ready(page);
  return asked;
}

/** The middle of a formula on the screen. */
async function middle(page, index) {
  const box = await article(page).locator('.formula').nth(index).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('formulas are elements of MathML, and what cannot be set is there as its source', () =>
  inWorkplace(browser, place(TASK), async ({ site, context, page }) => {
    const asked = await opened(site, context, page);
    await until(() => article(page).locator('math').count(), 4, 'the formulas');
    assert.ok(asked.includes('math_bg.wasm'));
    const names = await article(page).evaluate((root) =>
      [...root.querySelectorAll('math, math *')].map((one) => `${one.namespaceURI} ${one.localName}`));
    assert.ok(names.every((name) => name.startsWith('http://www.w3.org/1998/Math/MathML m')), names.join());
    assert.match(await article(page).locator('.tex.refused').innerText(), /href/);
    assert.match(await article(page).locator('.tex.refused').getAttribute('title'), /cannot be set/);
    assert.match(await article(page).innerText(), /\$5 to \$10\./);
    assert.equal(await article(page).locator('a, [href], [style]').count(), 0);
    // The host page has landmarks of its own.
    await assertAccessible(page, 'formulas', { disable: ['landmark-main-is-top-level', 'landmark-no-duplicate-main', 'landmark-unique'] });
  }));

test('a page without formulas loads nothing for them', () =>
  inWorkplace(browser, place(tasks.boiling), async ({ site, context, page }) => {
    const asked = await opened(site, context, page);
    await button(page, 'Correct', { exact: true }).click();
    await replace(page, '90', '100');
    await page.locator('.tracked ins').first().waitFor();
    assert.deepEqual(asked.filter((name) => name.startsWith('math')), []);
    // The first formula that is typed brings it.
    await replace(page, 'thicker', '$x^2$');
    await page.locator('.tracked math').first().waitFor();
  }));

test('a formula that is selected in part is marked as a whole, with its source as the quote', () =>
  inWorkplace(browser, place(TASK), async ({ site, context, page }) => {
    await opened(site, context, page);
    await until(() => article(page).locator('math').count(), 4, 'the formulas');
    const from = await middle(page, 0);
    await page.mouse.move(from.x - 8, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 8, from.y, { steps: 3 });
    await page.mouse.up();
    await page.locator('.pending:visible').waitFor();
    await page.keyboard.press('1');
    await at(page, 'article').locator('mark math').waitFor();
    const [issue] = (await draft(page)).issues;
    assert.equal(issue.span.exact, 'E = mc^3');
  }));

test('a corrected formula stands there as it was and as it is', () =>
  inWorkplace(browser, place(TASK), async ({ site, context, page }) => {
    await opened(site, context, page);
    await until(() => article(page).locator('math').count(), 4, 'the formulas');
    await button(page, 'Correct', { exact: true }).click();
    await replace(page, 'mc^3', 'mc^2');
    await page.locator('.tracked ins math').waitFor();
    assert.match(await page.locator('.tracked del math').first().textContent(), /3/);
    assert.match(await page.locator('.tracked ins math').first().textContent(), /2/);
    assert.match(await field(page).inputValue(), /mc\^2/);
    await button(page, 'Side by side').click();
    await page.locator('.tracked[data-tied="original"] del math').waitFor();
  }));
