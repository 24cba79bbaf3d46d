// The workbench beside a plain article: what is selected in the article becomes an issue, and the article shows it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { assertAccessible } from '../lib/axe.mjs';
import { at, button, draft, fetched, launch, ready, until } from '../lib/desk.mjs';
import { DEMO, click, extent, marking, named, onPage, painted, select, tasks, toolbar, traces } from './page.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const openCard = (page) => page.locator('[data-at^="issue "].open:visible');

test('what is selected in an article is submitted with its place in the response, in code points', () =>
  onPage(browser, { server: true }, async ({ page, site, server }) => {
    await page.goto(site.host('page/article', { backend: '/api/', lang: 'en', task: 'pump' }));
    await marking(page);
    // Over many nested elements and a line end of the page; named by a digit, then how grave it is.
    await select(page, '#answer', 'flow temperature decides: at 55');
    await page.keyboard.press('1');
    await openCard(page).waitFor();
    await until(() => painted(page), (found) => found['open-major'] === 'flow temperature decides: at 55', 'the mark');
    await page.keyboard.press('2');
    await openCard(page).getByRole('textbox').first().fill('Of the old radiators, too.');
    // In a table, by a button.
    await select(page, '#answer', '3.9 kWh');
    await toolbar(page).getByRole('button', { name: 'Number' }).click();
    await openCard(page).getByRole('button', { name: /^critical/ }).click();
    await openCard(page).getByRole('textbox').first().fill('2.4 kWh.');
    // Over the end of an item of a list.
    await select(page, '#answer', 'radiators. Then set the flow');
    await page.keyboard.press('3');
    await openCard(page).getByRole('button', { name: /^minor/ }).click();
    await openCard(page).getByRole('textbox').first().fill('Who says so?');
    // A formula is one thing.
    await select(page, '#answer', 'Q∕');
    await page.keyboard.press('1');
    await openCard(page).getByRole('button', { name: /^major/ }).click();
    await openCard(page).getByRole('textbox').first().fill('Where is it defined?');
    await assertAccessible(page, 'an article with marks');

    await button(page, /^Submit/).click();
    await until(() => fetched(server).then((lines) => lines.length), 1, 'the submission');
    const [{ annotation }] = await fetched(server);
    const source = tasks.pump.responses[0].text;
    const words = annotation.issues.map(({ span }) => named(source, span));
    assert.deepEqual(words, ['flow temperature decides: at 55', '3.9 kWh', 'radiators.\n3. Then set the flow', 'SPF = Q / W']);
    for (const { span } of annotation.issues) {
      assert.equal(span.unit, 'codepoint');
      assert.equal(span.exact, named(source, span));
    }
  }));

test('a click on a mark leads to its issue, and an issue leads to its place in the article', () =>
  onPage(browser, { page: { viewport: { width: 1280, height: 500 } } }, async ({ page, site }) => {
    await page.goto(site.host('page/article', { backend: DEMO, lang: 'en', task: 'pump' }));
    await marking(page);
    for (const [passage, digit] of [['moves heat', '1'], ['flow temperature to 75', '2']]) {
      await select(page, '#answer', passage);
      await page.keyboard.press('1');
      await openCard(page).waitFor();
      await page.keyboard.press(digit);
      await page.keyboard.press('Escape');
    }
    await until(() => painted(page), (found) => found.minor === 'moves heat', 'the first mark');
    await click(page, '#answer', 'moves heat');
    await until(() => openCard(page).innerText(), (text) => text.includes('moves heat'), 'the card of the mark');
    await page.evaluate(() => scrollTo(0, 0));
    await page.locator('[data-at^="issue "]:visible').filter({ hasText: '75' }).click();
    const seen = async () => {
      const [{ y }] = await page.evaluate(() => [document.querySelector('#answer ol li:last-child').getBoundingClientRect()]);
      return y;
    };
    await until(seen, (y) => y > 50 && y < 480, 'the place in the article');
  }));

