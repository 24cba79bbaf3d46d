// The kit against a backend in memory: it finds nothing wrong where nothing is, catches every fault that is switched on, and
// no check is one that could not fail.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../kit/config.mjs';
import { CHECKS, count, runKit, summary } from '../../kit/kit.mjs';
import { Broken } from './broken.mjs';

/** What is switched on, and the checks that must say so, one at least each. */
const FAULTS = {
  dead: ['answers'], forbidden: ['sign-in', 'sign-in-unknown'], guests: ['sign-in'], 'open-drafts': ['sign-in-every-call'],
  'plain-errors': ['problem'], 'no-title': ['problem'], crashes: ['problem-bad-json'], 'crashes-missing': ['problem-missing-field'],
  'any-type': ['only-json'], 'strict-type': ['json-with-charset'], 'no-404': ['not-found'], 'strict-fields': ['unknown-fields'],
  small: ['large'], truncates: ['large'], 'no-limit': ['too-large'], 'crashes-deep': ['deep'], version: ['about'],
  'preflight-needs-token': ['preflight'], 'preflight-methods': ['preflight-methods'], 'preflight-headers': ['preflight-headers'],
  'preflight-age': ['preflight-age'], 'no-origin': ['origin-answers'], 'no-origin-refusals': ['origin-refusals'],
  'origin-with-cookies': ['origin-answers'], 'no-retry-after': ['retry-after'], cached: ['not-cached'],
  'no-lease-id': ['claim-form'], until: ['claim-seconds'], 'no-worker': ['claim-form', 'claim-worker'], 'new-task': ['claim-again', 'many-claims'],
  'new-lease': ['claim-again-lease'], 'double-claim': ['claim-taken', 'many-one-task', 'many-workers'], 'same-task': ['claim-apart'], 'nothing-404': ['claim-nothing'],
  queue: ['claim-queue'], 'ignores-id': ['claim-by-id'], 'drops-other-leases': ['claim-by-id'], 'taken-name': ['claim-taken'], kind: ['claim-kind'],
  clock: ['claim-clock'], rev: ['draft-first'], 'rev-zero': ['draft-next'], columns: ['draft-back', 'keeps-unknown', 'keeps-empty'],
  'draft-again': ['draft-again'], bytes: ['draft-order', 'submit-replay-json'], stale: ['draft-stale'], 'stale-writes': ['draft-stale-keeps'],
  'draft-name': ['draft-stale'], 'no-current': ['draft-stale'], 'renew-clears': ['draft-renews'], 'any-lease': ['draft-lease', 'submit-lease', 'release-lost'],
  'any-draft': ['draft-private'], 'three-bytes': ['keeps-unicode'], 'no-controls': ['keeps-controls'], integers: ['keeps-numbers'],
  'submit-200': ['submit'], 'other-id': ['submit'], 'bad-time': ['submit'], 'replay-lost': ['submit-replay'], 'replay-201': ['submit-replay'],
  'replay-new': ['submit-replay'], 'replay-lease': ['submit-replay-lease'], 'submission-name': ['submit-conflict'], overwrites: ['submit-conflict'], 'conflict-writes': ['submit-conflict-keeps'],
  'any-worker': ['submit-conflict-worker'], 'any-task': ['submit-conflict-task'], 'stays-open': ['submit-closes', 'many-submissions'],
  'closed-lease': ['submit-closes', 'release-lost'], 'submitted-again': ['submit-next'], 'lease-of-any-task': ['submit-lease', 'submit-lease-of-other-task'],
  'invalid-400': ['submit-invalid'], 'takes-all': ['submit-invalid'], 'no-places': ['submit-invalid-places'], places: ['submit-invalid-places'],
  'invalid-closes': ['submit-invalid-again'], 'content-first': ['submit-order'], 'content-before-uuid': ['submit-order-uuid'], 'release-404': ['release'], 'release-200': ['release'],
  'release-later': ['release-closes'], 'release-any': ['release-own'], 'release-drops': ['release-keeps'], 'skip-keeps': ['skip-drops'],
  'skip-again': ['skip-next'], long: ['expiry-seconds'], 'strict-expiry': ['expiry-good'], early: ['expiry-not-before'], 'never-expires': ['expiry-taken'],
  'keeps-lost': ['expiry-lost'], 'drops-lost-draft': ['expiry-draft'], 'no-renew': ['expiry-renewed'], 'slow-lock': ['many-replays', 'many-drafts', 'many-submissions'],
  'needed-ignored': ['needed-two'], 'own-review': ['review-own'], domains: ['domains'], 'decodes-twice': ['ids'], 'task-cut': ['task-whole'],
};

