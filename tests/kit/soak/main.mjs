// `make soak`: node tests/kit/soak/main.mjs [--workers 64] [--submissions 10000] [--servers 3] [--seed 7] [--limit 600]
// [--database FILE or postgres://…, or `postgres` for one of its own]. Prints the figures; the last line is `N passed, N failed`.

import { parseArgs } from 'node:util';
import { startPostgres } from '../postgres.mjs';
import { soak } from './run.mjs';

const number = (value) => ({ type: 'string', default: value });
const options = { workers: number('64'), submissions: number('10000'), servers: number('3'), seed: number('7'), limit: number('600'), every: number('1000'), database: { type: 'string' } };
const { database = null, ...given } = parseArgs({ options }).values;
const settings = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, Number(value)]));
const bad = Object.entries(settings).find(([, value]) => !Number.isInteger(value) || value < 1);
if (bad) {
  console.error(`soak: --${bad[0]} has to be a whole number, at least 1.`);
  console.log('0 passed, 1 failed');
  process.exit(2);
}

const own = database === 'postgres' ? await startPostgres({ fsync: 'on' }) : {};
if (own.why) {
  console.error(`soak: ${own.why}`);
  console.log('0 passed, 1 failed');
  process.exit(2);
}
const where = database?.startsWith('postgres') ? 'PostgreSQL' : 'SQLite';
console.log(`${settings.workers} workers, ${settings.submissions} submissions, ${settings.servers} server processes on one ${where}, seed ${settings.seed}`);
const { verdicts, figures } = await soak({ ...settings, database: own.url ?? database, say: (line) => console.log(`  ${line}`) });
for (const line of figures) console.log(line);
for (const [sentence, holds, more] of verdicts) console.log(holds ? ` ✓ ${sentence}` : ` ✗ ${sentence}\n     ${more}`);
const failed = verdicts.filter(([, holds]) => !holds).length;
console.log(`${verdicts.length - failed} passed, ${failed} failed`);
await own.end?.();
process.exit(failed ? 1 : 0);
