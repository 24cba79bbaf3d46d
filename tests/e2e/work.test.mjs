// The main job: a task from claim to submit, with the mouse, with the keyboard alone, in German; against the real server
// and inside the page. What the platform then gets keeps the rules of the documents.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  article, at, button, changeCard, criterion, draft, extent, fetched, field, focused, inWorkplace, issueCard, launch, mark, ready, replace, said, select,
  tasks, until, whole,
} from './lib/desk.mjs';
import { pressUntil, selectInField } from './lib/keys.mjs';
import { broken } from './lib/validate.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** What the platform gets, by the command line and by HTTP alike: one valid line. */
async function theOne(server) {
  const lines = server.exported();
  assert.equal(lines.length, 1);
  assert.deepEqual(broken(lines[0]), []);
  assert.deepEqual(await fetched(server), lines, 'HTTP and the command line say the same');
  return lines[0].annotation;
}

/** The whole of "boiling" with the mouse. */
async function boilingByMouse(page) {
  await mark(page, '90 °C', 'Fact', 'major', 'It is 100 °C.');
  await button(page, 'Correct', { exact: true }).click();
  await replace(page, '90', '100');
  await replace(page, 'thicker', 'thinner');
  await button(page, 'Changes 2').click();
  await changeCard(page, 2).click();
  await changeCard(page, 2).getByRole('button', { name: 'Wording' }).click();
  await changeCard(page, 2).getByRole('textbox').fill('There is less of it.');
  await button(page, 'Rubric').click();
  await criterion(page, 'c1').click();
  await criterion(page, 'c1').getByRole('button', { name: 'not met' }).click();
  await criterion(page, 'c1').getByRole('textbox').fill('90 is given.');
  await criterion(page, 'c1').getByRole('combobox').selectOption('Issue 1');
  await criterion(page, 'c2').click();
  await criterion(page, 'c2').getByRole('button', { name: 'partly' }).click();
  await criterion(page, 'c3').click();
  await criterion(page, 'c3').getByRole('textbox').fill('90');
  await page.getByText('Everything is there.').waitFor();
  await at(page, 'submit').click();
  await page.getByText('Done for today').waitFor();
}

/** What "boiling" must come to, whoever did it and however. */
function assertBoiling(annotation) {
  const [{ text, edits }] = annotation.corrections;
  assert.equal(text, tasks.boiling.responses[0].text.replace('90 °C', '100 °C').replace('thicker', 'thinner'));
  const [issue] = annotation.issues;
  assert.equal(annotation.issues.length, 1);
  assert.equal(issue.span.exact, '90 °C');
  assert.deepEqual([issue.category, issue.severity, issue.comment], ['fact', 'major', 'It is 100 °C.']);
  assert.deepEqual(edits[0].answers, [issue.id], 'the change answers the issue that it touches');
  assert.equal(edits.length, 2);
  assert.deepEqual([edits[1].category, edits[1].rationale], ['style', 'There is less of it.']);
  const states = Object.fromEntries(annotation.scores.map(({ criterion: id, state, value }) => [id, [state, value ?? null]]));
  assert.deepEqual(states, { c1: ['unmet', null], c2: ['met', 1], c3: ['unmet', 90] });
}

test('a task with the mouse, from claim to submit', () => inWorkplace(browser, {}, async ({ server, page, open }) => {
  await open({ queue: 'boiling' });
  await boilingByMouse(page);
  const annotation = await theOne(server);
  assertBoiling(annotation);
  const first = annotation.scores.find((score) => score.criterion === 'c1');
  assert.deepEqual(first.evidence, [{ ref: annotation.issues[0].id }]);
}));

