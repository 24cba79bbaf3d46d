// A backend in memory that keeps the contract, and breaks exactly the one rule that it is told to break. It is called as
// `fetch` is, so that the kit can be run against every fault within seconds.

import { same } from '../../kit/documents.mjs';

const problem = (status, kind, more = {}) => ({ status, body: { type: kind ? `/problems/${kind}` : 'about:blank', title: kind || 'Refused', status, ...more } });
const LIMIT = 2 << 20;

export class Broken {
  /** `fault` names the rule that is broken, null for none; `now()` is the clock in milliseconds. */
  constructor(fault, now) {
    Object.assign(this, { fault, now, tasks: new Map(), sent: new Map(), count: 0, flying: 0 });
    this.fetch = (url, init) => this.answer(new URL(url), init);
  }

  is(fault) {
    return this.fault === fault;
  }

  add(doc) {
    this.tasks.set(doc.id, { doc: this.is('task-cut') ? { ...doc, house: undefined } : doc, leases: new Map(), drafts: new Map(), skipped: new Set(), by: [] });
  }

  async answer(url, { method, headers, body: text = '' }) {
    this.flying += 1;
    await new Promise(setImmediate);
    const get = (name) => headers[name] ?? '';
    const call = () => this.route(method, url.pathname.slice(1), get, text);
    const { status, body } = this.is('slow-lock') && this.flying > 1 ? await this.late(call) : call();
    this.flying -= 1;
    if (method === 'OPTIONS') return this.preflight();
    const out = { 'access-control-allow-origin': '*', 'cache-control': this.is('cached') ? 'max-age=60' : 'no-store' };
    if (this.is('no-origin') || (this.is('no-origin-refusals') && status >= 400)) delete out['access-control-allow-origin'];
    if (this.is('origin-with-cookies')) out['access-control-allow-credentials'] = 'true';
    out['content-type'] = status >= 400 && !this.is('plain-errors') ? 'application/problem+json' : 'application/json';
    const sent = status >= 400 && this.is('no-title') ? { ...body, title: undefined } : body;
    return new Response(status === 204 ? null : JSON.stringify(sent), { status, headers: out });
  }

  preflight() {
    const headers = {
      'access-control-allow-origin': '*', 'access-control-max-age': this.is('preflight-age') ? '5' : '7200',
      'access-control-allow-methods': this.is('preflight-methods') ? 'POST' : 'POST, PUT',
      'access-control-allow-headers': this.is('preflight-headers') ? '*' : 'authorization, content-type',
    };
    return new Response(null, { status: this.is('preflight-needs-token') ? 401 : 204, headers });
  }

  /** Decides on what was true before others had their turn: what happens without a lock. */
  async late(call) {
    const before = new Map([...this.tasks].map(([id, task]) => [id, { ...task, leases: new Map(task.leases), drafts: new Map(task.drafts) }]));
    const [tasks, sent] = [this.tasks, new Map(this.sent)];
    await new Promise(setImmediate);
    const now = this.sent;
    [this.tasks, this.sent] = [before, sent];
    const answer = call();
    for (const [id, task] of before) {
      const real = tasks.get(id);
      if (!real) continue;
      for (const key of ['leases', 'drafts']) {
        for (const [worker, value] of task[key]) real[key].set(worker, value);
      }
      real.by = [...new Set([...real.by, ...task.by])];
    }
    for (const [uuid, value] of sent) now.set(uuid, value);
    [this.tasks, this.sent] = [tasks, now];
    return answer;
  }

  route(method, path, get, text) {
    if (this.is('dead')) return problem(503, '');
    const parts = path.split('/').map(decodeURIComponent);
    if (this.is('decodes-twice')) parts.forEach((part, at) => { parts[at] = part.replace(/%2F/gi, '/'); });
    const worker = get('authorization').startsWith('Bearer w') ? get('authorization').slice(7) : null;
    if (method === 'GET' && path === '') return { status: 200, body: { contract: this.is('version') ? 2 : 1, limits: { body_bytes: LIMIT } } };
    if (!worker && !(this.is('open-drafts') && parts[0] === 'tasks')) return this.is('forbidden') ? problem(403, '') : problem(this.is('guests') ? 400 : 401, 'sign-in');
    if (path === 'seed') return text.split('\n').forEach((line) => this.add(JSON.parse(line))), { status: 200, body: {} };
    const type = get('content-type');
    const json = this.is('strict-type') ? type === 'application/json' : type.startsWith('application/json');
    if (!json && !this.is('any-type')) return problem(415, '');
    if (text.length > LIMIT && !this.is('no-limit')) return problem(413, 'too-large');
    if (text.length > 100_000 && this.is('small')) return problem(413, 'too-large');
    let body;
    try {
      body = JSON.parse(text);
      if (typeof body !== 'object' || Array.isArray(body)) throw new Error('no object');
      if (body.queue !== undefined && typeof body.queue !== 'string') throw new Error('no queue');
    } catch {
      return problem(this.is('crashes') ? 500 : 400, '');
    }
    if (text.includes('['.repeat(5000))) return problem(this.is('crashes-deep') ? 500 : 400, '');
    if (this.is('strict-fields') && 'later' in body) return problem(400, '');
    if (this.is('clock') && get('date')) return problem(400, '');
    const [root, id, what, uuid] = parts;
    if (method === 'POST' && path === 'claims') return this.claim(worker, body);
    if (method === 'PUT' && root === 'tasks' && what === 'draft' && parts.length === 3) return this.draft(worker, id, body);
    if (method === 'PUT' && root === 'tasks' && what === 'annotations' && parts.length === 4) return this.submit(worker, id, uuid, body);
    if (method === 'POST' && root === 'leases' && what === 'release') return this.release(worker, id, body);
    return problem(this.is('no-404') ? 400 : 404, 'not-found');
  }

