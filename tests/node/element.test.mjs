// element.js outside a browser: it can be imported, and its functions answer.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';

test('the source can be imported where there is no DOM', async () => {
  const element = await import('../../src/element/element.js');
  const functions = ['agreement', 'anchor', 'apply', 'check', 'convert', 'diff', 'lint', 'load', 'merge', 'score', 'settle'];
  assert.deepEqual(Object.keys(element).sort(), ['CorrigendaWorkbench', ...functions]);
  assert.equal(typeof element.CorrigendaWorkbench, 'function');
});

const built = new URL('../../dist/element.js', import.meta.url);
const options = { skip: existsSync(built) ? false : 'dist/ is not built' };

const task = {
  format: 'corrigenda.task/1', id: 't', revision: '1', parts: ['scores', 'issues'],
  turns: [{ id: 'u', role: 'user', text: '?' }], responses: [{ id: 'a', turn: 'u', text: 'Ä 😀 b' }],
  rubric: { id: 'r', version: '1', criteria: [{ id: 'c', title: 'c', points: 2 }] },
};
const rubric = { id: 'r', version: '1', criteria: [{ id: 'c', title: 'c', points: 2 }, { id: 'd', title: 'd', points: 3, gate: true }] };

test('diff counts in UTF-16 code units, and apply makes the text of it', options, async () => {
  const { diff, apply } = await (await import(built)).load();
  const [original, corrected] = ['😀 der Hund bellt laut.', '😀 die Katze bellt.'];
  const { hunks, degraded } = diff(original, corrected);
  assert.equal(degraded, false);
  for (const { old, new: made, oldText, newText } of hunks) {
    assert.equal(original.slice(...old), oldText);
    assert.equal(corrected.slice(...made), newText);
  }
  assert.equal(apply(original, hunks), corrected);
  assert.equal(apply(original, hunks, []), original);
  const first = apply(original, hunks, [hunks[0].id]);
  assert.notEqual(first, original);
  assert.notEqual(first, corrected);
});

test('merge says what conflicts', options, async () => {
  const { merge } = await (await import(built)).load();
  assert.deepEqual(merge('😀 b c', 'x b c', '😀 b y'), {
    text: 'x b y', conflicts: [], clean: true,
    changes: [
      { by: 'ours', base: [0, 2], ours: [0, 1], theirs: [0, 2], text: [0, 1] },
      { by: 'theirs', base: [5, 6], ours: [4, 5], theirs: [5, 6], text: [4, 5] },
    ],
  });
  const { clean, conflicts } = merge('a b c', 'x b c', 'y b c');
  assert.equal(clean, false);
  assert.deepEqual(conflicts, [{ base: 'a', ours: 'x', theirs: 'y' }]);
});

test('settle takes what was chosen and leaves the rest open', options, async () => {
  const { settle } = await (await import(built)).load();
  const texts = ['a b. c d.', 'x b. y d.', 'z b. w d.'];
  const open = settle(...texts, []);
  assert.deepEqual([open.text, open.conflicts.length], ['x b. y d.', 2]);
  const half = settle(...texts, [null, 'theirs']);
  assert.deepEqual([half.text, half.clean, half.conflicts], ['x b. w d.', false, [{ base: 'a', ours: 'x', theirs: 'z' }]]);
  assert.deepEqual(half.changes.map(({ by }) => by), ['conflict', 'chosen']);
  const done = settle(...texts, [{ text: 'q' }, 'base']);
  assert.deepEqual([done.text, done.clean], ['q b. c d.', true]);
  const fails = (choices, path) => assert.throws(() => settle(...texts, choices), (error) => error.path === path);
  fails(['mine'], '$.choices[0]');
  fails([null, null, null], '$.choices');
});

test('anchor finds a place again, in UTF-16 code units', options, async () => {
  const { anchor } = await (await import(built)).load();
  const span = { unit: 'codepoint', start: 2, end: 6, exact: 'Hund', prefix: '😀 ', suffix: ' bellt' };
  const there = anchor('😀 Hund bellt', span);
  assert.deepEqual([there.start, there.end, there.state], [3, 7, 'attached']);
  const moved = anchor('Heute: 😀 Hund bellt', span);
  assert.deepEqual([moved.start, moved.end, moved.state], [10, 14, 'moved']);
});

test('anchor knows words in another spelling, and says what is gone', options, async () => {
  const { anchor } = await (await import(built)).load();
  const span = { unit: 'utf16', start: 8, end: 18, exact: 'a "cafe\u0301"', prefix: 'This is ', suffix: ' in town' };
  const found = anchor('This is a\u00a0“café” in town', span);
  assert.deepEqual([found.start, found.end, found.state], [8, 16, 'changed']);
  assert.ok(found.score > 0.9);
  const gone = anchor('Something else.', span);
  assert.deepEqual([gone.start, gone.end, gone.state, gone.score], [8, 8, 'orphaned', 0]);
});

test('score adds up each response', options, async () => {
  const { score } = await (await import(built)).load();
  const scores = [
    { criterion: 'c', response: 'a', state: 'met' }, { criterion: 'd', response: 'a', state: 'unmet' },
    { criterion: 'c', response: 'b', state: 'unjudged' }, { criterion: 'd', response: 'b', state: 'met' },
  ];
  const [a, b] = score(rubric, scores);
  const { changes, ...bare } = a;
  assert.deepEqual(bare, {
    response: 'a', points: 2, possible: 5, share: 0.4, raw: 0.4, mean: 0.4, level: null, complete: true, gates: ['d'], decided_by: 'd', unjudged: [],
  });
  assert.deepEqual(changes, [{ criterion: 'd', state: 'met', share: 1, passes: true }]);
  assert.deepEqual([b.share, b.complete, b.gates, b.decided_by, b.unjudged], [0.6, false, [], null, ['c']]);
});

test('check names what stands in the way, and where', options, async () => {
  const { check } = await (await import(built)).load();
  const span = { unit: 'utf16', start: 2, end: 4, exact: '😀' };
  const issue = { id: 'i', response: 'a', category: null, severity: 'major', span, left: 'seen' };
  const annotation = { format: 'corrigenda.annotation/1', task: { id: 't', revision: '1' }, scores: [], issues: [issue] };
  const problems = check(task, annotation).map(({ code, path, at }) => ({ code, path, at }));
  assert.deepEqual(problems, [
    { code: 'category_missing', path: '$.issues[0]', at: 'i' },
    { code: 'unjudged', path: '$.scores', at: 'c' },
  ]);
});

test('bad input says where it is bad', options, async () => {
  const { diff, score, apply } = await import(built);
  const fails = (answer, expected) => assert.rejects(answer, ({ name, path, expected: wanted, found }) => {
    assert.deepEqual({ name, path, wanted, found }, { name: 'Error', ...expected });
    return true;
  });
  await fails(diff('a', 7), { path: '$.corrected', wanted: 'a string', found: '7' });
  const bad = { id: 'r', version: '1', criteria: [{ id: 'c', title: 'c', points: 'many' }] };
  await fails(score(bad, []), { path: '$.rubric.criteria[0].points', wanted: 'a number', found: '"many"' });
  const hunks = [{ id: 'h1', kind: 'replace', old: [0, 1], new: [0, 1], oldText: 'x', newText: 'y' }];
  await fails(apply('a', hunks), { path: '$.hunks[0].oldText', wanted: 'the text at this place', found: '"x"' });
});
