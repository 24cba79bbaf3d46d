// Stands between the page and the real server, hands calls on, and spoils those it is told to.

import { request as ask } from 'node:http';

const PROBLEMS = {
  401: 'about:blank', 403: 'about:blank', 404: 'about:blank', 409: '/problems/draft-conflict', 410: '/problems/lease-lost',
  422: '/problems/invalid', 429: 'about:blank', 500: 'about:blank', 503: 'about:blank',
};

/** Which of the four calls this is; `other` for anything else under the API. */
export function callOf(method, path) {
  if (method === 'POST' && path.endsWith('/claims')) return 'claim';
  if (method === 'PUT' && path.endsWith('/draft')) return 'draft';
  if (method === 'PUT' && /\/annotations\/[^/]+$/.test(path)) return 'submit';
  if (method === 'POST' && path.endsWith('/release')) return 'release';
  return 'other';
}

const read = async (stream) => {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};

const json = (bytes) => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
};

/**
 * A proxy for everything under `/api/` of `target` (the server's URL). Its `handle` goes to `serve`.
 *
 * `next(call, answer, options)` spoils the next matching call (`times` of them): a status is answered as a problem
 * document with the fields of `options.problem`; `'never'` answers nothing at all; `'drop'` cuts the line before the
 * server hears of it; `'lose'` lets the server do it and then cuts the line.
 */
export function faultProxy(target) {
  const { hostname, port } = new URL(target);
  const plans = [];
  const calls = [];
  const hanging = new Set();
  let waiting = [];
  let offline = false;

  function note(entry) {
    calls.push(entry);
    waiting = waiting.filter(({ call, count, done }) => {
      const seen = calls.filter((each) => each.call === call);
      if (seen.length < count) return true;
      done(seen);
      return false;
    });
  }

  function planFor(call) {
    const plan = plans.find((each) => each.call === call || each.call === 'any');
    if (!plan) return null;
    plan.times -= 1;
    if (plan.times <= 0) plans.splice(plans.indexOf(plan), 1);
    return plan;
  }

  function forward(request, body) {
    return new Promise((done, refuse) => {
      const options = { hostname, port, path: request.url, method: request.method, headers: { ...request.headers, host: `${hostname}:${port}`, 'accept-encoding': 'identity' } };
      const onward = ask(options, async (answer) => {
        const bytes = await read(answer);
        done({ status: answer.statusCode, headers: answer.headers, bytes });
      });
      onward.once('error', refuse);
      onward.end(body);
    });
  }

  async function handle(request, response, url) {
    if (!url.pathname.startsWith('/api/')) return false;
    const body = await read(request);
    const call = callOf(request.method, url.pathname);
    const entry = { call, method: request.method, path: url.pathname, body: json(body), status: null, answer: null };
    const plan = offline ? { answer: 'drop' } : planFor(call);
    if (plan?.answer === 'never') {
      hanging.add(response);
      note({ ...entry, status: 'never' });
    } else if (plan?.answer === 'drop') {
      request.socket.destroy();
      note({ ...entry, status: 'drop' });
    } else if (typeof plan?.answer === 'number') {
      const problem = { type: PROBLEMS[plan.answer] ?? 'about:blank', title: 'As the test asked', status: plan.answer, ...plan.problem };
      response.writeHead(plan.answer, { 'content-type': 'application/problem+json', connection: 'close' }).end(JSON.stringify(problem));
      note({ ...entry, status: plan.answer, answer: problem });
    } else {
      await pass(request, response, body, entry, plan?.answer === 'lose');
    }
    return true;
  }

  async function pass(request, response, body, entry, lose) {
    try {
      const { status, headers, bytes } = await forward(request, body);
      if (lose) request.socket.destroy();
      else response.writeHead(status, { ...headers, connection: 'close' }).end(bytes);
      note({ ...entry, status: lose ? 'lose' : status, answer: json(bytes) });
    } catch {
      request.socket.destroy();
      note({ ...entry, status: 'unreachable' });
    }
  }

  return {
    handle,
    calls,
    next: (call, answer, { times = 1, problem = {} } = {}) => plans.push({ call, answer, times, problem }),
    /** Every call is dropped until it is told otherwise. */
    offline: (value = true) => {
      offline = value;
    },
    /** Forgets the plans and lets go of what hangs. */
    heal() {
      plans.length = 0;
      offline = false;
      for (const response of hanging) response.destroy();
      hanging.clear();
    },
    /** Waits until a call was seen so many times in all; answers those. */
    seen(call, count = 1) {
      const now = calls.filter((each) => each.call === call);
      if (now.length >= count) return Promise.resolve(now);
      return new Promise((done) => waiting.push({ call, count, done }));
    },
    /** How often a call was seen so far: `await seen(call, count(call) + 1)` waits for the next one. */
    count: (call) => calls.filter((each) => each.call === call).length,
  };
}
