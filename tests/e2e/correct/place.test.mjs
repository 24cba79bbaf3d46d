// Where one was, one stays: out of a comment, into the correction and back, and with two views of one long text.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { article, at, field, focused, inWorkplace, issueCard, launch, mark, ready, replace, until } from '../lib/desk.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

// Tables are high as source and low as they are read, prose the other way round: their shares of the whole say nothing.
const part = (at) => `## Part ${at}\n\n${`Words of part ${at} that go on and on. `.repeat(12)}\n\n| a | b |\n|--|--|\n${`| ${at} | cell |\n`.repeat(at % 3 === 0 ? 24 : 2)}\nEnd of part ${at}.`;
const TEXT = Array.from({ length: 40 }, (_, at) => part(at + 1)).join('\n\n');
const TASK = {
  format: 'corrigenda.task/1', id: 'long', revision: '1', title: 'Long', language: 'en', parts: ['issues', 'correction'],
  responses: [{ id: 'a', text: TEXT }],
  taxonomy: { categories: [{ id: 'fact', name: 'Fact' }], severities: [{ id: 'minor', name: 'minor', weight: 1 }] },
};

const reading = (work) => inWorkplace(browser, { server: null }, async (place) => {
  await place.page.goto(`${place.site.url}?${new URLSearchParams({ backend: 'file:', lang: 'en' })}`);
  await place.page.locator('input[type=file]').setInputFiles({ name: 'tasks.jsonl', mimeType: 'text/plain', buffer: Buffer.from(JSON.stringify(TASK)) });
  await ready(place.page);
  await article(place.page).getByText('End of part 40.').waitFor({ state: 'attached' });
  await work(place);
});

/** Whether a passage is seen in a pane. */
const isSeen = (page, pane, passage) => page.locator(pane).evaluate((root, wanted) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const from = walker.currentNode.data.indexOf(wanted);
    if (from < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, from);
    range.setEnd(walker.currentNode, from + wanted.length);
    const [box, frame] = [range.getBoundingClientRect(), root.getBoundingClientRect()];
    return box.bottom > frame.top && box.top < frame.bottom;
  }
  return false;
}, passage);
const caret = (page) => field(page).evaluate((area) => area.value.slice(area.selectionEnd - 8, area.selectionEnd));
const sees = (page, pane, passage) => until(() => isSeen(page, pane, passage), true, `${passage} in ${pane}`);

test('out of a comment the text stays where it is; the correction begins at the issue, and so does going back', () => reading(async ({ page }) => {
  await mark(page, 'End of part 25', 'Fact', 'minor', 'It is not.');
  const top = () => page.locator('[data-scroll]').evaluate((pane) => pane.scrollTop);
  const before = await top();
  assert.ok(before > 1000, 'it is far down');
  await page.keyboard.press('Escape');
  await until(() => focused(page), 'article article', 'the focus in the text');
  assert.ok(Math.abs((await top()) - before) < 3, 'nothing moved');

  await issueCard(page, 1).focus();
  await page.keyboard.press('c');
  await until(() => focused(page), 'textarea field', 'the focus in the field');
  assert.equal(await caret(page), ' part 25', 'the caret is behind what is marked');
  await sees(page, '[data-at=tracked]', 'End of part 25');
  // From a card of the list into the text, by the same key.
  await page.keyboard.press('Escape');
  await page.keyboard.press('i');
  await field(page).evaluate((area) => area.setSelectionRange(0, 0));
  await issueCard(page, 1).focus();
  await page.keyboard.press('c');
  await until(() => caret(page), ' part 25', 'the caret');
  await page.keyboard.type('!');
  await page.getByText('1 change').first().waitFor();
  await page.keyboard.press('Alt+1');
  await sees(page, '[data-scroll]', 'End of part 25');
}));

test('an issue that is left as it is has its reason written at once', () => reading(async ({ page }) => {
  await mark(page, 'End of part 2.', 'Fact', 'minor', 'Matter of taste.');
  await page.locator('.note.open').getByRole('button', { name: /^Leave/ }).first().click();
  await until(() => focused(page), (name) => name.startsWith('textarea left-words'), 'the focus in the reason');
  await page.keyboard.type('Taste.');
  await until(() => page.locator('[data-at^="left-words"]').inputValue(), 'Taste.', 'the reason');
}));

