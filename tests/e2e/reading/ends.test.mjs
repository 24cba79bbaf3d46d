// The ends of a mark are moved by key and dragged, with a mouse and with a finger.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { article, draft, extent, inWorkplace, launch, ready, said, select, tasks, until } from '../lib/desk.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const TASK = { ...tasks.boiling, id: 'ends', responses: [{ id: 'a', text: 'One two **three** four five.\n\nThe second paragraph.' }] };
const place = { server: null, files: { '/tasks.jsonl': `${JSON.stringify(TASK)}\n` } };
const quote = async (page) => (await draft(page)).issues.at(-1)?.span.exact;

async function opened(site, page, lang = 'en') {
  await page.goto(site.host('strict', { backend: 'demo:?tasks=/tasks.jsonl', lang }));
  await ready(page);
  await select(page, 'two');
  await page.keyboard.press('1');
  await until(() => quote(page), 'two', 'the mark');
}

/** The knob of an end, where a hand takes it. */
async function knob(page, side) {
  const end = article(page).locator(`.mark-end[data-end^="${side} "]`);
  await end.waitFor({ state: 'attached' });
  return end.evaluate((one) => {
    const line = one.getBoundingClientRect();
    const size = getComputedStyle(one, '::after');
    return { x: line.left, y: line.bottom + 4, width: parseFloat(size.inlineSize), height: parseFloat(size.blockSize) };
  });
}

test('the ends are moved by key, are said, and are undone', () =>
  inWorkplace(browser, place, async ({ site, page }) => {
    await opened(site, page, 'de');
    await page.keyboard.press('-');
    await until(() => said(page), (text) => text.includes('das Ende der Markierung'), 'what is said');
    await page.keyboard.press('ArrowRight');
    await until(() => quote(page), 'two **three', 'the end');
    await page.keyboard.press('-');
    await page.keyboard.press('ArrowLeft');
    await until(() => quote(page), 'One two **three', 'the start');
    await until(() => said(page), 'One two **three', 'what is marked');
    await page.keyboard.press('Control+z');
    await until(() => quote(page), 'two **three', 'what was before');
    await assertAccessible(page, 'ends', { disable: ['landmark-main-is-top-level', 'landmark-no-duplicate-main', 'landmark-unique'] });
  }));

test('the ends are dragged with the mouse', () =>
  inWorkplace(browser, place, async ({ site, page }) => {
    await opened(site, page);
    const [, to] = await extent(page, 'four');
    const end = await knob(page, 'end');
    assert.ok(end.width >= 24 && end.height >= 24, `${end.width} × ${end.height}`);
    await page.mouse.move(end.x, end.y);
    await page.mouse.down();
    await page.mouse.move((end.x + to.x) / 2, end.y, { steps: 3 });
    await page.mouse.move(to.x, end.y, { steps: 3 });
    await page.mouse.up();
    await until(() => quote(page), 'two **three** four', 'the end');
    const [from] = await extent(page, 'One');
    const start = await knob(page, 'start');
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(from.x, start.y, { steps: 3 });
    await page.mouse.up();
    await until(() => quote(page), 'One two **three** four', 'the start');
    await page.locator('[data-at^="issue "].open:visible').waitFor();
  }));

test('the ends are dragged with a finger', () =>
  inWorkplace(browser, { ...place, page: { hasTouch: true } }, async ({ site, page, context }) => {
    await opened(site, page);
    const [, to] = await extent(page, 'four');
    const end = await knob(page, 'end');
    const session = await context.newCDPSession(page);
    const touch = (type, ...touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', { x: end.x, y: end.y });
    for (const part of [0.3, 0.6, 1]) await touch('touchMove', { x: end.x + (to.x - end.x) * part, y: end.y });
    await touch('touchEnd');
    await until(() => quote(page), 'two **three** four', 'the end');
  }));

test('words within a mark are marked with the mouse, five deep', () =>
  inWorkplace(browser, place, async ({ site, page }) => {
    await opened(site, page);
    for (const passage of ['One two three four five.', 'two three four five', 'two three four', 'two three']) {
      const before = (await draft(page)).issues.length;
      await select(page, passage);
      await page.keyboard.press('1');
      await until(async () => (await draft(page)).issues.length, before + 1, passage);
    }
    const deepest = article(page).locator('mark mark mark mark mark').first();
    await deepest.waitFor();
    // Each has a line of its own.
    const lines = await deepest.evaluate((one) => {
      const bottoms = [];
      for (let mark = one; mark?.localName === 'mark'; mark = mark.parentElement.closest('mark')) {
        bottoms.push(Math.round(10 * (mark.getBoundingClientRect().bottom)) / 10);
      }
      return bottoms;
    });
    assert.equal(new Set(lines).size, 5, lines.join());
  }));

test("what is selected by key stays selected when what is drawn anew takes the browser's caret along", () =>
  inWorkplace(browser, place, async ({ site, page }) => {
    await opened(site, page);
    for (const key of ['Escape', 'Escape']) await page.keyboard.press(key);
    await article(page).focus();
    for (const key of ['Control+ArrowLeft', 'Shift+Control+ArrowRight', 'Shift']) await page.keyboard.press(key);
    await article(page).evaluate((text) => new Promise((done) => {
      document.addEventListener('selectionchange', () => done(), { once: true });
      getSelection().collapse(text.querySelector('mark').firstChild, 1);
    }));
    await page.keyboard.press('1');
    await until(() => quote(page), 'One two **three** four five.', 'the mark');
  }));
