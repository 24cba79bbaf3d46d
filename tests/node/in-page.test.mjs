// What marks a platform's own page, as far as it needs no DOM: which element shows which response.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assigned, targetsOf } from '../../src/element/later/target-text.js';

const element = (name, attributes = {}) => ({ name, isConnected: true, getAttribute: (key) => attributes[key] ?? null });
const names = (found) => Object.fromEntries([...found].map(([id, elements]) => [id, elements.map(({ name }) => name)]));

test('an element says itself what it shows; the others follow the order of the page', () => {
  const list = [element('one'), element('two', { 'data-response': 'a' }), element('three')];
  assert.deepEqual(names(assigned(list, ['a', 'b', 'c'])), { b: ['one'], a: ['two'], c: ['three'] });
  assert.deepEqual(names(assigned([element('x', { 'data-corrigenda-response': 'b', 'data-response': 'a' })], ['a', 'b'])), { b: ['x'] });
});

test('elements of one response are its parts, and what shows nothing of the task is left alone', () => {
  const parts = [element('head', { 'data-response': 'a' }), element('body', { 'data-response': 'a' }), element('foreign', { 'data-response': 'z' })];
  assert.deepEqual(names(assigned(parts, ['a'])), { a: ['head', 'body'] });
  assert.deepEqual(names(assigned([element('one'), element('two')], ['a'])), { a: ['one'] });
  assert.deepEqual(names(assigned([], ['a'])), {});
});

test('targets are a selector, an element or several; a selector that cannot be read names none', () => {
  const [one, two] = [element('one'), element('two')];
  assert.deepEqual(targetsOf([one, two], null), [one, two]);
  assert.deepEqual(targetsOf(one, null), [one]);
  assert.deepEqual(targetsOf(null, null), []);
  const root = { querySelectorAll: (wish) => { if (wish === '??') throw new SyntaxError(wish); return [two]; } };
  assert.deepEqual(targetsOf('.answer', root), [two]);
  assert.deepEqual(targetsOf('??', root), []);
});