  room(task, worker, expired) {
    const others = [...task.leases].filter(([other, lease]) => other !== worker && (!expired || lease.until > this.now()));
    const needed = this.is('needed-ignored') ? 9 : (task.doc.needed ?? 1);
    return needed > (this.is('submitted-again') ? 0 : task.by.length) + others.length || this.is('double-claim');
  }

  own(task, worker) {
    return !this.is('own-review') && (task.doc.submissions ?? []).some(({ id }) => this.sent.get(id)?.worker === worker);
  }

  next(worker, { queue, kind = 'annotate', domains }) {
    const all = [...this.tasks.values()].filter(({ doc }) => (queue === undefined || doc.queue === queue || this.is('queue')) && (doc.kind === kind || this.is('kind')));
    const held = all.find((task) => task.leases.has(worker) && !this.is('new-task'));
    if (this.is('same-task')) return all[0];
    const able = ({ doc }) => !domains || this.is('domains') || (doc.domains ?? []).every((field) => domains.includes(field));
    const fit = all.filter((task) => able(task) && (this.is('skip-again') || !task.skipped.has(worker)) && !this.own(task, worker)
      && (this.is('submitted-again') || !task.by.includes(worker)) && !(this.is('new-task') && task.leases.has(worker)));
    return held ?? fit.find((task) => this.room(task, worker, false)) ?? fit.find((task) => this.room(task, worker, true));
  }

  claim(worker, body) {
    const id = this.is('ignores-id') ? undefined : body.task_id;
    if (id && !this.tasks.has(id)) return problem(404, 'not-found');
    const task = id ? this.tasks.get(id) : this.next(worker, body);
    if (!task) return this.is('nothing-404') ? problem(404, '') : { status: 200, body: { task: null, retry_after: this.is('no-retry-after') ? undefined : 30 } };
    const own = task.leases.has(worker);
    const free = this.room(task, worker, !this.is('never-expires'));
    if (!own && !(free || this.is('early') || this.is('same-task'))) return problem(409, this.is('taken-name') ? 'conflict' : 'task-taken');
    if (!own || this.is('new-lease')) {
      if (!this.room(task, worker, false) && !this.is('double-claim')) {
        const [lost] = [...task.leases].sort(([, a], [, b]) => a.until - b.until)[0] ?? [];
        if (lost && !this.is('keeps-lost')) task.leases.delete(lost);
        if (lost && this.is('drops-lost-draft')) task.drafts.delete(lost);
      }
      task.leases.set(worker, { id: `l${(this.count += 1)}`, until: 0 });
    }
    if (id && this.is('drops-other-leases')) for (const other of this.tasks.values()) if (other !== task) other.leases.delete(worker);
    const draft = this.is('any-draft') ? [...task.drafts.values()][0] : task.drafts.get(worker);
    const { id: lease, seconds } = { id: task.leases.get(worker).id, seconds: this.renew(task, worker) };
    return { status: 200, body: {
      task: task.doc, lease: this.is('no-lease-id') ? { seconds } : { id: lease, seconds: this.is('until') ? Date.now() : seconds },
      draft: draft ? { ...draft, content: this.cut(draft.content) } : null, worker: this.is('no-worker') ? undefined : { id: worker },
    } };
  }

  /** Content as a careless backend would keep it. */
  cut(content) {
    if (this.is('columns')) return Object.fromEntries(Object.entries(content).filter(([key]) => key !== 'house').map(([key, value]) => [key, key === 'scores' ? [] : value]));
    if (this.is('three-bytes')) return { ...content, note: content.note?.replace(/[\u{10000}-\u{10ffff}]/gu, '?') };
    if (this.is('no-controls')) return { ...content, note: content.note?.replaceAll('\u0000', '') };
    if (this.is('integers')) return { ...content, numbers: content.numbers?.map(Math.round) };
    if (this.is('truncates')) return { ...content, note: content.note?.slice(0, 65_535) };
    return content;
  }

