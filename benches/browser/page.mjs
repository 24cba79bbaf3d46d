// `make bench`: the built page, opened cold in Chromium seven times a case, the median of each figure, and the budgets.
// node benches/browser/page.mjs [DIST]   RUNS=7 BENCH=name (a part of a case's name) LABEL_STUDIO=http://…

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from '../../tests/e2e/lib/browser.mjs';
import { startServer } from '../../tests/e2e/lib/server.mjs';
import { labelStudio } from './label-studio.mjs';
import { measure } from './measure.mjs';
import { OURS } from './selectors.mjs';
import { STRICT, serve } from './serve.mjs';
import { taskFile } from './tasks.mjs';

const RUNS = Number(process.env.RUNS ?? 7);
const LONGEST = 100;
const SOONER = 6;
const SIZES = { '2 kB': 2_000, '100 kB': 100_000, '500 kB': 500_000 };

const tasksOf = (bytes) => `/bench-${bytes}.jsonl`;
const files = Object.fromEntries(Object.values(SIZES).map((bytes) => [tasksOf(bytes), taskFile(3, bytes)]));
/** The same answers from the reference server: Label Studio's page has a server behind it too. */
const SERVED = ', server';

const ms = (value) => (value === null ? '–' : `${value.toFixed(0)} ms`);
const HEADS = ['', 'bytes', 'requests', 'first paint', 'usable', 'blocked', 'longest', 'heap', 'submit → next'];
const cells = (name, r) => [
  name, `${(r.bytes / 1000).toFixed(0)} kB`, r.requests.toFixed(0), ms(r.paint), ms(r.usable), ms(r.blocked), ms(r.longest),
  `${r.heap.toFixed(1)} MB`, ms(r.next),
];

function print(rows) {
  const widths = HEADS.map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  for (const row of rows) console.log(row.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join('  '));
}

/** Runs every case of one side; one that cannot be measured is told, and counts as failed. */
async function side(browser, title, targets, failures) {
  const results = {};
  for (const [name, target] of Object.entries(targets)) {
    if (process.env.BENCH && !name.includes(process.env.BENCH)) continue;
    try {
      results[name] = await measure(browser, target, RUNS);
    } catch (error) {
      failures.push(`${title}, ${name}: ${error.message.split('\n')[0]}`);
    }
  }
  console.log(`\n${title}, median of ${RUNS} cold runs`);
  print([HEADS, ...Object.entries(results).map(([name, result]) => cells(name, result))]);
  return results;
}

/** Each budget as `[what, whether it is kept]`. */
function budgets(ours, theirs) {
  const kept = Object.entries(ours).map(([name, { longest }]) => [
    `${name}: no task over ${LONGEST} ms (longest ${ms(longest)})`, longest <= LONGEST,
  ]);
  for (const [name, other] of Object.entries(theirs)) {
    for (const figure of ['usable', 'next']) {
      const mine = ours[name + SERVED]?.[figure] ?? null;
      if (mine === null || other[figure] === null) continue;
      const ratio = other[figure] / mine;
      kept.push([`${name}: ${figure} ${SOONER} times sooner than Label Studio (${ratio.toFixed(1)} times)`, ratio >= SOONER]);
    }
  }
  return kept;
}

/** A reference server for each size, with two tasks for each run: what one run has begun is not the next one's. */
async function servers(dist, folder) {
  const started = {};
  for (const [name, bytes] of Object.entries(SIZES)) {
    const tasks = join(folder, `${bytes}.jsonl`);
    writeFileSync(tasks, taskFile(2 * RUNS, bytes, (index) => `run ${index >> 1}`));
    started[name] = await startServer({ dist, tasks });
  }
  return started;
}

const dist = process.argv[2] ?? 'dist';
const failures = [];
const folder = mkdtempSync(join(tmpdir(), 'corrigenda-bench-'));
const site = await serve({ folders: { '/': dist }, files, headers: { 'content-security-policy': STRICT } });
const browser = await launch();
let kept = [];
let served = {};
try {
  served = await servers(dist, folder);
  // The page as it is shipped, over the sample project and over answers of three sizes, all in the page and from a server.
  const on = (backend) => ({ url: `${site.url}?${new URLSearchParams({ backend })}`, selectors: OURS });
  const cases = { sample: on('demo:') };
  for (const [name, bytes] of Object.entries(SIZES)) cases[name] = { ...on(`demo:?tasks=${tasksOf(bytes)}`), submits: true };
  for (const [name, { url }] of Object.entries(served)) cases[name + SERVED] = { url: (run) => `${url}?${new URLSearchParams({ queue: `run ${run}` })}`, selectors: OURS, submits: true };
  const ours = await side(browser, 'Corrigenda', cases, failures);
  let theirs = {};
  if (process.env.LABEL_STUDIO) {
    theirs = await side(browser, 'Label Studio', await labelStudio(browser, process.env.LABEL_STUDIO), failures);
  }
  kept = budgets(ours, theirs);
} catch (error) {
  failures.push(error.message.split('\n')[0]);
} finally {
  await browser.close();
  await site.close();
  for (const server of Object.values(served)) await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log('');
for (const [what, ok] of kept) console.log(`${ok ? '✓' : '✗'} ${what}`);
for (const what of failures) console.log(`✗ ${what}`);
const passed = kept.filter(([, ok]) => ok).length;
const failed = kept.length - passed + failures.length;
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
