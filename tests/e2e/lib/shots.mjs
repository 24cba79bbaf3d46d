// Pictures of a state in every way in which somebody sees it, in tests/e2e/results/.

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newPage } from './browser.mjs';

export const RESULTS = resolve(import.meta.dirname, '../results');

/** The ways to look: options of a browser context. A page at 200 % has half the CSS pixels of the same window. */
export const WAYS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  de: { locale: 'de-DE', colorScheme: 'light' },
  narrow: { viewport: { width: 1024, height: 768 } },
  zoom200: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  'forced-colors': { forcedColors: 'active' },
};

/** Takes `name-way.png` of a page as it is now. */
export async function shot(page, name) {
  mkdirSync(RESULTS, { recursive: true });
  await page.screenshot({ path: join(RESULTS, `${name}.png`), animations: 'disabled' });
}

/**
 * Brings a fresh page into a state in each way and takes its picture: `open(page, way)` drives it there, `check(page,
 * way)` may look at it too (axe, no sideways scrolling).
 */
export async function shots(browser, name, open, { ways = Object.keys(WAYS), check = null } = {}) {
  for (const way of ways) {
    const { context, page } = await newPage(browser, WAYS[way]);
    try {
      await open(page, way);
      await shot(page, `${name}-${way}`);
      if (check) await check(page, way);
    } finally {
      await context.close();
    }
  }
}

/** Whether the page itself scrolls sideways, as it must not at 200 %. */
export const scrollsSideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