  renew(task, worker, real = true) {
    const seconds = task.doc.lease_seconds ?? 1800;
    if (real) task.leases.get(worker).until = this.now() + (this.is('early') ? 0 : seconds * 1000);
    return this.is('long') ? 1800 : seconds;
  }

  lost(task, worker, lease) {
    const own = task.leases.get(worker);
    if (this.is('any-lease')) return false;
    if (this.is('strict-expiry') && own && own.until <= this.now()) return true;
    return own?.id !== lease && !(this.is('closed-lease') && !own);
  }

  draft(worker, id, { lease_id: lease, base_rev: base = 0, content }) {
    const task = this.tasks.get(id);
    if (!task) return problem(404, 'not-found');
    if (lease === undefined) return problem(this.is('crashes-missing') ? 500 : 400, '');
    if (this.lost(task, worker, lease)) return problem(410, 'lease-lost');
    const kept = task.drafts.get(worker) ?? { rev: 0, content: null };
    const equal = this.is('bytes') ? JSON.stringify(kept.content) === JSON.stringify(content) : same(kept.content, content);
    const again = content === undefined || (equal && !this.is('draft-again'));
    if (!again && kept.content && base !== kept.rev && !this.is('stale')) {
      if (this.is('stale-writes')) task.drafts.set(worker, { rev: kept.rev, content });
      return problem(409, this.is('draft-name') ? 'conflict' : 'draft-conflict', { current: this.is('no-current') ? undefined : kept });
    }
    if (!again) task.drafts.set(worker, { rev: this.is('rev') ? 7 : kept.rev + (this.is('rev-zero') ? 0 : 1), content });
    if (content === undefined && this.is('renew-clears')) task.drafts.delete(worker);
    const seconds = this.renew(task, worker, !this.is('no-renew'));
    return { status: 200, body: { rev: task.drafts.get(worker)?.rev ?? 0, seconds } };
  }

  submit(worker, id, uuid, { lease_id: lease, content, client }) {
    const known = this.sent.get(uuid);
    const equal = known && (this.is('bytes') ? JSON.stringify(known.content) === JSON.stringify(content) : same(known.content, content));
    const mine = (known?.worker === worker || this.is('any-worker')) && (known?.id === id || this.is('any-task'));
    const lease_ok = known?.lease === lease && known?.client === JSON.stringify(client);
    const strange = !/^corrigenda\.(annotation|review)\/1$/.test(content.format);
    if (strange && this.is('content-before-uuid')) return problem(422, 'invalid');
    if (known && this.is('replay-lost')) return problem(410, 'lease-lost');
    if (known && (this.is('overwrites') || this.is('conflict-writes'))) this.sent.set(uuid, { ...known, content });
    if (known && !(this.is('overwrites') && !equal) && (!mine || !equal || (this.is('replay-lease') && !lease_ok))) return problem(409, this.is('submission-name') ? 'conflict' : 'submission-conflict');
    if (known && !this.is('replay-new')) return { status: this.is('replay-201') ? 201 : 200, body: { id: uuid, received_at: known.at } };
    const task = this.tasks.get(id);
    if (!task) return problem(404, 'not-found');
    const wrong = [...(strange ? ['/format'] : []), ...(content.task?.id === id ? [] : ['/task/id'])];
    const bad = () => problem(this.is('invalid-400') ? 400 : 422, 'invalid', { errors: this.is('no-places') ? undefined : wrong.map((place) => ({ pointer: `${this.is('places') ? '' : '/content'}${place}` })) });
    if (wrong.length && this.is('content-first')) return bad();
    if (this.lost(task, worker, lease) && !(this.is('lease-of-any-task') && lease)) return problem(410, 'lease-lost');
    if (wrong.length && this.is('invalid-closes')) task.leases.delete(worker);
    if (wrong.length && !this.is('takes-all')) return bad();
    const at = this.is('bad-time') ? 'just now' : new Date(this.now()).toISOString();
    this.sent.set(uuid, { worker, id, content, at, lease, client: JSON.stringify(client) });
    task.by.push(worker);
    if (!this.is('stays-open')) task.leases.delete(worker);
    task.drafts.delete(worker);
    return { status: this.is('submit-200') ? 200 : 201, body: { id: this.is('other-id') ? 'x' : uuid, received_at: at } };
  }

  release(worker, lease, { reason }) {
    for (const task of this.tasks.values()) {
      for (const [holder, own] of task.leases) {
        if (own.id !== lease || (holder !== worker && !this.is('release-any'))) continue;
        if (!this.is('release-later')) task.leases.delete(holder);
        if (reason === 'skip' ? !this.is('skip-keeps') : this.is('release-drops')) task.drafts.delete(holder);
        if (reason === 'skip') task.skipped.add(holder);
        return { status: this.is('release-200') ? 200 : 204, body: {} };
      }
    }
    return this.is('release-404') ? problem(404, '') : { status: 204, body: null };
  }
}
