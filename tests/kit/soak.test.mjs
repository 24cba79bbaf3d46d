// A small fault run, and that a fault run would find what it looks for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded, soak, verdicts } from './soak/run.mjs';
import { Ledger } from './soak/worker.mjs';

test('nothing is lost where servers are killed and a third of the calls is spoiled', async () => {
  const { verdicts: found, figures } = await soak({ workers: 4, submissions: 300, servers: 2, seed: 7, every: 400, limit: 240 });
  assert.deepEqual(found.filter(([, holds]) => !holds), [], figures.join('\n'));
  assert.equal(found.length, 7);
});

const line = (id, task, annotator = 'w', note = 'x') => ({ task: { id: task }, annotation: { id, annotator, submitted_at: 'then', note } });

/** Two submissions as they should be, after a change; the numbers of the verdicts that do not hold. */
function broken(change) {
  const ledger = new Ledger();
  for (const n of [1, 2]) ledger.submitted.set(`u${n}`, { worker: 'w', task: `t${n}`, content: { note: 'x' } });
  const lines = [line('u1', 't1'), line('u2', 't2')];
  change(ledger, lines);
  return verdicts(ledger, lines, 2).flatMap(([, holds], index) => (holds ? [] : [index]));
}

test('what is lost, doubled, changed or handed out twice is found', () => {
  assert.deepEqual(broken(() => {}), []);
  assert.deepEqual(broken((_, lines) => lines.push(line('u3', 't2'))), [0, 3]);
  assert.deepEqual(broken((_, lines) => lines.push(line('u2', 't2'))), [0]);
  assert.deepEqual(broken((_, lines) => lines.pop()), [1]);
  assert.deepEqual(broken((_, lines) => lines.splice(1, 1, line('u2', 't2', 'w', 'y'))), [2]);
  assert.deepEqual(broken((_, lines) => lines.splice(1, 1, line('u2', 't2', 'v'))), [2]);
  const twice = (ledger) => ['w', 'w', 'v'].forEach((worker) => ledger.got('t1', worker));
  assert.deepEqual(broken(twice), [4]);
  assert.deepEqual(broken((ledger) => ledger.blame('a draft went back')), [5]);
});

test('the same seed gives the same run of chances', () => {
  const ten = (seed) => Array.from({ length: 10 }, seeded(seed));
  assert.deepEqual(ten(7), ten(7));
  assert.notDeepEqual(ten(7), ten(8));
  assert.ok(ten(7).every((number) => number >= 0 && number < 1));
});
