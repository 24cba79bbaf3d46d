// What is kept on the device, sealed: nothing of it can be read there, and all of it comes back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { crash } from '../lib/browser.mjs';
import { button, draft, inWorkplace, launch, mark, ready, replace, tasks, until } from '../lib/desk.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const FILES = { '/boiling.jsonl': JSON.stringify(tasks.boiling) };
const alone = (work) => inWorkplace(browser, { server: null, files: FILES }, work);
const address = (site, more = {}) => site.host('strict', { backend: 'demo:?tasks=/boiling.jsonl', lang: 'en', ...more });
const SEALED = { encrypted: '' };

/** All that the databases keep: `text` for what can be read as it lies there, `sealed`, `key`. */
const kept = (page) => page.evaluate(async () => {
  const settled = (request) => new Promise((good, bad) => {
    request.onsuccess = () => good(request.result);
    request.onerror = () => bad(request.error);
  });
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      for (const value of await settled(database.transaction(store).objectStore(store).getAll())) {
        const kind = value instanceof Uint8Array ? 'sealed' : value instanceof CryptoKey ? 'key' : 'text';
        found.push({ name, store, kind, text: kind === 'sealed' ? new TextDecoder().decode(value) : String(value) });
      }
    }
    database.close();
  }
  return found;
});

const kinds = async (page, store) => [...new Set((await kept(page)).filter((one) => one.store === store).map(({ kind }) => kind))];
const safe = (page) => page.locator('[data-safety="ok"]').waitFor();

/** Some work of every kind that the journal has. */
async function work(page) {
  await mark(page, '90 °C', 'Fact', 'major', 'A secret remark.');
  await button(page, 'Correct', { exact: true }).click();
  await replace(page, 'thicker', 'thinner');
  await safe(page);
}

test('what lies on the device says nothing, and comes back all the same after the page died', () => alone(async ({ site, page, context }) => {
  await page.goto(address(site, SEALED));
  await ready(page);
  await work(page);
  const before = await draft(page);
  const found = await kept(page);
  for (const words of ['secret', 'thinner', 'Fact', 'boiling.jsonl"', tasks.boiling.responses[0].text.slice(0, 20)]) {
    assert.deepEqual(found.filter(({ text }) => text.includes(words)), [], `"${words}" can be read`);
  }
  for (const store of ['heads', 'entries']) assert.deepEqual(await kinds(page, store), ['sealed'], store);
  await crash(context, page);
  const again = await context.newPage();
  await again.goto(address(site, SEALED));
  await ready(again);
  assert.deepEqual({ ...(await draft(again)), time: null }, { ...before, time: null });
  await again.evaluate(() => document.querySelector('corrigenda-workbench').undo());
  await until(async () => (await draft(again)).corrections?.[0]?.edits.length ?? 0, 0, 'undone');
}));

test('no script can take the key away', () => alone(async ({ site, page }) => {
  await page.goto(address(site, SEALED));
  await ready(page);
  const taken = await page.evaluate(() => new Promise((done, refuse) => {
    const opening = indexedDB.open('corrigenda-key');
    opening.onsuccess = () => {
      const asked = opening.result.transaction('keys').objectStore('keys').getAll();
      asked.onsuccess = () => Promise.all(asked.result.map((key) => crypto.subtle.exportKey('raw', key).then(() => 'taken', (error) => error.name))).then(done, refuse);
    };
  }));
  assert.deepEqual(taken, ['InvalidAccessError']);
}));

test('work that was begun as it is goes on sealed, and back again', () => alone(async ({ site, page }) => {
  const go = async (more) => {
    await page.goto('about:blank');
    await page.goto(address(site, more));
    await ready(page);
  };
  await go({});
  await mark(page, '90 °C', 'Fact', 'major', 'First.');
  await safe(page);
  assert.deepEqual(await kinds(page, 'entries'), ['text']);
  await go(SEALED);
  await mark(page, 'thicker', 'Fact', 'minor', 'Second.');
  await safe(page);
  assert.deepEqual((await kinds(page, 'entries')).sort(), ['sealed', 'text']);
  await go({});
  assert.deepEqual((await draft(page)).issues.map(({ comment }) => comment), ['First.', 'Second.']);
}));

test('where the browser cannot seal, nothing is kept on the device', () => alone(async ({ site, page }) => {
  await page.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }));
  await page.goto(address(site, SEALED));
  await ready(page);
  await mark(page, '90 °C', 'Fact', 'major', 'A secret remark.');
  await safe(page);
  assert.deepEqual((await kept(page)).filter(({ text }) => text.includes('secret')), []);
  assert.equal((await draft(page)).issues.length, 1);
}));
