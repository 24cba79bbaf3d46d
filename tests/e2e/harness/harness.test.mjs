// The harness itself: each thing the other tests rely on is shown to work, and to fail where it must.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { serve } from '../../../benches/browser/serve.mjs';
import { assertAccessible, violations } from '../lib/axe.mjs';
import { launch, newPage } from '../lib/browser.mjs';
import { callOf, faultProxy } from '../lib/proxy.mjs';
import { scrollsSideways } from '../lib/shots.mjs';
import { startSite } from '../lib/site.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A made-up server that counts what reaches it, with a proxy before it. */
async function behindProxy() {
  let reached = 0;
  const upstream = createServer((request, response) => {
    reached += 1;
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"rev":1}'));
  });
  await new Promise((done) => upstream.listen(0, '127.0.0.1', done));
  const proxy = faultProxy(`http://127.0.0.1:${upstream.address().port}/`);
  const site = await serve({ folders: {}, handle: proxy.handle });
  const put = (options) => fetch(`${site.url}api/tasks/t-1/draft`, { method: 'PUT', body: '{"base_rev":0}', ...options });
  const close = async () => {
    proxy.heal();
    await site.close();
    upstream.closeAllConnections();
    await new Promise((done) => upstream.close(done));
  };
  return { proxy, put, close, reached: () => reached };
}

test('the proxy knows the four calls', () => {
  assert.equal(callOf('POST', '/api/claims'), 'claim');
  assert.equal(callOf('PUT', '/api/tasks/a%2Fb/draft'), 'draft');
  assert.equal(callOf('PUT', '/api/tasks/t/annotations/0b1c'), 'submit');
  assert.equal(callOf('POST', '/api/leases/l/release'), 'release');
  assert.equal(callOf('GET', '/api/'), 'other');
});

test('the proxy hands calls on, and spoils the ones it is told to', async () => {
  const { proxy, put, close, reached } = await behindProxy();
  try {
    assert.equal((await put()).status, 200);
    proxy.next('draft', 409, { problem: { current: { rev: 4, content: {} } } });
    const refused = await put();
    assert.equal(refused.status, 409);
    assert.equal(refused.headers.get('content-type'), 'application/problem+json');
    assert.equal((await refused.json()).current.rev, 4);
    proxy.next('submit', 500);
    assert.equal((await put()).status, 200, 'another call is not meant');
    assert.equal(reached(), 2);
    assert.deepEqual(proxy.calls.map(({ status }) => status), [200, 409, 200]);
    assert.deepEqual(proxy.calls[0].body, { base_rev: 0 });
  } finally {
    await close();
  }
});

test('the proxy drops a call before the server hears of it, or loses the answer after', async () => {
  const { proxy, put, close, reached } = await behindProxy();
  try {
    proxy.next('draft', 'drop');
    await assert.rejects(put());
    assert.equal(reached(), 0);
    proxy.next('draft', 'lose');
    await assert.rejects(put());
    assert.equal(reached(), 1);
    proxy.offline();
    await assert.rejects(put());
    proxy.heal();
    assert.equal((await put()).status, 200);
    assert.equal(reached(), 2);
  } finally {
    await close();
  }
});

test('the proxy never answers where it is told so, until it is healed', async () => {
  const { proxy, put, close, reached } = await behindProxy();
  try {
    proxy.next('draft', 'never');
    let settled = false;
    const call = put().finally(() => {
      settled = true;
    });
    const failed = assert.rejects(call);
    await proxy.seen('draft');
    assert.equal(settled, false);
    proxy.heal();
    await failed;
    assert.equal(reached(), 0);
  } finally {
    await close();
  }
});

const inShadow = (html) => `
  customElements.define('x-box', class extends HTMLElement {
    connectedCallback() { this.attachShadow({ mode: 'open' }).append(${html}); }
  });`;
const PAGE = '<!doctype html><html lang="en"><title>Box</title><script type="module" src="/box.js"></script><main><h1>Box</h1><x-box></x-box></main>';

test('axe finds a nameless field inside a shadow root, under a strict policy', async () => {
  const script = inShadow("Object.assign(document.createElement('input'), { type: 'text' })");
  const site = await startSite({ files: { '/box.html': PAGE, '/box.js': script } });
  const { context, page, problems } = await newPage(browser);
  try {
    await page.goto(`${site.url}box.html`);
    await page.locator('x-box input').waitFor();
    const found = await violations(page);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0], /^label .*x-box input/);
    await assert.rejects(assertAccessible(page, 'a nameless field'));
    await page.locator('x-box input').evaluate((field) => field.setAttribute('aria-label', 'Name'));
    await assertAccessible(page, 'a named field');
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
    await site.close();
  }
});

test('the strict policy blocks an inline style, and the page says so', async () => {
  const script = "document.querySelector('h1').setAttribute('style', 'color: red');";
  const site = await startSite({ files: { '/box.html': PAGE, '/box.js': script } });
  const { context, page, problems } = await newPage(browser);
  try {
    await page.goto(`${site.url}box.html`);
    await page.waitForLoadState('networkidle');
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems[0], /Content Security Policy/);
  } finally {
    await context.close();
    await site.close();
  }
});

test('a page that scrolls sideways is noticed', async () => {
  const wide = PAGE.replace('<h1>', '<link rel="stylesheet" href="/wide.css"><h1>');
  const site = await startSite({ files: { '/box.html': PAGE, '/wide.html': wide, '/wide.css': 'main { width: 3000px }', '/box.js': '' } });
  const { context, page } = await newPage(browser);
  try {
    await page.goto(`${site.url}box.html`);
    assert.equal(await scrollsSideways(page), false);
    await page.goto(`${site.url}wide.html`);
    assert.equal(await scrollsSideways(page), true);
  } finally {
    await context.close();
    await site.close();
  }
});
