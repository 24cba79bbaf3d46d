// The fault run: simulated workers over real HTTP, server processes that are killed, a network that spoils calls; and at the
// end a look at what is stored.

import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { makeTask, same } from '../../../kit/documents.mjs';
import { folder, run as command, startReference } from '../servers.mjs';
import { program } from '../../e2e/lib/server.mjs';
import { startProxy } from './proxy.mjs';
import { Ledger, Simulated } from './worker.mjs';

/** The same numbers for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const uuidOf = (random) => () => {
  const hex = (length) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
};

/** Kills one server after the other and starts it again, until it is told to stop. */
async function killer(servers, { every, random, alive }) {
  let kills = 0;
  while (alive()) {
    await pause(every * (0.5 + random()));
    if (!alive()) break;
    const at = Math.floor(random() * servers.length);
    await servers[at].end('SIGKILL');
    kills += 1;
    await pause(random() * 100);
    servers[at] = await servers[at].again();
  }
  return kills;
}

async function startServers(count, options) {
  const one = async (port) => {
    const server = await startReference({ ...options, port });
    return { ...server, again: () => one(server.port) };
  };
  const servers = [];
  for (let at = 0; at < count; at += 1) servers.push(await one());
  return servers;
}

/** What is stored, as the command line exports it. */
async function exported(database) {
  const { code, stdout } = await command(program(), ['export', '--database', database]);
  if (code !== 0) throw new Error(`the export ended with ${code}`);
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

/** What of it must hold: `[sentence, whether, more]`. */
export function verdicts(ledger, lines, tasks) {
  const stored = new Map(lines.map((line) => [line.annotation.id, line]));
  const lost = [...ledger.submitted].filter(([uuid]) => !stored.has(uuid));
  const changed = [...ledger.submitted].filter(([uuid, { worker, task, content }]) => {
    const line = stored.get(uuid);
    if (!line) return false;
    const { id, annotator, submitted_at: at, ...rest } = line.annotation;
    return !(line.task.id === task && annotator === worker && at && same(rest, content));
  });
  const byTask = new Set(lines.map((line) => line.task.id));
  const unknown = lines.filter((line) => !ledger.submitted.has(line.annotation.id));
  const drafts = ledger.wrong.filter((sentence) => /draft/.test(sentence));
  const others = ledger.wrong.filter((sentence) => !/draft/.test(sentence));
  return [
    [`each of ${lines.length} submissions is stored once, and each task has one`, stored.size === lines.length && byTask.size === lines.length && lines.length <= tasks, `${stored.size} uuids, ${byTask.size} tasks`],
    [`none of ${ledger.submitted.size} that were acknowledged is lost`, lost.length === 0, `${lost.length} are lost, as ${lost[0]?.[0]}`],
    ['each is stored as it was sent, by who sent it', changed.length === 0, `${changed.length} differ, as ${changed[0]?.[0]}`],
    ['nothing is stored that nobody was told of', unknown.length === 0, `${unknown.length} are, as ${unknown[0]?.annotation.id}`],
    [`no task was handed to two workers at once, in ${ledger.claims} claims`, others.length === 0, others.join('\n     ')],
    [`every acknowledged draft revision is there, of ${ledger.drafts}`, drafts.length === 0, drafts.join('\n     ')],
  ];
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

function figures(ledger, counts, kills, seconds) {
  const spoiled = Object.entries(counts).filter(([name]) => name !== 'calls' && name !== 'unreachable');
  const sum = spoiled.reduce((total, [, count]) => total + count, 0);
  const times = Object.entries(ledger.times).map(([kind, list]) => {
    const sorted = list.sort((a, b) => a - b);
    return `${kind} p50 ${at(sorted, 0.5).toFixed(0)} ms, p99 ${at(sorted, 0.99).toFixed(0)} ms`;
  });
  return [
    `${ledger.submitted.size} submissions in ${seconds.toFixed(1)} s: ${(ledger.submitted.size / seconds).toFixed(1)} a second`,
    `${counts.calls} calls, ${sum} spoiled (${((100 * sum) / counts.calls).toFixed(1)} %): ${spoiled.map(([name, count]) => `${count} ${name}`).join(', ')}`,
    `${counts.unreachable} more broke off with a server; ${kills} servers killed; ${ledger.crashes} workers crashed; ${ledger.retries} calls tried again`,
    times.join('; '),
  ];
}

/**
 * Runs it. `database` is a file or a URL, null for a file of its own; `limit` is seconds after which workers stop claiming.
 * Answers `{verdicts, figures}`.
 */
export async function soak({ workers, submissions, servers: count, seed, share = 0.3, every = 1000, limit = 600, database = null, say = () => {} }) {
  const random = seeded(seed);
  const place = folder();
  const tokens = place.at('tokens');
  writeFileSync(tokens, [...Array.from({ length: workers }, (_, n) => `soak-${n} w-${n}`), 'soak-admin root admin', ''].join('\n'));
  const options = { database: database ?? place.at('soak.sqlite'), tokens, log: place.at('log') };
  const servers = await startServers(count, options);
  try {
    // A task for each submission, and one for each worker to leave a draft on.
    const tasks = submissions + workers;
    const queue = `soak-${Date.now().toString(36)}`;
    const body = Array.from({ length: tasks }, (_, n) => JSON.stringify(makeTask(`${queue}-${n}`, queue))).join('\n');
    const filled = await fetch(`${servers[0].base}/tasks`, { method: 'POST', body, headers: { 'content-type': 'application/x-ndjson', authorization: 'Bearer soak-admin' } });
    if (!filled.ok) throw new Error(`the tasks were not taken: ${filled.status} ${await filled.text()}`);
    const proxy = await startProxy({ ports: () => servers.map(({ port }) => port), share, random, wait: pause });
    const ledger = new Ledger();
    const began = performance.now();
    const passed = () => (performance.now() - began) / 1000;
    const enough = () => ledger.submitted.size >= submissions || passed() > limit;
    const day = { base: `${proxy.url}/api`, queue, ledger, random, wait: pause, uuid: uuidOf(random), enough };
    const all = Array.from({ length: workers }, (_, n) => new Simulated({ ...day, name: `w-${n}`, token: `soak-${n}` }));
    let alive = true;
    const killing = killer(servers, { every, random, alive: () => alive });
    const progress = setInterval(() => say(`${passed().toFixed(0)} s: ${ledger.submitted.size} submissions`), 5000);
    await Promise.all(all.map((worker) => worker.day()));
    const seconds = passed();
    alive = false;
    clearInterval(progress);
    const kills = await killing;
    // Once more, all of them: what was acknowledged is on the disk, or it is not there now.
    for (const [index, server] of servers.entries()) {
      await server.end('SIGKILL');
      servers[index] = await server.again();
    }
    proxy.heal();
    await Promise.all(all.map((worker) => worker.back()));
    const lines = (await exported(options.database)).filter((line) => line.task.queue === queue);
    proxy.end();
    const enoughDone = [`${submissions} submissions were made within ${limit} s`, ledger.submitted.size >= submissions, `${ledger.submitted.size} were`];
    return { verdicts: [enoughDone, ...verdicts(ledger, lines, tasks)], figures: figures(ledger, proxy.counts, kills, seconds) };
  } finally {
    await Promise.all(servers.map((server) => server.end('SIGKILL')));
    place.remove();
  }
}
