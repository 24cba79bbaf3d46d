// Hostile requests against the reference server as a program: injection, path tricks, clients that stall, and what the log says.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from 'node:test';
import { Client, Worker } from '../../kit/client.mjs';
import { finished, makeTask } from '../../kit/documents.mjs';
import { folder, startReference, tokenFile } from './servers.mjs';

const QUOTES = ["'; DROP TABLE task; --", "' OR '1'='1", '"; DELETE FROM submission; --', '$1', '{queue}', '?1', '\\', '%', 'a\u0000b', '😀'];

/** A server with tasks, and two workers. */
async function served(t, ids, args = []) {
  const place = folder();
  t.after(place.remove);
  const server = await startReference({ database: place.at('a.sqlite'), tokens: tokenFile(place.at('tokens')), log: place.at('log'), args });
  t.after(() => server.end());
  const client = new Client({ base: server.base, fetch, timeout: 15_000 });
  const body = ids.map((id) => JSON.stringify(makeTask(id, 'kit'))).join('\n');
  const filled = await client.send('POST', '/tasks', { token: 'token-admin', raw: body, type: 'application/x-ndjson' });
  assert.equal(filled.status, 200, filled.said);
  return { server, client, ann: new Worker(client, 'token-a'), ben: new Worker(client, 'token-b'), log: () => readFileSync(place.at('log'), 'utf8') };
}

/** Sends bytes as they are; answers the status, 0 where the line was cut without one. */
function raw(port, text) {
  return new Promise((done) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (bytes) => {
      said += bytes;
    });
    socket.on('error', () => {});
    socket.on('close', () => done(Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1] ?? 0)));
  });
}

test('text that looks like a query is text, wherever it stands', async (t) => {
  const { client, ann } = await served(t, ['t1']);
  for (const text of QUOTES) {
    const answers = [
      await ann.claim({ queue: text }), await ann.claim({ task_id: text }), await ann.claim({ queue: 'none', domains: [text] }),
      await ann.draft(text, { lease_id: text, base_rev: 0, content: { note: text } }), await ann.submit(text, text, { lease_id: text, content: {} }),
      await ann.release(text, 'skip'), await client.send('POST', '/claims', { token: text.replace(/[^\x20-\x7e]/g, ''), body: {} }),
    ];
    assert.deepEqual(answers.map(({ status }) => status), [200, 404, 200, 404, 404, 204, 401], text);
    assert.deepEqual([answers[0].body.task, answers[2].body.task], [null, null], text);
  }
  const { task, lease } = (await ann.claim({ queue: 'kit' })).body;
  for (const [index, text] of QUOTES.entries()) {
    const content = finished(task, { note: text });
    assert.equal((await ann.draft(task.id, { lease_id: lease.id, base_rev: index, content })).body.rev, index + 1, text);
    assert.equal((await ann.claim({ task_id: task.id })).body.draft.content.note, text);
  }
});

test('paths with tricks lead nowhere, and nobody else is kept waiting by a client that stalls', async (t) => {
  const { server, ann } = await served(t, ['t1']);
  const head = 'host: x\r\nauthorization: Bearer token-a\r\ncontent-type: application/json\r\n';
  const paths = ['/api/../api/claims', '/api/%2e%2e/etc/passwd', '/api//claims', '/api/claims/', '/api/claims%00', '/api/tasks/%ff/draft', '/api/tasks/../draft', '//api/claims', '/../../etc/passwd', `/api/tasks/${'x'.repeat(300)}/draft`];
  for (const path of paths) {
    const status = await raw(server.port, `PUT ${path} HTTP/1.1\r\n${head}connection: close\r\ncontent-length: 2\r\n\r\n{}`);
    assert.ok(status >= 400 && status < 500, `${path}: ${status}`);
  }
  const stalled = Array.from({ length: 40 }, () => connect(server.port, '127.0.0.1'));
  for (const socket of stalled) socket.on('error', () => {}).write(`POST /api/claims HTTP/1.1\r\n${head}content-length: 1000\r\n\r\n{"queue`);
  assert.equal((await ann.claim({ queue: 'kit' })).status, 200);
  for (const socket of stalled) socket.destroy();
  assert.equal(await raw(server.port, `POST /api/claims HTTP/1.1\r\n${head}connection: close\r\ncontent-length: -1\r\n\r\n`), 400);
});

test('who does not say in time what they want is let go', async (t) => {
  const { server, ann } = await served(t, ['t1'], ['--patience', '1']);
  const head = 'POST /api/claims HTTP/1.1\r\nhost: x\r\nauthorization: Bearer token-a\r\ncontent-type: application/json\r\n';
  const [silent, head_only, half_body] = await Promise.all([raw(server.port, ''), raw(server.port, head), raw(server.port, `${head}connection: close\r\ncontent-length: 100\r\n\r\n{"queue`)]);
  assert.deepEqual([silent, half_body], [0, 408]);
  assert.ok([0, 408].includes(head_only), `${head_only}`);
  assert.equal(await raw(server.port, `GET /health HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(1 << 20)}\r\n\r\n`), 431);
  assert.equal((await ann.claim({ queue: 'kit' })).status, 200);
});

test('tasks that are nested too deep or too long are refused, and nothing else is asked of a foreign page', async (t) => {
  const { client } = await served(t, ['t1']);
  const deep = `{"format":"corrigenda.task/1","id":"deep","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const long = `{"format":"corrigenda.task/1","id":"long","x":"${'y'.repeat(33 << 20)}"}`;
  for (const raw of [deep, long]) {
    const answer = await client.send('POST', '/tasks', { token: 'token-admin', raw, type: 'application/x-ndjson' });
    assert.equal(answer.status, 422, answer.said);
    assert.equal(answer.body.line, 1);
  }
  // What a form of another page can send without asking first, and a cookie in place of a token.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    for (const [path, token] of [['/claims', 'token-a'], ['/tasks', 'token-admin']]) {
      const answer = await client.send('POST', path, { token, raw: '{}', type });
      assert.equal(answer.status, 415, answer.said);
    }
  }
  const withCookie = await fetch(`${client.base}/claims`, { method: 'POST', body: '{}', headers: { cookie: 'token=token-a; authorization=Bearer token-a', 'content-type': 'application/json' } });
  assert.equal(withCookie.status, 401);
  assert.equal(withCookie.headers.get('access-control-allow-credentials'), null);
});

test('neither token nor content is in the log, and a worker never reads another\'s work', async (t) => {
  const { client, ann, ben, log } = await served(t, ['t1', 't2']);
  const { task, lease } = (await ann.claim({ queue: 'kit' })).body;
  await ann.draft(task.id, { lease_id: lease.id, base_rev: 0, content: finished(task, { note: 'a secret thought' }) });
  await client.send('POST', '/claims?token=token-a', { token: 'token-nobody', body: {} });
  for (const answer of [await ben.claim({ task_id: task.id }), await ben.claim({ queue: 'kit' }), await ben.draft(task.id, { lease_id: lease.id, base_rev: 0 })]) {
    assert.ok(!answer.text.includes('a secret thought'), answer.said);
  }
  for (const path of ['/annotations', '/tasks/t1', '/tasks/t1/draft', '/tasks']) {
    const answer = await client.send('GET', path, { token: 'token-b' });
    assert.ok([403, 404, 405].includes(answer.status), answer.said);
  }
  assert.match(log(), /call=draft status=200/);
  for (const word of ['token-', 'secret', 'note']) assert.ok(!log().includes(word), word);
});
