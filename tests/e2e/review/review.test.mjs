// Reviewing: one worker's work is judged part by part, completed, returned or mended; with the keyboard alone, in English and
// in German. What the platform then gets keeps the rules of the documents.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { article, at, changeCard, focused, inWorkplace, issueCard, launch, said, tasks, until } from '../lib/desk.mjs';
import { broken } from '../lib/validate.mjs';

const task = tasks['boiling-review'];
const [{ id: subject, document: work }] = task.submissions;
const files = { '/tasks.jsonl': `${JSON.stringify(task)}\n` };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** The one review that the platform gets. */
function theReview(server) {
  const lines = server.exported();
  assert.equal(lines.length, 1);
  const [{ review }] = lines;
  assert.equal(review.format, 'corrigenda.review/1');
  assert.deepEqual(review.subjects, [subject]);
  assert.notEqual(review.reviewer, 'w-author');
  assert.ok(review.time.active_ms > 0, 'its time was counted');
  return review;
}

/** The response begins with a heading of the second level: what the model wrote is shown as it is. */
const FOREIGN = { disable: ['heading-order'] };

const verdicts = ({ findings }) => Object.fromEntries(findings.map(({ ref, verdict }) => [ref, verdict]));

/** Goes to the next thing that is missing, which has to be this. */
async function next(page, name) {
  await page.keyboard.press('Alt+n');
  await until(() => focused(page), (now) => now.endsWith(name), `the focus on ${name}`);
}

/** Presses a key until this is heard. */
async function pressUntil(page, key, expected) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (expected(await said(page))) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} never led there`);
}

test('a review with the keyboard alone: judged, completed, returned', () => inWorkplace(browser, {}, async ({ server, page, open }) => {
  await open({ queue: 'boiling-review', kind: 'review' });
  const { keyboard } = page;
  await page.getByText(work.note).waitFor();
  await article(page).locator('ins', { hasText: 'later' }).waitFor();
  await article(page).locator('del', { hasText: 'sooner' }).waitFor();
  await assertAccessible(page, 'a review that begins', FOREIGN);

  await next(page, 'issue i1');
  await keyboard.press('1');
  await issueCard(page, 1).getByRole('button', { name: 'right', pressed: true }).waitFor();
  await next(page, 'edit e1');
  await keyboard.press('1');
  await next(page, 'edit e2');
  await keyboard.press('3');
  await until(() => focused(page), 'textarea finding-words e2', 'the focus in the reason');
  await keyboard.type('Thin air lets it boil sooner.');
  await assertAccessible(page, 'a finding', FOREIGN);
  await next(page, 'criterion c1');
  await keyboard.press('1');
  await next(page, 'criterion c2');
  await keyboard.press('2');
  await keyboard.type('Not at all: thicker is wrong.');

  await keyboard.press('Escape');
  await until(() => focused(page), (name) => !name.startsWith('textarea'), 'the end of the writing');
  await keyboard.press('t');
  await pressUntil(page, 'ArrowRight', (word) => word === 'air');
  await keyboard.press('Shift+ArrowRight');
  await keyboard.press('1');
  await until(() => focused(page), (name) => name.startsWith('div issue i-'), 'the focus on what was missed');
  await keyboard.press('2');
  await keyboard.type('The air is thinner.');
  await keyboard.press('Escape');
  await until(() => focused(page), (name) => !name.startsWith('textarea'), 'the end of the writing');

  await keyboard.press('p');
  await until(() => focused(page), 'div verdict', 'the focus on the verdict');
  await keyboard.press('3');
  await keyboard.press('w');
  await keyboard.type('Please look at the mountain again.');
  await page.getByText('Everything is there.').waitFor();
  await assertAccessible(page, 'a verdict', FOREIGN);
  await keyboard.press('Control+Enter');
  await page.getByText('Done for today').waitFor();

  const review = theReview(server);
  assert.deepEqual(verdicts(review), { i1: 'right', e1: 'right', e2: 'harmful', c1: 'right', c2: 'wrong', null: 'missed' });
  const missed = review.findings.find(({ verdict }) => verdict === 'missed');
  assert.deepEqual([missed.issue.span.exact, missed.issue.category, missed.severity], ['air', 'fact', 'major']);
  assert.deepEqual([review.verdict, review.comment, review.result], ['return', 'Please look at the mountain again.', null]);
}));

test('a review in German, inside the page: the work of others is mended by who takes it on', () => inWorkplace(browser, { server: null, files }, async ({ page, open }) => {
  await open({ backend: 'demo:?tasks=/tasks.jsonl', kind: 'review', lang: 'de' });
  await page.evaluate(() => document.querySelector('corrigenda-workbench').addEventListener('corrigenda-before-submit', ({ detail }) => {
    globalThis.sent = detail.value;
  }));
  const { keyboard } = page;
  await page.getByRole('button', { name: 'Prüfung', exact: true }).waitFor();
  for (const name of ['Annehmen', 'Selbst verbessern', 'Zurückgeben', 'Verwerfen']) await page.getByText(name).first().waitFor();
  await page.getByText('von 6 Teilen entschieden').waitFor();
  await page.getByText('7 Dinge fehlen').waitFor();

  await keyboard.press('c');
  await until(() => focused(page), 'textarea field', 'the focus in the field');
  await keyboard.type('x');
  await at(page, 'field').and(page.locator('[readonly]')).waitFor();
  await keyboard.press('Alt+n');
  await keyboard.press('1');
  await keyboard.press('p');
  await until(() => focused(page), 'div verdict', 'the focus on the verdict');
  await keyboard.press('2');
  await keyboard.press('Alt+ArrowUp');
  await keyboard.press('Alt+ArrowUp');
  await keyboard.press('h');
  await keyboard.press('j');
  await keyboard.press('j');
  await changeCard(page, 2, 'Änderung').and(page.locator('.open')).waitFor();
  await keyboard.press('3');
  await until(() => focused(page), 'textarea finding-words e2', 'the focus in the reason');
  await keyboard.type('Auf dem Berg siedet es früher.');
  await keyboard.press('Escape');
  await until(() => focused(page), 'div edit e2', 'the end of the writing');
  await keyboard.press('Delete');
  await until(() => page.locator('[data-at^="edit "]:visible').count(), 1, 'the change that was taken back');
  await keyboard.press('p');
  await until(() => focused(page), 'div verdict', 'the focus on the verdict');
  await keyboard.press('5');
  await page.getByText('Es ist alles da.').waitFor();
  await keyboard.press('Control+Enter');
  await page.getByText('Für heute geschafft').waitFor();

  const review = await page.evaluate(() => globalThis.sent);
  assert.deepEqual([review.verdict, review.findings.length], ['fix', 6]);
  assert.equal(review.findings.find(({ ref }) => ref === 'e2').comment, 'Auf dem Berg siedet es früher.');
  const { result } = review;
  assert.deepEqual(result.corrections[0].edits.map(({ id }) => id), ['e1']);
  const annotation = { ...result, id: subject, annotator: 'w-author', submitted_at: work.submitted_at, time: work.time };
  assert.deepEqual(broken({ task, annotation }), []);
}));
