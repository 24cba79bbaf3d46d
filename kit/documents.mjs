// The documents that the kit sends: tasks to seed, and content that every backend of the contract takes.

const TASK = 'corrigenda.task/1';

/** A small task for a queue; `more` are fields over it. */
export const makeTask = (id, queue, more = {}) => ({
  format: TASK,
  id,
  revision: '1',
  kind: 'annotate',
  queue,
  title: `Conformance kit: ${id}`,
  turns: [{ id: 'u1', role: 'user', text: 'What is 12 × 4?' }],
  responses: [{ id: 'a', turn: 'u1', text: 'The product is **46**.' }],
  parts: ['issues'],
  ...more,
});

/**
 * Finished content for a task. It is an exit with its note, which is all that a backend may ask of any task, so it is good
 * for whatever the platform's own tasks ask for.
 */
export function finished(task, more = {}) {
  const about = { id: task.id, revision: task.revision ?? '1' };
  const exit = { kind: 'cannot_verify', note: 'Sent by the conformance kit.' };
  if (task.kind === 'review') {
    return { format: 'corrigenda.review/1', task: about, subjects: [], findings: [], verdict: 'return', comment: exit.note, result: null, ...more };
  }
  return { format: 'corrigenda.annotation/1', task: about, scores: [], issues: [], corrections: [], exit, note: null, ...more };
}

/** The same value with the keys of every object in the reverse order. */
export function reordered(value) {
  if (Array.isArray(value)) return value.map(reordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, reordered(inner)]));
}

/** Whether two values are equal as JSON: the order of keys does not count. */
export function same(left, right) {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]));
}

/** Where two values differ first, as a pointer; none where they are equal as JSON. */
export function difference(left, right, place = '') {
  if (same(left, right)) return null;
  const inside = typeof left === 'object' && typeof right === 'object' && left !== null && right !== null;
  if (!inside || Array.isArray(left) !== Array.isArray(right)) return place || '/';
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  const key = keys.find((one) => !Object.hasOwn(left, one) || !Object.hasOwn(right, one) || !same(left[one], right[one]));
  return difference(left[key], right[key], `${place}/${key}`);
}