/** Runs the kit against a fault; time passes only where the kit waits, and in the calls, `took(n)` ms in the nth. */
async function run(fault, only = null, more = {}, took = () => 0) {
  let now = 1_793_620_800_000;
  const backend = new Broken(fault, () => now);
  const base = 'http://backend.test';
  const config = readConfig({
    base, tokens: ['w1', 'w2', 'w3'], queue: 'kit', seed: { url: `${base}/seed`, headers: { authorization: 'Bearer w0' } },
    short: { queue: 'kit-short', seconds: 1 }, crowd: { pattern: 'w-{n}', count: 100 }, ...more,
  });
  let seed = 7;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const wait = async (ms) => {
    now += ms;
  };
  let calls = 0;
  const fetch = (...call) => {
    calls += 1;
    now += took(calls);
    return backend.fetch(...call);
  };
  return runKit(config, { fetch, wait, now: () => now, random }, { only });
}

const ids = (results, verdict) => results.filter((result) => result.verdict === verdict).map(({ id }) => id);

test('a backend that keeps the contract passes every check', async () => {
  const results = await run(null);
  assert.deepEqual(results.filter(({ verdict }) => verdict !== 'holds'), []);
  assert.equal(summary(results), `${CHECKS.length} passed, 0 failed, 0 could not be checked`);
});

const caught = new Set();
for (const [fault, expected] of Object.entries(FAULTS)) {
  test(`the fault "${fault}" is caught`, async () => {
    const results = await run(fault, expected);
    const broken = ids(results, 'broken');
    for (const id of broken) caught.add(id);
    assert.deepEqual(expected.filter((id) => !broken.includes(id)), [], `caught by ${broken}; could not be checked: ${ids(results, 'unchecked')}`);
    assert.ok(results.every(({ verdict, why }) => verdict === 'holds' || (why && !why.startsWith('the kit failed'))), JSON.stringify(results.filter(({ why }) => why.startsWith('the kit'))));
  });
}

test('every check can fail', () => {
  assert.deepEqual(CHECKS.map(({ id }) => id).filter((id) => !caught.has(id)), []);
});

test('a check names itself once, as a sentence, and says what to do', () => {
  assert.equal(new Set(CHECKS.map(({ id }) => id)).size, CHECKS.length);
  assert.equal(new Set(CHECKS.map(({ name }) => name)).size, CHECKS.length);
  for (const { id, name, cure } of CHECKS) assert.ok(/^[A-Z].*\.$/.test(name) && /^[A-Z].*\.$/.test(cure), id);
});

test('what the configuration does not give is not checked, and never passed', async () => {
  const results = await run(null, null, { short: null, crowd: null });
  const unchecked = ids(results, 'unchecked');
  assert.deepEqual(unchecked, [...CHECKS.map(({ id }) => id).filter((id) => id.startsWith('expiry')), 'many-workers']);
  assert.equal(count(results).passed, CHECKS.length - unchecked.length);
});

test('a lease that was over before the answer came shows nothing: it is tried anew, and not for ever', async () => {
  const timed = ['expiry-not-before', 'expiry-renewed'];
  const verdicts = async (fault, took) => (await run(fault, timed, {}, took)).map(({ verdict }) => verdict);
  assert.deepEqual(await verdicts(null, (call) => (call < 12 ? 500 : 0)), ['holds', 'holds']);
  assert.deepEqual(await verdicts(null, () => 500), ['unchecked', 'unchecked']);
  assert.deepEqual(await verdicts('no-renew', (call) => (call < 12 ? 500 : 0)), ['holds', 'broken']);
});

test('where nothing answers, nothing is passed', async () => {
  const results = await run('dead');
  assert.deepEqual(count(results), { passed: 0, failed: 1, unchecked: CHECKS.length - 1 });
});

test('a configuration that cannot work is refused in a sentence', () => {
  const good = { base: 'http://x.test', tokens: ['a', 'b', 'c'], queue: 'q' };
  readConfig(good);
  readConfig({ ...good, tokens: ['a', 'b', { cookie: 'session=c' }] });
  const cases = [
    [[], 'has to be a JSON object'], [{ ...good, base: 'x' }, '`base` has to be'], [{ ...good, tokens: ['a', 'b'] }, '`tokens` has to be three'],
    [{ ...good, tokens: ['a', 'a', 'b'] }, 'three different'], [{ ...good, queue: '' }, '`queue` has to name'], [{ ...good, speed: 1 }, 'There is no setting `speed`'],
    [{ ...good, seed: {} }, '`seed` has to be'], [{ ...good, short: { seconds: 0 } }, '`short` has to be'], [{ ...good, crowd: { count: 3 } }, '`crowd` has to be'],
  ];
  for (const [config, sentence] of cases) assert.throws(() => readConfig(config), (error) => error.message.includes(sentence), sentence);
});
