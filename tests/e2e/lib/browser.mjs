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

/** How many times slower than this machine the pages' processor is: what is true only on a fast one shows itself. */
export const SLOWER = Number(process.env.SLOWER || 1);
/** So long something is waited for, in milliseconds. */
export const PATIENCE = 10_000 * Math.max(1, SLOWER / 2);

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
  context.setDefaultTimeout(PATIENCE);
  if (SLOWER > 1) context.on('page', (opened) => slowDown(context, opened));
  const page = await context.newPage();
  return { context, page, problems: problemsOf(page) };
}

/** Slows the page's processor down; a page that is gone already needs it no more. */
async function slowDown(context, page) {
  try {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  } catch (error) {
    if (!page.isClosed()) throw error;
  }
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

/** The renderer's process ends as in a crash: no event of the page fires. */
export async function crash(context, page) {
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {});
  await crashed;
  await page.close();
}

/** Collects what a page must never do by itself: ask another place, open a dialog, open a window. */
export function strangeDoings(context, home) {
  const strange = [];
  context.on('request', (request) => request.url().startsWith(home) || request.url().startsWith('blob:') || strange.push(request.url()));
  context.on('dialog', (dialog) => {
    strange.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  context.on('page', (popup) => strange.push(`popup: ${popup.url()}`));
  return strange;
}
