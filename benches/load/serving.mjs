// The server under load, and how much memory it takes.

import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { startReference } from '../../tests/kit/servers.mjs';

const EVERY_MS = 100;

/** Bytes that a process holds (Linux); 0 where that cannot be said. */
function resident(pid) {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

export class Serving {
  static async start(database, place, workers) {
    const tokens = place.at('tokens');
    writeFileSync(tokens, ['load-admin root admin', ...Array.from({ length: workers }, (_, n) => `load-${n} w-${n}`), ''].join('\n'));
    const server = await startReference({ database, tokens, log: place.at('log') });
    return new Serving(server);
  }

  constructor(server) {
    this.server = server;
    this.base = new URL(server.base);
    this.agent = new Agent({ keepAlive: true, maxSockets: 256 });
    this.most = 0;
    this.look = setInterval(() => this.memory(), EVERY_MS);
  }

  memory() {
    const now = resident(this.server.child.pid);
    this.most = Math.max(this.most, now);
    return now;
  }

  /** Sends a call; answers `{status, body}`, the body as text. */
  call(method, path, token, body = null, type = 'application/json') {
    const headers = { authorization: `Bearer ${token}`, ...(body === null ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body) }) };
    return new Promise((done, refuse) => {
      const { hostname, port, pathname } = this.base;
      const sent = request({ agent: this.agent, hostname, port, method, path: `${pathname}/${path}`, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece) => { text += piece; });
        answer.once('end', () => done({ status: answer.statusCode, body: text }));
        answer.once('error', refuse);
      });
      sent.once('error', refuse);
      sent.end(body);
    });
  }

  /** A long answer, piece by piece as bytes. */
  stream(path, token, take) {
    return new Promise((done, refuse) => {
      const { hostname, port, pathname } = this.base;
      const sent = request({ hostname, port, path: `${pathname}/${path}`, headers: { authorization: `Bearer ${token}` } }, (answer) => {
        answer.on('data', take);
        answer.once('end', () => (answer.complete ? done(answer.statusCode) : refuse(new Error('the answer broke off'))));
        answer.once('error', refuse);
      });
      sent.once('error', refuse);
      sent.end();
    });
  }

  async end() {
    clearInterval(this.look);
    this.agent.destroy();
    await this.server.end('SIGKILL');
  }
}
