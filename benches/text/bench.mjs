// Measures our comparison beside those of npm in one page of Chromium: node benches/text/bench.mjs DIST
// DATA=folder with revisions-markdown.jsonl, CAP=10 (seconds after which a peer is stopped).

import { build } from 'esbuild';
import { join } from 'node:path';
import { launch, newPage } from '../../tests/e2e/lib/browser.mjs';
import { serve } from '../browser/serve.mjs';
import { adversarial, growing, revisions } from './inputs.mjs';
import { quantile, seconds, table } from './report.mjs';

const CAP = Number(process.env.CAP ?? 10) * 1000;
const dist = process.argv[2] ?? 'dist';
const here = import.meta.dirname;

/** Peers and modes, as the page knows them; ours first. */
const CASES = [
  ['ours', 'free', 'Corrigenda'],
  ['diff (words)', 'free'], ['diff (words)', 'limited'],
  ['diff-match-patch (semantic)', 'free'], ['diff-match-patch (semantic)', 'limited'],
  ['fast-diff (characters)', 'free'], ['fast-myers-diff (words)', 'free'],
  ['@codemirror/merge (presentable)', 'free'], ['@codemirror/merge (presentable)', 'limited'],
  ['vscode-diff (default)', 'free'], ['vscode-diff (default)', 'limited'],
].map(([peer, mode, name]) => ({ peer, mode, name: name ?? (mode === 'limited' ? `${peer}, limited` : peer) }));

/** The page's scripts, and the page. */
async function files() {
  const { outputFiles } = await build({
    entryPoints: { worker: join(here, 'worker.mjs'), page: join(here, 'page.mjs') },
    bundle: true, format: 'esm', write: false, outdir: '/bench', external: ['/logic.js'], logLevel: 'error', minify: true,
  });
  const made = Object.fromEntries(outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/bench/')), text]));
  return { ...made, '/bench.html': '<!doctype html><title>bench</title><script type="module" src="/bench/page.js"></script>' };
}

/** Measures in the page: `most` runs in `budget` milliseconds, of which the last may take CAP more. */
function run(page, { most = 1, budget = 0, ...asked }) {
  return page.evaluate((given) => globalThis.measure(given), { ...asked, most, budget, cap: CAP + budget });
}

/** Every case over 6 kB revisions: the median run of each pair. */
async function revision(page, checks) {
  const { source, pairs } = revisions(process.env.DATA);
  for (const { peer, mode } of CASES) {
    for (const [old, changed] of pairs.slice(0, 6)) await run(page, { peer, mode, old, changed, most: 30, budget: 100 });
  }
  const times = new Map(CASES.map((one) => [one, []]));
  let right = true;
  for (const [old, changed] of pairs) {
    for (const one of CASES) {
      const { peer, mode } = one;
      const found = await run(page, { peer, mode, old, changed, most: 9, budget: 150, check: true });
      right &&= found?.right ?? true;
      times.get(one).push(found ? quantile(found.times, 0.5) : CAP);
    }
  }
  const rows = CASES.map((one) => ({ ...one, median: quantile(times.get(one), 0.5), p95: quantile(times.get(one), 0.95) }));
  const [ours, ...others] = rows;
  console.log(`\nMarkdown revisions of 6 kB: ${pairs.length} pairs (${source}); times of ours as 1`);
  table([
    ['', 'median', 'p95', 'median ×', 'p95 ×'],
    ...rows.map(({ name, median, p95 }) => [name, seconds(median), seconds(p95), (median / ours.median).toFixed(1), (p95 / ours.p95).toFixed(1)]),
  ]);
  const fastest = (what) => others.reduce((best, row) => (row[what] < best[what] ? row : best));
  const beside = (what, factor, words) => {
    const other = fastest(what);
    const ratio = other[what] / ours[what];
    checks.push([`revisions, ${what}: ${words} (${other.name} takes ${ratio.toFixed(2)} times ours)`, ratio >= factor]);
  };
  checks.push(['revisions: what is found makes the corrected text', right]);
  beside('median', 1, 'not slower than the fastest peer');
  beside('p95', 20, '20 times faster than the fastest peer');
}

/** Every case over texts made to be slow. */
async function worst(page, checks) {
  const inputs = Object.entries(adversarial());
  const rows = [];
  for (const { peer, mode, name } of CASES) {
    const cells = [];
    for (const [, [old, changed]] of inputs) {
      // A worker that was stopped has to warm up again: the second run counts.
      const found = await run(page, { peer, mode, old, changed, most: peer === 'ours' ? 5 : 2, budget: 2000 });
      cells.push(found ? Math.min(...found.times) : Infinity);
    }
    rows.push({ name, cells, worst: Math.max(...cells) });
  }
  const shown = (time) => (time === Infinity ? `> ${CAP / 1000} s` : seconds(time));
  console.log('\n20 kB made to be slow, the best of a few runs');
  table([['', ...inputs.map(([name]) => name), 'worst'], ...rows.map(({ name, cells, worst: time }) => [name, ...cells.map(shown), shown(time)])]);
  checks.push([`made to be slow: under 100 ms with no time limit (${shown(rows[0].worst)})`, rows[0].worst < 100]);
}

/** Ours over texts that grow, each in a worker of its own. */
async function growth(page, checks) {
  const rows = [];
  for (const { size, pair: [old, changed] } of growing()) {
    await page.evaluate(() => globalThis.fresh());
    const { memory } = await run(page, { peer: 'ours', old, changed });
    const { times } = await run(page, { peer: 'ours', old, changed, most: 40, budget: 1500 });
    const time = quantile(times, 0.5);
    rows.push({ size, time, each: (time * 1e6) / size, memory, share: memory / size });
  }
  console.log('\nGrowth of ours at 20 changes: time and the wasm memory it takes to answer');
  table([
    ['text', 'time', 'a byte', 'memory', 'bytes a byte'],
    ...rows.map(({ size, time, each, memory, share }) => [
      `${Math.round(size / 1024)} kB`, seconds(time), `${each.toFixed(1)} ns`, `${Math.round(memory / 1024)} kB`, share.toFixed(1),
    ]),
  ]);
  // Linear: no size costs much more a byte than a smaller one. The smallest are mostly what a call costs.
  const steepest = (what) => Math.max(...rows.slice(1).flatMap((row, at, all) => all.slice(0, at).map((less) => row[what] / Math.max(less[what], 1e-9))));
  const linear = (what, words) => {
    const ratio = steepest(what);
    checks.push([`growth, ${words}: no byte costs over twice that of a smaller text, from 4 kB on (${ratio.toFixed(2)} times)`, ratio <= 2]);
  };
  linear('each', 'time');
  linear('share', 'memory');
}

const checks = [];
const site = await serve({
  folders: { '/': dist },
  files: await files(),
  // An isolated page has a clock of 5 microseconds.
  headers: { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
});
const browser = await launch();
try {
  const { page, problems } = await newPage(browser);
  page.setDefaultTimeout(0);
  await page.goto(new URL('bench.html', site.url).href);
  await page.waitForFunction(() => globalThis.measure);
  await page.evaluate(() => globalThis.fresh());
  for (const stage of [revision, worst, growth]) await stage(page, checks);
  for (const problem of problems) checks.push([problem, false]);
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
