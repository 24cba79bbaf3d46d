// Code in colours: loaded where there is code, over the text as it stands, so that every selection in it keeps its place.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { article, at, draft, inWorkplace, launch, ready, select, until } from '../lib/desk.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const CODE = 'def area(r):  # of a circle\n    return "π" * 3.14\n';
const TASK = {
  format: 'corrigenda.task/1', id: 'code', revision: '1', kind: 'annotate', title: 'Code',
  instructions: { version: '1', text: 'Look.' }, turns: [{ id: 'u1', role: 'user', text: 'Write.' }],
  responses: [{ id: 'a', text: `So:\n\n\`\`\`python\n${CODE}\`\`\`\n\nand\n\n\`\`\`nonsense\nreturn 1\n\`\`\`\n` }],
  parts: ['issues', 'correction'],
};
const place = (task) => ({ server: null, files: { '/tasks.jsonl': `${JSON.stringify(task)}\n` } });

/** What has a colour, by its kind. */
const coloured = (page) => page.evaluate(() => Object.fromEntries([...CSS.highlights].map(([name, ranges]) =>
  [name, [...ranges].filter((range) => range.startContainer.isConnected).map(String).filter(Boolean)])));
const ALL = {
  'corrigenda-keyword': ['def', 'return'], 'corrigenda-string': ['"π"'], 'corrigenda-comment': ['# of a circle'],
  'corrigenda-number': ['3.14'], 'corrigenda-name': ['area'],
};
const joined = (found) => JSON.stringify(Object.fromEntries(Object.entries(found).map(([name, parts]) => [name, parts.join('')]).sort()));

/** The least contrast of the colours with what is behind the code. */
const contrast = (page) => article(page).locator('pre').first().evaluate((pre) => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  let behind = pre;
  while (getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
  const paper = light(getComputedStyle(behind).backgroundColor);
  return Math.min(...['keyword', 'string', 'comment', 'number', 'name'].map((kind) => {
    const ink = light(getComputedStyle(pre.querySelector('span, code'), `::highlight(corrigenda-${kind})`).color);
    return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  }));
});

for (const colorScheme of ['light', 'dark']) {
  test(`code has colours that can be read, ${colorScheme}, and a selection in it is exact`, () =>
    inWorkplace(browser, { ...place(TASK), page: { colorScheme } }, async ({ site, page }) => {
      await page.goto(site.host('strict', { backend: 'demo:?tasks=/tasks.jsonl', lang: 'en' }));
      await ready(page);
      await until(async () => joined(await coloured(page)), joined(ALL), 'the colours');
      assert.ok(await contrast(page) >= 4.5, `contrast ${await contrast(page)}`);
      await page.keyboard.press('t');
      await select(page, 'eturn "π');
      await page.keyboard.press('m');
      await until(async () => (await draft(page)).issues.length, 1, 'the issue');
      const [issue] = (await draft(page)).issues;
      const text = [...TASK.responses[0].text];
      assert.equal(issue.span.exact, 'eturn "π');
      assert.equal(text.slice(issue.span.start, issue.span.end).join(''), 'eturn "π');
      // The mark cuts what was one text: the colours are where they were.
      await until(async () => joined(await coloured(page)), joined(ALL), 'the colours under the mark');
      assert.equal(await article(page).locator('pre').first().innerText().then((all) => all.trimEnd()), CODE.trimEnd());
      assert.equal(await at(page, `issue ${issue.id}`).count(), 1);
    }));
}

test('a page without code loads nothing for it', () => {
  const plain = { ...TASK, responses: [{ id: 'a', text: 'Only `words`. The end.' }] };
  return inWorkplace(browser, place(plain), async ({ site, context, page }) => {
    const asked = [];
    context.on('request', (request) => asked.push(new URL(request.url()).pathname.split('/').at(-1)));
    await page.goto(site.host('strict', { backend: 'demo:?tasks=/tasks.jsonl', lang: 'en' }));
    await ready(page);
    await until(() => asked.includes('doubts_bg.wasm'), true, 'what comes after the text');
    assert.ok(!asked.includes('highlight_bg.wasm'));
  });
});
