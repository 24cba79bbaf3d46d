// Many at once: what a lock that is missing shows only under load.

import { check, hold, need, needStatus, refused } from '../bench.mjs';
import { Worker } from '../client.mjs';
import { finished } from '../documents.mjs';

const HUNDRED = 100;
const FIFTY = 50;

const times = (count, make) => Promise.all(Array.from({ length: count }, (_, index) => make(index)));
const of = (answers, status) => answers.filter((answer) => answer.status === status);
const statuses = (answers) => [...new Set(answers.map((answer) => answer.status))].join(', ');

export const many = [
  check('many-claims', 'A hundred claims at once by three workers open three leases on three tasks.',
    'Take a lock on the worker, or a unique index on worker, queue and kind, so that two claims at once cannot both grant.',
    async (t) => {
      await t.stock();
      const workers = [t.ann, t.ben, t.cem];
      const answers = await times(HUNDRED, async (index) => ({ index: index % 3, answer: await workers[index % 3].claim({ queue: t.config.queue }) }));
      const tasks = workers.map((worker, at) => {
        const own = answers.filter(({ index }) => index === at).map(({ answer }) => answer);
        hold(own.every((answer) => answer.status === 200), () => `the claims of one worker were answered ${statuses(own)}`);
        for (const { body } of own) if (body?.lease) t.keep(worker, body.task, body.lease.id);
        const ids = new Set(own.map((answer) => answer.body?.task?.id).filter(Boolean));
        hold(ids.size <= 1, () => `one worker got ${ids.size} tasks: ${[...ids].join(', ')}`);
        need(ids.size === 1, 'the queue has no more tasks');
        return [...ids][0];
      });
      hold(new Set(tasks).size === 3, `three workers got ${tasks.join(', ')}`);
    }),
  check('many-one-task', 'Of three workers who ask for one task at once, one gets it.',
    'Pick and grant in one transaction that locks the task (`FOR UPDATE`), or by a unique index on it.',
    async (t) => {
      const { task, lease } = await t.task(t.ann);
      needStatus(await t.ann.release(lease), 204);
      const answers = await times(30, (index) => t.workers[index % 3].claim({ task_id: task.id }));
      const winners = new Set();
      for (const [index, answer] of answers.entries()) {
        if (answer.status !== 200) continue;
        winners.add(index % 3);
        t.keep(t.workers[index % 3], task, answer.body.lease.id);
      }
      hold(winners.size === 1, `${winners.size} workers got the task; the answers were ${statuses(answers)}`);
      hold(of(answers, 409).length === 20, `the answers were ${statuses(answers)}; expected 200 and 409`);
    }),
  check('many-replays', 'A submission that is sent fifty times at once is stored once.',
    'Put a unique index on the uuid, and answer 200 where the insert finds it there.',
    async (t) => {
      const { task, lease } = await t.task(t.ann);
      const [uuid, content] = [t.uuid(), finished(task)];
      const answers = await times(FIFTY, () => t.ann.submit(task.id, uuid, { lease_id: lease, content }));
      hold(of(answers, 201).length === 1, `${of(answers, 201).length} were answered 201; the answers were ${statuses(answers)}`);
      hold(of(answers, 200).length === FIFTY - 1, `the answers were ${statuses(answers)}; expected one 201 and 200 for the others`);
      hold(new Set(answers.map((answer) => answer.body?.received_at)).size === 1, 'the answers name different times');
    }),
  check('many-submissions', 'Of two submissions at once under one lease, one is taken.',
    'Close the lease in the transaction that stores the submission, and lock it before.',
    async (t) => {
      const { task, lease } = await t.task(t.ann);
      const answers = await times(10, () => t.ann.submit(task.id, t.uuid(), { lease_id: lease, content: finished(task) }));
      hold(of(answers, 201).length === 1, `${of(answers, 201).length} were taken`);
      for (const answer of answers.filter((one) => one.status !== 201)) refused(answer, 410);
    }),
  check('many-drafts', 'Of ten different drafts at once on top of one revision, one is kept.',
    'Compare `base_rev` and write in one transaction that locks the draft.',
    async (t) => {
      const { task, lease } = await t.task(t.ann);
      const answers = await times(10, (index) => t.ann.draft(task.id, { lease_id: lease, base_rev: 0, content: finished(task, { note: `${index}` }) }));
      hold(of(answers, 200).length === 1, `${of(answers, 200).length} were kept; the answers were ${statuses(answers)}`);
      for (const answer of answers.filter((one) => one.status !== 200)) refused(answer, 409, 'draft-conflict');
    }),
  check('many-workers', 'A hundred workers at once get a hundred tasks.',
    'Let claims pass over tasks that another claim is looking at (`SKIP LOCKED`), instead of waiting or failing.',
    async (t) => {
      need(t.config.crowd?.length >= HUNDRED, '`crowd` of the configuration names no hundred tokens');
      const queue = t.queue('crowd');
      await t.seed(HUNDRED, queue);
      const workers = t.config.crowd.slice(0, HUNDRED).map((token) => new Worker(t.client, token));
      const answers = await times(HUNDRED, async (index) => workers[index].claim({ queue }));
      for (const [index, answer] of answers.entries()) if (answer.body?.lease) t.keep(workers[index], answer.body.task, answer.body.lease.id);
      hold(of(answers, 200).length === HUNDRED, `the claims were answered ${statuses(answers)}`);
      const tasks = new Set(answers.map((answer) => answer.body.task?.id).filter(Boolean));
      hold(tasks.size === HUNDRED, `they got ${tasks.size} different tasks`);
    }),
];
