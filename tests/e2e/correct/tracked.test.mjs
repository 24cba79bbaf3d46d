// Working through changes, and typing right in the tracked text, as in a word processor's suggestion mode.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { button, changeCard, draft, field, focused, inWorkplace, launch, ready, replace, said, until } from '../lib/desk.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const TEXT = 'The cat sat on a mat.\n\nWe sold 1,200 units.\n\n- one\n- two\n- three\n\nשלום עולם.';
const TASK = { format: 'corrigenda.task/1', id: 'cat', revision: '1', language: 'en', title: 'A cat', parts: ['correction'], responses: [{ id: 'a', text: TEXT }] };

/** The task in the page, being corrected; typed in place where `view` says so. */
const correcting = (view, work, text = TEXT) => inWorkplace(browser, { server: null, files: { '/tasks.jsonl': JSON.stringify({ ...TASK, responses: [{ id: 'a', text }] }) } }, async (place) => {
  const { page } = place;
  await page.goto(place.site.host('strict', { backend: 'demo:?tasks=/tasks.jsonl', lang: 'en' }));
  await ready(page);
  await button(page, 'Correct', { exact: true }).click();
  await field(page).waitFor();
  if (view) {
    await page.locator('.compared').selectOption(view);
    await field(page).waitFor();
    assert.equal(await focused(page), 'select compared', 'the list of views keeps the focus');
  }
  await work(place);
});

const text = (page) => draft(page).then(({ corrections: [one] }) => one?.text ?? TEXT);
const becomes = (page, expected) => until(() => text(page), expected, 'the corrected text');
/** What is seen of the first line: deleted text in -, inserted in +. */
const seen = (page, line = 0) => page.locator('[data-typing] .line').nth(line).evaluate((node) => [...node.childNodes].map((child) => {
  const sign = { DEL: '-', INS: '+' }[child.nodeName] ?? '';
  return sign + child.textContent + sign;
}).join(''));

/** Puts the caret into a line, so many arrows from its start. */
async function caretAt(page, line, column) {
  await field(page).focus();
  await page.keyboard.press('Control+Home');
  for (let step = 0; step < line; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  for (let step = 0; step < column; step += 1) await page.keyboard.press('ArrowRight');
}

test('typing in place: letters, deletions and a line end are marked where they are', () => correcting('typed', async ({ page }) => {
  await caretAt(page, 0, 7);
  for (let key = 0; key < 3; key += 1) await page.keyboard.press('Backspace');
  await until(() => seen(page), 'The -cat- sat on a mat.', 'the deletion');
  await page.keyboard.type('große Katze 🙂', { delay: 5 });
  await until(() => seen(page), 'The -cat-+große Katze 🙂+ sat on a mat.', 'the replacement');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('New line.');
  await becomes(page, TEXT.replace('cat', 'große Katze ').replace('mat.', 'mat.\nNew line.'));
  assert.equal(await focused(page), 'div field');
}));

test('typing in place: undo and redo, and typing back leaves no change', () => correcting('typed', async ({ page }) => {
  await caretAt(page, 0, 4);
  for (let key = 0; key < 3; key += 1) await page.keyboard.press('Delete');
  await page.keyboard.type('dog');
  await becomes(page, TEXT.replace('cat', 'dog'));
  for (let step = 0; step < 8 && await text(page) !== TEXT; step += 1) await page.keyboard.press('Control+z');
  await becomes(page, TEXT);
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('Control+Shift+z');
  await becomes(page, TEXT.replace('cat', 'dog'));
}));

test('typing in place: a selection over lines, all of it, copy and paste', () => correcting('typed', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await caretAt(page, 0, 4);
  for (let key = 0; key < 3; key += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.type('dog');
  await becomes(page, TEXT.replace('cat', 'dog'));
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), TEXT.replace('cat', 'dog'), 'the new text is copied, without what was deleted');
  await page.keyboard.type('x');
  await becomes(page, 'x');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+v');
  await becomes(page, TEXT.replace('cat', 'dog'));
}));

test('typing in place: an input method writes and what it wrote is marked, also behind deleted text', () => correcting('typed', async ({ page, context }) => {
  const session = await context.newCDPSession(page);
  await caretAt(page, 0, 7);
  for (let key = 0; key < 3; key += 1) await page.keyboard.press('Backspace');
  await until(() => seen(page), 'The -cat- sat on a mat.', 'the deletion');
  for (const composed of ['に', 'にほ', 'にほん']) {
    await session.send('Input.imeSetComposition', { text: composed, selectionStart: composed.length, selectionEnd: composed.length });
  }
  await session.send('Input.insertText', { text: '日本' });
  await until(() => seen(page), 'The -cat-+日本+ sat on a mat.', 'what was composed');
  await page.keyboard.type('!');
  await becomes(page, TEXT.replace('cat', '日本!'));
  await caretAt(page, 8, 0);
  await session.send('Input.imeSetComposition', { text: 'e', selectionStart: 1, selectionEnd: 1 });
  await session.send('Input.insertText', { text: 'é' });
  await becomes(page, TEXT.replace('cat', '日本!').replace('שלום', 'éשלום'));
}));

