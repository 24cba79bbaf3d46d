// Runs the reference server in the foreground: prints its URL once it answers, and ends with it.
// node scripts/serve.mjs SERVER PORT DATABASE TASKS [OPEN]

import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const [server, port, database, tasks, open] = process.argv.slice(2);
const url = `http://127.0.0.1:${port}/`;
const log = database.replace(/\.sqlite$/, '.log');

const output = openSync(log, 'w');
const child = spawn(server, [
  'serve', '--address', `127.0.0.1:${port}`, '--database', database, '--dist', 'dist', '--open', '--tasks', tasks,
], { stdio: ['ignore', output, output], detached: true });
closeSync(output);

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    child.kill('SIGTERM');
    // Open connections must not keep it: what was answered is durable.
    setTimeout(() => child.kill('SIGKILL'), 3000).unref();
  });
}

const ended = new Promise((done) => {
  child.once('error', (error) => done(error.code));
  child.once('exit', (code, signal) => done(signal ?? code));
});

ended.then((how) => {
  if (stopping) {
    console.log('\nStopped. What was done is kept in data/.');
    process.exit(0);
  }
  const said = readFileSync(log, 'utf8').trim().split('\n').slice(-3).join('\n');
  console.error(`corrigenda: the server ended by itself (${how})${said ? `: ${said}` : ''}`);
  process.exit(1);
});

/** Does the server answer yet? */
async function answers() {
  try {
    await fetch(`${url}api/`, { signal: AbortSignal.timeout(1000) });
    return true;
  } catch {
    return false;
  }
}

const until = Date.now() + 30_000;
while (!stopping && !(await answers())) {
  if (Date.now() > until) {
    console.error(`corrigenda: the server does not answer at ${url}; what it said is in ${log}`);
    child.kill('SIGKILL');
    process.exit(1);
  }
  await pause(50);
}
if (!stopping) {
  console.log(`\n  ${url}\n\nThe workbench is there; the work is kept in ${database}. Ctrl-C stops it.`);
  if (open && open !== '0') {
    const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
    spawn(opener, [url], { stdio: 'ignore', detached: true }).once('error', () => {}).unref();
  }
}
