// The real reference server on a free port, with a database of its own in a temporary folder.

import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '../../..');
const alive = new Set();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** The server's program: what CORRIGENDA_SERVER names, or what was built here. */
export function program() {
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target');
  const places = [process.env.CORRIGENDA_SERVER, join(target, 'debug/corrigenda-server'), join(target, 'release/corrigenda-server')];
  const found = places.find((path) => path && existsSync(path));
  if (!found) throw new Error('no corrigenda-server is built: cargo build --features server --bin corrigenda-server');
  return found;
}

/** A port that nobody listens on. */
export async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/** Runs a subcommand (import, export, token) to its end; answers what it printed. */
export function command(...args) {
  const { status, stdout, stderr } = spawnSync(program(), args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`corrigenda-server ${args.join(' ')}: exit ${status}\n${stderr}`);
  return stdout;
}

/**
 * Starts the server and waits until it answers. `tasks` is a file of task documents, `dist` the page's folder, none where it is
 * null; `open: false` asks for tokens;
 * `args` are given on as they are. The answer can `stop()` it, `kill()` it as a crash would, and `start()` it again.
 */
export async function startServer({ tasks = 'sample/tasks.jsonl', dist = 'dist', open = true, args = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'corrigenda-'));
  const database = join(folder, 'corrigenda.sqlite');
  const log = join(folder, 'server.log');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  let child;

  async function start() {
    const output = openSync(log, 'a');
    const options = ['--address', `127.0.0.1:${port}`, '--database', database, ...(dist ? ['--dist', dist] : ['--no-page'])];
    if (open) options.push('--open');
    if (tasks) options.push('--tasks', tasks);
    child = spawn(program(), ['serve', ...options, ...args], { cwd: ROOT, stdio: ['ignore', output, output] });
    closeSync(output);
    alive.add(child);
    let ended = null;
    child.once('exit', (code, signal) => {
      ended = signal ?? `exit ${code}`;
      alive.delete(child);
    });
    const until = Date.now() + 30_000;
    while (!(await fetch(`${url}api/`).then(() => true, () => false))) {
      if (ended !== null || Date.now() > until) {
        throw new Error(`the server does not answer (${ended ?? 'after 30 s'}):\n${readFileSync(log, 'utf8')}`);
      }
      await pause(20);
    }
  }

  async function end(signal) {
    if (!alive.has(child)) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await gone;
  }

  await start();
  return {
    url,
    api: `${url}api/`,
    database,
    start,
    kill: () => end('SIGKILL'),
    log: () => readFileSync(log, 'utf8'),
    /** The annotations so far, as the command line exports them: one `{task, annotation}` a line. */
    exported: () => command('export', '--database', database).split('\n').filter(Boolean).map((line) => JSON.parse(line)),
    async stop() {
      // Open connections of a browser must not keep a test waiting.
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