test('the same task inside the page, with no server', () => {
  const files = { '/tasks.jsonl': `${JSON.stringify(tasks.boiling)}\n` };
  return inWorkplace(browser, { server: null, files }, async ({ site, page }) => {
    await page.goto(site.host('strict', { backend: 'demo:?tasks=/tasks.jsonl', lang: 'en' }));
    await ready(page);
    await boilingByMouse(page);
    const events = await page.evaluate(() => globalThis.events);
    const value = events.find(({ name }) => name === 'before-submit').detail.value;
    const { id, task } = events.find(({ name }) => name === 'submitted').detail;
    assert.equal(task, 'boiling');
    const annotation = { ...value, id, annotator: 'demo', submitted_at: '2026-11-20T10:00:00Z' };
    assert.deepEqual(broken({ task: tasks.boiling, annotation }), []);
    assertBoiling(annotation);
  });
});

test('a task with the keyboard alone', () => inWorkplace(browser, {}, async ({ server, page, open }) => {
  await open({ queue: 'boiling' });
  const { keyboard } = page;
  await keyboard.press('t');
  assert.equal(await focused(page), 'article article');
  await pressUntil(page, 'ArrowRight', () => said(page), (word) => word.startsWith('90'));
  await pressUntil(page, 'Shift+ArrowRight', () => said(page), (words) => words.trim() === '90 °C');
  await keyboard.press('1');
  await issueCard(page, 1).waitFor();
  await until(() => focused(page), (name) => name.startsWith('div issue '), 'the focus on the card');
  await keyboard.press('2');
  await until(() => focused(page), (name) => name.startsWith('textarea issue-words'), 'the focus in the comment');
  await keyboard.type('It is 100 °C.');
  await keyboard.press('Escape');

  await keyboard.press('c');
  await until(() => focused(page), 'textarea field', 'the focus in the field');
  await selectInField(page, '90');
  await keyboard.type('100');
  await selectInField(page, 'thicker');
  await keyboard.type('thinner');
  await keyboard.press('Alt+ArrowUp');
  await until(() => focused(page), (name) => name.startsWith('div edit '), 'the focus on the change before');
  await keyboard.press('Alt+ArrowDown');
  await changeCard(page, 2).and(page.locator('.open')).waitFor();
  await keyboard.press('3');
  await keyboard.press('w');
  await until(() => focused(page), (name) => name.startsWith('textarea edit-words'), 'the focus in the reason');
  await keyboard.type('There is less of it.');

  await keyboard.press('Alt+n');
  await until(() => focused(page), (name) => name.endsWith('criterion c1'), 'the focus on the first criterion');
  await keyboard.press('2');
  await until(() => focused(page), 'textarea criterion-words c1', 'the focus in the rationale that is required');
  await keyboard.type('90 is given.');
  await keyboard.press('Alt+n');
  await until(() => focused(page), (name) => name.endsWith('criterion c2'), 'the focus on the second criterion');
  await keyboard.press('2');
  await keyboard.press('n');
  await until(() => focused(page), 'input criterion-number c3', 'the focus in the number of the third criterion');
  await keyboard.type('90');
  await page.getByText('Everything is there.').waitFor();
  await keyboard.press('Control+Enter');
  await page.getByText('Done for today').waitFor();
  assertBoiling(await theOne(server));
}));

test('next missing leads to the change under the caret, which has no reason yet', () => inWorkplace(browser, {}, async ({ page, open }) => {
  await open({ queue: 'boiling' });
  await page.keyboard.press('c');
  await replace(page, 'thicker', 'thinner');
  await page.getByText('Change 1 without a reason').waitFor();
  await page.keyboard.press('Alt+n');
  await until(() => focused(page), (name) => name.startsWith('div edit '), 'the focus on the change', 2_000);
}));

test('the lowest level of a scale earns nothing and is not called met', () => inWorkplace(browser, {}, async ({ page, open }) => {
  await open({ queue: 'boiling' });
  await criterion(page, 'c2').click();
  await criterion(page, 'c2').getByRole('button', { name: 'not at all' }).click();
  const score = () => draft(page).then(({ scores: [one] }) => one && `${one.state} ${one.value}`);
  await until(score, 'unmet 0', 'the judgement', 2_000);
}));

