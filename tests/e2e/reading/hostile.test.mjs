// A collection of inputs that mean harm, as a model could write them: shown as text under a strict policy with Trusted Types
// enforced. Nothing runs, no request leaves, no style escapes, and the browser has nothing to complain about.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { strangeDoings } from '../lib/browser.mjs';
import { article, button, inWorkplace, launch, ready, until } from '../lib/desk.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const CASES = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../it/reading/hostile.json'), 'utf8'));
/** As items of a list, so that none swallows the next; and one after the other, as they come. */
const LISTED = CASES.map((one) => `- ${one.replaceAll('\n', '\n  ')}`).join('\n');
const PLAIN = `${CASES.join('\n\n')}\n\n`;
const TASK = {
  format: 'corrigenda.task/1', id: 'hostile', revision: '1', kind: 'annotate', title: CASES[0],
  instructions: { version: '1', text: LISTED }, turns: [{ id: 'u1', role: 'user', text: LISTED }],
  sources: [{ id: 's1', title: CASES[5], text: LISTED }],
  responses: [{ id: 'a', text: `${LISTED}\n\nThe end of the list.` }, { id: 'b', text: PLAIN }],
  rubric: { id: 'r', version: '1', criteria: [{ id: 'c1', title: CASES[11], text: LISTED, points: 1, scale: { kind: 'binary' } }] },
  parts: ['issues', 'scores', 'correction'],
};
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; "
  + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const NEVER = 'script, img, image, picture, svg, style, iframe, object, embed, form:not(dialog form), link, base, meta, video, audio, template, '
  + 'slot, marquee, frameset, body, [style*="url"], [style*="position"], [srcset], [formaction], [is], [popover]';

async function assertHarmless(page, where) {
  const found = await page.locator('corrigenda-workbench').evaluate((element, never) => {
    const root = element.shadowRoot;
    const all = [...root.querySelectorAll('*')];
    const handlers = all.filter((one) => one.getAttributeNames().some((name) => name.startsWith('on')));
    const links = all.filter((one) => one.hasAttribute('href') && !/^(https?:\/\/|mailto:)/i.test(one.getAttribute('href')));
    const out = [...root.querySelectorAll('.outward')].filter((one) => one.target !== '_blank' || !one.rel.includes('noopener'));
    const foreign = [...root.querySelectorAll(never)];
    return [...handlers, ...links, ...out, ...foreign].map((one) => one.outerHTML.slice(0, 200));
  }, NEVER);
  assert.deepEqual(found, [], `${where}: what came out of the text`);
  assert.equal(await page.evaluate(() => globalThis.pwned ?? null), null, where);
}

test(`${CASES.length} inputs that mean harm are text, read, as source and corrected`, () => {
  const place = { server: null, csp: POLICY, files: { '/tasks.jsonl': `${JSON.stringify(TASK)}\n` } };
  return inWorkplace(browser, place, async ({ site, context, page }) => {
    const strange = strangeDoings(context, site.url);
    await page.addInitScript(() => {
      globalThis.violations = [];
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => globalThis.violations.push(`${violatedDirective} ${blockedURI}`));
    });
    await page.goto(site.host('strict', { backend: 'demo:?tasks=/tasks.jsonl', lang: 'en' }));
    await ready(page);
    await article(page).getByText('The end of the list.').waitFor();
    await until(() => article(page).locator('li').count(), (count) => count >= CASES.length, 'all of the list');
    await assertHarmless(page, 'read');
    const links = await article(page).locator('.unsafe-link').count();
    assert.ok(links > 40, `${links} links that lead nowhere`);
    for (const at of [0, 7, 20]) await article(page).locator('.unsafe-link').nth(at).click();
    await button(page, 'Source').click();
    await until(() => article(page).innerText(), (text) => text.includes('<script>'), 'the source');
    await assertHarmless(page, 'source');
    await button(page, 'Correct', { exact: true }).click();
    await page.locator('.tracked:visible').first().waitFor();
    await assertHarmless(page, 'corrected');
    await button(page, 'Read', { exact: true }).click();
    await page.keyboard.press(']');
    await article(page).getByText('constructor.constructor').first().waitFor();
    await assertHarmless(page, 'one after the other');
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.deepEqual(strange, [], 'nothing left the page');
    assert.deepEqual(await page.evaluate(() => globalThis.violations), [], 'no policy was broken');
  });
});
