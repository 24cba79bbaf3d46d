// Submissions: stored once, whatever is lost on the way.

import { check, hold, needStatus, refused, status } from '../bench.mjs';
import { finished, reordered } from '../documents.mjs';

const client = { name: 'corrigenda-kit', version: '1' };
const send = (worker, { task, lease }, uuid, content, more = {}) => worker.submit(task.id, uuid, { lease_id: lease, content, client, ...more });

/** A task that is submitted: what was held, the uuid, the content and the first answer. */
async function submitted(t, more = {}) {
  const held = await t.task(t.ann);
  const [uuid, content] = [t.uuid(), finished(held.task, more)];
  const answer = needStatus(await send(t.ann, held, uuid, content), 201);
  return { held, uuid, content, answer };
}

/** That it is a replay: 200 with what the first answer said. */
function replayed(answer, first) {
  status(answer, 200);
  for (const key of ['id', 'received_at']) {
    hold(answer.body?.[key] === first.body?.[key], `${answer.said}; the first answer had \`${key}\` \`${first.body?.[key]}\``);
  }
}

export const submissions = [
  check('submit', 'A submission is answered 201 with its id and when it was received.',
    'Answer `{id, received_at}`: the uuid of the path, and a time as RFC 3339.',
    async (t) => {
      const held = await t.task(t.ann);
      const uuid = t.uuid();
      const answer = status(await send(t.ann, held, uuid, finished(held.task)), 201);
      hold(answer.body?.id === uuid, `${answer.said}; \`id\` should be ${uuid}`);
      hold(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(answer.body.received_at) && !Number.isNaN(Date.parse(answer.body.received_at)), `${answer.said}; \`received_at\` is no time as RFC 3339`);
    }),
  check('submit-replay', 'The same submission again is answered 200 with the first answer.',
    'Look the uuid up first. The lease is closed by then, and that must not matter.',
    async (t) => {
      const { held, uuid, content, answer } = await submitted(t);
      replayed(await send(t.ann, held, uuid, content), answer);
    }),
  check('submit-replay-lease', 'A replay under another lease and from another client is a replay.',
    'Leave `lease_id` and `client` out of the comparison: after a crash the workbench may hold another lease.',
    async (t) => {
      const { held, uuid, content, answer } = await submitted(t);
      replayed(await t.ann.submit(held.task.id, uuid, { lease_id: `other-${t.uuid()}`, content, client: { name: 'other', version: '9' } }), answer);
      replayed(await t.ann.submit(held.task.id, uuid, { lease_id: held.lease, content }), answer);
    }),
  check('submit-replay-json', 'A replay is compared as JSON: the order of keys and the look of numbers do not count.',
    'Compare parsed values: `{"a":1,"b":2}` and `{"b":2.0,"a":1}` are equal.',
    async (t) => {
      const { held, uuid, content, answer } = await submitted(t, { house: { whole: 2, list: [{ a: 1, b: 2 }] } });
      replayed(await send(t.ann, held, uuid, reordered(content)), answer);
      const raw = JSON.stringify({ lease_id: held.lease, content }).replace('"whole":2', '"whole":2.0');
      replayed(await t.ann.submit(held.task.id, uuid, undefined, { raw }), answer);
    }),
  check('submit-conflict', 'Other content under a known uuid is answered 409 submission-conflict.',
    'Answer 409 with a type that ends in `submission-conflict`; never replace what was received.',
    async (t) => {
      const { held, uuid } = await submitted(t);
      refused(await send(t.ann, held, uuid, finished(held.task, { note: 'something else' })), 409, 'submission-conflict');
    }),
  check('submit-conflict-keeps', 'A conflicting replay changes nothing.',
    'Write a submission once, in the transaction that looked whether its uuid is known.',
    async (t) => {
      const { held, uuid, content, answer } = await submitted(t);
      await send(t.ann, held, uuid, finished(held.task, { note: 'something else' }));
      replayed(await send(t.ann, held, uuid, content), answer);
    }),
  check('submit-conflict-worker', 'Somebody else\'s submission under a known uuid is answered 409.',
    'Compare the worker too: a uuid belongs to who used it first.',
    async (t) => {
      const { held, uuid, content } = await submitted(t);
      refused(await send(t.ben, held, uuid, content), 409, 'submission-conflict');
    }),
  check('submit-conflict-task', 'A submission of another task under a known uuid is answered 409.',
    'Compare the task too.',
    async (t) => {
      const { uuid, content } = await submitted(t);
      const other = await t.task(t.ann);
      refused(await send(t.ann, other, uuid, content), 409, 'submission-conflict');
    }),
  check('submit-closes', 'A submission closes its lease.',
    'Close the lease and delete the draft in the transaction that stores the submission.',
    async (t) => {
      const { held } = await submitted(t);
      const draft = { lease_id: held.lease, base_rev: 0, content: finished(held.task) };
      refused(await t.ann.draft(held.task.id, draft), 410);
      refused(await send(t.ann, held, t.uuid(), finished(held.task)), 410);
    }),
  check('submit-next', 'What a worker has submitted is not offered to them again.',
    'Leave out what the worker has submitted when a task is picked.',
    async (t) => {
      const { held } = await submitted(t);
      const next = needStatus(await t.ann.claim({ queue: t.config.queue }), 200);
      if (next.body.task) t.keep(t.ann, next.body.task, next.body.lease.id);
      hold(next.body.task?.id !== held.task.id, `${held.task.id} was answered again`);
    }),
  check('submit-lease', 'A submission under a lease that is not the worker\'s own is answered 410.',
    'Look that the lease is this worker\'s and on this task.',
    async (t) => {
      const held = await t.task(t.ann);
      refused(await send(t.ben, held, t.uuid(), finished(held.task)), 410);
      refused(await send(t.ann, { ...held, lease: `none-${t.uuid()}` }, t.uuid(), finished(held.task)), 410);
    }),
  check('submit-lease-of-other-task', 'A submission under the lease of another task is answered 410.',
    'A lease is good for its own task alone.',
    async (t) => {
      const held = await t.task(t.ann);
      const other = await t.task(t.ben);
      refused(await send(t.ann, { task: other.task, lease: held.lease }, t.uuid(), finished(other.task)), 410);
    }),
  check('submit-invalid', 'Content that is not what the task asks for is answered 422.',
    'Check the format and that the content is about this task, at least, and answer 422.',
    async (t) => {
      const held = await t.task(t.ann);
      refused(await send(t.ann, held, t.uuid(), { ...finished(held.task), format: 'something/1' }), 422);
      refused(await send(t.ann, held, t.uuid(), { ...finished(held.task), task: { id: `other-${t.uuid()}` } }), 422);
    }),
  check('submit-invalid-places', 'A 422 names the places as JSON pointers into the request.',
    'Send `errors: [{pointer, detail}]`, with pointers as `/content/scores/3`: the workbench leads the expert there.',
    async (t) => {
      const held = await t.task(t.ann);
      const answer = refused(await send(t.ann, held, t.uuid(), { ...finished(held.task), format: 'something/1' }), 422);
      const { errors } = answer.body ?? {};
      hold(Array.isArray(errors) && errors.length > 0, `${answer.said}; \`errors\` is missing`);
      const good = errors.every(({ pointer }) => typeof pointer === 'string' && /^\/content(\/|$)/.test(pointer));
      hold(good, `${answer.said}; a pointer does not begin with /content`);
    }),
  check('submit-invalid-again', 'After a 422 the corrected submission is taken under the same uuid and lease.',
    'Store nothing where the content is refused, and leave the lease open.',
    async (t) => {
      const held = await t.task(t.ann);
      const uuid = t.uuid();
      needStatus(await send(t.ann, held, uuid, { ...finished(held.task), format: 'something/1' }), 422);
      status(await send(t.ann, held, uuid, finished(held.task)), 201);
    }),
  check('submit-order', 'The lease is looked at before the content.',
    'Check in this order: the uuid (200, 409), the lease (410), the content (422).',
    async (t) => {
      const held = await t.task(t.ann);
      refused(await send(t.ann, { ...held, lease: `none-${t.uuid()}` }, t.uuid(), { format: 'something/1' }), 410);
    }),
  check('submit-order-uuid', 'A known uuid is looked at before the content.',
    'Check in this order: the uuid (200, 409), the lease (410), the content (422).',
    async (t) => {
      const { held, uuid } = await submitted(t);
      refused(await send(t.ann, held, uuid, { format: 'something/1' }), 409, 'submission-conflict');
    }),
];
