// Work is never lost: a page that dies, a server that fails in every way it can, a line that breaks, a second tab.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { crash, newPage, problemsOf } from './lib/browser.mjs';
import {
  at, banner, button, criterion, draft, field, inWorkplace, issueCard, launch, mark, ready, replace, until, whole,
} from './lib/desk.mjs';
import { kills, lost } from './lib/kills.mjs';
import { broken } from './lib/validate.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** The work without the time it took. */
const work = async (page) => ({ ...(await draft(page)), time: null });
const done = (page) => page.getByText('Done for today').waitFor();
const stored = (page, tone) => page.locator(`[data-safety="${tone}"]`).waitFor();

/** One issue in "quick", so that nothing is missing any more. */
async function quickWork(page) {
  await mark(page, 'a nut', 'Fact', 'minor', 'It is not.');
  await page.getByText('Everything is there.').waitFor();
}

/** Exactly one good annotation is stored, and it is this work. */
async function assertStoredOnce(server, expected) {
  const lines = server.exported();
  assert.equal(lines.length, 1, 'exactly one annotation is stored');
  assert.deepEqual(broken(lines[0]), []);
  assert.deepEqual(lines[0].annotation.issues, expected.issues);
}

/** All submissions so far went to the same place with the same content. */
function assertSameSubmission(proxy, count) {
  const calls = proxy.calls.filter(({ call }) => call === 'submit');
  assert.equal(calls.length, count);
  assert.equal(new Set(calls.map(({ path }) => path)).size, 1, 'one uuid');
  assert.equal(new Set(calls.map(({ body }) => JSON.stringify(body.content))).size, 1, 'one content');
}

test('a page that crashes with nothing sent comes back exactly, and can still undo all of it', () => inWorkplace(browser, {}, async ({ context, page, open, proxy }) => {
  await open({ queue: 'boiling' });
  proxy.offline();
  await mark(page, '90 °C', 'Fact', 'major', 'It is 100 °C.');
  await criterion(page, 'c2').click();
  await criterion(page, 'c2').getByRole('button', { name: 'partly' }).click();
  await button(page, 'Correct', { exact: true }).click();
  await replace(page, 'thicker', 'thinner');
  await stored(page, 'warn');
  const before = await work(page);
  assert.equal(before.issues.length + before.scores.length + before.corrections[0].edits.length, 3);
  await crash(context, page);

  proxy.heal();
  const again = await context.newPage();
  const problems = problemsOf(again);
  await open({ queue: 'boiling' }, again);
  assert.deepEqual(await work(again), before);
  assert.match(await field(again).inputValue(), /thinner/, 'the same view, with the same text');
  await again.keyboard.press('Control+z');
  await until(() => field(again).inputValue(), (text) => text.includes('thicker'), 'the text taken back');
  const undo = again.getByRole('button', { name: 'Undo' });
  while (await undo.isEnabled()) await undo.click();
  const { issues, scores, corrections } = await work(again);
  assert.deepEqual([issues, scores, corrections.flatMap(({ edits }) => edits)], [[], [], []]);
  const redo = again.getByRole('button', { name: 'Redo' });
  while (await redo.isEnabled()) await redo.click();
  assert.deepEqual(await work(again), before);
  assert.deepEqual(problems, []);
}));

test('two devices work on one task: what both did is merged', () => inWorkplace(browser, {}, async ({ page, open, proxy }) => {
  await open({ queue: 'boiling' });
  const other = await newPage(browser);
  try {
    await open({ queue: 'boiling' }, other.page);
    await mark(page, '90 °C', 'Fact', 'major', 'It is 100 °C.');
    await page.keyboard.press('Control+s');
    await stored(page, 'ok');
    await criterion(other.page, 'c2').click();
    await criterion(other.page, 'c2').getByRole('button', { name: 'fully' }).click();
    await other.page.keyboard.press('Control+s');
    await other.page.getByText('This task was also edited elsewhere').waitFor();
    await stored(other.page, 'ok');
    const { issues, scores } = await work(other.page);
    assert.deepEqual([issues.length, scores.length], [1, 1]);
    const drafts = proxy.calls.filter(({ call }) => call === 'draft');
    assert.ok(drafts.some(({ status }) => status === 409), 'the server saw the conflict');
    const last = drafts.at(-1);
    assert.equal(last.status, 200);
    assert.deepEqual([last.body.content.issues.length, last.body.content.scores.length], [1, 1]);
    assert.deepEqual(other.problems, []);
  } finally {
    await other.context.close();
  }
}));

