// The whole chain, each person in a browser of their own against the real server: two annotate, a third reviews one and returns
// it, the author mends it, the second review sees what changed, and a fourth settles what the two made. With the mouse, with the
// keyboard alone, and in German in part. The platform makes the reviews; what follows a return comes by itself.

import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { newPage } from '../lib/browser.mjs';
import { article, at, button, changeCard, criterion, focused, inWorkplace, issueCard, launch, mark, ready, replace, said, tasks, until } from '../lib/desk.mjs';
import { leave, next, pressUntil, selectInField } from '../lib/keys.mjs';
import { command } from '../lib/server.mjs';
import { broken, brokenReview } from '../lib/validate.mjs';

const task = { ...tasks.boiling, queue: 'rounds', needed: 2, blind: false };
/** The response begins with a heading of the second level: what the model wrote is shown as it is. */
const FOREIGN = { disable: ['heading-order'] };

let browser;
let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rounds-'));
  writeFileSync(join(folder, 'tasks.jsonl'), `${JSON.stringify(task)}\n`);
  browser = await launch();
});
after(() => browser?.close());

/** Somebody at a browser of their own. */
async function person({ site }, name, query, work, options = {}) {
  const { context, page, problems } = await newPage(browser, { extraHTTPHeaders: { authorization: `Bearer worker:${name}` }, ...options });
  await page.goto(`${site.url}?${new URLSearchParams(query)}`);
  await ready(page);
  await work(page, page.keyboard);
  assert.deepEqual(problems, [], `what ${name}'s browser complained about`);
  await context.close();
}

/** What the platform does: makes a review of submissions. */
function review(server, id, queue, lines) {
  const { needed, ...rest } = lines[0].task;
  const submissions = lines.map(({ annotation }) => ({ id: annotation.id, annotator: annotation.annotator, document: annotation }));
  const path = join(folder, `${id}.jsonl`);
  const made = { ...rest, id, kind: 'review', queue, title: `Review of ${needed ?? 1}`, submissions, reviews: [] };
  writeFileSync(path, `${JSON.stringify(made)}\n`);
  command('import', '--database', server.database, path);
}

async function judgeByMouse(page) {
  await button(page, 'Rubric').click();
  await criterion(page, 'c1').click();
  await criterion(page, 'c1').getByRole('button', { name: 'not met' }).click();
  await criterion(page, 'c1').getByRole('textbox').fill('90 is given.');
  await criterion(page, 'c2').click();
  await criterion(page, 'c2').getByRole('button', { name: 'partly' }).click();
  await criterion(page, 'c3').click();
  await criterion(page, 'c3').getByRole('textbox').fill('90');
}

async function submitByMouse(page) {
  await page.getByText('Everything is there.').waitFor();
  await at(page, 'submit').click();
  await page.getByText('Done for today').waitFor();
}

/** Ann, with the mouse: one error found and mended, one thing made worse, one overlooked. */
async function annWorks(page) {
  await mark(page, '90 °C', 'Fact', 'major', 'It is 100 °C.');
  await button(page, 'Correct', { exact: true }).click();
  await replace(page, '90', '100');
  await replace(page, 'sooner', 'later');
  await button(page, 'Changes 2').click();
  await changeCard(page, 2).click();
  await changeCard(page, 2).getByRole('textbox').fill('Thick air holds it back.');
  await judgeByMouse(page);
  await submitByMouse(page);
}

