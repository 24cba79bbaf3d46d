// Chromium as the tests and the bench use it.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  // At every new window Chromium loads pages of its own for the address bar, beside the page that is tried or measured.
  '--disable-features=WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,WebUIOmniboxPopup,PreloadTopChromeWebUI',
];

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** The browser's program: what CHROMIUM names, or where Debian puts it. */
export function executable() {
  const found = process.env.CHROMIUM ?? PLACES.find(existsSync);
  if (!found) throw new Error('there is no Chromium: set CHROMIUM=/path/to/chromium');
  return found;
}

/** A browser; close it when done. */
export function launch(options = {}) {
  return chromium.launch({ executablePath: executable(), headless: true, args: ARGS, ...options });
}

/**
 * A page in a context of its own: nothing is shared with another. `problems` collects what a user would call broken:
 * errors nobody caught, errors on the console, and what the content security policy blocked.
 */
export async function newPage(browser, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 }, locale: 'en-GB', reducedMotion: 'reduce', acceptDownloads: true, ...options,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  return { context, page, problems: problemsOf(page) };
}

/** Collects the problems of a page from now on. */
export function problemsOf(page) {
  const problems = [];
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A refused call is what some tests are about; the browser reports each one here.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) problems.push(`console: ${message.text()}`);
  });
  return problems;
}