test('a lease that is lost: the work stays, can be downloaded, and goes on once the task is claimed again', () => inWorkplace(browser, {}, async ({ server, page, open, proxy }) => {
  await open({ queue: 'quick' });
  proxy.next('draft', 410);
  await quickWork(page);
  await page.keyboard.press('Control+s');
  await banner(page, 'lost').waitFor();
  await stored(page, 'bad');
  const before = await work(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'), banner(page, 'lost').getByRole('button', { name: 'Download my work' }).click(),
  ]);
  assert.equal(file.suggestedFilename(), 'quick.json');
  const kept = JSON.parse(await readFile(await file.path(), 'utf8'));
  assert.deepEqual({ ...kept, time: null }, before);

  await banner(page, 'lost').getByRole('button', { name: 'Ask for it again' }).click();
  await until(() => banner(page, 'lost').count(), 0, 'the end of the banner');
  await ready(page);
  assert.deepEqual(await work(page), before);
  await at(page, 'submit').click();
  await done(page);
  await assertStoredOnce(server, before);
}));

test('an answer that objects is shown with its places, and the work can be put right', () => inWorkplace(browser, {}, async ({ server, page, open, proxy }) => {
  await open({ queue: 'quick' });
  await quickWork(page);
  const before = await work(page);
  const errors = [{ pointer: '/issues/0/comment', detail: 'A comment needs a full sentence.' }];
  proxy.next('submit', 422, { problem: { detail: 'One thing has to be put right.', errors } });
  await at(page, 'submit').click();
  await banner(page, 'objections').getByText('A comment needs a full sentence.').waitFor();
  await page.getByText('One thing has to be put right.').waitFor();
  assert.deepEqual(await work(page), before);
  await issueCard(page, 1).getByRole('textbox').fill('A tomato is not a nut.');
  const better = await work(page);
  await at(page, 'submit').click();
  await done(page);
  await assertStoredOnce(server, better);
}));

test('a server that fails is asked again until it does not, and stores the work once', () => inWorkplace(browser, {}, async ({ server, page, open, proxy }) => {
  proxy.next('claim', 503);
  await open({ queue: 'quick' });
  assert.equal(proxy.count('claim'), 2, 'the claim too was tried again');
  proxy.next('draft', 500, { times: 2 });
  await quickWork(page);
  await page.keyboard.press('Control+s');
  await page.getByText('Server silent, saved on this device').waitFor();
  await stored(page, 'ok');
  const before = await work(page);
  proxy.next('submit', 500, { times: 2 });
  await at(page, 'submit').click();
  await banner(page, 'submitting').getByText('Your submission is safe on this device').waitFor();
  await done(page);
  assertSameSubmission(proxy, 3);
  await assertStoredOnce(server, before);
}));

test('a submission whose answer is lost is stored exactly once', () => inWorkplace(browser, {}, async ({ server, page, open, proxy }) => {
  await open({ queue: 'quick' });
  await quickWork(page);
  const before = await work(page);
  proxy.next('submit', 'lose');
  await at(page, 'submit').click();
  await done(page);
  assertSameSubmission(proxy, 2);
  assert.equal(proxy.calls.findLast(({ call }) => call === 'submit').status, 200, 'the server knew it already');
  await assertStoredOnce(server, before);
}));

test('a page that crashes while it submits submits the same when it comes back', () => inWorkplace(browser, {}, async ({ server, context, page, open, proxy, site }) => {
  await open({ queue: 'quick' });
  await quickWork(page);
  const before = await work(page);
  proxy.next('submit', 'never');
  await at(page, 'submit').click();
  await proxy.seen('submit');
  await crash(context, page);
  proxy.heal();
  const again = await context.newPage();
  await again.goto(`${site.url}?queue=quick`);
  await done(again);
  assertSameSubmission(proxy, 2);
  await assertStoredOnce(server, before);
}));

test('without a line the work is safe here, and everything is sent when it is back', () => inWorkplace(browser, {}, async ({ server, context, page, open, proxy }) => {
  await open({ queue: 'quick' });
  await whole(page);
  await context.setOffline(true);
  await quickWork(page);
  await page.getByText('Offline, saved on this device').waitFor();
  assert.equal(proxy.count('draft'), 0);
  const before = await work(page);
  await context.setOffline(false);
  await stored(page, 'ok');
  assert.deepEqual(proxy.calls.findLast(({ call }) => call === 'draft').body.content.issues, before.issues);

  await context.setOffline(true);
  await at(page, 'submit').click();
  await banner(page, 'submitting').getByText('Your submission is safe on this device').waitFor();
  await context.setOffline(false);
  await done(page);
  await assertStoredOnce(server, before);
}));