test('the field and the tracked text show the same part wherever one scrolls, and where an issue leads', () => reading(async ({ page }) => {
  await page.keyboard.press('c');
  await field(page).waitFor();
  await at(page, 'tracked').getByText('End of part 40.').waitFor({ state: 'attached' });
  for (const wanted of [7, 19, 31, 12]) {
    // The field is scrolled as a wheel would: to where its own layout has the part.
    await field(page).evaluate((area, passage) => {
      const mirror = area.cloneNode();
      mirror.value = area.value.slice(0, area.value.indexOf(passage));
      Object.assign(mirror.style, { position: 'absolute', visibility: 'hidden', blockSize: '0', inlineSize: `${area.offsetWidth}px`, padding: getComputedStyle(area).padding });
      area.parentElement.append(mirror);
      const top = mirror.scrollHeight;
      mirror.remove();
      area.scrollTop = Math.max(0, top - area.clientHeight);
    }, `End of part ${wanted}.`);
    const shown = async () => (await isSeen(page, '[data-at=tracked]', `Words of part ${wanted} `)) || isSeen(page, '[data-at=tracked]', `End of part ${wanted}.`);
    await until(shown, true, `part ${wanted} in the tracked text`);
  }
  await replace(page, 'End of part 33', 'XYZ');
  await sees(page, '[data-at=tracked]', 'XYZ');
}));

test('what is pressed in the tracked text is where typing goes on: words, cells, beside formulas, behind changes, in folded text', () => inWorkplace(browser, { server: null }, async ({ page, site }) => {
  const text = '\n\nThe **cat** sat\non `a` mat &amp; slept.\n\n| a | b |\n|---|---|\n| one | two $x^2$ three |\n\n- [x] first\n- second\n\n> a quote[^1]\n\nLast words here.\n\n[^1]: A note.';
  const task = { ...TASK, id: 'point', responses: [{ id: 'a', text }] };
  await page.goto(`${site.url}?${new URLSearchParams({ backend: 'file:', lang: 'en' })}`);
  await page.locator('input[type=file]').setInputFiles({ name: 'tasks.jsonl', mimeType: 'text/plain', buffer: Buffer.from(JSON.stringify(task)) });
  await ready(page);
  await page.keyboard.press('c');
  const tracked = at(page, 'tracked');
  await tracked.locator('math').waitFor();
  // Presses the left edge of a passage, as somebody would who wants to write there.
  const press = async (passage) => {
    const { x, y } = await tracked.evaluate((root, wanted) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const from = walker.currentNode.data.indexOf(wanted);
        if (from < 0 || walker.currentNode.parentElement.closest('del')) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, from);
        range.setEnd(walker.currentNode, from + 1);
        walker.currentNode.parentElement.scrollIntoView({ block: 'nearest' });
        const box = range.getBoundingClientRect();
        return { x: box.left + 1, y: (box.top + box.bottom) / 2 };
      }
      throw new Error(`nothing says ${wanted}`);
    }, passage);
    await page.mouse.click(x, y);
    await until(() => focused(page), 'textarea field', 'the focus in the field');
  };
  const behind = () => field(page).evaluate((area) => area.value.slice(area.selectionEnd, area.selectionEnd + 7));
  const leads = async (passage, expected = passage) => {
    await press(passage);
    await until(behind, (now) => now.startsWith(expected.slice(0, 7)), `the caret before ${passage}`);
  };
  for (const passage of ['sat', 'mat ', 'slept', 'two ', ' three', 'second', 'a quote', 'Last', 'A note']) await leads(passage);
  await leads('at', 'at** sat');
  await leads('first');
  // What is typed is text, and no letter of it a command; what changed does not shift what is behind.
  await press('words');
  await page.keyboard.type('exactly new ');
  await until(() => field(page).inputValue(), (now) => now.includes('Last exactly new words here.'), 'the words');
  await replace(page, 'sat', 'lay down');
  await tracked.getByText('lay down').waitFor();
  await leads('slept');
  await leads('down', 'down\non');
  await leads('words here');
  await page.locator('.compared').selectOption('only');
  await tracked.getByRole('button', { name: /lines/ }).first().waitFor();
  await leads('words here');
  await page.locator('.compared').selectOption('sides');
  await leads('two ');
  // What is selected there stays selected: it is to be copied.
  await page.locator('.compared').selectOption('inline');
  await tracked.getByText('slept').dblclick();
  assert.notEqual(await focused(page), 'textarea field');
  assert.equal(await page.evaluate(() => getSelection().toString().trim().length > 0), true);
}));