test('all can be done by keys: the quote is found, named and said what is wrong with it', () =>
  onPage(browser, {}, async ({ page, site }) => {
    await page.goto(site.host('page/article', { backend: DEMO, lang: 'en', task: 'pump' }));
    await marking(page);
    // From the page's own links into the workbench.
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement.tagName === 'CORRIGENDA-WORKBENCH')) break;
    }
    await page.keyboard.press('f');
    await page.keyboard.type('room by room');
    await until(() => painted(page), (found) => found.selected === 'room by room', 'what was found, in the article');
    // Past "Cancel" to what marks it.
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
    await openCard(page).waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('2');
    await page.keyboard.type('Not needed for a flat.');
    await until(() => painted(page), (found) => found['open-major'] === 'room by room', 'the mark');
    const [issue] = (await draft(page)).issues;
    assert.deepEqual([issue.span.exact, issue.category, issue.severity, issue.comment], ['room by room', 'fact', 'major', 'Not needed for a flat.']);
  }));

test('an element that is removed leaves the page as it was, with highlights and with boxes', async () => {
  for (const boxes of [false, true]) {
    await onPage(browser, {}, async ({ page, site }) => {
      if (boxes) await page.addInitScript(() => delete CSS.highlights);
      await page.goto(site.host('page/article', { backend: DEMO, lang: 'en', task: 'pump' }));
      await marking(page);
      await page.evaluate(() => (globalThis.workbench = document.querySelector('corrigenda-workbench')).remove());
      await until(() => left(page), 0, 'the page without it');
      const first = await traces(page);
      // The driver leaves listeners of its own at the first time: so all is done twice.
      await work(page, boxes);
      const before = await traces(page);
      assert.deepEqual({ ...before, window: first.window }, first);
      await work(page, boxes);
      assert.deepEqual(await traces(page), before);
    });
  }
});

/** How much of the workbench is left on the page. */
const left = (page) => page.evaluate(() => (CSS.highlights?.size ?? 0) + document.adoptedStyleSheets.length);

/** The element comes, marks and goes again. */
async function work(page, boxes) {
  const before = await page.evaluate(() => document.documentElement.outerHTML);
  await page.evaluate(() => document.querySelector('aside').append(globalThis.workbench));
  await marking(page);
  await select(page, '#answer', 'three to four');
  await page.keyboard.press('1');
  await openCard(page).waitFor();
  if (boxes) {
    const [from, to] = await extent(page, '#answer', 'three to four');
    const box = () => page.locator('corrigenda-workbench .boxes i.open-major').first().boundingBox();
    const over = (found) => found && found.x <= from.x && found.x + found.width >= to.x - 1 && found.y < from.y && found.y + found.height > from.y;
    const there = await until(box, over, 'the box over the text');
    const moved = await page.evaluate((was) => (scrollTo(0, was > 60 ? 0 : 120), scrollY - was), await page.evaluate(() => scrollY));
    assert.ok(Math.abs(moved) > 30, 'the page can be scrolled');
    await until(box, (found) => found && Math.abs(found.x - there.x) < 1 && Math.abs(found.y + moved - there.y) < 1, 'the box after scrolling');
  } else {
    await until(() => painted(page), (found) => found['open-major'] === 'three to four', 'the mark');
    assert.equal((await traces(page)).sheets, 1);
  }
  const html = await page.evaluate(() => document.documentElement.outerHTML);
  assert.equal(html.replace(/<corrigenda-workbench.*<\/corrigenda-workbench>/s, ''), before, 'nothing of the page is changed while it works');
  await page.evaluate(() => globalThis.workbench.remove());
  await until(() => left(page), 0, 'the page without it');
}

test('without the attribute nothing of it is loaded; with it taken away the text is back in the workbench', () =>
  onPage(browser, {}, async ({ page, site }) => {
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(site.host('strict', { backend: DEMO, lang: 'en', task: 'pump' }));
    await ready(page);
    assert.deepEqual(asked.filter((path) => /target|placing/.test(path)), []);
    await page.goto(site.host('page/article', { backend: DEMO, lang: 'en', task: 'pump' }));
    await marking(page);
    assert.ok(asked.includes('/placing_bg.wasm'));
    await page.evaluate(() => document.querySelector('corrigenda-workbench').removeAttribute('for'));
    await at(page, 'article').waitFor();
    assert.equal(await page.evaluate(() => CSS.highlights.size + document.adoptedStyleSheets.length), 0);
    await page.evaluate(() => (document.querySelector('corrigenda-workbench').htmlFor = document.querySelector('#answer')));
    await marking(page);
  }));

