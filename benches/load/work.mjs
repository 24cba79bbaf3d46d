// Workers who claim and submit as fast as they are answered.

import { randomUUID } from 'node:crypto';
import { finished, makeTask } from '../../kit/documents.mjs';

/** Tasks that are brought in at a time, and below how many more are. */
const STOCK = 4000;
const TEXT = 'The product of twelve and four is forty-six, as anybody can see who adds twelve to itself four times. ';

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** p50 and p99 of times. */
function spread(times) {
  const sorted = times.sort((a, b) => a - b);
  return `p50 ${at(sorted, 0.5).toFixed(1)} ms, p99 ${at(sorted, 0.99).toFixed(1)} ms`;
}

/** A task of some 4 kB, and an annotation of 2. */
const task = (id, queue) => makeTask(id, queue, { responses: [{ id: 'a', turn: 'u1', text: TEXT.repeat(35) }] });
const annotation = (about) => finished(about, { note: TEXT.repeat(16) });

/** Brings tasks in; answers how many. */
async function stock(serving, queue, from) {
  const lines = Array.from({ length: STOCK }, (_, n) => JSON.stringify(task(`${queue}-${from + n}`, queue)));
  const { status, body } = await serving.call('POST', 'tasks', 'load-admin', lines.join('\n'), 'application/x-ndjson');
  if (status !== 200) throw new Error(`the tasks were not taken: ${status} ${body}`);
  return from + STOCK;
}

/** Works for some seconds; answers figures, what failed, and how many tasks were handed out twice. */
export async function working(serving, workers, seconds) {
  const queue = `load-${workers}`;
  let there = await stock(serving, queue, 0);
  const [claims, submits, failed] = [[], [], []];
  const seen = new Set();
  let twice = 0;
  let more = null;
  const until = performance.now() + seconds * 1000;
  const timed = async (times, ...call) => {
    const began = performance.now();
    const answer = await serving.call(...call);
    times.push(performance.now() - began);
    return answer;
  };
  const worker = async (n) => {
    while (performance.now() < until) {
      const claimed = await timed(claims, 'POST', 'claims', `load-${n}`, JSON.stringify({ queue }));
      const { task: held, lease } = JSON.parse(claimed.body);
      if (!held) {
        failed.push(`a claim was answered ${claimed.status} ${claimed.body.slice(0, 200)}`);
        return;
      }
      twice += Number(seen.has(held.id));
      seen.add(held.id);
      const body = JSON.stringify({ lease_id: lease.id, content: annotation(held), client: { name: 'load', version: '1' } });
      const sent = await timed(submits, 'PUT', `tasks/${held.id}/annotations/${randomUUID()}`, `load-${n}`, body);
      if (sent.status !== 201) failed.push(`a submission was answered ${sent.status} ${sent.body.slice(0, 200)}`);
      if (there - seen.size < STOCK / 2) more ??= stock(serving, queue, there).then((now) => { there = now; more = null; });
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: workers }, (_, n) => worker(n)));
  const passed = (performance.now() - began) / 1000;
  await more;
  const rate = submits.length / passed;
  const figures = `${workers} at once: ${(claims.length / passed).toFixed(0)} claims/s (${spread(claims)}), ${rate.toFixed(0)} submits/s (${spread(submits)})`;
  return { figures, failed, twice, rate };
}
