// What is wider than its column, and what is written in the other direction: read, reached by key, and numbered where it is marked.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { article, at, inWorkplace, launch, ready, tasks, until } from '../lib/desk.mjs';
import { shooter } from '../lib/shots.mjs';

const shot = shooter('reading');

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const SUM = Array.from({ length: 30 }, (_, at) => `a_{${at + 1}}`).join(' + ');
const ROW = (word) => `| ${Array.from({ length: 14 }, (_, at) => `${word}column${at}`).join(' | ')} |`;
const TEXT = [
  '# Latin first',
  'זה טקסט בעברית עם מילה English בתוכו.',
  '- פריט ראשון\n- פריט שני',
  'The energy $E = mc^2$ is **known**, as `f(x)` is.',
  `$$${SUM} = b$$`,
  `${ROW('')}\n|${'---|'.repeat(14)}\n${ROW('x')}`,
  '```python\ndef f(x):\n    return 2\n```',
  'The end, and $x$.',
].join('\n\n');
const TASK = { ...tasks.boiling, id: 'wide', parts: ['issues', 'correction'], rubric: undefined, responses: [{ id: 'a', text: TEXT }] };

const issue = (id, exact, severity) => {
  const start = TEXT.indexOf(exact);
  return {
    id, response: 'a', category: 'fact', severity, comment: 'Look.', sources: [], left: null,
    span: { unit: 'codepoint', start, end: start + exact.length, exact, prefix: TEXT.slice(start - 8, start), suffix: TEXT.slice(start + exact.length, start + exact.length + 8) },
  };
};

const reading = (work, options = {}, value = null) => inWorkplace(browser, { server: null, files: { '/tasks.jsonl': `${JSON.stringify({ ...TASK, draft: value })}\n` }, ...options }, async ({ site, page }) => {
  await page.goto(`${site.url}?${new URLSearchParams({ backend: 'demo:', lang: 'en' })}`);
  await ready(page);
  await page.evaluate(([task, draft]) => {
    const element = document.querySelector('corrigenda-workbench');
    element.removeAttribute('backend');
    element.value = draft;
    element.task = task;
  }, [TASK, value]);
  await page.locator('[data-ready=wide]').waitFor();
  await article(page).locator('math').first().waitFor();
  await work(page);
});

test('every block has the direction of its own first words, whatever the response begins with', () => reading(async (page) => {
  const direction = (root, passage) => root.locator('.block', { hasText: passage }).first().evaluate((block) => getComputedStyle(block).direction);
  for (const [passage, expected] of [['Latin first', 'ltr'], ['בעברית', 'rtl'], ['ראשון', 'rtl'], ['energy', 'ltr']]) {
    assert.equal(await direction(article(page), passage), expected, passage);
  }
  await page.keyboard.press('c');
  await at(page, 'tracked').locator('math').first().waitFor();
  assert.equal(await direction(at(page, 'tracked'), 'בעברית'), 'rtl');
  assert.equal(await at(page, 'tracked').locator('pre').evaluate((code) => getComputedStyle(code).direction), 'ltr');
}));

test('a wide formula and a wide table can have the focus, those with room are no stop, and the caret is followed sideways', () => reading(async (page) => {
  const stops = (root) => root.locator('[tabindex="0"]').evaluateAll((all) => all.map((one) => one.className));
  for (const [pane, key] of [[article(page), 'r'], [at(page, 'tracked'), 'c']]) {
    await page.keyboard.press(key);
    await pane.locator('.cells').scrollIntoViewIfNeeded();
    await until(() => stops(pane), (found) => found.filter((name) => name !== 'text').join() === 'math display,cells', `the stops by ${key}`);
    await assertAccessible(page, `wide by ${key}`);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await page.keyboard.press('t');
  const cells = article(page).locator('.cells');
  const caret = () => page.locator('[data-at="caret"]').evaluate((one) => {
    const [box, pane] = [one.getBoundingClientRect(), one.closest('.cells, .math.display')?.getBoundingClientRect()];
    return pane ? box.left >= pane.left && box.right <= pane.right : null;
  }).catch(() => null);
  // Down to the formula, then term by term to its end, and word by word through the first row of the table.
  for (let press = 0; press < 20 && (await caret()) === null; press += 1) await page.keyboard.press('ArrowDown');
  const height = () => article(page).locator('.math.display').evaluate((one) => one.clientHeight);
  assert.ok(await height() < 60, `with the caret behind it the formula is ${await height()} px high`);
  await page.keyboard.press('ArrowUp');
  for (const [pane, key, presses] of [['.math.display', 'Alt+ArrowRight', 80], ['.cells', 'ArrowRight', 30]]) {
    let seen = 0;
    for (let press = 0; press < presses; press += 1) {
      const inside = await until(caret, (now) => now !== false, `the caret in ${pane} after ${press} presses`);
      if (inside !== null && await article(page).locator(pane).evaluate((one) => one.contains(one.getRootNode().querySelector('[data-at="caret"]')))) {
        seen += 1;
      }
      await page.keyboard.press(key);
    }
    assert.ok(seen > 10, `the caret was in ${pane} ${seen} times`);
  }
  assert.ok(await cells.evaluate((one) => one.scrollLeft) > 0, 'the table was scrolled');
}));

test('what is marked with the signs of Markdown and TeX around it has its number, which covers nothing', () => {
  const issues = [['$E = mc^2$', 'minor'], ['**known**', 'major'], ['`f(x)`', 'minor'], [`$$${SUM} = b$$`, 'critical']].map(([exact, severity], at) => issue(`i-${at + 1}`, exact, severity));
  return reading(async (page) => {
    for (const [index, { id }] of issues.entries()) {
      const mark = page.locator(`[data-at="issue-text ${id}"]`);
      assert.equal(await mark.count(), 1, `${id} has a place`);
      assert.equal(await mark.getAttribute('data-n'), String(index + 1), `${id} has its number`);
    }
    // The number stands behind the formula, and a minor mark has its line there too.
    const formula = page.locator('[data-at="issue-text i-1"]');
    const [position, line] = await formula.evaluate((mark) => [getComputedStyle(mark, '::after').position, getComputedStyle(mark).borderBlockEndStyle]);
    assert.deepEqual([position, line], ['static', 'dotted']);
    // A wide one is marked to its end.
    const wide = await page.locator('[data-at="issue-text i-4"]').evaluate((mark) => mark.getBoundingClientRect().right - mark.querySelector('math').getBoundingClientRect().right);
    assert.ok(wide >= 0, `the mark ends ${wide} px behind its formula`);
    await shot(page, 'marked-formulas');
  }, {}, { format: 'corrigenda.annotation/1', task: { id: 'wide' }, issues });
});

test('in forced colours code is not coloured as if it were selected', () => reading(async (page) => {
  const code = article(page).locator('pre code');
  await code.scrollIntoViewIfNeeded();
  await until(() => page.evaluate(() => CSS.highlights.size), (size) => size > 0, 'the highlights');
  const adjust = await code.evaluate((one) => getComputedStyle(one).forcedColorAdjust);
  const colour = await code.evaluate((one) => getComputedStyle(one, '::highlight(corrigenda-keyword)').backgroundColor);
  assert.deepEqual([adjust, colour], ['none', 'rgba(0, 0, 0, 0)']);
}, { page: { forcedColors: 'active' } }));
