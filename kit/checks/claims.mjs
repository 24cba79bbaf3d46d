// Claims: one lease a worker, one worker a task.

import { check, hold, need, needStatus, refused, status } from '../bench.mjs';
import { finished } from '../documents.mjs';

/** A claim that was answered with a task. */
function leased(answer) {
  const { body } = status(answer, 200);
  hold(typeof body?.task === 'object' && body.task !== null, `${answer.said}; expected a task`);
  hold(typeof body.lease === 'object' && body.lease !== null, `${answer.said}; \`lease\` is missing`);
  return body;
}

export const claims = [
  check('claim-form', 'A claim answers a task document with its lease, draft and worker.',
    'Answer `{task, lease: {id, seconds}, draft: null | {rev, content}, worker: {id}}`; the task has `format` and `id`.',
    async (t) => {
      await t.stock();
      const answer = await t.ann.claim({ queue: t.config.queue });
      need(answer.body?.task !== null, 'the queue has no more tasks');
      const { task, lease, draft, worker } = leased(answer);
      t.keep(t.ann, task, lease.id);
      const good = {
        'task.format': task.format === 'corrigenda.task/1', 'task.id': typeof task.id === 'string' && task.id.length <= 200,
        'lease.id': typeof lease.id === 'string', 'lease.seconds': typeof lease.seconds === 'number', 'worker.id': typeof worker?.id === 'string',
        draft: draft === null || draft === undefined || Number.isInteger(draft.rev),
      };
      for (const [field, ok] of Object.entries(good)) hold(ok, `${answer.said}; \`${field}\` is not what it should be`);
    }),
  check('claim-seconds', 'A lease says for how many seconds it is good, and not until when.',
    'Send what is left in seconds. Points in time need two clocks that agree; experts\' clocks do not.',
    async (t) => {
      await t.task(t.ann);
      const { lease } = leased(await t.ann.claim({ queue: t.config.queue }));
      hold(lease.seconds > 0 && lease.seconds < 1e8, `\`lease.seconds\` is ${lease.seconds}`);
    }),
  check('claim-worker', 'A claim says who the worker is, and two workers are two.',
    'Answer the id of the worker whom the token stands for: the workbench keeps drafts of two people on one device apart by it.',
    async (t) => {
      await t.task(t.ann);
      await t.task(t.ben);
      const [ann, ben] = [await t.ann.claim({ queue: t.config.queue }), await t.ben.claim({ queue: t.config.queue })];
      hold(ann.body?.worker?.id && ann.body.worker.id !== ben.body?.worker?.id, `two tokens were answered as \`${ann.body?.worker?.id}\` and \`${ben.body?.worker?.id}\``);
    }),
  check('claim-again', 'Claiming again answers the same task, so that a retry is safe.',
    'Keep one open lease per worker, queue and kind, and answer it again.',
    async (t) => {
      const { task } = await t.task(t.ann);
      const again = leased(await t.ann.claim({ queue: t.config.queue }));
      t.keep(t.ann, again.task, again.lease.id);
      hold(again.task.id === task.id, `the second claim answered ${again.task.id}, the first one ${task.id}`);
    }),
  check('claim-again-lease', 'The lease of a claim is still good when the claim has been sent again.',
    'Answer the same lease id again: an answer that arrives late must not make the earlier one worthless.',
    async (t) => {
      const { task, lease } = await t.task(t.ann);
      needStatus(await t.ann.claim({ queue: t.config.queue }), 200);
      status(await t.ann.draft(task.id, { lease_id: lease, base_rev: 0, content: finished(task) }), 200);
    }),
  check('claim-apart', 'Two workers do not get the same task.',
    'A task goes to as many workers as it needs submissions, one by default.',
    async (t) => {
      const { task } = await t.task(t.ann);
      const other = await t.task(t.ben);
      hold(task.id !== other.task.id, `both got ${task.id}`);
    }),
  check('claim-nothing', 'A queue without tasks answers null and is no error.',
    'Answer 200 with `{"task": null, "retry_after": seconds}`, not 404 or 204.',
    async (t) => {
      const answer = status(await t.ann.claim({ queue: t.queue('nothing') }), 200);
      hold(answer.body?.task === null, `${answer.said}; expected \`"task": null\``);
    }),
  check('claim-queue', 'A claim answers a task of the queue that was asked for.',
    'Honour `queue`; a task says the queue that it waits in.',
    async (t) => {
      const queue = t.config.seed ? t.queue('own') : t.config.queue;
      await t.stock();
      if (t.config.seed) await t.seed(1, queue);
      const { task } = await t.task(t.ann, queue);
      need(typeof task.queue === 'string', 'the task does not say its queue');
      hold(task.queue === queue, `a task of the queue ${task.queue} was answered to a claim from ${queue}`);
    }),
  check('claim-by-id', 'A task that is asked for by its id is answered, and other leases stay.',
    'With `task_id` answer that task\'s lease and leave the worker\'s other leases alone.',
    async (t) => {
      const own = await t.task(t.ann);
      const free = await t.task(t.ben);
      needStatus(await t.ben.release(free.lease), 204);
      const asked = leased(await t.ann.claim({ task_id: free.task.id }));
      t.keep(t.ann, asked.task, asked.lease.id);
      hold(asked.task.id === free.task.id, `asked for ${free.task.id}, got ${asked.task.id}`);
      status(await t.ann.draft(own.task.id, { lease_id: own.lease, base_rev: 0 }), 200);
    }),
  check('claim-taken', 'A task that somebody else holds is answered 409 task-taken.',
    'Answer 409 with a type that ends in `task-taken`.',
    async (t) => {
      const { task } = await t.task(t.ann);
      refused(await t.ben.claim({ task_id: task.id }), 409, 'task-taken');
    }),
  check('claim-kind', 'A claim for reviews does not answer a task to annotate.',
    'Honour `kind`; without it a claim is for `annotate`.',
    async (t) => {
      await t.stock();
      const answer = status(await t.ann.claim({ queue: t.config.queue, kind: 'review' }), 200, 403);
      const { task, lease } = answer.body ?? {};
      if (task) t.keep(t.ann, task, lease?.id);
      hold(!task || task.kind === 'review', `${answer.said}; expected a review, or null`);
    }),
  check('claim-clock', 'A claim from a computer whose clock is a week slow is answered as any other.',
    'Do not compare times of the client with your own.',
    async (t) => {
      need(!t.browser, 'a page cannot send a `Date`');
      const date = 'Mon, 01 Jan 2001 00:00:00 GMT';
      status(await t.ann.claim({ queue: t.config.queue }, { headers: { date } }), 200);
      const { task, lease } = await t.task(t.ann);
      const content = finished(task, { locked: { at: '2001-01-01T00:00:00Z' } });
      status(await t.ann.draft(task.id, { lease_id: lease, base_rev: 0, content }, { headers: { date } }), 200);
    }),
];
