// Drafts: revisions that count on, nothing overwritten unseen, and content that comes back as it went.

import { check, hold, needStatus, refused, status } from '../bench.mjs';
import { difference, finished, reordered } from '../documents.mjs';

/** Saves content on top of a revision. */
const save = (worker, { task, lease }, base, content, more) => worker.draft(task.id, { lease_id: lease, base_rev: base, content }, more);

/** Saves content as the first draft; answers its revision. */
async function first(worker, held, content) {
  return needStatus(await save(worker, held, 0, content), 200).body?.rev;
}

/** What a claim answers as the draft of a task. */
async function kept(worker, { task }) {
  return needStatus(await worker.claim({ task_id: task.id }), 200).body?.draft ?? null;
}

/** That content comes back as it went. */
async function comesBack(t, more) {
  const held = await t.task(t.ann);
  const content = finished(held.task, more);
  status(await save(t.ann, held, 0, content), 200);
  const place = difference(content, (await kept(t.ann, held))?.content ?? null);
  hold(place === null, `what came back differs at ${place}`);
}

const KEEP = 'Keep the content as JSON, not as columns of your own: what you do not know is the next version\'s, or the platform\'s.';

export const drafts = [
  check('draft-first', 'The first draft has revision 1 and says how long the lease is good.',
    'Answer `{rev, seconds}`; revisions count from 1, and `base_rev` 0 means that there is no draft yet.',
    async (t) => {
      const held = await t.task(t.ann);
      const answer = status(await save(t.ann, held, 0, finished(held.task)), 200);
      hold(answer.body?.rev === 1, `${answer.said}; expected \`"rev": 1\``);
      hold(answer.body.seconds > 0, `${answer.said}; \`seconds\` has to say how long the lease is good`);
    }),
  check('draft-next', 'A draft on top of the last one gets the next revision.',
    'Count revisions up with every content that differs.',
    async (t) => {
      const held = await t.task(t.ann);
      const rev = await first(t.ann, held, finished(held.task));
      const next = status(await save(t.ann, held, rev, finished(held.task, { note: 'more' })), 200);
      hold(next.body?.rev > rev, `${next.said}; the revision before was ${rev}`);
    }),
  check('draft-back', 'A draft comes back with the claim, whole.', KEEP, async (t) => {
    const held = await t.task(t.ann);
    const content = finished(held.task, { note: 'to be kept', scores: [{ criterion: 'c', response: 'a', state: 'met' }] });
    const rev = await first(t.ann, held, content);
    const draft = await kept(t.ann, held);
    hold(draft?.rev === rev, `the claim answers revision ${draft?.rev}, the draft was kept as ${rev}`);
    const place = difference(content, draft.content);
    hold(place === null, `what came back differs at ${place}`);
  }),
  check('draft-again', 'The same draft again is the same revision, whatever base_rev says.',
    'Compare the content first: where it is equal as JSON to what is kept, answer 200 with the kept revision. That is what makes a lost answer harmless.',
    async (t) => {
      const held = await t.task(t.ann);
      const content = finished(held.task);
      const rev = await first(t.ann, held, content);
      for (const base of [0, rev, rev + 7]) {
        const answer = status(await save(t.ann, held, base, content), 200);
        hold(answer.body?.rev === rev, `${answer.said}; expected revision ${rev}`);
      }
    }),
  check('draft-order', 'Content with its keys in another order is the same content.',
    'Compare parsed values, not bytes: JSON objects have no order.',
    async (t) => {
      const held = await t.task(t.ann);
      const content = finished(held.task, { extra: { a: 1, b: [1, { c: 2, d: 3 }] } });
      const rev = await first(t.ann, held, content);
      const answer = status(await save(t.ann, held, 0, reordered(content)), 200);
      hold(answer.body?.rev === rev, `${answer.said}; expected revision ${rev}`);
    }),
  check('draft-stale', 'A draft on top of an old revision is answered 409 draft-conflict with the one that is kept.',
    'Answer 409 with a type that ends in `draft-conflict` and `current: {rev, content}`: the workbench merges with it.',
    async (t) => {
      const held = await t.task(t.ann);
      const content = finished(held.task, { note: 'from the other tab' });
      const rev = await first(t.ann, held, content);
      const answer = refused(await save(t.ann, held, 0, finished(held.task, { note: 'from this tab' })), 409, 'draft-conflict');
      hold(answer.body.current?.rev === rev, `${answer.said}; \`current.rev\` should be ${rev}`);
      const place = difference(content, answer.body.current.content ?? null);
      hold(place === null, `\`current.content\` differs from what is kept at ${place}`);
    }),
  check('draft-stale-keeps', 'A refused draft changes nothing.',
    'Write only where `base_rev` is the kept revision, in the transaction that read it.',
    async (t) => {
      const held = await t.task(t.ann);
      const rev = await first(t.ann, held, finished(held.task, { note: 'kept' }));
      await save(t.ann, held, rev + 5, finished(held.task, { note: 'refused' }));
      const draft = await kept(t.ann, held);
      hold(draft?.rev === rev && draft.content?.note === 'kept', `after the refusal revision ${draft?.rev} is kept, with the note \`${draft?.content?.note}\``);
    }),
  check('draft-renews', 'A draft without content renews the lease and changes nothing.',
    'Where `content` is left out, renew and answer the revision that is kept, 0 where there is none.',
    async (t) => {
      const held = await t.task(t.ann);
      const none = status(await t.ann.draft(held.task.id, { lease_id: held.lease, base_rev: 0 }), 200);
      hold(none.body?.rev === 0, `${none.said}; expected \`"rev": 0\`, there is no draft`);
      const rev = await first(t.ann, held, finished(held.task, { note: 'kept' }));
      const renewed = status(await t.ann.draft(held.task.id, { lease_id: held.lease, base_rev: 0 }), 200);
      hold(renewed.body?.rev === rev, `${renewed.said}; expected revision ${rev}`);
      hold((await kept(t.ann, held))?.content?.note === 'kept', 'the draft is gone');
    }),
  check('draft-lease', 'A draft under a lease that is not the worker\'s own is answered 410.',
    'Look that the lease is this worker\'s and on this task before anything is written.',
    async (t) => {
      const held = await t.task(t.ann);
      refused(await save(t.ben, held, 0, finished(held.task)), 410);
      refused(await t.ann.draft(held.task.id, { lease_id: `none-${t.uuid()}`, base_rev: 0, content: finished(held.task) }), 410);
      hold((await kept(t.ann, held)) === null, 'the refused draft was kept');
    }),
  check('draft-private', 'Nobody is shown somebody else\'s draft.',
    'Keep drafts per task and worker.',
    async (t) => {
      const held = await t.task(t.ann);
      await first(t.ann, held, finished(held.task, { note: 'private' }));
      needStatus(await t.ann.release(held.lease), 204);
      const other = needStatus(await t.ben.claim({ task_id: held.task.id }), 200);
      t.keep(t.ben, other.body.task, other.body.lease?.id);
      hold(!other.body.draft, `${other.said}; the draft is somebody else's`);
    }),
  check('keeps-unicode', 'Text of all scripts comes back as it went.',
    'Use UTF-8 everywhere, in MySQL `utf8mb4`; do not normalize.',
    async (t) => comesBack(t, { note: 'Ünïcode — “日本語” العربية 👩🏽‍⚕️ e\u0301 \u00e9 \u2028 \u200d \ufeff 𝔸 \u{10ffff}' })),
  check('keeps-controls', 'Control characters come back as they went.',
    'Text may hold U+0000, which some databases refuse: keep the JSON as text, with its escapes, not as decoded columns.',
    async (t) => comesBack(t, { note: 'a\u0000b\u0001\u001f\u007f\r\n\t\\"' })),
  check('keeps-numbers', 'Numbers come back as they went.',
    'Keep numbers as 64-bit floats, or as the text that was sent.',
    async (t) => comesBack(t, { numbers: [0.1, 1e21, -7, 0, 9007199254740991, 1.7976931348623157e308, 5e-324, 0.30000000000000004] })),
  check('keeps-unknown', 'Fields that the backend does not know come back.', KEEP,
    async (t) => comesBack(t, { house: { kept: true }, scores: [{ criterion: 'c', response: null, state: 'met', colour: 'red' }] })),
  check('keeps-empty', 'Empty things, null and what is left out stay apart.', KEEP,
    async (t) => comesBack(t, { house: { none: null, object: {}, list: [], text: '', zero: 0, no: false, '': 'an empty key' } })),
];
