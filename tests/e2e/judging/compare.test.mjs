// Comparing by dimension, pair by pair and overall; what does not fit is said; by key alone in German, with the mouse in English.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { at, draft, focused, inWorkplace, launch, ready, until } from '../lib/desk.mjs';
import { WAYS, shooter } from '../lib/shots.mjs';

const shot = shooter('judging');

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const TASK = {
  format: 'corrigenda.task/1', id: 'rank', title: 'Vergleich', language: 'en', turns: [{ id: 'u1', role: 'user', text: 'What is 12 × 4?' }],
  responses: ['It is 48.', 'It is 46.', 'About 50.'].map((text, number) => ({ id: 'abc'[number], text, model: `m${number}` })),
  rubric: { id: 'r1', version: '1', criteria: [{ id: 'c1', title: 'States 48', points: 5 }] },
  comparison: { dimensions: [{ id: 'right', name: 'Correctness' }, { id: 'tone', name: 'Tone' }] },
  parts: ['preference', 'scores'], blind: true,
};

async function open(page, site, lang, task = TASK) {
  await page.goto(`${site.url}?${new URLSearchParams({ backend: 'file:', lang })}`);
  await page.locator('input[type=file]').setInputFiles({ name: 'tasks.jsonl', mimeType: 'text/plain', buffer: Buffer.from(JSON.stringify(task)) });
  await ready(page);
}

