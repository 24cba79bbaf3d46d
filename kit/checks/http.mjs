// What every answer has to be, whatever the call: statuses, problem documents, bodies of all kinds.

import { check, hold, need, refused, status } from '../bench.mjs';
import { finished } from '../documents.mjs';

const MEBIBYTE = 1 << 20;
const DEEP = 20_000;

/** That an answer is a problem document. */
function problem(answer) {
  const type = answer.header('content-type').split(';')[0].trim().toLowerCase();
  hold(type === 'application/problem+json', `${answer.sent} was answered ${answer.status} as \`${type}\``);
  hold(typeof answer.body === 'object' && answer.body !== null && !Array.isArray(answer.body), `${answer.said}; the body is no JSON object`);
  hold(answer.body.status === answer.status, `${answer.said}; \`status\` of the body is not the answer's`);
  for (const key of ['type', 'title']) hold(typeof answer.body[key] === 'string', `${answer.said}; \`${key}\` is missing`);
}

export const http = [
  check('answers', 'A claim is answered with 200.',
    'Look whether `base` is the URL that `/claims` lives under, and whether the first token is good.',
    async (t) => status(await t.ann.claim({ queue: t.config.queue }), 200)),
  check('sign-in', 'A call without credentials is answered 401.',
    'Answer 401 where nobody is signed in: the workbench then asks the page for a fresh token. Not 403, and no redirect to a login page.',
    async (t) => refused(await t.client.send('POST', '/claims', { body: {} }), 401)),
  check('sign-in-unknown', 'A token that nobody has is answered 401.',
    'Answer 401 to tokens that are unknown or have expired.',
    async (t) => refused(await t.client.send('POST', '/claims', { token: `nobody-${t.uuid()}`, body: {} }), 401)),
  check('sign-in-every-call', 'Every one of the four calls asks who is there.',
    'Check the credentials of every call before anything else, not only of a claim.',
    async (t) => {
      const body = { lease_id: 'none', content: {}, reason: 'release' };
      for (const [method, path] of [['PUT', '/tasks/x/draft'], ['PUT', '/tasks/x/annotations/y'], ['POST', '/leases/x/release']]) {
        refused(await t.client.send(method, path, { body }), 401);
      }
    }),
  check('problem', 'A refusal is a problem document (RFC 9457).',
    'Send errors as `application/problem+json` with `type`, `title` and `status`, those of the framework and the proxy too.',
    async (t) => {
      problem(refused(await t.client.send('POST', '/claims', { body: {} }), 401));
      const body = { lease_id: `none-${t.uuid()}`, base_rev: 0 };
      const { task } = await t.task(t.ann);
      problem(refused(await t.ann.draft(task.id, body), 410));
    }),
  check('problem-bad-json', 'A body that is no JSON is refused as a problem, and is no server error.',
    'Answer 400 where a body cannot be parsed; a 5xx makes every client try again for ever.',
    async (t) => {
      for (const raw of ['{', '', '[]', '"text"', '{"queue": 7}']) {
        const answer = await t.ann.claim(undefined, { raw });
        hold(answer.status >= 400 && answer.status < 500, `the body \`${raw}\`: ${answer.said}; expected 400`);
        problem(answer);
      }
    }),
  check('problem-missing-field', 'A draft without a lease is refused, and is no server error.',
    'Answer 400 where a field is missing that the call needs.',
    async (t) => {
      const { task } = await t.task(t.ann);
      const answer = await t.ann.draft(task.id, { base_rev: 0, content: finished(task) });
      hold(answer.status >= 400 && answer.status < 500, `${answer.said}; expected 400`);
    }),
  check('only-json', 'A body that is not sent as application/json is answered 415.',
    'Answer 415 to other content types. A form of a foreign page can send text/plain with the cookies of whoever is signed in; this is what stops it.',
    async (t) => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
        refused(await t.ann.claim({ queue: t.config.queue }, { type }), 415);
      }
    }),
  check('json-with-charset', 'A content type with a charset is taken.',
    'Compare the media type alone: `application/json; charset=utf-8` is JSON.',
    async (t) => status(await t.ann.claim({ queue: t.config.queue }, { type: 'application/json; charset=utf-8' }), 200)),
  check('not-found', 'A task that does not exist is answered 404.',
    'Answer 404 to a claim that names an unknown task, and to a path that is none.',
    async (t) => {
      refused(await t.ann.claim({ task_id: `none-${t.uuid()}` }), 404);
      refused(await t.ann.client.send('POST', '/there-is-no-such-call', { token: t.ann.token, body: {} }), 404);
    }),
  check('unknown-fields', 'Fields that the backend does not know are ignored.',
    'Do not refuse unknown fields in requests: later versions of the contract add some.',
    async (t) => {
      const later = { later: { version: 2 } };
      status(await t.ann.claim({ queue: t.config.queue, ...later }), 200);
      const { task, lease } = await t.task(t.ann);
      status(await t.ann.draft(task.id, { lease_id: lease, base_rev: 0, content: finished(task), ...later }), 200);
    }),
  check('large', 'A draft of one megabyte is taken and comes back.',
    'Raise the limit of the body to 1 MiB at least, in the framework and in the proxy before it.',
    async (t) => {
      const { task, lease } = await t.task(t.ann);
      const content = finished(task, { note: 'ä'.repeat(MEBIBYTE / 2) });
      status(await t.ann.draft(task.id, { lease_id: lease, base_rev: 0, content }), 200);
      const again = status(await t.ann.claim({ task_id: task.id }), 200);
      hold(again.body.draft?.content?.note?.length === content.note.length, 'the draft that came back is shorter than the one that was sent');
    }),
  check('too-large', 'A body above the limit that the backend states is answered 413.',
    'Answer 413 and read the rest of the body: a browser drops an answer that comes while it still sends.',
    async (t) => {
      const about = await t.client.send('GET', '/', { token: t.ann.token });
      const limit = about.body?.limits?.body_bytes;
      need(Number.isInteger(limit) && limit < 64 * MEBIBYTE, '`GET /` states no `limits.body_bytes` below 64 MiB');
      const { task, lease } = await t.task(t.ann);
      const content = finished(task, { note: 'x'.repeat(limit) });
      refused(await t.ann.draft(task.id, { lease_id: lease, base_rev: 0, content }), 413);
    }),
  check('deep', 'A body nested twenty thousand deep does no harm.',
    'Limit the depth of JSON, or parse it without recursion: answer 400, or take it, but do not fall over.',
    async (t) => {
      const { task, lease } = await t.task(t.ann);
      const raw = `{"lease_id": ${JSON.stringify(lease)}, "base_rev": 0, "content": {"note": ${'['.repeat(DEEP)}${']'.repeat(DEEP)}}}`;
      const answer = await t.ann.draft(task.id, undefined, { raw });
      hold(answer.status >= 200 && answer.status < 500, `${answer.said}; expected 400, or 200`);
      status(await t.ben.claim({ queue: t.queue('nothing') }), 200);
    }),
  check('about', 'What the backend says of itself is version 1, or it says nothing.',
    'Answer `GET {base}/` with `{"contract": 1, "features": […], "limits": {…}}`, or with 404.',
    async (t) => {
      const answer = status(await t.client.send('GET', '/', { token: t.ann.token }), 200, 401, 403, 404, 405);
      hold(answer.status !== 200 || answer.body?.contract === 1, `${answer.said}; expected \`"contract": 1\``);
    }),
];
