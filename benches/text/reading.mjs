// Showing a text and marking in it, beside others: node benches/text/reading.mjs DIST
// Texts of 2, 100 and 500 kB; the longer ones with 1,000 marks, then one more. RUNS=5 of each, medians; all code is
// loaded before, and every time is from the call or the key to the frame that shows the text as far as it is in sight, with
// its marks. What stands around the text here, and not there, comes along. Each side stands in a page of its own, in
// one browser; both are asked in turn.

import { build } from 'esbuild';
import { join } from 'node:path';
import { launch, newPage } from '../../tests/e2e/lib/browser.mjs';
import { answer, numbers } from '../browser/tasks.mjs';
import { serve } from '../browser/serve.mjs';
import { quantile, seconds, table } from './report.mjs';

const RUNS = Number(process.env.RUNS ?? 5);
const SIZES = [2_000, 100_000, 500_000];
const MARKS = 1_000;
const FRAME = 1000 / 60;
const here = import.meta.dirname;
const dist = process.argv[2] ?? 'dist';

const html = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>reading</title>${body}</html>`;
const COLUMN = 'main { inline-size: 40rem; margin-inline: auto; font: 1rem/1.6 serif; } ::highlight(a) { color: red }';
const PAGES = {
  '/ours.html': html('<style>corrigenda-workbench { block-size: 100vh; }</style><script type="module" src="/element.js"></script><corrigenda-workbench lang="en"></corrigenda-workbench>'),
  '/peer.html': html(`<link rel="stylesheet" href="/readers.css"><style>${COLUMN}</style><main></main><script type="module" src="/readers.js"></script>`),
};

/** Its first words are its name: so it is known when it is there. */
const text = (id, size) => `# ${id}\n\n${answer(numbers(size), size)}`;
const task = (id, size) => ({
  format: 'corrigenda.task/1', id, kind: 'annotate', language: 'en', title: 'Reading',
  turns: [{ id: 'u1', role: 'user', text: 'What should I know?' }],
  responses: [{ id: 'a', turn: 'u1', text: text(id, size) }],
  taxonomy: { categories: [{ id: 'fact', name: 'Fact' }, { id: 'style', name: 'Style' }], severities: [{ id: 'minor', name: 'Minor', weight: 1 }] },
  parts: ['issues'],
});

/** An annotation with so many issues, evenly over the text, which has no letters beyond the first plane. */
function marked(id, source, count) {
  const words = [...source.matchAll(/(?<= )\p{L}{5,}(?= )/gu)];
  const step = words.length / count;
  const issues = Array.from({ length: count }, (_, index) => {
    const { 0: exact, index: start } = words[Math.floor(index * step)];
    const span = { unit: 'codepoint', start, end: start + exact.length, exact, prefix: source.slice(Math.max(0, start - 20), start), suffix: source.slice(start + exact.length, start + exact.length + 20) };
    return { id: `i${index}`, response: 'a', category: 'fact', severity: 'minor', comment: '', span, left: null };
  });
  return { format: 'corrigenda.annotation/1', task: { id }, issues };
}

/** For the page: `timed(act, seen)` answers how long it takes from the act until what is seen is painted. */
const CLOCK = () => {
  // What is there when a frame begins is painted by it; the message comes behind that.
  const frame = (seen) => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(data && performance.now());
    requestAnimationFrame(() => port2.postMessage(seen()));
  });
  const until = async (seen) => {
    const end = performance.now() + 20_000;
    for (;;) {
      if (performance.now() > end) throw new Error(`it was never seen: ${seen}`);
      const painted = await frame(() => Boolean(seen()));
      if (painted) return painted;
    }
  };
  globalThis.timed = async (act, seen) => {
    const begun = performance.now();
    await act();
    return (await until(seen)) - begun;
  };
  /** `took` is then how long it takes from the next event of this kind on. */
  globalThis.after = (kind, seen) => {
    globalThis.took = new Promise((done, failed) => {
      addEventListener(kind, (event) => until(seen).then((end) => done(end - event.timeStamp), failed), { capture: true, once: true });
    });
  };
  globalThis.article = () => document.querySelector('corrigenda-workbench').shadowRoot.querySelector('[data-at="article"]');
  globalThis.marks = () => globalThis.article()?.querySelectorAll('mark').length ?? 0;
};

/** Opens a task; from the call until its text, and the marks in it, are painted as far as they are in sight. */
const shown = (page, doc, draft) => page.evaluate(([given, work]) => {
  const element = document.querySelector('corrigenda-workbench');
  const ready = () => globalThis.article()?.querySelector('h1, h2, h3')?.textContent === given.id && (!work || globalThis.marks() > 0);
  return globalThis.timed(() => {
    if (work) element.value = work;
    element.task = given;
  }, ready);
}, [doc, draft ?? null]);

const drawn = (page, count) => page.waitForFunction((wanted) => globalThis.marks() >= wanted, count, { timeout: 60_000 });

/** The middle of a word that is in sight and not marked, in a text. */
const free = (page, root) => page.evaluate((selector) => {
  const from = selector ? document.querySelector(selector) : globalThis.article();
  const walker = document.createTreeWalker(from, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const found = node.parentElement.closest('mark, [data-skip]') ? null : / (\p{L}{4}) /u.exec(node.data);
    if (!found) continue;
    const range = document.createRange();
    range.setStart(node, found.index + 2);
    range.setEnd(node, found.index + 4);
    const box = range.getBoundingClientRect();
    if (box.top > 150 && box.bottom < innerHeight - 100) return { x: box.left, y: (box.top + box.bottom) / 2 };
  }
  return null;
}, root);