test('where the page is narrow the workbench is a panel that a button opens', () =>
  onPage(browser, { page: { viewport: { width: 390, height: 780 } } }, async ({ page, site }) => {
    await page.goto(site.host('page/article', { backend: DEMO, lang: 'en', task: 'pump' }));
    const opener = button(page, 'Issues (0)');
    await opener.waitFor();
    assert.equal(await page.locator('.corrigenda-root').isVisible(), false);
    await select(page, '#answer', 'any device');
    await toolbar(page).getByRole('button', { name: 'Wording' }).click();
    await openCard(page).waitFor();
    await until(() => painted(page), (found) => found['open-major'] === 'any device', 'the mark');
    await assertAccessible(page, 'the open panel');
    await button(page, 'Close').click();
    await button(page, 'Issues (1)').waitFor();
    await assertAccessible(page, 'the closed panel');
    await button(page, 'Issues (1)').hover();
    await assertAccessible(page, 'the button under the mouse');
    await click(page, '#answer', 'any device');
    await openCard(page).waitFor();
  }));

const PAIR = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Two</title><script type="module" src="element.js"></script></head><body>
<main><h1>Two answers</h1><div dir="rtl" lang="ar" class="answer">يغلي الماء عند <b>90 درجة</b> مئوية عند مستوى سطح البحر. وكلما ارتفعنا انخفض الضغط.</div>
<div class="answer">Water boils at 100 °C at sea level. Higher up the pressure is lower.</div>
<p id="other">Mitochondria make most of the <i>ATP</i> of a cell.</p></main>
<section id="one"><corrigenda-workbench for=".answer" backend="${DEMO}" task="both" lang="en"></corrigenda-workbench></section>
<section id="two"><corrigenda-workbench for="#other" backend="${DEMO}" task="chat" lang="en"></corrigenda-workbench></section></body></html>`;

test('two answers to one task and two workbenches on one page stay apart, also from right to left', () =>
  onPage(browser, { files: { '/pair.html': PAIR }, csp: null }, async ({ page, site }) => {
    await page.goto(`${site.url}pair.html`);
    await marking(page, '#one');
    await marking(page, '#two');
    await select(page, '.answer', 'درجة مئوية');
    await page.keyboard.press('1');
    await until(() => painted(page), (found) => found['open-major'] === 'درجة مئوية', 'the Arabic mark');
    await page.keyboard.press('1');
    await select(page, '.answer:nth-of-type(2)', 'pressure is lower');
    await page.keyboard.press('2');
    await until(() => painted(page), (found) => found['open-major'] === 'pressure is lower', 'the second answer’s mark');
    await select(page, '#other', 'most of the ATP');
    await page.keyboard.press('2');
    await until(() => painted(page), (found) => found['open-major'] === 'pressure is lower | most of the ATP', 'the mark of the other workbench');
    const issues = (section) => page.evaluate((id) => document.querySelector(`${id} corrigenda-workbench`).value.issues.map(({ response, span }) => [response, span.exact]), section);
    assert.deepEqual(await issues('#one'), [['a', 'درجة** مئوية'], ['b', 'pressure is lower']]);
    assert.deepEqual(await issues('#two'), [['a', 'most of the **ATP']]);
    await page.evaluate(() => document.querySelector('#two').remove());
    await until(() => painted(page), (found) => found['open-major'] === 'pressure is lower', 'what the first one marks');
  }));

test('the page of the documentation works as it stands there', () => {
  const docs = readFileSync(resolve(import.meta.dirname, '../../../docs/in-page.md'), 'utf8');
  const html = docs.match(/```html\n(<!doctype html>.*?)```/s)[1];
  const task = JSON.parse(docs.match(/```json\n(\{.*?)```/s)[1]);
  return onPage(browser, { csp: null, files: { '/example.html': html, '/answer.json': JSON.stringify(task) } }, async ({ page, site }) => {
    await page.goto(`${site.url}example.html`);
    await marking(page);
    await select(page, '#answer', '90 °C');
    await page.keyboard.press('1');
    await until(() => painted(page), (found) => found['open-major'] === '90 °C', 'the mark');
    const { issues: [{ span }] } = await draft(page);
    assert.equal(named(task.responses[0].text, span), '90 °C');
  });
});
