// Leases that run out. They need a place where leases are short: `short` in the configuration.

import { Unchecked, check, hold, need, needStatus, refused, status } from '../bench.mjs';
import { finished } from '../documents.mjs';

/** Longer than a lease. */
const LATE = 1.3;
/** Shorter than a lease, and twice of it longer. */
const SOON = 0.6;
/** Times that a check starts anew where the calls took longer than the lease lasts. */
const TRIES = 6;

const draft = (worker, { task, lease }, base, note) => worker.draft(task.id, { lease_id: lease, base_rev: base, content: finished(task, { note }) });

/** A task that ann holds where leases are short. `since`: her lease cannot have begun earlier. */
async function begun(t) {
  const place = t.short();
  await t.stock();
  const since = t.now();
  const held = await t.task(place.ann, place.queue);
  return { ...place, since, held, task: held.task, late: () => t.wait(place.seconds * LATE * 1000), soon: () => t.wait(place.seconds * SOON * 1000) };
}

/** The task is taken by ben after ann's lease has run out. */
async function taken(t, place) {
  await place.late();
  const answer = await place.ben.claim({ task_id: place.task.id });
  return { answer, take: (lease) => t.keep(place.ben, place.task, lease) };
}

/** The calls took so long that ann's lease may have been over: nothing was shown. */
class Late extends Error {}

/** That ben does not get the task: ann's lease, which cannot have begun before `since`, lasts until after the answer. */
async function stillHeld(t, place, since) {
  const answer = await place.ben.claim({ task_id: place.task.id });
  if (answer.status === 200) t.keep(place.ben, place.task, answer.body?.lease?.id);
  if (answer.status === 200 && t.now() - since >= place.seconds * 1000) throw new Late();
  refused(answer, 409, 'task-taken');
}

/** Runs a check on another task each time that it was too late. */
async function inTime(t, run) {
  for (let tried = 0; tried < TRIES; tried += 1) {
    try {
      return await run(await begun(t));
    } catch (error) {
      if (!(error instanceof Late)) throw error;
    }
    await t.tidy();
  }
  throw new Unchecked('the calls take longer than a lease lasts');
}

export const expiry = [
  check('expiry-seconds', 'A short lease says that it is short.',
    'Answer what is left of the lease in seconds.',
    async (t) => {
      const place = await begun(t);
      const answer = needStatus(await place.ann.claim({ task_id: place.task.id }), 200);
      hold(answer.body.lease.seconds <= place.seconds, `\`lease.seconds\` is ${answer.body.lease.seconds}, leases here should last ${place.seconds}`);
    }),
  check('expiry-good', 'An expired lease stays good until somebody else takes the task.',
    'Do not refuse a lease because its time is over: an expert who comes back from lunch has lost nothing while nobody else wants the task.',
    async (t) => {
      const place = await begun(t);
      await place.late();
      status(await draft(place.ann, place.held, 0, 'late'), 200);
      await place.late();
      status(await place.ann.submit(place.task.id, t.uuid(), { lease_id: place.held.lease, content: finished(place.task) }), 201);
    }),
  check('expiry-not-before', 'A lease that has not expired cannot be taken.',
    'Answer 409 task-taken until the seconds are over.',
    (t) => inTime(t, async (place) => {
      await place.soon();
      await stillHeld(t, place, place.since);
    })),
  check('expiry-taken', 'A task whose lease has expired can be taken by somebody else.',
    'Treat the task as free when the seconds are over; no clean-up job is needed for it.',
    async (t) => {
      const place = await begun(t);
      const { answer, take } = await taken(t, place);
      status(answer, 200);
      take(answer.body.lease?.id);
      hold(answer.body.lease?.id !== place.held.lease, 'both workers have the same lease');
    }),
  check('expiry-lost', 'Who lost the lease is told so: draft and submission are answered 410.',
    'Answer 410, and write nothing; the workbench keeps the work and says what can be done.',
    async (t) => {
      const place = await begun(t);
      const { answer, take } = await taken(t, place);
      need(answer.status === 200, 'the task could not be taken');
      take(answer.body.lease?.id);
      refused(await draft(place.ann, place.held, 0, 'lost'), 410);
      refused(await place.ann.submit(place.task.id, t.uuid(), { lease_id: place.held.lease, content: finished(place.task) }), 410);
      status(await draft(place.ben, { task: place.task, lease: answer.body.lease.id }, 0, 'mine now'), 200);
    }),
  check('expiry-draft', 'The draft of a lost lease is kept for its worker.',
    'Keep drafts per worker and do not delete them with the lease.',
    async (t) => {
      const place = await begun(t);
      needStatus(await draft(place.ann, place.held, 0, 'from before'), 200);
      const { answer } = await taken(t, place);
      need(answer.status === 200, 'the task could not be taken');
      needStatus(await place.ben.release(answer.body.lease.id), 204);
      const again = needStatus(await place.ann.claim({ task_id: place.task.id }), 200);
      t.keep(place.ann, place.task, again.body.lease.id);
      hold(again.body.draft?.content?.note === 'from before', `${again.said}; the draft is gone`);
    }),
  check('expiry-renewed', 'Every draft renews the lease, also one without content.',
    'Set the end of the lease anew with every draft.',
    (t) => inTime(t, async (place) => {
      for (const content of ['renews', null]) {
        await place.soon();
        const since = t.now();
        const sent = { lease_id: place.held.lease, base_rev: 0, ...(content && { content: finished(place.task, { note: content }) }) };
        needStatus(await place.ann.draft(place.task.id, sent), 200);
        await place.soon();
        await stillHeld(t, place, since);
      }
    })),
];
