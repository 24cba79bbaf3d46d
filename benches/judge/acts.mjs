// What each act costs in a large task: node benches/judge/acts.mjs DIST
// 60 criteria, 6 responses and 200 steps; every act is done by key ACTS=20 times. Its cost is all that the page's main thread did
// from the key until it was at rest: messages, rendering, style, layout and paint; less what a key costs that does nothing.

import { launch, newPage } from '../../tests/e2e/lib/browser.mjs';
import { serve } from '../browser/serve.mjs';
import { answer, numbers } from '../browser/tasks.mjs';
import { quantile, seconds, table } from '../text/report.mjs';

const ACTS = Number(process.env.ACTS ?? 20);
/** A frame at 60 Hz, in milliseconds. */
const FRAME = 1000 / 60;
/** What it may take to show another text with all that is judged of it: so long, and it is there at once. */
const TEXT = 100;
const [CRITERIA, RESPONSES, STEPS] = [60, 6, 200];
const dist = process.argv[2] ?? 'dist';

const many = (count, make) => Array.from({ length: count }, (_, index) => make(index));

/** A chain of reasoning, a paragraph a step. */
function chain(random) {
  return many(STEPS, (index) => `Step ${index + 1}. ${answer(random, 1).split('\n')[0].replaceAll(/[#|`-]/g, '').slice(0, 160)}`).join('\n\n');
}

function criterion(index) {
  const scale = [
    { kind: 'binary' },
    { kind: 'ordinal', levels: ['not at all', 'partly', 'fully'].map((name, value) => ({ value, name })) },
    { kind: 'binary' },
  ][index % 3];
  return {
    id: `c${index + 1}`, title: `Criterion ${index + 1}: the ledger closes`, text: 'Each sum in the table agrees with the rows above it.',
    points: index % 7 === 6 ? -3 : 4, scale, rationale: 'optional', evidence: 'optional',
  };
}

function task() {
  const random = numbers(60_6_200);
  return `${JSON.stringify({
    format: 'corrigenda.task/1', id: 'acts', kind: 'annotate', language: 'en', title: 'A large task',
    turns: [{ id: 'u1', role: 'user', text: 'Derive the closing balance, step by step.' }],
    responses: many(RESPONSES, (index) => ({ id: `r${index + 1}`, turn: 'u1', text: index ? answer(random, 6_000) : chain(random) })),
    rubric: { id: 'large', version: '1', criteria: many(CRITERIA, criterion) },
    taxonomy: {
      categories: [{ id: 'fact', name: 'Fact' }, { id: 'style', name: 'Style' }],
      severities: [{ id: 'minor', name: 'Minor', weight: 1 }, { id: 'major', name: 'Major', weight: 5 }],
    },
    parts: ['issues', 'scores', 'steps', 'correction', 'preference'],
  })}\n`;
}

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>acts</title><style>corrigenda-workbench { block-size: 100vh; }</style>
<script type="module" src="/element.js"></script><corrigenda-workbench lang="en" backend="demo:?tasks=/acts.jsonl"></corrigenda-workbench></html>`;

/** Acts in turn, after the keys that lead to them, with the focus on the button `at`; and the keys that lead away. */
const SCENES = [
  { begin: ['g', 'j'], acts: [['a criterion is judged', '1'], ['the next criterion', 'j']] },
  { begin: ['w'], acts: [['a letter of a rationale', 'q']], end: ['Escape'] },
  { begin: ['e', 'j'], acts: [['a step is judged', '1'], ['the next step', 'j']] },
  { begin: [], acts: [['taken back', 'Control+z'], ['done again', 'Control+y']] },
  { begin: ['t'], acts: [['a word is selected', 'Shift+ArrowRight'], ['the selection is marked', '1'], ['the mark is weighed', '2'], ['back to the text', 'Alt+t'], ['the next word', 'ArrowRight']] },
  { begin: ['v'], at: /^Rank 1/, acts: [['a response is ranked', 'Enter'], ['the next rank', 'Tab']] },
  { begin: [], acts: [['the next response', ']', TEXT], ['the response before', '[', TEXT]] },
  { begin: ['c'], acts: [['a letter of a correction', 'q']] },
];

/** The page at rest: its frames are painted, and nothing more is to be done. */
const rest = (page) => page.evaluate(() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => done())));
}));

async function measured(page, session, key) {
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  await rest(page);
  const before = await busy();
  await page.keyboard.press(key);
  await rest(page);
  return (await busy()) - before;
}

async function run(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const nothing = [];
  for (let press = 0; press < ACTS; press += 1) nothing.push(await measured(page, session, 'F9'));
  const bare = quantile(nothing, 0.5);
  const rows = [];
  for (const { begin, at, acts, end = [] } of SCENES) {
    for (const key of begin) await measured(page, session, key);
    if (at) await page.getByRole('button', { name: at }).first().focus();
    const times = acts.map(() => []);
    for (let round = 0; round < ACTS; round += 1) {
      for (const [index, [, key]] of acts.entries()) times[index].push(Math.max(0, (await measured(page, session, key)) - bare));
    }
    for (const [index, [name, , most = FRAME]] of acts.entries()) rows.push([name, times[index], most]);
    for (const key of end) await measured(page, session, key);
  }
  return { bare, rows };
}

const checks = [];
const site = await serve({ folders: { '/': dist }, files: { '/acts.jsonl': task(), '/acts.html': PAGE } });
const browser = await launch();
try {
  const { page, problems } = await newPage(browser, { viewport: { width: 1440, height: 900 } });
  await page.goto(new URL('acts.html', site.url).href);
  await page.locator('[data-ready]').first().waitFor();
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.includes('_rest_bg.wasm') && responseEnd > 0));
  await page.locator('corrigenda-workbench').evaluate((element) => element.focus());
  const { bare, rows } = await run(page);
  if (problems.length) throw new Error(problems[0]);
  const draft = await page.evaluate(() => document.querySelector('corrigenda-workbench').value);
  const done = [draft.scores.length, draft.steps.filter(({ verdict }) => verdict === 'correct').length, draft.issues.length, draft.preference?.ranking?.length ?? 0, draft.corrections.length];
  console.log(`\nThe main thread's time for an act, of ${ACTS}; a key that does nothing (${seconds(bare)}) is taken off`);
  table([['', 'p50', 'p95'], ...rows.map(([name, times]) => [name, seconds(quantile(times, 0.5)), seconds(quantile(times, 0.95))])]);
  console.log(`scores, steps, issues, ranks, corrections that came of it: ${done.join(', ')}\n`);
  for (const [name, times, most] of rows) checks.push([`${name}: at most ${seconds(most)}`, quantile(times, 0.5) <= most]);
  checks.push(['every kind of act left something in the draft', done.every((count) => count > 0)]);
} catch (error) {
  checks.push([error.message.split('\n')[0], false]);
} finally {
  await browser.close();
  await site.close();
}
for (const [what, ok] of checks) console.log(`${ok ? '✓' : '✗'} ${what}`);
const passed = checks.filter(([, ok]) => ok).length;
console.log(`\n${passed} passed, ${checks.length - passed} failed`);
process.exit(passed < checks.length ? 1 : 0);
