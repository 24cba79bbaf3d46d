// A backend as the kit sees it: requests as they are sent, answers as they come.

/** What came back, or that nothing did. */
export class Answer {
  constructor({ status, headers, text, sent }) {
    Object.assign(this, { status, headers, text, sent });
    try {
      this.body = text ? JSON.parse(text) : null;
    } catch {
      this.body = undefined;
    }
  }

  header(name) {
    return this.headers.get(name) ?? '';
  }

  /** The last part of a problem's type: `draft-conflict` of `/problems/draft-conflict`. */
  get problem() {
    return String(this.body?.type ?? '').split(/[/#:]/).pop();
  }

  /** For a person: what was sent and what came back, without tokens. */
  get said() {
    const body = this.text.length > 160 ? `${this.text.slice(0, 160)}…` : this.text;
    return `${this.sent} was answered ${this.status}${body ? ` ${body}` : ''}`;
  }
}

/** Headers that say who calls: a bearer token, or headers as they are (`{"cookie": "…"}`). */
const credentials = (token) => (token === null ? {} : typeof token === 'string' ? { authorization: `Bearer ${token}` } : token);

/** A client of one backend. */
export class Client {
  constructor({ base, fetch, timeout }) {
    Object.assign(this, { base: base.replace(/\/$/, ''), fetch, timeout });
  }

  /** Sends a request as it is; `body` is JSON, `raw` is text that is sent as it stands. */
  async send(method, path, { token = null, body, raw, type = 'application/json', headers = {} } = {}) {
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const all = { ...credentials(token), ...(text !== undefined && type ? { 'content-type': type } : {}), ...headers };
    const sent = `${method} ${path}`;
    let answer;
    try {
      answer = await this.fetch(this.base + path, { method, headers: all, body: text, signal: AbortSignal.timeout(this.timeout), cache: 'no-store' });
      return new Answer({ status: answer.status, headers: answer.headers, text: await answer.text(), sent });
    } catch (error) {
      const why = error.name === 'TimeoutError' ? `after ${this.timeout / 1000} s` : (error.cause?.code ?? error.message);
      return new Answer({ status: 0, headers: new Headers(), text: '', sent: `${sent} (no answer: ${why})` });
    }
  }
}

const at = (...parts) => parts.map(encodeURIComponent).join('/');

/** One worker of a backend: the four calls. */
export class Worker {
  constructor(client, token, begun = new Set()) {
    // `begun`: the ids of tasks that a draft was sent for.
    Object.assign(this, { client, token, begun });
  }

  claim(body = {}, more = {}) {
    return this.client.send('POST', '/claims', { token: this.token, body, ...more });
  }

  draft(task, body, more = {}) {
    this.begun.add(task);
    return this.client.send('PUT', `/tasks/${at(task)}/draft`, { token: this.token, body, ...more });
  }

  submit(task, uuid, body, more = {}) {
    return this.client.send('PUT', `/tasks/${at(task)}/annotations/${at(uuid)}`, { token: this.token, body, ...more });
  }

  release(lease, reason = 'release') {
    return this.client.send('POST', `/leases/${at(lease)}/release`, { token: this.token, body: { reason } });
  }
}