test('a task in German: words, numbers, a passage that stays', () => inWorkplace(browser, {}, async ({ server, page, open }) => {
  await open({ queue: 'deutsch', lang: 'de' });
  for (const name of ['Lesen', 'Korrigieren', 'Quelltext', 'Rubrik', 'Fehler', 'Änderungen', 'Überspringen', 'Anders beenden …']) {
    await button(page, name).first().waitFor();
  }
  await page.getByText('/ 8,5 Punkte').waitFor();
  await page.getByText('2 Dinge fehlen').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');

  await mark(page, 'sechs Monate', 'Sachfehler', 'schwer', 'Es sind drei Monate.');
  await mark(page, 'gleich wie lange', 'Ausdruck', 'leicht', 'Klingt holprig.');
  await button(page, 'So lassen …').click();
  await page.getByRole('textbox', { name: 'Bleibt so' }).fill('Verständlich genug.');
  await button(page, 'Korrigieren').click();
  await replace(page, 'sechs', 'drei');
  await button(page, 'Änderungen 1').click();
  await changeCard(page, 1, 'Änderung').getByText('Fehler 1').waitFor();
  await button(page, 'Rubrik').click();
  await criterion(page, 'c1').click();
  await criterion(page, 'c1').getByRole('button', { name: 'nicht erfüllt' }).click();
  await criterion(page, 'c1').getByRole('textbox', { name: 'Begründung' }).fill('Sechs statt drei.');
  await criterion(page, 'c2').click();
  await criterion(page, 'c2').getByRole('button', { name: 'erfüllt', exact: true }).click();
  await page.getByText('Es ist alles da.').waitFor();
  await at(page, 'submit').click();
  await page.getByText('Für heute geschafft').waitFor();

  const annotation = await theOne(server);
  assert.equal(annotation.corrections[0].text, tasks.deutsch.responses[0].text.replace('sechs', 'drei'));
  assert.deepEqual(annotation.issues.map(({ span, left }) => [span.exact, left]), [
    ['sechs Monate', null], ['gleich wie lange', 'Verständlich genug.'],
  ]);
  assert.deepEqual(annotation.scores.map(({ state }) => state), ['unmet', 'met']);
}));

test('two responses are judged each and compared, and undo takes back what redo does again', () => inWorkplace(browser, {}, async ({ server, page, open }) => {
  await open({ queue: 'pair' });
  await criterion(page, 'c1').click();
  await criterion(page, 'c1').getByRole('button', { name: 'met', exact: true }).click();
  await criterion(page, 'c2').click();
  await criterion(page, 'c2').getByRole('button', { name: 'does not apply' }).click();
  await page.getByRole('navigation', { name: 'Responses' }).getByRole('button', { name: 'B' }).click();
  await article(page).getByText('They are green.').waitFor();
  await mark(page, 'make sugar from light', 'Fact', 'critical', 'That is what chloroplasts do.');
  await criterion(page, 'c1').click();
  await criterion(page, 'c1').getByRole('button', { name: 'not met' }).click();
  await criterion(page, 'c2').click();
  await criterion(page, 'c2').getByRole('button', { name: 'applies', exact: true }).click();
  await button(page, 'Comparison', { exact: true }).click();
  await button(page, 'A much better').click();
  await button(page, 'B Unacceptable').click();
  await at(page, 'preference-words').fill('A is right, B is not.');
  await page.getByText('Everything is there.').waitFor();

  await page.keyboard.press('Control+z');
  await until(() => at(page, 'preference-words').inputValue(), '', 'the rationale taken back');
  await page.keyboard.press('Control+z');
  await until(() => button(page, 'B Unacceptable').getAttribute('aria-pressed'), 'false', 'the mark taken back');
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+Shift+z');
  await until(() => at(page, 'preference-words').inputValue(), 'A is right, B is not.', 'the rationale again');
  await at(page, 'submit').click();
  await page.getByText('Done for today').waitFor();

  const { preference, scores, issues } = await theOne(server);
  assert.deepEqual(preference.ranking, [['a'], ['b']]);
  assert.deepEqual(preference.unacceptable, ['b']);
  assert.deepEqual(preference.pairs, [{ left: 'a', right: 'b', strength: -3 }]);
  assert.equal(issues[0].response, 'b');
  const states = scores.map(({ criterion: id, response, state }) => `${id} ${response} ${state}`).sort();
  assert.deepEqual(states, ['c1 a met', 'c1 b unmet', 'c2 a unmet', 'c2 b met']);
}));

