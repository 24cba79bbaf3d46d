// A model's text is only ever text: nothing in it becomes an element, a request, a dialog or a script. Formulas are set, as
// elements of MathML and nothing else; what sets them is loaded only where a text has one.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './lib/axe.mjs';
import { strangeDoings } from './lib/browser.mjs';
import { article, button, field, inWorkplace, launch, ready, replace, select, tasks, until } from './lib/desk.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const EVIL = 'https://evil.invalid/';
/** Every way in that we know of, each with a word by which it must be readable as text. */
const TEXT = [
  `<script>globalThis.pwned = 'script'; fetch('${EVIL}script')</script>`,
  `<img src="${EVIL}img" onerror="globalThis.pwned = 'img'" alt="picture">`,
  `<svg onload="globalThis.pwned = 'svg'"><image href="${EVIL}svg"/></svg>`,
  `<style>@import url('${EVIL}style'); .workbench { display: none }</style>`,
  `<iframe src="${EVIL}frame" srcdoc="<script>parent.pwned = 'frame'</script>"></iframe>`,
  `<form action="${EVIL}form"><input autofocus onfocus="globalThis.pwned = 'input'"></form>`,
  `<link rel="stylesheet" href="${EVIL}link"><base href="${EVIL}"><meta http-equiv="refresh" content="0;url=${EVIL}">`,
  `An inline <b onclick="globalThis.pwned = 'b'">bold</b> and <corrigenda-workbench backend="${EVIL}"></corrigenda-workbench> tag.`,
  `A ![picture](${EVIL}markdown.png "title") that is not loaded, and ![](javascript:alert(1)).`,
  `A [trap](javascript:globalThis.pwned='link'), a [data](data:text/html,<script>alert(1)</script>), a [vb](vbscript:x), a [tab](java\tscript:alert(1)).`,
  `An [odd](JaVaScRiPt:alert(1)) one, <javascript:alert(1)>, and an [honest](https://example.org/path) one.`,
  'Bidi: \u202Egnp.exe\u202C and \u2066isolated\u2069 stay in their line.',
  '```html\n<script>globalThis.pwned = \'code\'</script>\n```',
  `| <img src=${EVIL}cell> | b |\n|--|--|\n| </td></table><script>globalThis.pwned='cell'</script> | 2 |`,
  '{{constructor.constructor("globalThis.pwned=1")()}} ${7*7} `<u>code</u>` &lt;i&gt; &#60;u&#62;',
  'The last line.',
].join('\n\n');
const TASK = {
  format: 'corrigenda.task/1', id: 'hostile <img src=x onerror=alert(1)>', revision: '1', kind: 'annotate', language: 'en" onload="alert(1)',
  title: '<img src=x onerror=alert(1)> title', domains: ['<b>domain</b>'],
  instructions: { version: '<i>1</i>', text: TEXT }, turns: [{ id: 'u1', role: 'user', text: TEXT }],
  sources: [{ id: 's1', title: '<b>source</b>', url: 'javascript:alert(1)', text: TEXT }],
  attachments: [{ id: 'f1', title: '<b>file</b>', media_type: 'text/html', url: 'javascript:alert(1)' }],
  responses: [{ id: 'a', text: TEXT }],
  reference: { text: TEXT },
  rubric: { id: 'r', version: '1', criteria: [{ id: 'c"1', title: '<img src=x onerror=alert(1)>', text: TEXT, points: 1, scale: { kind: 'binary' } }] },
  taxonomy: { categories: [{ id: 'f', name: '<b>Fact</b>', description: '"><script>alert(1)</script>' }], severities: [{ id: 'm', name: '<b>minor</b>', weight: 1 }] },
  parts: ['issues', 'scores', 'correction'],
};
const NEVER = 'script, img, image, svg, style, iframe, object, embed, form:not(dialog form), input[autofocus], link, base, meta, video, audio, '
  + 'corrigenda-workbench corrigenda-workbench, b[onclick], u, [onload], [onerror], [onfocus], [href^="javascript" i], [href^="data" i], [href^="vb" i], [src], [style*="url"]';

/** What must not be in the element's tree, and what must be readable there. */
async function assertHarmless(page, where) {
  const { found, text } = await page.locator('corrigenda-workbench').evaluate((element, never) => {
    const root = element.shadowRoot;
    return { found: [...root.querySelectorAll(never)].map((one) => one.outerHTML.slice(0, 200)), text: root.textContent };
  }, NEVER);
  assert.deepEqual(found, [], `${where}: elements that came out of the text`);
  for (const word of ['onerror="globalThis.pwned', 'javascript:alert(1)', '<corrigenda-workbench backend=', 'globalThis.pwned = \'code\'']) {
    assert.ok(text.includes(word), `${where}: ${word} can be read`);
  }
  assert.equal(await page.evaluate(() => globalThis.pwned ?? null), null, where);
}

