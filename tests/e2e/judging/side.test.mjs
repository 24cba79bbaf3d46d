// Two responses side by side: what corresponds, what differs, scrolled together, marked and pinned; by key alone in German, with
// the mouse in English.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { article, at, draft, inWorkplace, launch, ready, select, until } from '../lib/desk.mjs';
import { WAYS, scrollsSideways, shooter } from '../lib/shots.mjs';

const shot = shooter('judging');

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const filler = (word, count) => Array.from({ length: count }, (_, line) => `The ${word} number ${line + 1} is told here at some length, since a text has to be longer than the window is high.`).join('\n\n');
const LEFT = `## Costs in 2027

The rent is **1,200 euros** a month, and it rises by 3 % each January. Heating costs come on top of that.

| Item | Euros |
|---|---|
| Rent | 1200 |
| Power | 90 |

The yearly sum is $12 \\cdot 1290 = 15480$ euros.

${filler('badger', 9)}

In the end the tenant pays the costs of repair up to a hundred euros.`;
const RIGHT = `## Costs in 2027

In the end the tenant pays the costs of small repairs up to a hundred euros.

The rent is **1,250 euros** a month, and it rises by 3 % each January. Nobody has to pay a deposit.

| Item | Euros |
|---|---|
| Rent | 1250 |
| Power | 90 |

The yearly sum is $12 \\cdot 1340 = 16080$ euros.

${filler('otter', 8)}`;
const TASK = {
  format: 'corrigenda.task/1', id: 'side', title: 'Vergleich', language: 'en', turns: [{ id: 'u1', role: 'user', text: 'What does the flat cost?' }],
  responses: [LEFT, RIGHT, 'The flat costs 1,250 euros a month.'].map((text, number) => ({ id: 'abc'[number], text })),
  reference: { text: 'The rent is 1,250 euros a month, and it rises by 3 % each January.' },
  parts: ['issues', 'preference'],
};

async function open(page, site, lang, task = TASK) {
  await page.goto(`${site.url}?${new URLSearchParams({ backend: 'file:', lang })}`);
  await page.locator('input[type=file]').setInputFiles({ name: 'tasks.jsonl', mimeType: 'text/plain', buffer: Buffer.from(JSON.stringify(task)) });
  await ready(page);
}

const side = (page, name) => page.getByRole('group', { name: /^(Zwei Texte nebeneinander|Two texts side by side)$/ }).locator('.facing-side', { has: page.getByRole('region', { name, exact: true }) });
/** The sentence of a side that has the attention. */
const linked = async (page, name) => (await side(page, name).locator('.paired.open').allTextContents()).join('');
const names = (page) => page.locator('.facing-side article').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
const differing = (page, name, selector) => side(page, name).locator(`.differs${selector}`).allTextContents();
const scrolled = (page, name) => side(page, name).locator('.facing-page').evaluate((one) => one.scrollTop);

test('by key alone in German: two side by side, across by sentences, another against a pinned one, a mark in the right one', () => inWorkplace(browser, { server: null, page: WAYS.de }, async ({ page, site }) => {
  await open(page, site, 'de');
  const { keyboard } = page;
  await keyboard.press('0');
  await until(() => names(page), (now) => now.join() === 'Antwort A,Antwort B', 'both');
  assert.ok((await differing(page, 'Antwort A', ':not(.alone)')).includes('1,200'), 'what was changed, on the left');
  assert.ok((await differing(page, 'Antwort B', ':not(.alone)')).includes('1,250'), 'and on the right');
  assert.ok((await differing(page, 'Antwort B', '.alone')).includes('Nobody has to pay a deposit.'), 'a sentence that stands alone');
  assert.equal(await side(page, 'Antwort B').locator('table').count(), 1, 'tables are tables');
  await side(page, 'Antwort A').locator('math').first().waitFor();
  // The caret's sentence is linked with what stands for it.
  for (let press = 0; press < 2; press += 1) await keyboard.press('Control+ArrowRight');
  await until(() => linked(page, 'Antwort B'), (now) => now.startsWith('The rent is 1,250 euros'), 'the sentence that corresponds');
  await keyboard.press('Shift+T');
  await until(() => side(page, 'Antwort B').getAttribute('class'), (now) => now.includes('active'), 'the other side');
  await until(() => linked(page, 'Antwort A'), (now) => now.startsWith('The rent is 1,200 euros'), 'the link back');
  // What is marked there is marked in B.
  await keyboard.press('Control+Shift+ArrowRight');
  await keyboard.press('m');
  await until(async () => (await draft(page)).issues.map((issue) => [issue.response, issue.quote ?? issue.span?.quote]).length, 1, 'the mark');
  const [issue] = (await draft(page)).issues;
  assert.equal(issue.response, 'b');
  await side(page, 'Antwort B').locator('mark').first().waitFor();
  await keyboard.press('Escape');
  await shot(page, 'side-de');
  await assertAccessible(page, 'two texts side by side');
  // B stays; the next response takes the other side.
  await keyboard.press('Shift+P');
  await keyboard.press(']');
  await until(() => names(page), (now) => now.join() === 'Antwort C,Antwort B', 'C against the one that stays');
  await until(() => page.locator('.facing .paired').count(), (count) => count > 0, 'what corresponds');
  await page.reload();
  await ready(page);
  await until(() => names(page), (now) => now.join() === 'Antwort C,Antwort B', 'the same two after a reload');
  await article(page).focus();
  await keyboard.press('Shift+H');
  await until(() => page.locator('.differs').count(), 0, 'no differences');
  await keyboard.press('r');
  await until(() => page.locator('.facing').count(), 0, 'one text again');
  assert.match(await article(page).getAttribute('aria-label'), /^Antwort C\b/);
}));

