// What an expert does on a platform's own page: select in it, see what is marked there, look whether anything was left behind.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { workplace } from '../lib/desk.mjs';

const read = (path) => readFileSync(resolve(import.meta.dirname, path), 'utf8');
const TASKS = resolve(import.meta.dirname, 'tasks.jsonl');
export const tasks = Object.fromEntries(read('tasks.jsonl').trim().split('\n').map((line) => JSON.parse(line)).map((task) => [task.id, task]));

const FILES = {
  '/tasks.jsonl': read('tasks.jsonl'),
  '/react.js': read('../node_modules/react/umd/react.production.min.js'),
  '/react-dom.js': read('../node_modules/react-dom/umd/react-dom.production.min.js'),
};
export const DEMO = 'demo:?tasks=/tasks.jsonl';

/** A site with the host pages, and with the real server where `server` is true; nothing may go wrong on the page. */
export async function onPage(browser, { server = false, files = {}, ...options }, work) {
  const place = await workplace(browser, { server: server ? { tasks: TASKS } : null, files: { ...FILES, ...files }, ...options });
  try {
    await work(place);
    assert.deepEqual(place.problems, [], 'what the browser complained about');
  } finally {
    await place.close();
  }
}

/** Waits until the workbench marks the page. */
export const marking = (page, within = '') => page.locator(`${within} corrigenda-workbench .companion`).first().waitFor();

/** Where a passage of an element stands on the screen; its white space is read as one space. */
export function extent(page, selector, passage) {
  return page.locator(selector).first().evaluate((root, wanted) => {
    const signs = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.parentElement.checkVisibility()) continue;
      for (let at = 0; at < node.length; at++) {
        const sign = /\s/.test(node.data[at]) ? ' ' : node.data[at];
        if (sign !== ' ' || signs.at(-1)?.sign !== ' ') signs.push({ sign, node, at });
      }
    }
    const from = signs.map(({ sign }) => sign).join('').indexOf(wanted);
    if (from < 0) throw new Error(`the page has no ${wanted}`);
    signs[from].node.parentElement.scrollIntoView({ block: 'center' });
    const box = ({ node, at }) => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect();
    };
    const [first, last] = [box(signs[from]), box(signs[from + wanted.length - 1])];
    const rtl = getComputedStyle(root).direction === 'rtl';
    const y = (rect) => (rect.top + rect.bottom) / 2;
    const [start, end] = rtl ? [first.right - 0.5, last.left + 0.5] : [first.left + 0.5, last.right - 0.5];
    return [{ x: start, y: y(first) }, { x: end, y: y(last) }];
  }, passage);
}

/** Selects a passage of the page with the mouse, and waits for the names beside it. */
export async function select(page, selector, passage) {
  const [from, to] = await extent(page, selector, passage);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, to.y, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
  await toolbar(page).waitFor();
}

export const toolbar = (page) => page.locator('corrigenda-workbench .toolbar:visible');

/** Clicks in the middle of a passage. */
export async function click(page, selector, passage) {
  const [from, to] = await extent(page, selector, passage);
  await page.mouse.click((from.x + to.x) / 2, (from.y + to.y) / 2);
}

/** What is marked on the page: kind → its text, white space read as one space. */
export const painted = (page) => page.evaluate(() => {
  const found = {};
  for (const [name, ranges] of CSS.highlights) {
    const [, , kind] = name.match(/^corrigenda-(\d+)-(.+)$/) ?? [];
    if (!kind || kind === 'flash') continue;
    found[kind] = [found[kind], [...ranges].map(String).join('')].filter(Boolean).join(' | ').replace(/\s+/g, ' ');
  }
  return found;
});

/** Everything of the page that a guest could leave something on. */
export async function traces(page) {
  const session = await page.context().newCDPSession(page);
  const listeners = async (name) => {
    const { result } = await session.send('Runtime.evaluate', { expression: name });
    return (await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId })).listeners.map(({ type }) => type).sort();
  };
  const dom = await page.evaluate(() => ({
    html: document.documentElement.outerHTML,
    highlights: [...(CSS.highlights ?? new Map()).keys()],
    sheets: document.adoptedStyleSheets.length,
    inner: [...document.querySelectorAll('*')].flatMap((element) => element.shadowRoot?.adoptedStyleSheets.length ?? []),
  }));
  const found = { ...dom, window: await listeners('window'), document: await listeners('document'), body: await listeners('document.body') };
  await session.detach();
  return found;
}

/** The part of a text that a document's span names, counted in code points. */
export const named = (text, { start, end }) => [...text].slice(start, end).join('');
