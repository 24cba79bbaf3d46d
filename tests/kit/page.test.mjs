// The kit as a page in Chromium, on another origin than the backend: what holds there too, and what a page cannot check.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { after, test } from 'node:test';
import { CHECKS } from '../../kit/kit.mjs';
import { launch, newPage } from '../e2e/lib/browser.mjs';
import { ROOT, folder, startBroken, startReference, tokenFile } from './servers.mjs';

const TYPES = { '.html': 'text/html', '.mjs': 'text/javascript', '.css': 'text/css' };
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src *";

/** Serves `kit/` under a strict policy. */
async function site() {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://x').pathname);
    try {
      const bytes = readFileSync(join(ROOT, 'kit', path === '/' ? 'index.html' : path));
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/html', 'content-security-policy': POLICY }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}/`, end: () => server.close() };
}

/** Runs the page with a configuration; answers the last line and the ids by verdict. */
async function played(page, config) {
  await page.fill('#config', JSON.stringify(config));
  await page.click('#run');
  await page.waitForFunction(() => document.querySelector('#sum').textContent.includes('passed'), null, { timeout: 60_000 });
  const ids = (verdict) => page.$$eval(`li[data-verdict=${verdict}]`, (items) => items.map((item) => item.dataset.check));
  return { last: await page.textContent('#sum'), broken: await ids('broken'), unchecked: await ids('unchecked') };
}

const browser = await launch();
after(() => browser.close());

test('the page checks a backend of another origin by the browser\'s own rules', async (t) => {
  const place = folder();
  t.after(place.remove);
  const server = await startReference({ database: place.at('a.sqlite'), tokens: tokenFile(place.at('tokens')), log: place.at('log') });
  t.after(() => server.end());
  const pages = await site();
  t.after(pages.end);
  const { page, problems } = await newPage(browser);
  await page.goto(pages.url);
  const seed = { url: `${server.base}/tasks`, headers: { authorization: 'Bearer token-admin' } };
  const good = await played(page, { base: server.base, tokens: ['token-a', 'token-b', 'token-c'], queue: 'kit', seed });
  assert.deepEqual(good.broken, []);
  const nothere = CHECKS.map(({ id }) => id).filter((id) => /^(preflight|expiry)/.test(id) || ['not-cached', 'claim-clock', 'many-workers'].includes(id));
  assert.deepEqual(good.unchecked, nothere);
  assert.equal(good.last, `${CHECKS.length - nothere.length} passed, 0 failed, ${nothere.length} could not be checked`);
  assert.deepEqual(problems, []);
});

test('a backend whose refusals a page cannot read is caught, and a bad configuration is said', async (t) => {
  const { config, end } = await startBroken('no-origin-refusals');
  t.after(end);
  const pages = await site();
  t.after(pages.end);
  const { page } = await newPage(browser);
  await page.goto(pages.url);
  await page.click('#run');
  assert.match(await page.textContent('#wrong'), /`tokens` have to be three different ones/);
  const { broken } = await played(page, config);
  assert.ok(broken.includes('origin-refusals'), broken.join());
});
