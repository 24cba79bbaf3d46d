// What lets pages of other origins call: preflights, and the headers of every answer, of refusals too.

import { check, hold, need, needStatus } from '../bench.mjs';

const list = (value) => value.toLowerCase().split(',').map((word) => word.trim()).filter(Boolean);

/** A preflight as a browser sends it: without credentials. */
async function preflight(t, path = '/claims', method = 'POST') {
  need(!t.browser, 'a page cannot send preflights itself; run `node kit/main.mjs` for this');
  const headers = { origin: t.config.origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization,content-type' };
  const answer = await t.client.send('OPTIONS', path, { headers });
  hold(answer.status >= 200 && answer.status < 300, `${answer.said}; a preflight has to be answered with 204, and it carries no credentials`);
  return answer;
}

function allows(t, answer) {
  const origin = answer.header('access-control-allow-origin');
  const cookies = answer.header('access-control-allow-credentials') === 'true';
  const good = origin === t.config.origin || (origin === '*' && !cookies);
  hold(good, `${answer.sent} was answered ${answer.status} with Access-Control-Allow-Origin \`${origin}\`${cookies ? ' and Allow-Credentials' : ''}`);
}

export const origins = [
  check('preflight', 'A preflight is answered without credentials and allows the origin.',
    'Answer OPTIONS before credentials are looked at, with 204 and `Access-Control-Allow-Origin`: the origin itself, or `*` where no cookies are used.',
    async (t) => {
      for (const [path, method] of [['/claims', 'POST'], ['/tasks/x/draft', 'PUT'], ['/tasks/x/annotations/y', 'PUT'], ['/leases/x/release', 'POST']]) {
        allows(t, await preflight(t, path, method));
      }
    }),
  check('preflight-methods', 'A preflight allows POST and PUT.',
    'Send `Access-Control-Allow-Methods: POST, PUT`; without PUT neither drafts nor submissions leave the page.',
    async (t) => {
      const allowed = list((await preflight(t)).header('access-control-allow-methods'));
      for (const method of ['post', 'put']) hold(allowed.includes(method), `\`Access-Control-Allow-Methods\` is \`${allowed}\``);
    }),
  check('preflight-headers', 'A preflight allows authorization and content-type.',
    'Send `Access-Control-Allow-Headers: authorization, content-type`. `*` does not cover authorization.',
    async (t) => {
      const allowed = list((await preflight(t)).header('access-control-allow-headers'));
      for (const name of ['authorization', 'content-type']) hold(allowed.includes(name), `\`Access-Control-Allow-Headers\` is \`${allowed}\``);
    }),
  check('preflight-age', 'A preflight may be remembered for two hours.',
    'Send `Access-Control-Max-Age: 7200`: otherwise every draft costs two round trips.',
    async (t) => {
      const age = (await preflight(t)).header('access-control-max-age');
      hold(Number(age) >= 7200, `\`Access-Control-Max-Age\` is \`${age}\``);
    }),
  check('origin-answers', 'An answer can be read by a page of another origin.',
    'Send `Access-Control-Allow-Origin` with every answer, not with preflights alone.',
    async (t) => {
      if (t.browser) return elsewhere(t, await t.ann.claim({ queue: t.config.queue }));
      return allows(t, needStatus(await t.ann.claim({ queue: t.config.queue }, { headers: { origin: t.config.origin } }), 200));
    }),
  check('origin-refusals', 'A refusal can be read by a page of another origin.',
    'Send `Access-Control-Allow-Origin` with errors too, those of the framework and of the proxy included: a page sees an unreadable 401 as a broken network.',
    async (t) => {
      const sent = t.browser ? {} : { headers: { origin: t.config.origin } };
      const answers = [
        await t.client.send('POST', '/claims', { body: {}, ...sent }),
        await t.ann.draft(`none-${t.uuid()}`, { lease_id: 'none', base_rev: 0 }, sent),
        await t.ann.claim({}, { type: 'text/plain', ...sent }),
      ];
      for (const answer of answers) {
        if (t.browser) elsewhere(t, answer);
        else allows(t, answer);
      }
    }),
  check('retry-after', 'When to ask again can be read by a page of another origin.',
    'Say `retry_after` in the body where there is nothing to do; the header of that name is not readable unless it is exposed.',
    async (t) => {
      const answer = needStatus(await t.ann.claim({ queue: t.queue('nothing') }), 200);
      const exposed = list(answer.header('access-control-expose-headers'));
      const readable = answer.header('retry-after') !== '' && (exposed.includes('retry-after') || exposed.includes('*'));
      hold(typeof answer.body?.retry_after === 'number' || readable, `${answer.said}; there is no \`retry_after\``);
    }),
  check('not-cached', 'Answers are not kept by caches.',
    'Send `Cache-Control: no-store`: answers hold the work of one person.',
    async (t) => {
      const answer = needStatus(await t.ann.claim({ queue: t.config.queue }), 200);
      need(!t.browser, 'a page of another origin cannot read this header');
      hold(/no-store|private/.test(answer.header('cache-control')), `\`Cache-Control\` is \`${answer.header('cache-control')}\``);
    }),
];

/** In a page of another origin an answer that can be seen at all is one that is allowed. */
function elsewhere(t, answer) {
  need(new URL(t.config.base).origin !== t.config.origin, 'this page has the same origin as the backend');
  hold(answer.status !== 0, `${answer.sent}: the browser shows nothing of it`);
}
