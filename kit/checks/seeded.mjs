// What needs tasks of the kit's own making: several submissions a task, reviews, fields of expertise, awkward ids.

import { check, hold, need, needStatus, refused, status } from '../bench.mjs';
import { finished } from '../documents.mjs';

/** A claim from a queue; what was got is given back when the check ends. */
async function claim(t, worker, body) {
  const answer = needStatus(await worker.claim(body), 200);
  if (answer.body.task) t.keep(worker, answer.body.task, answer.body.lease?.id);
  return answer.body;
}

export const seeded = [
  check('needed-two', 'A task that needs two submissions goes to two workers and not to a third.',
    'Count submissions and open leases against what the task needs.',
    async (t) => {
      const queue = t.queue('two');
      const [task] = await t.seed(1, queue, { needed: 2 });
      const [ann, ben] = [await claim(t, t.ann, { queue }), await claim(t, t.ben, { queue })];
      need(ann.task?.id === task.id, 'the seeded task is not offered');
      need(ben.task?.id === task.id, 'the backend does not read `needed` of a task');
      const cem = await claim(t, t.cem, { queue });
      hold(cem.task === null, 'a third worker got it too');
      const sent = await t.ann.submit(task.id, t.uuid(), { lease_id: ann.lease.id, content: finished(task) });
      needStatus(sent, 201);
      hold((await claim(t, t.cem, { queue })).task === null, 'a third worker got it after the first submission');
      hold((await claim(t, t.ann, { queue })).task === null, 'who submitted it got it again');
    }),
  check('review-own', 'Nobody is offered a review of their own work.',
    'Leave out reviews whose `submissions` are the worker\'s own, by uuid and by annotator.',
    async (t) => {
      const queue = t.queue('reviews');
      const own = await t.task(t.ann);
      const uuid = t.uuid();
      needStatus(await t.ann.submit(own.task.id, uuid, { lease_id: own.lease, content: finished(own.task) }), 201);
      const [review] = await t.seed(1, queue, { kind: 'review', submissions: [{ id: uuid, document: finished(own.task) }] });
      const offered = await claim(t, t.ann, { queue, kind: 'review' });
      hold(offered.task === null, 'the author of the work was offered its review');
      const other = await claim(t, t.ben, { queue, kind: 'review' });
      hold(other.task?.id === review.id, 'nobody else was offered the review');
      const sent = await t.ben.submit(review.id, t.uuid(), { lease_id: other.lease.id, content: finished(review, { subjects: [uuid] }) });
      status(sent, 201);
    }),
  check('domains', 'A task that needs a field of expertise is not offered to who offers another.',
    'Offer a task only where all its `domains` are among those of the claim, or of the worker.',
    async (t) => {
      const queue = t.queue('fields');
      const [task] = await t.seed(1, queue, { domains: ['kit-law'] });
      hold((await claim(t, t.ann, { queue, domains: ['kit-physics'] })).task === null, 'the task needs kit-law, and kit-physics was offered');
      need((await claim(t, t.ann, { queue, domains: ['kit-law', 'kit-physics'] })).task?.id === task.id, 'the task is not offered to who offers the field');
    }),
  check('ids', 'Ids with spaces, umlauts, slashes and percent signs work in paths.',
    'Decode each segment of the path by itself, and once; see that the proxy does not decode `%2F` before.',
    async (t) => {
      const queue = t.queue('ids');
      const [task] = await t.seed(1, queue, (count) => ({ id: `kit ä/ö%2F?#+&日本 ${t.stamp}-${count}` }));
      const { lease, task: got } = await claim(t, t.ann, { queue });
      need(got?.id === task.id, 'the seeded task is not offered');
      const draft = { lease_id: lease.id, base_rev: 0, content: finished(task) };
      status(await t.ann.draft(task.id, draft), 200);
      refused(await t.ben.claim({ task_id: task.id }), 409, 'task-taken');
      status(await t.ann.submit(task.id, t.uuid(), { lease_id: lease.id, content: finished(task) }), 201);
    }),
  check('task-whole', 'A task is handed out whole, with the fields that the backend does not know.',
    'Keep the task as JSON; platforms put fields of their own into it.',
    async (t) => {
      const queue = t.queue('whole');
      const [task] = await t.seed(1, queue, { house: { kept: [1, null, 'ä'] }, responses: [{ id: 'a', turn: 'u1', text: 'x', colour: 'red' }] });
      const { task: got } = await claim(t, t.ann, { queue });
      need(got?.id === task.id, 'the seeded task is not offered');
      hold(JSON.stringify(got.house) === JSON.stringify(task.house), '`house` is gone');
      hold(got.responses?.[0]?.colour === 'red', '`responses[0].colour` is gone');
    }),
];
