// lint, agreement and convert outside a browser: plain JSON in, plain JSON out.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';

const built = new URL('../../dist/element.js', import.meta.url);
const options = { skip: existsSync(built) ? false : 'dist/ is not built' };

const task = {
  format: 'corrigenda.task/1', id: 't', revision: '1', parts: ['issues', 'correction'],
  turns: [{ id: 'u', role: 'user', text: '12 × 4?' }], responses: [{ id: 'a', turn: 'u', text: '😀 It is 46.' }],
};
const place = { unit: 'utf16', start: 9, end: 11, exact: '46' };
const annotation = {
  format: 'corrigenda.annotation/1', annotator: 'w', task: { id: 't', revision: '1' }, scores: [],
  issues: [{ id: 'i1', response: 'a', category: 'fact', severity: 'major', comment: 'No.', span: place }],
  corrections: [{ response: 'a', text: '😀 It is 48.', edits: [{ id: 'e1', span: place, insert: '48', category: 'fact', answers: ['i1'] }] }],
};

test('lint says what is wrong, where in UTF-16 code units, in two languages', options, async () => {
  const { lint } = await import(built);
  const rubric = { id: 'r', version: '1', criteria: [{ id: 'c', title: '😀 Names it and explains it', points: 1 }] };
  const found = await lint(rubric, { minimum: 2, language: 'de' });
  assert.deepEqual(found.map(({ criterion, rule }) => [criterion, rule]), [['c', 'stacked'], [null, 'few'], [null, 'no_negative']]);
  assert.deepEqual(found[0].span, { field: 'title', unit: 'utf16', start: 12, end: 24, exact: 'and explains' });
  assert.match(found[0].message, /verbindet/);
  assert.equal((await lint(rubric)).length, 3);
});

test('agreement gives a figure with its base, or says why there is none', options, async () => {
  const { agreement } = await import(built);
  const rows = [[1, 1], [2, 2], [1, 2], [2, 2], [null, 1]];
  const { value, observed, n, raters, interval } = await agreement(rows, { metric: 'cohen', seed: 7 });
  assert.deepEqual([observed, n, raters], [0.75, 4, 2]);
  assert.ok(Math.abs(value - 0.5) < 1e-12 && interval[0] < value && value < interval[1]);
  assert.deepEqual(await agreement(rows, { metric: 'cohen', seed: 7 }), await agreement(rows, { metric: 'cohen', seed: 7 }));
  const none = await agreement([['a', 'a'], ['a', 'a']], { metric: 'alpha' });
  assert.equal(typeof none.undefined, 'string');
  assert.ok(!('value' in none));
});

test('convert writes another format, says what is lost, and reads it back', options, async () => {
  const { convert } = await import(built);
  const there = await convert([{ task, annotations: [annotation] }], { from: 'corrigenda', to: 'label_studio' });
  const [row] = JSON.parse(there.text);
  assert.deepEqual(row.annotations[0].result[0].value, { start: 8, end: 10, text: '46', labels: ['fact'] });
  assert.ok(there.losses.some(({ path }) => path === '$[0].annotations[0].corrections[0].edits[0].answers'));
  assert.ok(there.losses.every(({ why }) => why.length > 0));
  const back = await convert(there.text, { from: 'label_studio', to: 'corrigenda', tasks: [task] });
  const { annotation: again } = JSON.parse(back.text);
  assert.deepEqual([again.corrections[0].text, again.issues[0].span.unit, again.issues[0].span.start], ['😀 It is 48.', 'codepoint', 8]);
});

test('bad input says where it is bad', options, async () => {
  const { agreement, convert } = await import(built);
  const path = (answer) => answer.then(() => null, (error) => error.path);
  assert.equal(await path(agreement([[1, 1]], { metric: 'kapa' })), '$.options.metric');
  assert.equal(await path(agreement([[1, 1]], { metric: 'u_alpha' })), '$.options.metric');
  assert.equal(await path(convert('{}', { from: 'prm800k', to: 'csv' })), '$.input[0].question.problem');
  assert.equal(await path(convert([], { from: 'corrigenda', to: 'biggen' })), '$.options.to');
});