test('changes that come at once are gone through by one key, and numbers say by how much they changed', () => correcting(null, async ({ page }) => {
  await field(page).evaluate((area) => area.select());
  await page.keyboard.insertText(TEXT.replace('cat', 'dog').replace('1,200', '1,344').replace('three', 'four'));
  await page.locator('.kinds').getByText('3 to look over').waitFor();
  await changeCard(page, 2).getByText('1,200 → 1,344 (+12 %)').waitFor();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Alt+ArrowDown');
  await changeCard(page, 1).and(page.locator('.open')).waitFor();
  await until(() => said(page), (words) => words.startsWith('1 / 3: deleted cat; inserted dog'), 'what is said');
  await page.keyboard.press('y');
  await changeCard(page, 2).and(page.locator('.open')).waitFor();
  await page.keyboard.press('Delete');
  await becomes(page, TEXT.replace('cat', 'dog').replace('three', 'four'));
  await page.keyboard.press('y');
  await page.locator('.kinds').getByText('to look over').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Revert 2' }).click();
  await becomes(page, TEXT);
  await page.keyboard.press('Control+z');
  await becomes(page, TEXT.replace('cat', 'dog').replace('three', 'four'));
}));

test('only changes: what lies between is folded and opens', () => correcting('only', async ({ page }) => {
  await replace(page, 'cat', 'dog');
  const tracked = page.locator('.tracked:visible').last();
  await tracked.getByText('The').waitFor();
  assert.equal(await tracked.getByText('We sold').count(), 0);
  await tracked.getByRole('button', { name: /lines/ }).click();
  await tracked.getByText('We sold').waitFor();
  // What gave way to a line break stands between two blocks, and is seen with both.
  await replace(page, 'We sold 1,200 units.', '\n');
  await tracked.locator('del', { hasText: 'We sold' }).waitFor();
}));

test('typing in place: Ctrl+End and Ctrl+Home go to the very ends of a long text', () => {
  const long = Array.from({ length: 160 }, (_, at) => `Paragraph ${at} says a good deal, and then some more of it.`).join('\n\n');
  return correcting('typed', async ({ page }) => {
    await field(page).focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('Z');
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('A');
    await until(() => draft(page).then(({ corrections: [one] }) => one?.text), `A${long}Z`, 'a letter at each end');
    await page.keyboard.press('Control+Shift+End');
    await page.keyboard.press('Delete');
    await until(() => draft(page).then(({ corrections: [one] }) => one?.text), 'A', 'all behind the first letter gone');
  }, long);
});

test('a sentence that is cut and pasted elsewhere is seen as moved, with what changed in it, and goes back as one', () => {
  const moved = 'The red house was sold in May of that year.';
  const rest = 'Nothing else was said of the matter, nor was it asked about.';
  const text = `${moved} ${rest} It rained.`;
  return correcting(null, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const now = () => draft(page).then(({ corrections: [one] }) => one?.text ?? text);
    const choose = (from, to) => field(page).evaluate((area, [start, end]) => {
      area.focus();
      area.setSelectionRange(start, end);
    }, [from, to]);
    await choose(0, moved.length + 1);
    await page.keyboard.press('Control+x');
    await until(now, `${rest} It rained.`, 'what was cut');
    await choose(rest.length + 1, rest.length + 1);
    await page.keyboard.press('Control+v');
    await until(now, `${rest} ${moved} It rained.`, 'what was pasted');
    await changeCard(page, 1).getByText('Moved, to').waitFor();
    await changeCard(page, 2).getByText('Moved here, from').waitFor();
    await page.locator('[data-at=tracked] del.moved').waitFor();
    await page.locator('[data-at=tracked] ins.moved').waitFor();
    await replace(page, 'house', 'barn');
    await changeCard(page, 2).locator('.what del', { hasText: 'house' }).waitFor();
    await changeCard(page, 2).locator('.what ins', { hasText: 'barn' }).waitFor();
    await changeCard(page, 2).getByRole('button', { name: 'Change 1' }).click();
    await changeCard(page, 1).and(page.locator('.open')).waitFor();
    await changeCard(page, 1).getByRole('button', { name: 'Revert' }).click();
    await until(now, text, 'all as it was');
    await page.keyboard.press('Control+z');
    await until(now, `${rest} ${moved.replace('house', 'barn')} It rained.`, 'the move again');
    await assertAccessible(page, 'a move', { disable: ['landmark-main-is-top-level', 'landmark-no-duplicate-main', 'landmark-unique'] });
  }, text);
});