async function ours(page, size, run) {
  const id = `read-${size}-${run}`;
  // What it costs to leave the work before is none of this.
  const before = async (name) => {
    await shown(page, task(name, 2_000));
    await page.waitForTimeout(500);
  };
  await before(`${id}-before`);
  const times = { shown: await shown(page, task(id, size)) };
  if (size < 100_000) return times;
  await before(`${id}-between`);
  const full = task(`${id}-marked`, size);
  times.marked = await shown(page, full, marked(full.id, full.responses[0].text, MARKS));
  await drawn(page, MARKS);
  await page.waitForTimeout(1000);
  const { x, y } = await free(page, null);
  await page.mouse.dblclick(x, y);
  await page.waitForTimeout(700);
  await page.evaluate((count) => globalThis.after('keydown', () => globalThis.marks() > count), MARKS);
  await page.keyboard.press('1');
  times.more = await page.evaluate(() => globalThis.took);
  return times;
}

async function peer(page, size) {
  const times = { shown: await page.evaluate((given) => globalThis.timed(() => globalThis.reader.render(given), () => true), text('read', size)) };
  if (size < 100_000) return times;
  times.marked = await page.evaluate(([given, count]) => globalThis.timed(async () => {
    globalThis.reader.render(given);
    await globalThis.reader.open();
    globalThis.reader.mark(count);
  }, () => globalThis.reader.painted() > 0), [text('read', size), MARKS]);
  await page.waitForTimeout(1000);
  const { x, y } = await free(page, 'main');
  await page.mouse.move(x - 10, y);
  await page.mouse.down();
  await page.mouse.move(x, y, { steps: 3 });
  await page.mouse.move(x + 60, y, { steps: 6 });
  await page.waitForTimeout(300);
  await page.evaluate(() => {
    const before = globalThis.reader.painted();
    globalThis.after('pointerup', () => globalThis.reader.painted() > before);
  });
  await page.mouse.up();
  times.more = await page.evaluate(() => globalThis.took);
  return times;
}

async function files() {
  const bundle = await build({ entryPoints: [join(here, 'readers.mjs')], bundle: true, format: 'esm', write: false, outdir: '/', minify: true, loader: { '.woff2': 'dataurl', '.woff': 'dataurl', '.ttf': 'dataurl' } });
  const made = { ...PAGES, '/readers.css': '' };
  for (const { path, contents } of bundle.outputFiles) made[path.endsWith('.css') ? '/readers.css' : '/readers.js'] = contents;
  return made;
}

const checks = [];
const site = await serve({ folders: { '/': dist }, files: await files() });
const browser = await launch();
try {
  const open = async (name) => {
    const { page, problems } = await newPage(browser, { viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(60_000);
    await page.addInitScript(CLOCK);
    await page.goto(new URL(name, site.url).href);
    return { page, problems };
  };
  const one = await open('ours.html');
  const two = await open('peer.html');
  await two.page.waitForFunction(() => globalThis.reader);
  // All code is loaded, and has run.
  await ours(one.page, 2_000, 'warm');
  await one.page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.includes('_rest_bg.wasm') && responseEnd > 0));
  await peer(two.page, 2_000);
  const rows = [];
  for (const size of SIZES) {
    const found = { ours: [], peer: [] };
    for (let run = 0; run < RUNS; run += 1) {
      await one.page.bringToFront();
      found.ours.push(await ours(one.page, size, run));
      await two.page.bringToFront();
      found.peer.push(await peer(two.page, size));
    }
    const median = (side, what) => quantile(found[side].map((times) => times[what]), 0.5);
    const name = `${size / 1000} kB`;
    const compared = [['shown', 'shown', 'marked + DOMPurify + KaTeX']];
    if (size >= 100_000) {
      compared.push(['marked', `shown with ${MARKS} marks`, 'the same with text-annotator'], ['more', 'one mark more', 'text-annotator']);
    }
    for (const [what, words, other] of compared) {
      const [own, theirs] = [median('ours', what), median('peer', what)];
      rows.push([`${name}, ${words}`, seconds(own), seconds(theirs), (theirs / own).toFixed(2), other]);
      checks.push([`${name}, ${words}: sooner than ${other}`, own < theirs]);
      if (what === 'more') checks.push([`${name}, ${words}: within two frames, the one of the key and the one painted (${seconds(own)})`, own <= 2 * FRAME]);
    }
  }
  const problem = [...one.problems, ...two.problems][0];
  if (problem) throw new Error(problem);
  console.log(`\nFrom the call or the key to the painted frame, medians of ${RUNS}`);
  table([['', 'ours', 'theirs', 'times', 'they are'], ...rows]);
} catch (error) {
  checks.push([error.message.split('\n')[0], false]);
} finally {
  await browser.close();
  await site.close();
}
console.log('');
for (const [what, ok] of checks) console.log(`${ok ? '✓' : '✗'} ${what}`);
const passed = checks.filter(([, ok]) => ok).length;
console.log(`\n${passed} passed, ${checks.length - passed} failed`);
process.exit(passed < checks.length ? 1 : 0);
