// The kill run: somebody works, the page's process is killed at a random moment, and a new page has to have everything that
// the interface had said was safe. `node tests/e2e/lib/kills.mjs [--kills 200] [--seed 7]`; the last line is `N passed, N failed`.

import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { launch, newPage } from './browser.mjs';
import { button, criterion, draft, field, ready, select } from './desk.mjs';
import { startSite } from './site.mjs';

/** Typing may lose what is younger than this, in milliseconds. */
const TYPING_MS = 250;
/** Kills before the work begins anew on another task. */
const ROUND = 10;
const WORDS = Array.from({ length: 60 }, (_, at) => `word${String(at).padStart(3, '0')}`);

/** Numbers from a seed (mulberry32): the same run again. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const task = (id) => ({
  format: 'corrigenda.task/1', id, revision: '1', title: 'A task that is killed', language: 'en',
  turns: [{ id: 'u1', role: 'user', text: 'Say sixty words.' }],
  responses: [{ id: 'a', turn: 'u1', text: `${WORDS.join(' ')}.` }],
  taxonomy: { categories: [{ id: 'fact', name: 'Fact' }, { id: 'style', name: 'Wording' }], severities: [{ id: 'minor', name: 'minor', weight: 1 }] },
  rubric: { id: 'r', version: '1', criteria: Array.from({ length: 12 }, (_, at) => ({ id: `c${at}`, title: `Claim ${at}`, points: 1, scale: { kind: 'binary' } })) },
  parts: ['issues', 'scores', 'correction'],
});

/** A page over a backend that takes every draft and forgets it: what comes back comes from this device. */
const FILES = {
  '/kill.html': '<!doctype html><html lang="en"><title>Kill</title><link rel="stylesheet" href="page.css"><script type="module" src="kill.js"></script>',
  '/kill.js': `
    import './element.js';
    const task = JSON.parse(decodeURIComponent(location.hash.slice(1)));
    const workbench = document.createElement('corrigenda-workbench');
    workbench.toggleAttribute('encrypted', location.search === '?sealed');
    let rev = 0;
    workbench.backend = {
      name: 'forgetful',
      claim: async () => ({ task, lease: { id: 'l', seconds: 86400 }, draft: null }),
      draft: async () => ({ rev: ++rev, seconds: 86400 }),
      submit: async (_id, uuid) => ({ id: uuid, received_at: new Date().toISOString() }),
      release: async () => {},
    };
    document.body.append(workbench);
    const look = () => {
      const tone = workbench.shadowRoot.querySelector('[data-safety]')?.dataset.safety;
      if (tone === 'here' || tone === 'ok') globalThis.safe?.(JSON.stringify(workbench.value));
    };
    new MutationObserver(look).observe(workbench.shadowRoot, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-safety'] });
    workbench.addEventListener('corrigenda-change', () => requestAnimationFrame(look));
    setInterval(look, 20);
  `,
};

/** What is in `before` and not in `after`, in words; `typed` is the state whose typed texts have to be there. */
export function lost(before, typed, after) {
  const missing = [];
  const found = (issue) => after.issues.find(({ id }) => id === issue.id);
  for (const issue of before.issues) {
    // What was still open may have been said between the last look and the kill.
    const kept = (key) => !issue[key] || found(issue)?.[key] === issue[key];
    if (!found(issue) || !kept('category') || !kept('severity')) missing.push(`issue ${issue.id}`);
  }
  for (const score of before.scores) {
    const same = after.scores.find((one) => one.criterion === score.criterion);
    if (same?.state !== score.state) missing.push(`score ${score.criterion}`);
  }
  for (const issue of typed.issues) {
    if (!(found(issue)?.comment ?? '').startsWith(issue.comment)) missing.push(`comment of ${issue.id}: ${issue.comment}`);
  }
  const text = typed.corrections[0]?.text;
  if (text && !(after.corrections[0]?.text ?? '').startsWith(text)) missing.push(`correction: …${text.slice(-30)}`);
  return missing;
}

