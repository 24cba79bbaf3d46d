// Settling: two people's work over one response becomes one version, difference by difference, with the keyboard alone and with the
// mouse, in English and in German; the page is killed in between.

import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { article, at, focused, inWorkplace, launch, tasks, until } from '../lib/desk.mjs';
import { broken } from '../lib/validate.mjs';

const one = tasks['boiling-review'];
const [first] = one.submissions;

/** Somebody else's work over the same response: another judgement of c1, no second change, another word in the first. */
function otherWork() {
  const document = structuredClone(first.document);
  document.annotator = 'w-other';
  document.id = 's-other';
  document.scores = document.scores.map((score) => (score.criterion === 'c1' ? { ...score, state: score.state === 'met' ? 'unmet' : 'met' } : score));
  const [correction] = document.corrections;
  const [kept] = correction.edits;
  const text = [...one.responses[0].text];
  const insert = `${kept.insert} indeed`;
  text.splice(kept.span.start, kept.span.end - kept.span.start, insert);
  correction.edits = [{ ...kept, insert }];
  correction.text = text.join('');
  document.issues = document.issues.map((issue) => ({ ...issue, left: 'Nothing else to change.' }));
  return { id: 's-other', annotator: 'w-other', document };
}

const task = { ...one, id: 'boiling-settle', queue: 'boiling-settle', submissions: [first, otherWork()] };
const files = { '/tasks.jsonl': `${JSON.stringify(task)}\n` };
const FOREIGN = { disable: ['heading-order'] };

let browser;
let path;
before(async () => {
  path = join(mkdtempSync(join(tmpdir(), 'settle-')), 'tasks.jsonl');
  writeFileSync(path, files['/tasks.jsonl']);
  browser = await launch();
});
after(() => browser?.close());

const cards = (page) => page.locator('[data-at^="row "]:visible');
const open = (page) => cards(page).and(page.locator('.open'));

test('two submissions settled with the keyboard alone, killed in between', () => inWorkplace(browser, { server: { tasks: path } }, async ({ server, page, open: goTo }) => {
  await goTo({ queue: 'boiling-settle', kind: 'review' });
  const { keyboard } = page;
  await page.getByText('differences settled').waitFor();
  await page.getByText('They agree in').waitFor();
  const count = await cards(page).count();
  assert.ok(count >= 3, `${count} differences`);
  await assertAccessible(page, 'an adjudication that begins', FOREIGN);
  await keyboard.press('Alt+n');
  await until(() => focused(page), (name) => name.startsWith('div row '), 'the focus on a difference');
  await assertAccessible(page, 'a difference with the attention', FOREIGN);
  await keyboard.press('2');
  await page.getByText(`of ${count} differences settled`).waitFor();
  await until(() => page.locator('.adjudication strong').textContent(), '1', 'one that is settled');

  await until(() => page.locator('[data-safety]').getAttribute('data-safety'), (safety) => ['here', 'there'].includes(safety), 'that it is safe');
  await page.reload();
  await page.locator('[data-ready]').first().waitFor();
  await until(() => page.locator('.adjudication strong').textContent(), '1', 'what was settled before');
  await keyboard.press('Control+z');
  await until(() => page.locator('.adjudication strong').textContent(), '0', 'the choice taken back');
  await keyboard.press('Control+Shift+z');
  await until(() => page.locator('.adjudication strong').textContent(), '1', 'the choice made again');

  for (let left = count - 1; left > 0; left -= 1) {
    await keyboard.press('Alt+n');
    await until(() => focused(page), (name) => name.startsWith('div row '), 'the focus on a difference');
    await keyboard.press('2');
    await until(() => page.locator('.adjudication strong').textContent(), String(count - left + 1), 'one more');
  }
  await page.getByText('Everything is there.').waitFor();
  await assertAccessible(page, 'an adjudication that is done', FOREIGN);
  await keyboard.press('Control+Enter');
  await page.getByText('Done for today').waitFor();

  const [{ review }] = server.exported();
  assert.deepEqual([review.verdict, review.subjects], ['adjudicate', [first.id, 's-other']]);
  assert.ok(review.settled.filter(({ differed }) => differed).every(({ subject }) => subject === 's-other'));
  assert.ok(review.settled.some(({ differed }) => !differed), 'what they agree about is named too');
  assert.equal(review.result.corrections[0].text, task.submissions[1].document.corrections[0].text);
  const annotation = { ...review.result, id: first.id, annotator: 'w-1', submitted_at: review.submitted_at, time: review.time };
  assert.deepEqual(broken({ task, annotation }), []);
}));

test('the same in German, with the mouse, names hidden', () => inWorkplace(browser, { server: null, files: { '/tasks.jsonl': `${JSON.stringify({ ...task, blind: true })}\n` } }, async ({ page, open: goTo }) => {
  await goTo({ backend: 'demo:?tasks=/tasks.jsonl', kind: 'review', lang: 'de' });
  await page.evaluate(() => document.querySelector('corrigenda-workbench').addEventListener('corrigenda-before-submit', ({ detail }) => {
    globalThis.sent = detail.value;
  }));
  await page.getByText('Unterschieden entschieden').waitFor();
  assert.equal(await page.getByText('w-other').count(), 0, 'names are hidden');
  const count = await cards(page).count();
  await article(page).locator('.dispute').first().click();
  await open(page).waitFor();
  await page.getByRole('button', { name: /Übereinstimmungen? zeigen/u }).click();
  await until(() => cards(page).count(), (all) => all > count, 'what they agree about');
  await page.getByRole('button', { name: /Übereinstimmung.* ausblenden/u }).click();
  for (let done = 1; done <= count; done += 1) {
    await page.locator('.note.row:not(.settled)').first().getByRole('button', { name: /^Person A/u }).click();
    await until(() => page.locator('.adjudication strong').textContent(), String(done), 'one more');
  }
  await page.getByText('Es ist alles da.').waitFor();
  await assertAccessible(page, 'a settled adjudication in German', FOREIGN);
  await at(page, 'submit').click();
  await page.getByText('Für heute geschafft').waitFor();
  const review = await page.evaluate(() => globalThis.sent);
  assert.equal(review.result.corrections[0].text, first.document.corrections[0].text);
  assert.ok(review.settled.every(({ subject }) => subject === first.id));
}));