/** Bob, with the keyboard alone: both errors found and mended. */
async function bobWorks(page, keyboard) {
  await keyboard.press('t');
  await pressUntil(page, 'ArrowRight', () => said(page), (word) => word.startsWith('90'));
  await pressUntil(page, 'Shift+ArrowRight', () => said(page), (words) => words.trim() === '90 °C');
  await keyboard.press('1');
  await until(() => focused(page), (name) => name.startsWith('div issue '), 'the focus on the card');
  await keyboard.press('3');
  await until(() => focused(page), (name) => name.startsWith('textarea issue-words'), 'the focus in the comment');
  await keyboard.type('Water boils at 100 °C there.');
  await leave(page);
  await keyboard.press('c');
  await until(() => focused(page), 'textarea field', 'the focus in the field');
  await selectInField(page, '90');
  await keyboard.type('100');
  await selectInField(page, 'thicker');
  await keyboard.type('thinner');
  await next(page, 'edit ');
  await keyboard.press('1');
  await next(page, 'criterion c1');
  await keyboard.press('2');
  await until(() => focused(page), 'textarea criterion-words c1', 'the focus in the rationale');
  await keyboard.type('It says 90.');
  await next(page, 'criterion c2');
  await keyboard.press('1');
  await next(page, 'criterion-number c3');
  await keyboard.type('90');
  await page.getByText('Everything is there.').waitFor();
  await keyboard.press('Control+Enter');
  await page.getByText('Done for today').waitFor();
}

/** Cem returns Ann's work, with the keyboard alone. */
async function cemReturns(page, keyboard) {
  await assertAccessible(page, 'a first review', FOREIGN);
  assert.equal(await page.getByText('Since the last review').count(), 0);
  await next(page, 'issue ');
  await keyboard.press('1');
  await next(page, 'edit ');
  await keyboard.press('1');
  await next(page, 'edit ');
  await keyboard.press('3');
  await until(() => focused(page), (name) => name.startsWith('textarea finding-words'), 'the focus in the reason');
  await keyboard.type('Thin air lets it boil sooner.');
  for (const id of ['c1', 'c2', 'c3']) {
    await next(page, `criterion ${id}`);
    await keyboard.press('1');
  }
  await keyboard.press('t');
  await pressUntil(page, 'ArrowRight', () => said(page), (word) => word.includes('thicker'));
  await keyboard.press('Shift+ArrowRight');
  await keyboard.press('1');
  await until(() => focused(page), (name) => name.startsWith('div issue '), 'the focus on what was missed');
  await keyboard.press('2');
  await keyboard.type('The air is thinner.');
  await leave(page);
  await keyboard.press('p');
  await until(() => focused(page), 'div verdict', 'the focus on the verdict');
  await keyboard.press('3');
  await keyboard.press('w');
  await keyboard.type('Please look at the mountain again.');
  await page.getByText('Everything is there.').waitFor();
  await keyboard.press('Control+Enter');
  await page.getByText('Done for today').waitFor();
}

/** Ann mends it, in German and with the mouse: the findings stand in place. */
async function annMends(page) {
  await page.getByText('Das kam aus der Prüfung zurück:').waitFor();
  await page.getByText('Please look at the mountain again.').waitFor();
  await page.getByText('The air is thinner.').waitFor();
  await assertAccessible(page, 'work that came back, in German', FOREIGN);
  await button(page, 'Änderung 2').first().click();
  await changeCard(page, 2, 'Änderung').getByText('Thin air lets it boil sooner.').waitFor();
  await changeCard(page, 2, 'Änderung').getByRole('button', { name: 'Zurücknehmen' }).click();
  await button(page, 'Korrigieren', { exact: true }).click();
  await replace(page, 'thicker', 'thinner');
  await changeCard(page, 2, 'Änderung').click();
  await changeCard(page, 2, 'Änderung').getByRole('textbox').fill('Less pressure.');
  await page.getByText('Es ist alles da.').waitFor();
  await at(page, 'submit').click();
  await page.getByText('Für heute geschafft').waitFor();
}

