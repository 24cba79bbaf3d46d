// Takes pictures of a workbench that runs somewhere, in every way in which somebody sees it. Not a test.
// node tests/e2e/lib/take.mjs URL OUTDIR [WAY…]     e.g. http://127.0.0.1:8787/?backend=demo: /tmp/shots dark

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, newPage } from './browser.mjs';
import { WAYS } from './shots.mjs';

const [url, folder, ...wanted] = process.argv.slice(2);
if (!url || !folder) {
  console.error('node tests/e2e/lib/take.mjs URL OUTDIR [WAY…]\nways: ' + Object.keys(WAYS).join(', '));
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const press = (key) => (page) => page.keyboard.press(key);
/** Every view, and how to come there from the one before. */
const VIEWS = [
  ['read', async () => {}],
  ['marked', async (page) => {
    await page.keyboard.press('t');
    for (let step = 0; step < 12; step += 1) await page.keyboard.press('ArrowRight');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('1');
    await page.locator('[data-at^="issue "].open:visible').waitFor();
    await page.keyboard.press('2');
  }],
  ['rubric', async (page) => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('j');
  }],
  ['issues', press('i')],
  ['task', press('a')],
  ['source', async (page) => {
    await page.keyboard.press('a');
    await page.keyboard.press('s');
  }],
  ['correct', async (page) => {
    await page.keyboard.press('c');
    const field = page.locator('[data-at="field"]');
    await field.waitFor();
    await field.evaluate((area) => area.setSelectionRange(40, 46));
    await page.keyboard.type('corrected');
    await page.locator('.tracked ins').first().waitFor();
  }],
  ['sides', (page) => page.locator('.compared').selectOption('sides')],
  ['only', (page) => page.locator('.compared').selectOption('only')],
  ['typed', (page) => page.locator('.compared').selectOption('typed')],
  ['keys', async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('.bar-state button').last().click();
    await page.locator('dialog[open]').waitFor();
  }],
  ['view', async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('.bar-state button').first().click();
    await page.locator('dialog[open]').waitFor();
  }],
];

const browser = await launch();
for (const [way, options] of Object.entries(WAYS).filter(([name]) => !wanted.length || wanted.includes(name))) {
  const { context, page } = await newPage(browser, options);
  const address = new URL(url);
  if (way === 'de') address.searchParams.set('lang', 'de');
  await page.goto(address.href);
  await page.locator('[data-ready]').waitFor();
  for (const [view, go] of VIEWS) {
    try {
      await go(page);
    } catch (error) {
      console.error(`${view}-${way}: ${error.message.split('\n')[0]}`);
    }
    const path = join(folder, `${view}-${way}.png`);
    await page.screenshot({ path, animations: 'disabled' });
    console.log(path);
  }
  await context.close();
}
await browser.close();