test('hostile text is shown as text, everywhere, and nothing of it comes to life', () => {
  // Without a policy of the host's: what holds here holds by itself.
  const place = { server: null, csp: null, files: { '/tasks.jsonl': JSON.stringify(TASK) } };
  return inWorkplace(browser, place, async ({ site, context, page }) => {
    const strange = strangeDoings(context, site.url);
    await page.goto(site.host('strict', { backend: 'demo:?tasks=/tasks.jsonl', lang: 'en' }));
    await ready(page);
    await article(page).getByText('The last line.').waitFor();
    for (const details of await page.locator('details').all()) await details.evaluate((one) => one.setAttribute('open', ''));
    await assertHarmless(page, 'read');

    await select(page, 'The last line.');
    await page.keyboard.press('1');
    await page.locator('[data-at^="criterion "]').click();
    await assertHarmless(page, 'judged');
    for (const trap of ['trap', 'data', 'vb', 'odd']) {
      await article(page).getByText(trap, { exact: true }).click();
    }
    const honest = article(page).getByRole('link', { name: 'honest' });
    assert.equal(await honest.getAttribute('href'), 'https://example.org/path');
    assert.match(await honest.getAttribute('rel'), /noopener.*noreferrer|noreferrer.*noopener/);

    await button(page, 'Source').click();
    await until(() => article(page).innerText(), (text) => text.includes('<script>'), 'the source');
    await assertHarmless(page, 'source');
    await button(page, 'Correct', { exact: true }).click();
    await replace(page, 'The last line.', '<img src=x onerror="globalThis.pwned=2"> <script>globalThis.pwned=3</script>');
    await page.locator('.tracked ins').first().waitFor();
    await page.locator('.compared').selectOption('sides');
    await assertHarmless(page, 'corrected');
    assert.ok((await field(page).inputValue()).startsWith(TEXT.slice(0, 200)));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.deepEqual(strange, [], 'nothing left the page');
  });
});

const FORMULAS = 'So $E = mc^3$ holds, with $\\ce{SO4^2-}$ and $5 to $10.\n\n'
  + '$$\\int_0^\\infty e^{-x^2}\\,\\mathrm{d}x = \\frac{\\sqrt{\\pi}}{2}$$\n\n'
  + '\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}\n\nAnd $\\href{javascript:alert(1)}{x}$ is shown. The end.';
const SET = { ...tasks.boiling, id: 'formulas', responses: [{ id: 'a', text: FORMULAS }] };
const place = (task) => ({ server: null, files: { '/tasks.jsonl': `${JSON.stringify(task)}\n` } });

/** The page with one task, and the names of the binaries that it asked for. */
async function opened(site, context, page) {
  const asked = [];
  context.on('request', (request) => asked.push(new URL(request.url()).pathname.split('/').at(-1)));
  await page.goto(site.host('strict', { backend: 'demo:?tasks=/tasks.jsonl', lang: 'en' }));
  await ready(page);
  return asked;
}

test('formulas are elements of MathML, and what cannot be set is there as its source', () =>
  inWorkplace(browser, place(SET), async ({ site, context, page }) => {
    const asked = await opened(site, context, page);
    await until(() => article(page).locator('math').count(), 4, 'the formulas');
    assert.ok(asked.includes('math_bg.wasm'));
    const names = await article(page).evaluate((root) =>
      [...root.querySelectorAll('math, math *')].map((one) => `${one.namespaceURI} ${one.localName}`));
    assert.ok(names.every((name) => name.startsWith('http://www.w3.org/1998/Math/MathML m')), names.join());
    assert.match(await article(page).locator('.tex.refused').innerText(), /href/);
    assert.match(await article(page).locator('.tex.refused').getAttribute('title'), /cannot be set/);
    assert.match(await article(page).innerText(), /\$5 to \$10\./);
    assert.equal(await article(page).locator('a, [href], [style]').count(), 0);
    // The host page has landmarks of its own.
    await assertAccessible(page, 'formulas', { disable: ['landmark-main-is-top-level', 'landmark-no-duplicate-main', 'landmark-unique'] });
  }));

test('a page without formulas loads nothing for them', () =>
  inWorkplace(browser, place(tasks.boiling), async ({ site, context, page }) => {
    const asked = await opened(site, context, page);
    await button(page, 'Correct', { exact: true }).click();
    await replace(page, '90', '100');
    await page.locator('.tracked ins').first().waitFor();
    assert.deepEqual(asked.filter((name) => name.startsWith('math')), []);
    // The first formula that is typed brings it.
    await replace(page, 'thicker', '$x^2$');
    await page.locator('.tracked math').first().waitFor();
  }));

test('a corrected formula stands there as it was and as it is', () =>
  inWorkplace(browser, place(SET), async ({ site, context, page }) => {
    await opened(site, context, page);
    await until(() => article(page).locator('math').count(), 4, 'the formulas');
    await button(page, 'Correct', { exact: true }).click();
    await replace(page, 'mc^3', 'mc^2');
    await page.locator('.tracked ins math').waitFor();
    assert.match(await page.locator('.tracked del math').first().textContent(), /3/);
    assert.match(await page.locator('.tracked ins math').first().textContent(), /2/);
    assert.match(await field(page).inputValue(), /mc\^2/);
    await page.locator('.compared').selectOption('sides');
    await page.locator('.tracked[data-tied="original"] del math').waitFor();
  }));