test('with the mouse in English: chosen, pointed at, scrolled together and apart; a reference stays, and one over the other where there is no room', () => inWorkplace(browser, { server: null, page: { ...WAYS.dark, viewport: { width: 1440, height: 700 } } }, async ({ page, site }) => {
  await open(page, site, 'en');
  await page.getByRole('button', { name: 'Side by side' }).click();
  await until(() => names(page), (now) => now.join() === 'Response A,Response B', 'both');
  await side(page, 'Response A').getByText('and it rises by 3 %').hover();
  await until(() => linked(page, 'Response B'), (now) => now.startsWith('The rent is 1,250 euros'), 'the sentence that corresponds');
  await shot(page, 'side-dark');
  // Where one text's table is, the other's is too, though more stands before it; and both end together.
  const top = (name) => side(page, name).locator('table').evaluate((one) => one.getBoundingClientRect().top);
  await side(page, 'Response A').locator('.facing-page').evaluate((one) => one.scrollTo(0, 160));
  await until(async () => Math.abs(await top('Response A') - await top('Response B')), (apart) => apart < 40, 'the tables at one height');
  await side(page, 'Response A').locator('.facing-page').evaluate((one) => one.scrollTo(0, one.scrollHeight));
  await until(() => side(page, 'Response B').locator('.facing-page').evaluate((one) => one.scrollHeight - one.clientHeight - one.scrollTop), (left) => left < 3, 'the end of both');
  await page.getByRole('button', { name: /^Scroll together/ }).click();
  const stood = await scrolled(page, 'Response B');
  await side(page, 'Response A').locator('.facing-page').evaluate((one) => one.scrollTo(0, 0));
  await until(() => scrolled(page, 'Response A'), 0, 'the left at its top');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await scrolled(page, 'Response B'), stood, 'untied, the right stays');
  // A press turns to the side: what is selected there is marked there.
  await side(page, 'Response B').getByText('Nobody has to pay a deposit.').click();
  await until(() => article(page).getAttribute('aria-label'), 'Response B', 'the side that is judged');
  await select(page, 'Nobody has to pay a deposit.');
  await page.locator('.pending').getByRole('button').first().click();
  await until(async () => (await draft(page)).issues.map((issue) => issue.response).join(), 'b', 'the issue');
  await page.getByLabel('Text on the left').selectOption('Reference answer');
  await until(() => names(page), (now) => now.join() === 'Reference answer,Response B', 'the reference');
  assert.ok((await differing(page, 'Response B', '.alone')).length > 0);
  await assertAccessible(page, 'a reference and a response');
  await shot(page, 'side-reference');
  await page.setViewportSize({ width: 720, height: 450 });
  await shot(page, 'side-small');
  await page.setViewportSize({ width: 600, height: 800 });
  const box = (name) => side(page, name).boundingBox();
  await until(async () => (await box('Response B')).y > (await box('Reference answer')).y, true, 'one over the other');
  assert.equal(await scrollsSideways(page), false);
  await shot(page, 'side-narrow');
  await page.getByRole('button', { name: 'Side by side' }).click();
  await until(() => page.locator('.facing').count(), 0, 'one text again');
}));
