// A PostgreSQL of one's own, where one can be started.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './servers.mjs';

/** Starts it; answers `{url, end}`, or `{why}` where there is none. It ends with this process at the latest. */
export async function startPostgres({ fsync = 'off' } = {}) {
  const child = spawn('bash', [join(ROOT, 'scripts/postgres.sh')], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, FSYNC: fsync } });
  const gone = once(child, 'exit');
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), gone.then(() => ['no PostgreSQL'])]);
  if (!String(line).startsWith('postgres://')) return { why: String(line) };
  return {
    url: line,
    async end() {
      child.stdin.end();
      await gone;
    },
  };
}
