// A network that fails: it stands between workers and servers, and spoils a share of the calls in every way that networks do.

import { Agent, createServer, request as ask } from 'node:http';

/** The ways in which a call is spoiled. */
export const FAULTS = ['dropped', 'lost', 'delayed', 'doubled', 'refused', 'failed'];

const read = async (stream) => {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};

const problem = (status) => JSON.stringify({ type: 'about:blank', title: 'As the network pleases', status });

/**
 * Starts it. `ports()` are those of the servers; `share` of the calls is spoiled; `random()` and `wait(ms)` come from
 * outside. Answers `{url, counts, heal, end}`.
 */
export async function startProxy({ ports, share, random, wait }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const counts = { calls: 0, unreachable: 0, ...Object.fromEntries(FAULTS.map((fault) => [fault, 0])) };
  let spoiled = share;

  function forward(request, body) {
    const all = ports();
    const port = all[Math.floor(random() * all.length)];
    return new Promise((done, refuse) => {
      const onward = ask({ agent, host: '127.0.0.1', port, path: request.url, method: request.method, headers: request.headers }, async (answer) => {
        try {
          done({ status: answer.statusCode, headers: answer.headers, bytes: await read(answer) });
        } catch (error) {
          refuse(error);
        }
      });
      onward.once('error', refuse);
      onward.end(body);
    });
  }

  async function handle(request, response) {
    const body = await read(request);
    counts.calls += 1;
    const fault = random() < spoiled ? FAULTS[Math.floor(random() * FAULTS.length)] : null;
    if (fault) counts[fault] += 1;
    if (fault === 'dropped') return void request.socket.destroy();
    if (fault === 'refused') return void response.writeHead(503, { 'content-type': 'application/problem+json' }).end(problem(503));
    if (fault === 'delayed') await wait(5 + random() * 60);
    // Twice at once, as a retry overtakes the first try.
    const both = await Promise.all((fault === 'doubled' ? [1, 2] : [1]).map(() => forward(request, body)));
    const { status, headers, bytes } = both[Math.floor(random() * both.length)];
    if (fault === 'lost') return void request.socket.destroy();
    if (fault === 'failed') return void response.writeHead(500, { 'content-type': 'application/problem+json' }).end(problem(500));
    return void response.writeHead(status, headers).end(bytes);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => {
      counts.unreachable += 1;
      request.socket.destroy();
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    counts,
    heal() {
      spoiled = 0;
    },
    end() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}
