// Runs every check and says what happened. Stages of one lane run one after the other, lanes side by side.
// node scripts/test/main.mjs TARGET [STAGE…]   only those stages, where some are named

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { runStage, stopAll } from './run.mjs';
import { stages } from './stages.mjs';
import { summary, table } from './table.mjs';

const [target, ...named] = process.argv.slice(2);
const LOGS = 'target/test-logs';

const known = stages(target);
const unknown = named.filter((name) => !known.some((stage) => stage.name === name));
if (unknown.length) {
  console.error(`corrigenda: no stage ${unknown.join(', ')}; there are: ${known.map((stage) => stage.name).join(', ')}`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const chosen = named.length ? known.filter((stage) => named.includes(stage.name)) : known;

rmSync(LOGS, { recursive: true, force: true });
mkdirSync(LOGS, { recursive: true });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopAll();
    console.log('stopped\n0 passed, 1 failed');
    process.exit(130);
  });
}

const done = new Map();

/** Waits for what a stage needs; answers the need that failed, or null. */
async function broken(stage) {
  for (const need of stage.needs ?? []) {
    if (done.has(need) && (await done.get(need)).failed) return need;
  }
  return null;
}

async function play(stage, before) {
  await before;
  const need = await broken(stage);
  if (need) {
    console.log(`   ${stage.name}: not run, because ${need} failed`);
    return { name: stage.name, passed: 0, failed: 1, seconds: 0, note: `not run: ${need} failed` };
  }
  return runStage(stage, LOGS);
}

const lanes = new Map();
for (const stage of chosen) {
  const result = play(stage, lanes.get(stage.lane));
  lanes.set(stage.lane, result);
  done.set(stage.name, result);
}
const results = await Promise.all(done.values());
console.log(`\n${table(results)}\n`);
const { line, failed } = summary(results);
writeFileSync(`${LOGS}/summary`, `${line}\n`);
console.log(line);
process.exit(failed ? 1 : 0);
