// What needs no interface: the server answers, and the built files come with the right types.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from './lib/server.mjs';
import { startSite } from './lib/site.mjs';

const FILES = {
  '': /^text\/html/,
  'element.js': /^text\/javascript/,
  'corrigenda.js': /^text\/javascript/,
  'corrigenda_bg.wasm': /^application\/wasm$/,
};

async function typesOf(url) {
  for (const [path, type] of Object.entries(FILES)) {
    const answer = await fetch(url + path, { headers: { 'accept-encoding': 'br' } });
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers.get('content-type'), type, path);
    assert.equal(answer.headers.get('content-encoding'), 'br', `${path} is sent compressed`);
    await answer.arrayBuffer();
  }
}

let server;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

test('the server says which contract it keeps', async () => {
  const answer = await fetch(server.api);
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).contract, 1);
});

test('the server serves the page with the right types, compressed', () => typesOf(server.url));

test('a plain static server serves the same page with the right types', async () => {
  const site = await startSite();
  try {
    await typesOf(site.url);
    assert.equal((await fetch(`${site.url}nothing-here.js`)).status, 404);
  } finally {
    await site.close();
  }
});

test('the server starts again on the same database after a crash', async () => {
  await server.kill();
  await server.start();
  assert.equal((await fetch(server.api)).status, 200);
});
