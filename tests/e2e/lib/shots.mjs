// The ways in which somebody sees the page, and pictures of it to look at.

import { resolve } from 'node:path';

/** Options of a browser context. A page at 200 % has half the CSS pixels of the same window. */
export const WAYS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  de: { locale: 'de-DE', colorScheme: 'light' },
  narrow: { viewport: { width: 1024, height: 768 } },
  zoom200: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  'forced-colors': { forcedColors: 'active' },
};

/** Whether the page itself scrolls sideways, as it must not at 200 %. */
export const scrollsSideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);

/** Takes pictures into a folder of the results: `shot(page, name)`. */
export const shooter = (folder) => (page, name) => page.screenshot({ path: resolve(import.meta.dirname, '../results', folder, `${name}.png`) });