/** Presses Tab until this has the focus. */
async function tab(page, locator) {
  for (let press = 0; press < 80; press += 1) {
    if (await locator.evaluate((one) => one.getRootNode().activeElement === one)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never led to ${locator}; it came to ${await focused(page)}`);
}

/** The responses as they stand on the screen, by their ids: those of a blind task are shuffled. */
const shown = (page) => page.locator('corrigenda-workbench').evaluate(({ task }) => task.responses.map(({ id }) => id));
const preference = async (page) => (await draft(page)).preference;
const misfits = (page) => page.locator('.misfits li').allTextContents();

test('three responses by key alone in German: overall, pair by pair, in a dimension; what does not fit is said', () => inWorkplace(browser, { server: null, page: WAYS.de }, async ({ page, site }) => {
  await open(page, site, 'de', { ...TASK, blind: false });
  const { keyboard } = page;
  await keyboard.press('v');
  const rank = (letter, to) => page.getByRole('group', { name: `Antwort ${letter}` }).getByRole('button', { name: `Rang ${to}` });
  for (const [letter, to] of [['A', 1], ['B', 2], ['C', 2]]) {
    await tab(page, rank(letter, to));
    await keyboard.press('Enter');
  }
  await until(async () => (await preference(page))?.ranking, (now) => JSON.stringify(now) === '[["a"],["b","c"]]', 'the ranking');
  await tab(page, page.locator('.pairs summary'));
  await keyboard.press('Enter');
  const pair = (name) => page.getByLabel(name, { exact: true });
  // From much better on the left (1) to much better on the right (7).
  const judge = async (name, strength) => {
    await pair(name).focus();
    await keyboard.press('Home');
    for (let press = 0; press < strength; press += 1) await keyboard.press('ArrowDown');
    const [left, right] = name.toLowerCase().split(' – ');
    await until(async () => (await preference(page)).pairs.find((one) => one.left === left && one.right === right)?.strength, strength - 4, `the pair ${name}`);
  };
  await judge('A – B', 7);
  await judge('B – C', 7);
  await judge('A – C', 7);
  await until(async () => (await preference(page)).pairs.length, 3, 'the pairs');
  await until(() => misfits(page), (now) => now.length === 3, 'what does not fit');
  assert.deepEqual((await misfits(page)).sort(), ['Die Rangfolge sagt A > B, ein Paar sagt das Gegenteil.', 'Die Rangfolge sagt A > C, ein Paar sagt das Gegenteil.', 'Ein Paar sagt C > B, die Rangfolge stellt beide gleich.']);
  // A over B, B over C, C over A.
  await judge('A – B', 3);
  await judge('B – C', 3);
  await judge('A – C', 6);
  await until(() => misfits(page), (now) => now.some((one) => one.startsWith('Die Paare laufen im Kreis:')), 'the circle');
  await tab(page, at(page, 'preference-words'));
  await keyboard.type('A stimmt, Antwort B nicht.');
  await until(() => misfits(page), (now) => now.includes('Ihre Begründung nennt C nicht.'), 'the forgotten one');
  await assertAccessible(page, 'a comparison that does not fit');
  await shot(page, 'compare-de');
  // In a dimension the order is another one, and is kept apart.
  await keyboard.press('Escape');
  const tone = page.getByRole('button', { name: /^Tone/ });
  await tone.focus();
  await keyboard.press('Enter');
  for (const [letter, to] of [['C', 1], ['A', 2], ['B', 2]]) {
    await tab(page, rank(letter, to));
    await keyboard.press('Enter');
  }
  await page.getByRole('button', { name: /^Tone\s*, vollständig/ }).waitFor();
  const { dimensions, ranking } = await preference(page);
  assert.deepEqual([dimensions, ranking], [[{ dimension: 'tone', ranking: [['c'], ['a', 'b']], pairs: [] }], [['a'], ['b', 'c']]]);
  await keyboard.press('Control+z');
  await until(async () => (await preference(page)).dimensions[0].ranking.flat().length, 2, 'one rank less');
}));

test('two responses by digits in each dimension, in English; ratings that say the opposite are named', () => inWorkplace(browser, { server: null, page: WAYS.dark }, async ({ page, site }) => {
  await open(page, site, 'en', { ...TASK, responses: TASK.responses.slice(0, 2) });
  const { keyboard } = page;
  const [left, right] = await shown(page);
  const answer = async (key) => {
    await page.getByRole('button', { name: 'States 48' }).first().or(at(page, 'criterion c1')).first().waitFor();
    await at(page, 'criterion c1').focus();
    await keyboard.press(key);
  };
  await answer('2');
  await keyboard.press(']');
  await answer('1');
  await keyboard.press('v');
  await at(page, 'preference').focus();
  await keyboard.press('1');
  await until(() => misfits(page), (now) => now[0] === 'The ranking says A > B, the ratings say the opposite.', 'the ratings');
  // What is open is named, and leads to where it is open.
  await page.getByRole('button', { name: 'Correctness: not compared' }).click();
  await page.getByRole('button', { name: 'Correctness', exact: true, pressed: true }).waitFor();
  await at(page, 'preference').focus();
  await keyboard.press('7');
  await page.getByRole('button', { name: /^Correctness\s*, complete/ }).waitFor();
  const { pairs, dimensions } = await preference(page);
  assert.deepEqual([pairs, dimensions], [[{ left, right, strength: -3 }], [{ dimension: 'right', ranking: [[right], [left]], pairs: [{ left, right, strength: 3 }] }]]);
  assert.equal(await page.getByText(/\bm[012]\b/).count(), 0, 'no model is named');
  await assertAccessible(page, 'a dimension of two');
  await shot(page, 'compare-dark');
}));

test('blind until the judgement is locked: by key alone in German, then the names, and a second state beside the first', () => inWorkplace(browser, { server: null, page: WAYS.de }, async ({ page, site }) => {
  await open(page, site, 'de', { ...TASK, responses: TASK.responses.slice(0, 2), comparison: undefined, parts: ['preference'] });
  const { keyboard } = page;
  const [left, right] = await shown(page);
  const names = page.getByRole('region', { name: 'Wer was geschrieben hat' });
  await keyboard.press('v');
  await names.getByText('Die Namen bleiben verborgen').waitFor();
  assert.equal(await page.getByText(/\bm[012]\b/).count(), 0, 'no model is named');
  await at(page, 'preference').focus();
  await keyboard.press('2');
  const lock = names.getByRole('button', { name: 'Festlegen und Namen zeigen' });
  await tab(page, lock);
  await assertAccessible(page, 'a judgement that can be locked');
  await keyboard.press('Enter');
  await names.getByText('m0').waitFor();
  await until(() => focused(page), 'section names', 'the focus');
  await assertAccessible(page, 'names that are shown');
  await at(page, 'preference').focus();
  await keyboard.press('6');
  await names.getByText('1 Urteil ist seither geändert.').waitFor();
  const { locked, preference: now } = await draft(page);
  assert.deepEqual([locked.preference.ranking, now.ranking, now.shown], [[[left], [right]], [[right], [left]], [left, right]]);
  await shot(page, 'blind-locked-de');
  // Nothing takes it back: not undo, not a new page.
  for (let press = 0; press < 4; press += 1) await keyboard.press('Control+z');
  await until(async () => (await draft(page)).preference?.ranking.length ?? 0, 0, 'the comparison before');
  await page.reload();
  await ready(page);
  assert.deepEqual(await shown(page), [left, right], 'the same order again');
  await keyboard.press('v');
  await names.getByText('m0').waitFor();
  assert.deepEqual((await draft(page)).locked, locked);
}));

test('in a task that is not blind, names stand beside the comparison, in English and dark', () => inWorkplace(browser, { server: null, page: WAYS.dark }, async ({ page, site }) => {
  await open(page, site, 'en', { ...TASK, blind: false });
  await page.keyboard.press('v');
  const names = page.getByRole('region', { name: 'Who wrote what' });
  await names.getByText('m2').waitFor();
  assert.equal(await names.getByRole('button').count(), 0);
  await assertAccessible(page, 'names beside a comparison');
  await shot(page, 'names-dark');
}));

test('letters are dragged from rank to rank, and share one where they are dropped together', () => inWorkplace(browser, { server: null }, async ({ page, site }) => {
  await open(page, site, 'en', { ...TASK, comparison: undefined, parts: ['preference'] });
  await page.keyboard.press('v');
  const level = (rank) => page.locator(`.order [data-rank="${rank}"]`);
  const drag = async (response, rank) => {
    const [from, to] = [await page.locator(`[data-rank-drag="${response}"]`).boundingBox(), await level(rank).boundingBox()];
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
    await page.locator('.rank-row.over').waitFor();
    await page.mouse.up();
  };
  const ranking = async () => JSON.stringify((await preference(page))?.ranking);
  await drag('b', 1);
  await drag('a', 2);
  await drag('c', 2);
  await until(ranking, '[["b"],["a","c"]]', 'the ranking');
  await assertAccessible(page, 'a ranking made with the mouse');
  await shot(page, 'ranks-dragged');
  // Dropped where it was, it stays.
  await drag('b', 1);
  await until(() => page.locator('.rank-row.over').count(), 0, 'the end of the drag');
  assert.equal(await ranking(), '[["b"],["a","c"]]');
  await page.keyboard.press('Control+z');
  await until(ranking, (now) => now !== '[["b"],["a","c"]]', 'one rank less');
}));

test('six responses: digits rank the one that is shown, and there is room for the reason', () => inWorkplace(browser, { server: null }, async ({ page, site }) => {
  const responses = [...'abcdef'].map((id, at) => ({ id, text: `Answer ${id} is so, and why. `.repeat(at + 2) }));
  await open(page, site, 'en', { ...TASK, responses, rubric: undefined, comparison: undefined, parts: ['preference'], blind: false });
  const { keyboard } = page;
  await keyboard.press('v');
  await at(page, 'preference').focus();
  for (const key of ['2', '1', '2', '3', '4', '5']) {
    await keyboard.press(key);
    await keyboard.press(']');
  }
  await until(async () => JSON.stringify((await preference(page))?.ranking), '[["b"],["a","c"],["d"],["e"],["f"]]', 'the ranking');
  const box = await at(page, 'preference-words').boundingBox();
  assert.ok(box.height > 60, `the field of the reason is ${box.height} px high`);
  await assertAccessible(page, 'a ranking of six');
  await shot(page, 'ranks-of-six');
}));
