// What a check works with: three workers, tasks to use up, and two ways to end early.

import { Client, Worker } from './client.mjs';
import { makeTask } from './documents.mjs';

/** The rule does not hold. */
export class Broken extends Error {}

/** What the check needs is not there, so it shows nothing. */
export class Unchecked extends Error {}

/** Says that a rule does not hold unless this is so. */
export function hold(good, why) {
  if (!good) throw new Broken(typeof why === 'function' ? why() : why);
}

/** Says that the check shows nothing unless this is so. */
export function need(good, why) {
  if (!good) throw new Unchecked(typeof why === 'function' ? why() : why);
}

/** That an answer has one of these statuses. */
export function status(answer, ...expected) {
  hold(expected.includes(answer.status), `${answer.said}; expected ${expected.join(' or ')}`);
  return answer;
}

/** The same of a step before the one that is checked. */
export function needStatus(answer, ...expected) {
  need(expected.includes(answer.status), `${answer.said}; the check needs ${expected.join(' or ')} here`);
  return answer;
}

/** Times that a clean task is looked for before the check is given up. */
const TRIES = 4;

export class Bench {
  constructor(config, { fetch, wait, now, random, browser = false }) {
    Object.assign(this, { config, wait, now, browser, fetch, random });
    this.client = new Client({ base: config.base, fetch, timeout: config.timeout * 1000 });
    this.workers = config.tokens.map((token) => new Worker(this.client, token));
    this.held = [];
    this.stamp = this.uuid().slice(0, 8);
    this.seeds = 0;
    this.stocked = false;
  }

  /** Whose turn it is: the three workers change places with every check, so that none runs out of tasks. */
  turn(index) {
    const at = (offset) => this.workers[(index + offset) % 3];
    [this.ann, this.ben, this.cem] = [at(0), at(1), at(2)];
  }

  uuid() {
    const hex = (length) => Array.from({ length }, () => Math.floor(this.random() * 16).toString(16)).join('');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
  }

  /** The same workers where leases are short. */
  short() {
    need(this.config.short, '`short` of the configuration names no place where leases are short');
    const client = new Client({ base: this.config.short.base, fetch: this.fetch, timeout: this.config.timeout * 1000 });
    const of = (worker) => new Worker(client, worker.token, worker.begun);
    return { ...this.config.short, ann: of(this.ann), ben: of(this.ben), cem: of(this.cem) };
  }

  /** Fills the queue, where the configuration says how. */
  async stock() {
    if (this.stocked || !this.config.seed) return;
    this.stocked = true;
    await this.seed(this.config.tasks, this.config.queue);
    if (this.config.short) await this.seed(6, this.config.short.queue, { lease_seconds: this.config.short.seconds });
  }

  /** Puts tasks into a queue; answers them. */
  async seed(count, queue, more = {}) {
    need(this.config.seed, '`seed` of the configuration names no call that takes tasks');
    const { url, method = 'POST', headers = {}, format = 'jsonl' } = this.config.seed;
    const fill = (value) => (typeof value === 'function' ? value(this.seeds) : value);
    const tasks = Array.from({ length: count }, () => {
      this.seeds += 1;
      return makeTask(`kit-${this.stamp}-${this.seeds}`, queue, fill(more));
    });
    const type = format === 'jsonl' ? 'application/x-ndjson' : 'application/json';
    const body = format === 'jsonl' ? tasks.map((task) => JSON.stringify(task)).join('\n') : JSON.stringify(tasks);
    const answer = await this.fetch(url, { method, headers: { 'content-type': type, ...headers }, body }).catch((error) => error);
    need(answer.ok, `the call that seeds tasks was answered ${answer.status ?? answer.message}`);
    return tasks;
  }

  /** A queue of its own for a check that seeds. */
  queue(name) {
    return `${this.config.queue}-${name}-${this.stamp}`;
  }

  /** A task that the worker holds and has not begun; given back when the check ends. */
  async task(worker, queue = this.config.queue) {
    await this.stock();
    for (let tried = 0; tried < TRIES; tried += 1) {
      const answer = needStatus(await worker.claim({ queue }), 200);
      need(answer.body?.task !== null, `the queue ${queue} has no more tasks`);
      need(answer.body?.task?.id && answer.body?.lease?.id, `${answer.said}; the check needs a task and a lease`);
      const { task, lease, draft } = answer.body;
      if (!draft) return this.keep(worker, task, lease.id);
      await worker.release(lease.id, 'skip');
    }
    throw new Unchecked('every task that was claimed had a draft already');
  }

  /** Remembers what has to be given back. */
  keep(worker, task, lease) {
    const held = { worker, task, lease };
    if (!this.held.some((one) => one.worker === worker && one.lease === lease)) this.held.push(held);
    return held;
  }

  /** Gives back what is still held; what was begun is skipped, so that its draft goes and the next check gets another. */
  async tidy() {
    for (const { worker, task, lease } of this.held.splice(0)) {
      if (typeof lease === 'string') await worker.release(lease, worker.begun.has(task?.id) ? 'skip' : 'release');
    }
  }
}

/** A check: a sentence that holds or does not, and what to do where it does not. */
export const check = (id, name, cure, run) => ({ id, name, cure, run });

/** That an answer refuses with this status; the problem's kind too, where the contract names one. */
export function refused(answer, code, kind = null) {
  status(answer, code);
  hold(kind === null || answer.problem === kind, `${answer.said}; expected a problem whose type ends in \`${kind}\``);
  return answer;
}
