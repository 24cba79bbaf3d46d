// Claims: judged, quoted, added and taken out by key alone in German and by mouse in English; ten thousand of them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { at, button, draft, focused, inWorkplace, launch, ready, select, until } from '../lib/desk.mjs';
import { WAYS, scrollsSideways, shooter } from '../lib/shots.mjs';

const shot = shooter('judging');
const sample = readFileSync(resolve(import.meta.dirname, '../../../sample/tasks.jsonl'), 'utf8').trim().split('\n')
  .map((line) => JSON.parse(line)).find(({ id }) => id === 'kuendigungsfrist');

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

async function open(page, site, task, lang) {
  await page.goto(`${site.url}?${new URLSearchParams({ backend: 'file:', lang })}`);
  await page.locator('input[type=file]').setInputFiles({ name: 'tasks.jsonl', mimeType: 'text/plain', buffer: Buffer.from(JSON.stringify(task)) });
  await ready(page);
}

const card = (page, id) => at(page, `step ${id}`);
const claims = async (page) => (await draft(page)).steps;
const claim = async (page, id) => (await claims(page)).find((one) => one.id === id);
const quote = (page, id, number = 0) => at(page, `quote-words ${number} ${id}`);

test('claims by key alone in German: judged, quoted and checked, split, merged, added, taken out, submitted', () => inWorkplace(browser, { server: null, page: WAYS.de }, async ({ page, site }) => {
  await open(page, site, sample, 'de');
  const { keyboard } = page;
  const next = async (id) => {
    await keyboard.press('Alt+n');
    await until(() => focused(page), (now) => now.endsWith(`step ${id}`), `the focus on ${id}`);
  };
  await page.getByText('5 Punkte fehlen').or(page.getByText(/5 .*fehl/)).first().waitFor();
  await next('k1');
  await keyboard.press('5');
  await until(() => focused(page), 'textarea quote-words 0 k1', 'the focus in the quotation');
  await keyboard.type('kann das Arbeitsverhältnis mit einer Frist von vier Wochen gekündigt werden');
  await card(page, 'k1').getByText('verändert').waitFor();
  assert.deepEqual(await card(page, 'k1').locator('.difference del:visible, .difference ins:visible').allTextContents(), ['zwei', 'vier']);
  await assertAccessible(page, 'a quotation that was altered');
  await shot(page, 'claims-altered-de');
  await keyboard.press('Control+a');
  await keyboard.type('kann das arbeitsverhältnis mit einer Frist von zwei Wochen gekündigt werden');
  await card(page, 'k1').getByText('gefunden', { exact: true }).waitFor();
  await card(page, 'k1').getByText('Groß- und Kleinschreibung').waitFor();
  await keyboard.press('Escape');
  await until(() => focused(page), 'div step k1', 'the focus on the claim');
  await keyboard.press('3');
  await until(() => focused(page), 'textarea step-words k1', 'the focus in the reason');
  await keyboard.type('Zwei Wochen.');
  for (const id of ['k2', 'k3', 'k4']) {
    await next(id);
    await keyboard.press('1');
  }
  await next('k5');
  await keyboard.press('6');
  await until(() => focused(page), 'textarea quote-words 0 k5', 'the focus in the quotation');
  await keyboard.type('die elektronische Form ist zulässig und erwünscht seit 1999');
  await until(async () => (await claim(page, 'k5')).sources[0].found, (now) => now !== 'found', 'what was not found');
  await keyboard.press('Escape');
  await until(() => focused(page), 'div step k5', 'the focus on the claim');
  await keyboard.press('3');
  await keyboard.type('Elektronische Form ist ausgeschlossen.');
  // The one before goes together with its neighbour, and apart again.
  await keyboard.press('Escape');
  await keyboard.press('e');
  await keyboard.press('k');
  await until(async () => (await claims(page)).length, 5, 'five claims');
  await page.locator('.foot .good').waitFor();
  await shot(page, 'claims-de');
  await keyboard.press('Control+Enter');
  await until(() => page.locator('[data-ready]').count(), 0, 'that it was submitted');
}));

test('claims by mouse in English: a verdict, a quotation, a claim of a selection, an issue of a claim', () => inWorkplace(browser, { server: null, page: WAYS.light }, async ({ page, site }) => {
  await open(page, site, sample, 'en');
  await button(page, /^Claims/).click();
  await page.locator('.text .step').first().waitFor();
  await card(page, 'k4').click();
  await card(page, 'k4').getByRole('button', { name: 'correct', exact: false }).first().click();
  await card(page, 'k4').getByRole('button', { name: '§ 623 BGB' }).click();
  await quote(page, 'k4').fill('bedürfen zu ihrer Wirksamkeit der Schriftform');
  await card(page, 'k4').getByText('found', { exact: true }).waitFor();
  assert.deepEqual((await claim(page, 'k4')).sources, [{ source: 's2', quote: 'bedürfen zu ihrer Wirksamkeit der Schriftform', found: 'found' }]);
  await select(page, 'Und die Form?');
  await page.keyboard.press('x');
  await until(async () => (await claims(page)).length, 6, 'one claim more');
  const made = (await claims(page)).find(({ span }) => span.exact === 'Und die Form?');
  await card(page, made.id).getByRole('button', { name: 'Remove' }).click();
  await until(async () => (await claims(page)).length, 5, 'that it is gone');
  await page.getByText('Eine Kündigung per E-Mail').first().click();
  await until(() => page.locator('.stepcard.open').count(), 1, 'the claim of the text');
  await assertAccessible(page, 'claims');
  await shot(page, 'claims-light');
  await card(page, 'k5').getByRole('button', { name: 'Mark as an issue' }).click();
  await until(async () => (await draft(page)).issues.length, 1, 'the issue');
  assert.equal((await draft(page)).issues[0].span.exact, 'Eine Kündigung per E-Mail genügt.');
}));

for (const [name, way] of [['dark', WAYS.dark], ['small', { viewport: { width: 720, height: 450 } }]]) {
  test(`claims seen ${name}`, () => inWorkplace(browser, { server: null, page: way }, async ({ page, site }) => {
    await open(page, site, sample, 'en');
    await page.keyboard.press('Alt+n');
    await page.keyboard.press('5');
    await until(() => focused(page), 'textarea quote-words 0 k1', 'the focus in the quotation');
    await page.keyboard.type('mit einer Frist von vier Wochen gekündigt werden');
    await page.locator('.difference').waitFor();
    assert.equal(await scrollsSideways(page), false);
    // In a small window one pane is there at a time, and the text is the main one.
    await assertAccessible(page, `claims seen ${name}`, name === 'small' ? { disable: ['landmark-one-main'] } : {});
    await shot(page, `claims-${name}`);
  }));
}

test('ten thousand claims: few are drawn, the last is reached, and one is judged', () => inWorkplace(browser, { server: null }, async ({ page, site }) => {
  const lines = Array.from({ length: 10_000 }, (_, number) => `The square of ${number} is ${number ** 2}.`);
  await open(page, site, { ...sample, id: 'many', language: 'en', parts: ['claims'], responses: [{ id: 'a', text: lines.join('\n\n') }] }, 'en');
  await page.getByText('10000 things missing').or(page.getByText(/10.?000/)).first().waitFor();
  assert.ok(await page.locator('.stepcard').count() <= 60);
  await page.keyboard.press('Alt+n');
  await page.keyboard.press('1');
  await until(async () => (await claim(page, 'k1')).verdict, 'correct', 'the verdict');
  await button(page, '9940 more').click();
  await card(page, 'k61').waitFor();
  assert.ok(await page.locator('.stepcard').count() <= 60);
}));
