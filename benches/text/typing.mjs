// From a key to painted tracked changes, beside a bare text field of the same size: node benches/text/typing.mjs DIST
// KEYS=60 letters are typed in the middle of a text of 100 kB, then of 1 MB.

import { launch, newPage } from '../../tests/e2e/lib/browser.mjs';
import { serve } from '../browser/serve.mjs';
import { answer, numbers } from '../browser/tasks.mjs';
import { watchKeys } from './keys.mjs';
import { quantile, seconds, table } from './report.mjs';

const KEYS = Number(process.env.KEYS ?? 60);
const PAUSE = 90;
const LETTER = 'q';
/** Texts by their size in bytes, and how many milliseconds more than the bare field they may take at p95. */
const CASES = [['100 kB', 100_000, 16], ['1 MB', 1_000_000, 32]];
const dist = process.argv[2] ?? 'dist';

const task = (text) => `${JSON.stringify({
  format: 'corrigenda.task/1', id: 'typing', kind: 'annotate', language: 'en', title: 'Typing',
  turns: [{ id: 'u1', role: 'user', text: 'What should I know?' }],
  responses: [{ id: 'a', turn: 'u1', text }],
  taxonomy: { categories: [{ id: 'fact', name: 'Fact' }], severities: [{ id: 'minor', name: 'Minor', weight: 1 }] },
  parts: ['correction'],
})}\n`;

const html = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>typing</title>${body}</html>`;
/** As the page that is shipped gives the workbench its height. */
const HEIGHT = 'corrigenda-workbench { block-size: 100vh; }';
const FIELD = 'textarea { inline-size: 40rem; block-size: 80vh; font: 1rem/1.5 sans-serif; }';

function files() {
  const made = {};
  for (const [, size] of CASES) {
    const text = answer(numbers(size), size);
    made[`/typing-${size}.jsonl`] = task(text);
    made[`/bare-${size}.html`] = html(`<style>${FIELD}</style><textarea>\n${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</textarea>`);
    made[`/typing-${size}.html`] = html(
      `<style>${HEIGHT}</style><script type="module" src="/element.js"></script><corrigenda-workbench lang="en" backend="demo:?tasks=/typing-${size}.jsonl"></corrigenda-workbench>`,
    );
  }
  return made;
}

/** Puts the caret behind a space in the middle of the field. */
function toTheMiddle(area) {
  const at = area.value.indexOf(' ', area.value.length / 2) + 1;
  area.focus();
  area.setSelectionRange(at, at);
}

/** Types, and answers from each key to its frame. */
async function typed(page, field) {
  await field.evaluate(toTheMiddle);
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press(LETTER);
    await page.waitForTimeout(PAUSE);
  }
  await page.waitForFunction((count) => globalThis.__keys.times.length === count, KEYS, { timeout: 60_000 });
  const times = await page.evaluate(() => globalThis.__keys.times);
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

async function inPage(browser, url, watched, open) {
  const { context, page, problems } = await newPage(browser);
  context.setDefaultTimeout(60_000);
  try {
    await page.addInitScript(watchKeys, { letter: LETTER, ...watched });
    await page.goto(url);
    const result = await typed(page, await open(page));
    if (problems.length) throw new Error(problems[0]);
    return result;
  } finally {
    await context.close();
  }
}

async function openBare(page) {
  return page.locator('textarea');
}

async function openWorkbench(page) {
  await page.locator('[data-ready]').first().waitFor();
  const field = page.locator('[data-at="field"]:visible');
  if (!(await field.count())) await page.getByRole('button', { name: 'Correct', exact: true }).click();
  await field.waitFor();
  return field;
}

const checks = [];
const site = await serve({ folders: { '/': dist }, files: files() });
const browser = await launch();
const rows = [];
try {
  for (const [name, size, more] of CASES) {
    const at = (kind) => new URL(`${kind}-${size}.html`, site.url).href;
    const bare = await inPage(browser, at('bare'), { shows: 'field', host: null }, openBare);
    const input = await inPage(browser, at('typing'), { shows: 'field', host: 'corrigenda-workbench' }, openWorkbench);
    const tracked = await inPage(browser, at('typing'), { shows: 'tracked', host: 'corrigenda-workbench' }, openWorkbench);
    rows.push([`${name}, bare text field`, bare], [`${name}, the letter in the workbench`, input], [`${name}, tracked changes`, tracked]);
    const beyond = tracked.p95 - bare.p95;
    checks.push([`${name}: tracked changes at most ${more} ms later than a bare field at p95 (${seconds(beyond)})`, beyond <= more]);
  }
} catch (error) {
  checks.push([error.message.split('\n')[0], false]);
} finally {
  await browser.close();
  await site.close();
}
console.log(`\nFrom a key to its painted frame, ${KEYS} letters`);
table([['', 'p50', 'p95'], ...rows.map(([name, { p50, p95 }]) => [name, seconds(p50), seconds(p95)])]);
console.log('');
for (const [what, ok] of checks) console.log(`${ok ? '✓' : '✗'} ${what}`);
const passed = checks.filter(([, ok]) => ok).length;
console.log(`\n${passed} passed, ${checks.length - passed} failed`);
process.exit(passed < checks.length ? 1 : 0);
