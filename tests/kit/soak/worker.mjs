// A worker who works as the workbench does: every call is tried until it is answered, and what was acknowledged is noted.

import { Client, Worker } from '../../../kit/client.mjs';
import { finished, same } from '../../../kit/documents.mjs';

/** Answers that mean: try again. */
const AGAIN = new Set([0, 408, 425, 429, 500, 502, 503, 504]);

/** What all workers know together, against which the servers are held. */
export class Ledger {
  constructor() {
    // task -> who is sure to hold it; uuid -> {worker, task, content}; what went wrong, as sentences.
    Object.assign(this, { holders: new Map(), submitted: new Map(), wrong: [], claims: 0, drafts: 0, retries: 0, crashes: 0, times: { claim: [], draft: [], submit: [] } });
  }

  blame(sentence) {
    if (this.wrong.length < 20) this.wrong.push(sentence);
  }

  /** A claim was answered: nobody else may be sure to hold the task. */
  got(task, worker) {
    this.claims += 1;
    const holder = this.holders.get(task);
    if (holder && holder !== worker) this.blame(`${task} was handed to ${worker} while ${holder} held it`);
    this.holders.set(task, worker);
  }

  /** The worker is about to let go: from now on somebody else may get it. */
  letGo(task) {
    this.holders.delete(task);
  }
}

export class Simulated {
  constructor({ name, token, base, queue, ledger, random, wait, uuid, enough }) {
    Object.assign(this, { name, queue, ledger, random, wait, uuid, enough });
    this.worker = new Worker(new Client({ base, fetch, timeout: 20_000 }), token);
    // task -> the drafts that were acknowledged last, and those that were sent after.
    this.drafts = new Map();
  }

  /** Asks until there is an answer that counts. */
  async sure(kind, call) {
    for (;;) {
      const began = performance.now();
      const answer = await call();
      if (!AGAIN.has(answer.status)) {
        this.ledger.times[kind]?.push(performance.now() - began);
        return answer;
      }
      this.ledger.retries += 1;
      await this.wait(2 + this.random() * 30);
    }
  }

  /** Claims; answers what is held, or null where there is nothing left. */
  async claim() {
    const { status, body, said } = await this.sure('claim', () => this.worker.claim({ queue: this.queue }));
    if (status !== 200) {
      this.ledger.blame(`a claim of ${this.name}: ${said}`);
      return null;
    }
    if (!body.task) return null;
    this.ledger.got(body.task.id, this.name);
    this.look(body.task.id, body.draft);
    return { task: body.task, lease: body.lease.id, rev: body.draft?.rev ?? 0 };
  }

  /** The draft that came back is the one that was acknowledged last, or one that was sent after it. */
  look(task, draft) {
    const known = this.drafts.get(task);
    if (!known) return;
    const sent = [known.acknowledged, ...known.after].find((one) => same(one.content, draft?.content ?? null));
    if (!sent) this.ledger.blame(`${this.name} got a draft of ${task} that was not the last one: revision ${draft?.rev}, acknowledged was ${known.acknowledged.rev}`);
    if (draft && draft.rev < known.acknowledged.rev) this.ledger.blame(`the draft of ${task} went back to revision ${draft.rev} from ${known.acknowledged.rev}`);
  }

  async draft(held, note) {
    const content = finished(held.task, { note, time: { active_ms: Math.floor(this.random() * 1e6), idle_ms: 0 } });
    const known = this.drafts.get(held.task.id) ?? { acknowledged: { rev: 0, content: null }, after: [] };
    known.after.push({ content });
    this.drafts.set(held.task.id, known);
    const { status, body, said } = await this.sure('draft', () => this.worker.draft(held.task.id, { lease_id: held.lease, base_rev: held.rev, content }));
    if (status !== 200) return this.ledger.blame(`a draft of ${this.name}: ${said}`);
    this.ledger.drafts += 1;
    held.rev = body.rev;
    this.drafts.set(held.task.id, { acknowledged: { rev: body.rev, content }, after: [] });
  }

  async submit(held) {
    const [uuid, content] = [this.uuid(), finished(held.task, { note: `by ${this.name}` })];
    this.ledger.letGo(held.task.id);
    const { status, body, said } = await this.sure('submit', () => this.worker.submit(held.task.id, uuid, { lease_id: held.lease, content }));
    if (status !== 200 && status !== 201) return this.ledger.blame(`a submission of ${this.name}: ${said}`);
    if (body.id !== uuid) this.ledger.blame(`a submission of ${this.name} was received under ${body.id}`);
    this.drafts.delete(held.task.id);
    this.ledger.submitted.set(uuid, { worker: this.name, task: held.task.id, content });
  }

  /** One task: claimed, drafted, now and then given back or forgotten as in a crash, and submitted. */
  async task() {
    let held = await this.claim();
    if (!held) return false;
    for (let count = Math.floor(this.random() * 3); count > 0; count -= 1) await this.draft(held, `draft ${count}`);
    if (this.random() < 0.1) {
      // The tab is gone: all that is known is who one is. The claim answers what was held.
      this.ledger.crashes += 1;
      const before = held;
      held = await this.claim();
      if (held?.lease !== before.lease) this.ledger.blame(`${this.name} came back to another lease than ${before.task.id}'s`);
      if (!held) return false;
    }
    if (this.random() < 0.05) {
      this.ledger.letGo(held.task.id);
      await this.sure('release', () => this.worker.release(held.lease, 'release'));
      return true;
    }
    await this.submit(held);
    return true;
  }

  /** Works until there is enough, and leaves a draft behind on one more task. */
  async day() {
    while (!this.enough()) {
      if (!(await this.task())) await this.wait(20 + this.random() * 50);
    }
    const last = await this.claim();
    if (last) for (let count = 0; count < 3; count += 1) await this.draft(last, `last ${count}`);
    this.last = last;
  }

  /** Whether the draft that was left behind is there. */
  async back() {
    if (!this.last) return;
    const held = await this.claim();
    if (held?.task.id !== this.last.task.id) this.ledger.blame(`${this.name} left a draft on ${this.last.task.id}, and came back to ${held?.task.id}`);
  }
}