test('a line that breaks in the middle of calls is tried again', () => inWorkplace(browser, {}, async ({ server, page, open, proxy }) => {
  await open({ queue: 'quick' });
  proxy.next('draft', 'drop');
  proxy.next('draft', 'lose');
  await quickWork(page);
  await page.keyboard.press('Control+s');
  await stored(page, 'ok');
  assert.ok(proxy.count('draft') >= 3);
  const before = await work(page);
  proxy.next('submit', 'drop');
  await at(page, 'submit').click();
  await done(page);
  await assertStoredOnce(server, before);
}));

test('a server that never answers is given up on after a while and asked again', () => inWorkplace(browser, {}, async ({ page, proxy, site }) => {
  await page.clock.install();
  proxy.next('claim', 'never');
  await page.goto(`${site.url}?queue=quick`);
  await proxy.seen('claim');
  await page.getByText('Getting your task').waitFor();
  await page.clock.fastForward(31_000);
  await page.getByText('The server did not answer in time.').waitFor();
  await page.clock.fastForward(2_000);
  await ready(page);
}));

test('somebody who was signed out is told, and goes on where they were', () => inWorkplace(browser, {}, async ({ page, open, proxy }) => {
  await open({ queue: 'quick' });
  proxy.next('draft', 401, { times: 2 });
  await quickWork(page);
  const before = await work(page);
  await page.keyboard.press('Control+s');
  await banner(page, 'sign-in').waitFor();
  assert.deepEqual(await work(page), before);
  proxy.heal();
  await banner(page, 'sign-in').getByRole('button', { name: 'Continue' }).click();
  await stored(page, 'ok');
  await until(() => banner(page, 'sign-in').count(), 0, 'the end of the banner');
}));

test('a second tab reads only, until it takes over with all of the work', () => inWorkplace(browser, {}, async ({ context, page, open, proxy }) => {
  await open({ queue: 'boiling' });
  proxy.next('draft', 'drop', { times: 1_000 });
  await mark(page, '90 °C', 'Fact', 'major', 'It is 100 °C.');
  const second = await context.newPage();
  const problems = problemsOf(second);
  await open({ queue: 'boiling' }, second);
  await banner(second, 'tab').waitFor();
  await second.getByText('Read only', { exact: true }).waitFor();
  await button(second, 'Correct', { exact: true }).click();
  assert.equal(await field(second).getAttribute('readonly') !== null, true, 'nothing can be typed');
  assert.equal(await button(second, 'Skip').isDisabled(), true);

  await page.bringToFront();
  await criterion(page, 'c2').click();
  await criterion(page, 'c2').getByRole('button', { name: 'partly' }).click();
  const before = await work(page);
  await second.bringToFront();
  await banner(second, 'tab').getByRole('button', { name: 'Continue here' }).click();
  await until(() => banner(second, 'tab').count(), 0, 'the end of the banner');
  await ready(second);
  assert.deepEqual(await work(second), before, 'what the first tab had done last is here');
  await banner(page, 'tab').waitFor();
  assert.equal(await button(page, 'Skip').isDisabled(), true, 'the first tab only reads now');
  await second.keyboard.press('Alt+1');
  await mark(second, 'thicker', 'Fact', 'minor', 'Thinner.');
  assert.equal((await work(second)).issues.length, 2);
  assert.deepEqual(problems, []);
}));

const judged = (comment, text) => ({
  issues: [{ id: 'i1', category: 'fact', severity: null, comment }],
  scores: [{ criterion: 'c1', state: 'met' }],
  corrections: text ? [{ text }] : [],
});

test('what is missing after a kill is found', () => {
  const before = judged('It is', 'One. And');
  assert.deepEqual(lost(before, before, judged('It is not so', 'One. And more.')), []);
  assert.equal(lost(before, before, { issues: [], scores: [], corrections: [] }).length, 4);
  assert.deepEqual(lost(before, before, judged('It', 'One. And')), ['comment of i1: It is']);
  assert.deepEqual(lost(before, before, judged('It is', null)), ['correction: …One. And']);
});

test('a page that is killed in the middle of work comes back with all that was said to be safe', async () => {
  const report = await kills({ count: 4, seed: 11 });
  assert.deepEqual(report.lost, []);
  assert.ok(report.kills === 4 && report.safe > 4, `work was said to be safe ${report.safe} times`);
});
