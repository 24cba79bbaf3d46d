// What an expert does, in one line each: find things by what they are called, select with the mouse, wait for what is true.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PATIENCE, launch, newPage } from './browser.mjs';
import { command, startServer } from './server.mjs';
import { startSite } from './site.mjs';

export const TASKS = resolve(import.meta.dirname, '../tasks.jsonl');
/** The tasks that the tests work on, by their id. */
export const tasks = Object.fromEntries(
  readFileSync(TASKS, 'utf8').trim().split('\n').map((line) => JSON.parse(line)).map((task) => [task.id, task]),
);

/** What carries this `data-at`: a card, a field, a place in the text. */
export const at = (page, name) => page.locator(`[data-at="${name}"]:visible`);
export const button = (page, name, options) => page.getByRole('button', { name, ...options });
export const article = (page) => at(page, 'article');
export const field = (page) => at(page, 'field');
/** A criterion's card in the rubric. */
export const criterion = (page, id) => at(page, `criterion ${id}`);
/** The card of the issue with a number, where it can be worked on: in the margin or in the list. */
export const issueCard = (page, number, word = 'Issue') =>
  page.locator('[data-at^="issue "]:visible').and(page.getByRole('group', { name: new RegExp(`^${word} ${number} `) }));
export const changeCard = (page, number, word = 'Change') =>
  page.locator('[data-at^="edit "]:visible').and(page.getByRole('group', { name: `${word} ${number}`, exact: true }));
export const banner = (page, kind) => page.locator(`.banner.${kind}`);
export const saved = (page) => page.locator('[data-safety]');

/** Waits until a probe answers what it should; says what it answered last where that never comes. */
export async function until(probe, expected, what = 'the state', timeout = PATIENCE) {
  const end = Date.now() + timeout;
  const good = typeof expected === 'function' ? expected : (value) => value === expected;
  let last;
  do {
    last = await probe();
    if (good(last)) return last;
    await new Promise((done) => setTimeout(done, 25));
  } while (Date.now() < end);
  return assert.fail(`${what} never came; the last was ${JSON.stringify(last)}`);
}

/** A page, a site and a server with a database of its own; `close` ends them all. */
export async function workplace(browser, { page: options, server: wanted = {}, ...site } = {}) {
  const server = wanted && await startServer({ tasks: TASKS, dist: 'dist', ...wanted });
  const served = await startSite({ server, ...site });
  const { context, page, problems } = await newPage(browser, options);
  return {
    server, site: served, proxy: served.proxy, context, page, problems,
    /** Opens the page with a query, and waits until a task stands on the desk. */
    async open(query, other = page) {
      await other.goto(`${served.url}?${new URLSearchParams(query)}`);
      await ready(other);
      return other;
    },
    async close() {
      await context.close();
      await served.close();
      await server?.stop();
    },
  };
}

/** Runs `work` in a workplace and closes it whatever comes; nothing may have gone wrong on the page. */
export async function inWorkplace(browser, options, work) {
  const place = await workplace(browser, options);
  try {
    await work(place);
    assert.deepEqual(place.problems, [], 'what the browser complained about');
  } finally {
    await place.close();
  }
}

export { launch };

export const ready = (page) => page.locator('[data-ready]').first().waitFor();

/** Waits until all of the workbench came over the line, so that it may go. */
export const whole = (page) =>
  page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.includes('_rest_bg.wasm') && responseEnd > 0));

/** The draft as the element has it. */
export const draft = (page, id = null) =>
  page.evaluate((which) => document.querySelector(which ? `#${which}` : 'corrigenda-workbench').value, id);

/** Where a passage of the article stands on the screen: its beginning and its end. */
export function extent(page, passage) {
  return article(page).evaluate((root, wanted) => {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = '';
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement.closest('[data-skip]')) continue;
      nodes.push([walker.currentNode, text.length]);
      text += walker.currentNode.data;
    }
    const from = text.indexOf(wanted);
    if (from < 0) throw new Error(`the text has no ${wanted}`);
    const place = (offset) => {
      const [node, start] = nodes.findLast(([, begin]) => begin <= offset);
      return [node, offset - start];
    };
    place(from)[0].parentElement.scrollIntoView({ block: 'center' });
    const edge = (offset, side) => {
      const range = root.ownerDocument.createRange();
      const [node, position] = place(offset);
      range.setStart(node, position);
      range.setEnd(node, position + 1);
      const box = range.getBoundingClientRect();
      return { x: side === 'left' ? box.left + 0.5 : box.right - 0.5, y: (box.top + box.bottom) / 2 };
    };
    return [edge(from, 'left'), edge(from + wanted.length - 1, 'right')];
  }, passage);
}

/** Selects a passage with the mouse, as a hand would. */
export async function select(page, passage) {
  const [from, to] = await extent(page, passage);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, to.y, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
  await page.locator('.pending:visible').waitFor();
}

/** Marks a passage: select, name, say how grave it is and why. */
export async function mark(page, passage, category, severity, comment) {
  await select(page, passage);
  await page.locator('.pending').getByRole('button', { name: category }).click();
  const card = page.locator('[data-at^="issue "].open:visible');
  await card.getByRole('button', { name: severity }).click();
  await card.getByRole('textbox').first().fill(comment);
}

/** Replaces a passage of the corrected text, as somebody would who selects it and types. */
export async function replace(page, passage, by) {
  await field(page).evaluate((area, wanted) => {
    const start = area.value.indexOf(wanted);
    if (start < 0) throw new Error(`the field has no ${wanted}`);
    area.focus();
    area.setSelectionRange(start, start + wanted.length);
  }, passage);
  await page.keyboard.type(by);
}

/** What a screen reader was told last. */
export const said = (page) => page.locator('.unseen[aria-live]').innerText();
/** What has the focus, inside of all shadow roots, as `tag` and its `data-at` or class. */
export const focused = (page) => page.evaluate(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return `${element?.tagName.toLowerCase()} ${element?.getAttribute('data-at') ?? element?.className ?? ''}`.trim();
});

/** The annotations by HTTP, as a platform would fetch them. */
export async function fetched(server) {
  const token = command('token', '--database', server.database, '--worker', 'platform', '--role', 'admin').trim();
  const answer = await fetch(`${server.api}annotations`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 200);
  return (await answer.text()).split('\n').filter(Boolean).map((line) => JSON.parse(line));
}
