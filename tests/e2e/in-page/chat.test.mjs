// A chat in React whose answer streams in: marks are found again whatever becomes of the nodes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { article, draft, launch, ready, until } from '../lib/desk.mjs';
import { DEMO, marking, onPage, painted, select, tasks } from './page.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const BUBBLE = '[data-message="answer"] .bubble';
const TEXT = tasks.chat.responses[0].text;
const say = (page, text) => page.evaluate((answer) => globalThis.chat.say(answer), text);
const openCard = (page) => page.locator('[data-at^="issue "].open:visible');

/** The answer as far as a word, inclusive. */
const upTo = (word) => TEXT.slice(0, TEXT.indexOf(word) + word.length);

async function chat(page, site, query = {}) {
  await page.goto(site.host('page/chat', { backend: DEMO, lang: 'en', task: 'chat', ...query }));
  await page.waitForFunction(() => globalThis.chat);
}

test('a mark made while the answer streams in stays with its words, and is found in nodes that are made anew', () =>
  onPage(browser, {}, async ({ page, site }) => {
    await chat(page, site);
    await say(page, upTo('cristae.'));
    await marking(page);
    await select(page, BUBBLE, 'two membranes');
    await page.keyboard.press('1');
    await openCard(page).waitFor();
    await page.keyboard.press('3');
    const marked = () => painted(page);
    const good = (found) => found['open-critical'] === 'two membranes';
    await until(marked, good, 'the mark');
    // Word by word, as models write.
    for (const word of ['matrix', 'transport', 'DNA', 'ten.']) {
      await say(page, upTo(word));
      await until(() => page.locator(BUBBLE).innerText(), (text) => text.includes(word.replace(/\W/g, '')), `the answer up to ${word}`);
      await until(marked, good, `the mark, the answer being there up to ${word}`);
    }
    await page.evaluate(() => globalThis.chat.again());
    await until(marked, good, 'the mark in nodes made anew');
    await assertAccessible(page, 'a chat with a mark');
    const [{ span }] = (await draft(page)).issues;
    assert.equal(span.exact, 'two* membranes');
  }));

test('what the page does not show yet, or shows otherwise, is said at the issue and in the event', () =>
  onPage(browser, {}, async ({ page, site }) => {
    await page.addInitScript(() => {
      globalThis.told = [];
      addEventListener('corrigenda-target', ({ detail }) => globalThis.told.push(detail));
    });
    await chat(page, site);
    await say(page, TEXT);
    await marking(page);
    await select(page, BUBBLE, 'outer membrane');
    await page.keyboard.press('1');
    await openCard(page).waitFor();
    const told = () => page.evaluate(() => globalThis.told.at(-1).responses[0]);
    await until(told, ({ issues, share }) => issues[0]?.state === 'attached' && share === 1, 'the state');
    await say(page, upTo('matrix.'));
    await openCard(page).getByText('The page does not show these words.').waitFor();
    await until(told, ({ issues, share }) => issues[0].state === 'orphaned' && share < 0.7, 'the state of what is not there');
    assert.equal((await draft(page)).issues.length, 1);
    await say(page, TEXT.replace('outer membrane', 'inner layer'));
    await openCard(page).getByText('The page shows other words here.').waitFor();
    await until(() => painted(page), (found) => found['open-major'] === 'inner layer', 'the mark on other words');
    await say(page, TEXT);
    await until(() => painted(page), (found) => found['open-major'] === 'outer membrane', 'the mark where it was');
    await openCard(page).getByText('The page').waitFor({ state: 'hidden' });
  }));

test('where the answer leaves the page its text is read in the workbench, until it is back', () =>
  onPage(browser, {}, async ({ page, site }) => {
    await chat(page, site);
    await say(page, TEXT);
    await marking(page);
    await page.evaluate(() => globalThis.chat.show(false));
    await article(page).waitFor();
    await ready(page);
    assert.deepEqual(await painted(page), {});
    await page.evaluate(() => globalThis.chat.show(true));
    await marking(page);
  }));

test('keys stay the page’s while somebody writes there', () =>
  onPage(browser, {}, async ({ page, site }) => {
    await chat(page, site);
    await say(page, TEXT);
    await marking(page);
    await select(page, BUBBLE, 'two membranes');
    await page.getByRole('textbox', { name: 'Message' }).focus();
    await page.keyboard.type('123');
    assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), '123');
    assert.deepEqual((await draft(page)).issues, []);
  }));
