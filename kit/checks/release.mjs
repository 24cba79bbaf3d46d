// Giving back: to somebody else, or for good.

import { check, hold, need, needStatus, status } from '../bench.mjs';
import { finished } from '../documents.mjs';

const draft = (worker, { task, lease }, note) => worker.draft(task.id, { lease_id: lease, base_rev: 0, content: finished(task, { note }) });

export const release = [
  check('release', 'Giving a task back is answered 204, and again 204.',
    'Answer 204 also where the lease is gone: the first answer may have been lost.',
    async (t) => {
      const { lease } = await t.task(t.ann);
      status(await t.ann.release(lease, 'skip'), 204);
      status(await t.ann.release(lease, 'skip'), 204);
      status(await t.ann.release(`none-${t.uuid()}`), 204);
    }),
  check('release-closes', 'A task that was given back can be claimed by somebody else.',
    'Close the lease at once; do not wait until it expires.',
    async (t) => {
      const { task, lease } = await t.task(t.ann);
      needStatus(await t.ann.release(lease), 204);
      const other = status(await t.ben.claim({ task_id: task.id }), 200);
      t.keep(t.ben, task, other.body?.lease?.id);
    }),
  check('release-lost', 'A lease that was given back is answered 410.',
    'Do not write under a lease that is closed.',
    async (t) => {
      const held = await t.task(t.ann);
      needStatus(await t.ann.release(held.lease, 'skip'), 204);
      status(await draft(t.ann, held, 'too late'), 410);
    }),
  check('release-own', 'Nobody can give back somebody else\'s lease.',
    'Look whose lease it is; answer 204 all the same, and change nothing.',
    async (t) => {
      const held = await t.task(t.ann);
      status(await t.ben.release(held.lease, 'skip'), 204, 403, 404);
      status(await draft(t.ann, held, 'still mine'), 200);
    }),
  check('release-keeps', 'Giving a task back keeps the draft for its worker.',
    'Drop drafts on `skip` and on submission only.',
    async (t) => {
      const held = await t.task(t.ann);
      needStatus(await draft(t.ann, held, 'kept'), 200);
      needStatus(await t.ann.release(held.lease, 'release'), 204);
      const again = needStatus(await t.ann.claim({ task_id: held.task.id }), 200);
      t.keep(t.ann, held.task, again.body.lease?.id);
      hold(again.body.draft?.content?.note === 'kept', `${again.said}; the draft is gone`);
    }),
  check('skip-drops', 'Skipping a task drops the draft.',
    'Delete the worker\'s draft where the reason is `skip`.',
    async (t) => {
      const held = await t.task(t.ann);
      needStatus(await draft(t.ann, held, 'to be dropped'), 200);
      needStatus(await t.ann.release(held.lease, 'skip'), 204);
      const again = await t.ann.claim({ task_id: held.task.id });
      need(again.status === 200, 'the backend does not let a skipped task be asked for');
      t.keep(t.ann, held.task, again.body.lease?.id);
      hold(!again.body.draft, `${again.said}; the draft is still there`);
    }),
  check('skip-next', 'A skipped task is not offered to its worker again.',
    'Remember what each worker has skipped, and leave it out when a task is picked.',
    async (t) => {
      const { task, lease } = await t.task(t.ann);
      needStatus(await t.ann.release(lease, 'skip'), 204);
      const next = needStatus(await t.ann.claim({ queue: t.config.queue }), 200);
      if (next.body.task) t.keep(t.ann, next.body.task, next.body.lease.id);
      hold(next.body.task?.id !== task.id, `${task.id} was answered again`);
    }),
];
