// `make bench BENCHES=load`: node benches/load/main.mjs. Claims and submissions over real HTTP at 1, 8 and 64 workers on SQLite
// and PostgreSQL, and an export of a million annotations; the server's memory all along. LOAD_SECONDS=8 for each, ROWS=1000000,
// ON="sqlite postgres". The last line is `N passed, N failed`.

import { mkdirSync } from 'node:fs';
import { startPostgres } from '../../tests/kit/postgres.mjs';
import { folder } from '../../tests/kit/servers.mjs';
import { exporting } from './export.mjs';
import { Serving } from './serving.mjs';
import { working } from './work.mjs';

const SECONDS = Number(process.env.LOAD_SECONDS || 8);
const ROWS = Number(process.env.ROWS || 1_000_000);
const ON = (process.env.ON || 'sqlite postgres').split(/\s+/).filter(Boolean);
const CROWDS = [1, 8, 64];
/** How much the server may grow while it works or exports, in bytes: a bound that does not depend on how much there is. */
const GROWTH = 64 << 20;

const checks = [];
const check = (sentence, holds) => {
  checks.push(holds);
  console.log(`  ${holds ? '✓' : '✗'} ${sentence}`);
};
const mib = (bytes) => `${(bytes / (1 << 20)).toFixed(0)} MiB`;

async function on(name, database, place) {
  console.log(`\n${name}`);
  const serving = await Serving.start(database, place, Math.max(...CROWDS));
  try {
    const idle = serving.memory();
    console.log(`  ${mib(idle)} at rest`);
    const first = [];
    for (const workers of CROWDS) {
      const { figures, failed, twice, rate } = await working(serving, workers, SECONDS);
      console.log(`  ${figures}; ${mib(serving.memory())}`);
      check(`${workers} at once: every call answered, no task handed out twice`, failed.length === 0 && twice === 0);
      for (const why of failed.slice(0, 3)) console.log(`    ${why}`);
      first.push({ rate, memory: serving.memory() });
    }
    check(`the memory stays flat: ${first.map(({ memory }) => mib(memory)).join(', ')}, at most ${mib(serving.most - idle)} over ${mib(idle)}`, serving.most - idle < GROWTH);
    const { figures, rows, grown } = await exporting(serving, database, ROWS, place);
    console.log(`  ${figures}`);
    check(`${rows.toLocaleString('en')} annotations exported, every one`, rows >= ROWS);
    check(`in constant memory: at most ${mib(grown)} more than before`, grown < GROWTH);
  } finally {
    await serving.end();
  }
}

const place = folder();
mkdirSync(place.path, { recursive: true });
console.log(`${CROWDS.join(', ')} workers, ${SECONDS} s each; ${ROWS.toLocaleString('en')} annotations`);
try {
  if (ON.includes('sqlite')) await on('SQLite', place.at('load.sqlite'), place);
  if (ON.includes('postgres')) {
    const own = await startPostgres({ fsync: 'on' });
    if (own.why) console.log(`\nPostgreSQL was not measured: ${own.why}`);
    else {
      try {
        await on('PostgreSQL', own.url, place);
      } finally {
        await own.end();
      }
    }
  }
} catch (error) {
  check(`the run came to its end (${error.stack})`, false);
} finally {
  place.remove();
}
const failed = checks.filter((holds) => !holds).length;
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