/** Cem sees what changed, looks at the whole and back, and accepts. */
async function cemAccepts(page, keyboard) {
  const since = page.locator('.since');
  await since.getByText('1 of 6 parts changed or were wrong.').waitFor();
  await since.getByText('taken out since then').waitFor();
  await since.getByText('new since then').waitFor();
  await page.getByText('of 1 parts decided').waitFor();
  await assertAccessible(page, 'a second review', FOREIGN);
  assert.equal(await article(page).locator('mark').count(), 0, 'what is as it was is not marked');
  await article(page).locator('del.quiet', { hasText: '90' }).waitFor();
  await keyboard.press('g');
  await until(() => page.locator('[data-at^="criterion "]:visible').count(), 0, 'no criterion to be judged');
  await page.getByText('3 more are as they were.').waitFor();
  await keyboard.press('.');
  await until(() => page.locator('[data-at^="criterion "]:visible').count(), 3, 'the whole rubric');
  await article(page).locator('mark').first().waitFor();
  assert.equal(await said(page), 'All of the work is shown.');
  await assertAccessible(page, 'the whole of a second review', FOREIGN);
  await keyboard.press('.');
  await until(() => page.locator('[data-at^="criterion "]:visible').count(), 0, 'only what changed');
  await next(page, 'edit ');
  await changeCard(page, 2).getByText('new since then').waitFor();
  await assertAccessible(page, 'a part that is new', FOREIGN);
  await keyboard.press('1');
  await next(page, 'verdict');
  await keyboard.press('1');
  await page.getByText('Everything is there.').waitFor();
  await keyboard.press('Control+Enter');
  await page.getByText('Done for today').waitFor();
}

/** Dora settles what the two made: Ann's version wherever it can be. */
async function doraSettles(page, keyboard) {
  await page.getByText('differences settled').waitFor();
  await assertAccessible(page, 'an adjudication', FOREIGN);
  const count = await page.locator('[data-at^="row "]:visible').count();
  await next(page, 'row ');
  for (let settled = 1; settled <= count; settled += 1) {
    await until(() => focused(page), (name) => name.startsWith('div row '), 'the focus on the next difference');
    await keyboard.press('1');
    await until(() => page.locator('.adjudication strong').textContent(), String(settled), 'one more');
  }
  await page.getByText('Everything is there.').waitFor();
  await assertAccessible(page, 'an adjudication that is done', FOREIGN);
  await keyboard.press('Control+Enter');
  await page.getByText('Done for today').waitFor();
}

test('annotated twice, reviewed, returned, mended, reviewed again, settled', () => inWorkplace(browser, { server: { tasks: join(folder, 'tasks.jsonl') } }, async (place) => {
  const { server } = place;
  await person(place, 'ann', { queue: 'rounds' }, annWorks);
  await person(place, 'bob', { queue: 'rounds' }, bobWorks);
  const [anns, bobs] = server.exported();
  review(server, 'r-ann', 'check', [anns]);
  await person(place, 'cem', { queue: 'check', kind: 'review' }, cemReturns);
  await person(place, 'ann', { queue: 'rounds', lang: 'de' }, annMends, { locale: 'de-DE' });
  await person(place, 'cem', { queue: 'check', kind: 'review' }, cemAccepts);
  const mended = server.exported()[3];
  review(server, 'r-both', 'settle', [mended, bobs]);
  await person(place, 'dora', { queue: 'settle', kind: 'review' }, doraSettles);

  const lines = server.exported();
  const who = ({ annotation, review: one }) => annotation?.annotator ?? `${one.reviewer} ${one.verdict}`;
  assert.deepEqual(lines.map(who), ['ann', 'bob', 'cem return', 'ann', 'cem accept', 'dora adjudicate']);
  for (const line of lines) assert.deepEqual(line.annotation ? broken(line) : brokenReview(line), []);
  const [, , returned, , accepted, settled] = lines.map(({ review: one }) => one);
  assert.deepEqual(returned.findings.filter(({ verdict }) => verdict !== 'right').map(({ verdict }) => verdict), ['harmful', 'missed']);
  assert.deepEqual([accepted.subjects, accepted.findings.length], [[mended.annotation.id], 1]);
  const text = task.responses[0].text.replace('90 °C', '100 °C').replace('thicker', 'thinner');
  assert.equal(mended.annotation.corrections[0].text, text);
  assert.equal(settled.result.corrections[0].text, text);
}));
