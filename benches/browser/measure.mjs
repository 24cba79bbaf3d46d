// One case, opened cold again and again: a new context each time, so that nothing is in a cache.

import { newPage } from '../../tests/e2e/lib/browser.mjs';
import { probe } from './probe.mjs';

const SETTLE = 400;
const MEGA = 1 << 20;
const LONG = 50;

export function median(values) {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (!known.length) return null;
  const middle = known.length >> 1;
  return known.length % 2 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
}

/** Bytes and requests over the wire, as the browser counts them. */
async function traffic(context, page) {
  const session = await context.newCDPSession(page);
  const sum = { bytes: 0, requests: 0 };
  session.on('Network.requestWillBeSent', ({ request }) => { if (!request.url.startsWith('data:')) sum.requests += 1; });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => { sum.bytes += encodedDataLength; });
  await session.send('Network.enable');
  return { session, sum };
}

/** Submits, and answers how long after the click the next task was painted, and the longest task in between. */
async function next(page, selectors, before) {
  const last = selectors.submit.length - 1;
  for (const [index, selector] of selectors.submit.entries()) {
    if (index === last) await page.evaluate((text) => { globalThis.__bench.second = globalThis.__bench.until(text); }, before);
    await page.locator(selector).first().click();
  }
  return page.evaluate(async () => {
    const { at } = await globalThis.__bench.second;
    const { clicked, long } = globalThis.__bench;
    return { next: at - clicked, longest: Math.max(0, ...long.filter(([start]) => start >= clicked).map(([, took]) => took)) };
  });
}

async function once(browser, { url, selectors, least = 40, submits = false, context: options = {} }) {
  const { context, page } = await newPage(browser, { reducedMotion: null, ...options });
  context.setDefaultTimeout(60_000);
  try {
    const { session, sum } = await traffic(context, page);
    const { host, ready, texts, control } = selectors;
    await page.addInitScript(probe, { host, ready, texts, control, least });
    await page.goto(url, { waitUntil: 'commit' });
    const timeout = new Promise((_, refuse) => setTimeout(refuse, 60_000, new Error(`${url} was not usable within 60 s`)).unref());
    const { at, text } = await Promise.race([page.evaluate(() => globalThis.__bench.first), timeout]);
    await page.waitForTimeout(SETTLE);
    const { paint, long } = await page.evaluate(() => ({
      paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
      long: globalThis.__bench.long.map(([, took]) => took),
    }));
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const load = { bytes: sum.bytes, requests: sum.requests };
    const after = submits ? await Promise.race([next(page, selectors, text), timeout]) : { next: null, longest: 0 };
    return {
      ...load, paint, usable: at, heap: usedSize / MEGA, next: after.next,
      blocked: long.filter((took) => took > LONG).reduce((all, took) => all + took, 0),
      longest: Math.max(0, after.longest, ...long),
    };
  } finally {
    await context.close();
  }
}

/** Measures a case so many times; answers the median of each figure. `url` may be a function of the run, from 0. */
export async function measure(browser, { url, ...target }, runs) {
  const results = [];
  for (let run = 0; run < runs; run += 1) results.push(await once(browser, { ...target, url: typeof url === 'function' ? url(run) : url }));
  return Object.fromEntries(Object.keys(results[0]).map((key) => [key, median(results.map((result) => result[key]))]));
}
