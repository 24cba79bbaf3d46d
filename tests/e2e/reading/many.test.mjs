// Hundreds of marks in one text: only those near what is seen have cards and numbers, and nothing of it is noticed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { article, at, button, draft, inWorkplace, launch, select, tasks, until } from '../lib/desk.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const paragraph = (number) =>
  `In part ${number} something stands first, and then something else follows, as was said at some length before; and whatever is said of it there, of all that the omega is the last, as it was the last of the part before this one, and will be the last of all parts to come.`;
const text = Array.from({ length: 240 }, (_, at) => paragraph(at + 1)).join('\n\n');
const issues = [...text.matchAll(/omega/gu)].map(({ 0: exact, index: start }, at) => ({
  id: `i${at + 1}`, response: 'a', category: 'fact', severity: 'minor', comment: `Remark ${at + 1}.`, sources: [], left: null,
  span: { unit: 'codepoint', start, end: start + exact.length, exact, prefix: text.slice(Math.max(0, start - 20), start), suffix: text.slice(start + exact.length, start + exact.length + 20) },
}));
const task = { ...tasks.boiling, id: 'many', parts: ['issues'], responses: [{ id: 'a', text }] };
const value = { format: 'corrigenda.annotation/1', task: { id: 'many', revision: '3' }, issues };

const place = { server: null, files: { '/tasks.jsonl': `${JSON.stringify(tasks.boiling)}\n` } };
const margin = (page) => page.locator('.margin');
const cards = (page) => margin(page).locator('[data-note^="issue-text "]');
const listed = (page) => page.locator('.cards ol > li').count();
/** The numbers that are seen in the text, in its order, each with its mark's words. */
const numbers = (page) => article(page).locator('mark[data-n]').evaluateAll((marks) =>
  marks.filter((mark) => mark.checkVisibility({ contentVisibilityAuto: true })).map((mark) => [Number(mark.dataset.n), mark.dataset.at]));
const scroll = (page, to) => page.locator('[data-scroll="page"]').evaluate((pane, top) => { pane.scrollTop = top; }, to);

async function opened(page, site, lang = 'en') {
  await page.goto(site.host('strict', { backend: 'demo:?tasks=/tasks.jsonl', lang }));
  await page.evaluate(([given, begun, words]) => {
    const element = document.createElement('corrigenda-workbench');
    element.lang = words;
    element.value = begun;
    element.task = given;
    document.querySelector('main').append(element);
    document.querySelector('#one').remove();
  }, [task, value, lang]);
  await page.locator('[data-ready="many"]').waitFor();
  await until(() => article(page).locator('mark').count(), 240, 'all marks');
}

test('of 240 marks those in sight have their cards and numbers, wherever the text is scrolled to', () =>
  inWorkplace(browser, place, async ({ site, page }) => {
    await opened(page, site);
    await until(() => cards(page).count(), (count) => count > 0 && count < 100, 'the cards near the beginning');
    await margin(page).getByText('Remark 1.', { exact: true }).waitFor();

    await scroll(page, 1e6);
    await margin(page).getByText('Remark 240.', { exact: true }).waitFor();
    await until(() => cards(page).count(), (count) => count > 0 && count < 100, 'the cards near the end');
    // The last one's card stands beside it, however many came before.
    const away = async () => {
      const mark = await article(page).locator('[data-at="issue-text i240"]').boundingBox();
      const card = await margin(page).locator('[data-note="issue-text i240"]').boundingBox();
      return Math.abs(mark.y - card.y);
    };
    await until(away, (pixels) => pixels < 400, 'the card beside its mark');
    await until(async () => (await numbers(page)).at(-1), (last) => last?.[0] === 240 && last[1] === 'issue-text i240', 'the last number');
    await assertAccessible(page, 'many', { disable: ['landmark-main-is-top-level', 'landmark-no-duplicate-main', 'landmark-unique'] });

    await scroll(page, 0);
    await margin(page).getByText('Remark 1.', { exact: true }).waitFor();
    await until(async () => (await numbers(page))[0], ([number, name]) => number === 1 && name === 'issue-text i1', 'the first number');
  }));

test('the list shows fifty of them at a time, and goes where the attention goes', () =>
  inWorkplace(browser, place, async ({ site, page }) => {
    await opened(page, site, 'de');
    await until(() => listed(page), 50, 'the first fifty');
    await button(page, '190 danach').click();
    await at(page, 'issue i51').and(page.locator('.open')).waitFor();
    await until(() => listed(page), 50, 'the next fifty');
    await button(page, '50 davor').waitFor();
    await button(page, '140 danach').waitFor();
    // The text and its margin went along.
    await margin(page).getByText('Remark 52.', { exact: true }).waitFor();
    await until(() => article(page).locator('[data-at="issue-text i51"]').evaluate((mark) => {
      const { top, bottom } = mark.getBoundingClientRect();
      return top > 0 && bottom < innerHeight;
    }), true, 'the mark in sight');
    await button(page, '50 davor').click();
    await at(page, 'issue i50').and(page.locator('.open')).waitFor();
    await button(page, '190 danach').waitFor();
  }));

test('one mark more numbers those behind it anew', () =>
  inWorkplace(browser, place, async ({ site, page }) => {
    await opened(page, site);
    await until(async () => (await numbers(page)).length, (length) => length > 5, 'the numbers');
    await select(page, 'something');
    await page.keyboard.press('1');
    await until(async () => (await draft(page)).issues.length, 241, 'the mark');
    await until(async () => (await numbers(page)).slice(0, 3).map(([number]) => number), (found) => String(found) === '1,2,3', 'the numbers in their order');
    await until(async () => (await numbers(page)).find(([, name]) => name === 'issue-text i2')?.[0], 3, 'the number of the next');
    await button(page, '191 after these').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await until(async () => (await numbers(page)).find(([, name]) => name === 'issue-text i2')?.[0], 2, 'its number again');
    assert.equal((await draft(page)).issues.length, 240);
  }));
