// Servers to run the kit against: the reference server, the tiny one of the docs, and one that breaks a rule.

import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeTask } from '../../kit/documents.mjs';
import { freePort, program } from '../e2e/lib/server.mjs';
import { Broken } from './broken.mjs';

export const ROOT = resolve(import.meta.dirname, '../..');
const CROWD = 100;
const alive = new Set();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** A folder of one's own, and what is to be removed with it. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'corrigenda-kit-'));
  return { path, at: (name) => join(path, name), remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Runs a program to its end; answers its exit code and what it printed. */
export function run(command, args, { input = '' } = {}) {
  return new Promise((done, refuse) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.once('error', refuse);
    child.once('close', (code) => done({ code, stdout }));
    child.stdin.end(input);
  });
}

/** Runs the kit on the command line; answers its exit code, its last line, and what does not hold. */
export async function kit(config) {
  const { code, stdout } = await run(process.execPath, ['kit/main.mjs', '-'], { input: JSON.stringify(config) });
  const lines = stdout.trimEnd().split('\n');
  const marked = (mark) => lines.filter((line) => line.startsWith(` ${mark} `)).map((line) => line.slice(3));
  return { code, last: lines.at(-1), broken: marked('✗'), unchecked: marked('?'), stdout };
}

/** Starts a program that serves at `url`; waits until it answers there. */
export async function start(command, args, url, log, env = {}) {
  const output = openSync(log, 'a');
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', output, output], env: { ...process.env, ...env } });
  closeSync(output);
  alive.add(child);
  let ended = null;
  const gone = new Promise((done) => {
    child.once('exit', (code, signal) => {
      ended = signal ?? `exit ${code}`;
      alive.delete(child);
      done();
    });
  });
  const until = Date.now() + 30_000;
  while (!(await fetch(url, { method: 'OPTIONS' }).then(() => true, () => false))) {
    if (ended !== null || Date.now() > until) throw new Error(`${command} does not answer (${ended ?? 'after 30 s'}):\n${readFileSync(log, 'utf8')}`);
    await pause(20);
  }
  return {
    child,
    async end(signal = 'SIGKILL') {
      child.kill(signal);
      await gone;
    },
  };
}

/** A token file for three workers, an admin and a crowd. */
export function tokenFile(path) {
  const crowd = Array.from({ length: CROWD }, (_, n) => `crowd-${n} c-${n}`);
  writeFileSync(path, ['token-a w-a reviewer', 'token-b w-b reviewer', 'token-c w-c reviewer', 'token-admin root admin', ...crowd, ''].join('\n'));
  return path;
}

/** The reference server on a free port; `args` are given on. */
export async function startReference({ database, tokens, log, args = [], port: wanted = null }) {
  const port = wanted ?? (await freePort());
  const base = `http://127.0.0.1:${port}/api`;
  const options = ['serve', '--no-page', '--address', `127.0.0.1:${port}`, '--database', database, '--tokens', tokens, '--rate', '0', ...args];
  return { base, port, ...(await start(program(), options, `${base}/claims`, log)) };
}

/** What the kit is given for reference servers on one database: the second one has short leases. */
export const referenceConfig = (server, short) => ({
  base: server.base,
  tokens: ['token-a', 'token-b', 'token-c'],
  queue: 'kit',
  seed: { url: `${server.base}/tasks`, headers: { authorization: 'Bearer token-admin' } },
  short: { base: short.base, queue: 'kit-short', seconds: 1 },
  crowd: { pattern: 'crowd-{n}', count: CROWD },
});

/** Forty tasks, and some whose leases are short. */
function tinyTasks() {
  const tasks = Array.from({ length: 40 }, (_, n) => makeTask(`t-${n}`, 'kit'));
  const short = Array.from({ length: 8 }, (_, n) => makeTask(`s-${n}`, 'kit-short', { lease_seconds: 0.4 }));
  return [...tasks, ...short].map((task) => `${JSON.stringify(task)}\n`).join('');
}

/** The tiny server of the docs, with tasks and tokens of the tests, or those that are given as text. */
export async function startTiny(place, port, { tokens = null, tasks = tinyTasks() } = {}) {
  writeFileSync(place.at('tasks.jsonl'), tasks);
  tokenFile(place.at('tokens'));
  if (tokens) writeFileSync(place.at('tokens'), tokens);
  const args = ['docs/tiny_server.py', place.at('tokens'), place.at('tasks.jsonl'), place.at('tiny.sqlite'), String(port)];
  const base = `http://127.0.0.1:${port}`;
  return { base, ...(await start('python3', args, `${base}/claims`, place.at('log'))) };
}

/** A backend over HTTP that breaks one rule. */
export async function startBroken(fault) {
  const backend = new Broken(fault, Date.now);
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const init = { method: request.method, headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
    const answer = await backend.fetch(`http://broken${request.url}`, init);
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${server.address().port}`;
  const config = { base, tokens: ['w1', 'w2', 'w3'], queue: 'kit', seed: { url: `${base}/seed`, headers: { authorization: 'Bearer w0' } } };
  return { config, end: () => server.close() };
}