/** One thing that an expert does. Whatever it adds, nothing of it is taken back. */
async function act(page, chance, state) {
  const kind = chance();
  if (kind < 0.35 && state.words.length) {
    await select(page, state.words.shift());
    await page.locator('.pending').getByRole('button', { name: chance() < 0.5 ? 'Fact' : 'Wording' }).click();
    const card = page.locator('[data-at^="issue "].open:visible');
    if (chance() < 0.7) await card.getByRole('button', { name: 'minor' }).click();
    await card.getByRole('textbox').first().pressSequentially('It is not so, as I know well.', { delay: 15 });
  } else if (kind < 0.65 && state.criteria.length) {
    const id = state.criteria.shift();
    await button(page, 'Rubric').click();
    await criterion(page, id).click();
    await criterion(page, id).getByRole('button', { name: chance() < 0.5 ? 'not met' : /^met/ }).first().click();
  } else {
    if (!(await field(page).count())) await button(page, 'Correct', { exact: true }).click();
    await field(page).press('Control+End');
    await page.keyboard.type(` And more, number ${Math.floor(chance() * 1000)}.`, { delay: 12 });
    await button(page, 'Read', { exact: true }).click();
  }
}

/** What is left to do after what is there already. */
function left(value) {
  const marked = value.issues.map(({ span }) => span?.exact);
  return {
    words: WORDS.filter((word) => !marked.includes(word)),
    criteria: Array.from({ length: 12 }, (_, at) => `c${at}`).filter((id) => !value.scores.some((score) => score.criterion === id)),
  };
}

/** Kills the page so many times; answers what was lost each time, and how much was said to be safe. */
export async function kills({ count, seed, dist = resolve(import.meta.dirname, '../../../dist'), say = () => {} }) {
  const chance = random(seed);
  const browser = await launch();
  const site = await startSite({ dist, files: FILES, csp: null });
  const { context, page: first } = await newPage(browser);
  await first.close();
  const report = { kills: 0, safe: 0, lost: [] };
  let before = null;
  try {
    for (let kill = 0; kill < count; kill += 1) {
      const round = Math.floor(kill / ROUND);
      // Every other task is sealed on the device.
      const url = `${site.url}kill.html${round % 2 ? '?sealed' : ''}#${encodeURIComponent(JSON.stringify(task(`killed-${round}`)))}`;
      const page = await context.newPage();
      const safe = [];
      await page.exposeFunction('safe', (value) => void safe.push([performance.now(), value]));
      await page.goto(url);
      await ready(page);
      const now = await draft(page);
      if (before) {
        const missing = lost(before.last, before.typed, now);
        if (missing.length) report.lost.push(`kill ${kill}: ${missing.join('; ')}`);
      }
      let killed = false;
      const working = (async () => {
        while (!killed) await act(page, chance, left(await draft(page)));
      })().catch((error) => {
        if (!killed) throw error;
      });
      await Promise.race([pause(300 + chance() * 3_000), working]);
      killed = true;
      const at = performance.now();
      const session = await context.newCDPSession(page);
      const crashed = page.waitForEvent('crash');
      session.send('Page.crash').catch(() => {});
      await crashed;
      await page.close();
      await working;
      report.kills += 1;
      report.safe += safe.length;
      const state = (value) => JSON.parse(value ?? JSON.stringify(now));
      before = (kill + 1) % ROUND ? {
        last: state(safe.findLast(([when]) => when <= at)?.[1]),
        typed: state(safe.findLast(([when]) => when <= at - TYPING_MS)?.[1]),
      } : null;
      if ((kill + 1) % 20 === 0) say(`${kill + 1} kills, ${report.lost.length} with a loss`);
    }
  } finally {
    await browser.close();
    await site.close();
  }
  return report;
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: '7' } } });
  const report = await kills({ count: Number(values.kills), seed: Number(values.seed), say: console.log });
  for (const line of report.lost) console.log(` ✗ ${line}`);
  console.log(`${report.kills} kills of the page, ${report.safe} times the work was said to be safe, ${report.lost.length} losses`);
  console.log(report.lost.length ? '0 passed, 1 failed' : '1 passed, 0 failed');
  process.exit(report.lost.length ? 1 : 0);
}
