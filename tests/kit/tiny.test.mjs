// The tiny server of the docs: small enough to read, and whole.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CHECKS } from '../../kit/kit.mjs';
import { Client, Worker } from '../../kit/client.mjs';
import { finished } from '../../kit/documents.mjs';
import { freePort } from '../e2e/lib/server.mjs';
import { ROOT, folder, kit, startTiny } from './servers.mjs';

/** Whether Python can be started; where not, it is said, and what needs it is not tested. */
function python(t) {
  const there = spawnSync('python3', ['--version']).status === 0;
  if (!there) t.diagnostic('not tested: there is no python3');
  return there;
}

const SEEDED = ['too-large', 'many-workers', 'needed-two', 'review-own', 'domains', 'ids', 'task-whole'];

test('the tiny server keeps the contract, as far as it can be checked without a call that seeds tasks', async (t) => {
  if (!python(t)) return;
  const place = folder();
  t.after(place.remove);
  const { base, end } = await startTiny(place, await freePort());
  t.after(() => end());
  const tokens = ['token-a', 'token-b', 'token-c'];
  const { last, broken, unchecked } = await kit({ base, tokens, queue: 'kit', short: { queue: 'kit-short', seconds: 0.4 } });
  assert.deepEqual(broken, []);
  assert.deepEqual(unchecked, CHECKS.filter(({ id }) => SEEDED.includes(id)).map(({ name }) => name));
  assert.equal(last, `${CHECKS.length - SEEDED.length} passed, 0 failed, ${SEEDED.length} could not be checked`);
});

test('what the tiny server acknowledged outlives a kill', async (t) => {
  if (!python(t)) return;
  const place = folder();
  t.after(place.remove);
  const port = await freePort();
  const first = await startTiny(place, port);
  t.after(() => first.end());
  const ann = new Worker(new Client({ base: first.base, fetch, timeout: 15_000 }), 'token-a');
  const { task, lease } = (await ann.claim({ queue: 'kit' })).body;
  const sent = { lease_id: lease.id, content: finished(task) };
  const receipt = await ann.submit(task.id, 'u-1', sent);
  const next = (await ann.claim({ queue: 'kit' })).body;
  assert.equal((await ann.draft(next.task.id, { lease_id: next.lease.id, base_rev: 0, content: finished(next.task) })).body.rev, 1);
  await first.end('SIGKILL');
  const second = await startTiny(place, port);
  t.after(() => second.end());
  const again = await ann.submit(task.id, 'u-1', sent);
  assert.deepEqual([receipt.status, again.status, again.body], [201, 200, receipt.body]);
  const held = (await ann.claim({ queue: 'kit' })).body;
  assert.deepEqual([held.task.id, held.lease.id, held.draft.rev], [next.task.id, next.lease.id, 1]);
});

/** The curl commands of a page of the docs, as requests. */
function curls(path) {
  const text = readFileSync(join(ROOT, path), 'utf8').replaceAll('\\\n', ' ');
  return [...text.matchAll(/^curl .*$/gm)].map(([line]) => ({
    url: /http:\S+/.exec(line)[0],
    method: /-X (\w+)/.exec(line)?.[1] ?? 'POST',
    headers: Object.fromEntries([...line.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name, value]) => [name, value])),
    body: /-d '([^']+)'/.exec(line)[1],
  }));
}

test('every curl command of the docs works as it stands there', async (t) => {
  if (!python(t)) return;
  const place = folder();
  t.after(place.remove);
  const { base, end } = await startTiny(place, await freePort(), { tokens: 'secret-a ann\n', tasks: readFileSync(join(ROOT, 'sample/tasks.jsonl'), 'utf8') });
  t.after(() => end());
  const [claim, draft, submit, release] = curls('docs/backend.md');
  const send = async ({ url, ...init }, lease = '') => {
    const fill = (text) => text.replaceAll('0b6c…', lease).replace('http://127.0.0.1:8788', base);
    const answer = await fetch(fill(url), { ...init, body: fill(init.body) });
    return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
  };
  const claimed = await send(claim);
  const lease = claimed.body.lease.id;
  assert.deepEqual([claimed.status, claimed.body.task.id, claimed.body.draft], [200, 'budget-2027', null]);
  assert.deepEqual(await send(draft, lease), { status: 200, body: { rev: 1, seconds: 1800 } });
  assert.equal((await send(submit, lease)).status, 201);
  assert.equal((await send(submit, lease)).status, 200);
  assert.equal((await send(release, (await send(claim)).body.lease.id)).status, 204);
});

test('the tiny server is one file of under 150 lines on the standard library', () => {
  const text = readFileSync(join(ROOT, 'docs/tiny_server.py'), 'utf8');
  assert.ok(text.trimEnd().split('\n').length < 150);
  const imported = [...text.matchAll(/^(?:import (.+)|from (\w+)[.\w]* import)/gm)].flatMap(([, many, one]) => (many ? many.split(', ') : [one]));
  const standard = ['http', 'json', 'secrets', 'sqlite3', 'sys', 'threading', 'time', 'urllib'];
  assert.deepEqual([...new Set(imported)].sort(), standard);
});