test('a way out keeps partial work, and a skipped task is not offered again', () => inWorkplace(browser, {}, async ({ server, page, open }) => {
  await open({ queue: 'boiling' });
  await select(page, 'thicker');
  await page.keyboard.press('1');
  await issueCard(page, 1).waitFor();
  await page.keyboard.press('1');
  await button(page, 'Other ways out …').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('It cannot be verified').check();
  await dialog.getByRole('button', { name: 'Submit and end' }).click();
  assert.equal(await dialog.isVisible(), true, 'not without a word on why');
  await dialog.getByRole('textbox').fill('No source says so.');
  await dialog.getByRole('button', { name: 'Submit and end' }).click();
  await page.getByText('Done for today').waitFor();
  const { exit, issues } = await theOne(server);
  assert.deepEqual(exit, { kind: 'cannot_verify', note: 'No source says so.' });
  assert.equal(issues[0].span.exact, 'thicker');

  await open({ queue: 'pair' });
  await button(page, 'Skip').click();
  await page.getByText('Nothing to do right now').waitFor();
  await button(page, 'Look again').click();
  await page.getByText('Nothing to do right now').waitFor();
  assert.equal(server.exported().length, 1);
}));

test('a key right after the mouse is meant for what was just selected', () => inWorkplace(browser, {}, async ({ page, open }) => {
  await open({ queue: 'boiling' });
  const [from, to] = await extent(page, 'thicker');
  await page.mouse.dblclick((from.x + to.x) / 2, from.y);
  await page.keyboard.press('1');
  await issueCard(page, 1).waitFor();
  const [issue] = (await draft(page)).issues;
  assert.equal(issue.span.exact, 'thicker');
  assert.ok(issue.category);
}));

test('a quote that is found and marked is gone on with by key', () => inWorkplace(browser, {}, async ({ page, open }) => {
  await open({ queue: 'boiling' });
  await page.keyboard.press('f');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('90 °C');
  await dialog.getByRole('button', { name: 'Mark it' }).click();
  await until(() => focused(page), (name) => name.startsWith('div issue '), 'the focus on the card');
  await page.keyboard.press('1');
  await until(async () => (await draft(page)).issues[0].category, Boolean, 'the category');
  await page.keyboard.press('2');
  await until(() => focused(page), (name) => name.startsWith('textarea issue-words'), 'the focus in the comment');
  assert.equal((await draft(page)).issues[0].span.exact, '90 °C');
}));

test('keys are heard in the order they are pressed, each where the one before it led, on a processor ten times slower', () => inWorkplace(browser, {}, async ({ context, page, open }) => {
  await open({ queue: 'boiling' });
  await whole(page);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 10 });
  await page.keyboard.press('t');
  await page.keyboard.press('Shift+ArrowRight');
  for (const key of ['1', '3']) await page.keyboard.press(key);
  await page.keyboard.type('Not now, not here.');
  for (const key of ['Escape', 'c']) await page.keyboard.press(key);
  await page.keyboard.type('Well. ');
  const { issues, corrections } = await draft(page);
  assert.deepEqual(issues.map(({ severity, comment }) => [severity, comment]), [['critical', 'Not now, not here.']]);
  assert.ok(corrections[0].text.includes('Well. '), corrections[0].text);
}));
