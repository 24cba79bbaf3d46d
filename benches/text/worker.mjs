// Runs one comparison as often as asked, away from the page so that one that never ends can be stopped.

import { PEERS } from './peers.mjs';

const glue = await import('/logic.js');
const wasm = await glue.default({ module_or_path: '/logic_bg.wasm' });
let found = null;
const ours = (old, changed) => {
  found = glue.diff(old, changed);
  return found.hunks.length;
};

/** Times a comparison: at least once, at most `most` times, no longer than `budget` milliseconds. */
function time(run, { old, changed, most, budget }) {
  const times = [];
  const begun = performance.now();
  let count;
  do {
    const start = performance.now();
    count = run(old, changed);
    times.push(performance.now() - start);
  } while (times.length < most && performance.now() - begun < budget);
  return { times, count };
}

addEventListener('message', ({ data }) => {
  const run = data.peer === 'ours' ? ours : PEERS[data.peer][data.mode];
  const before = wasm.memory.buffer.byteLength;
  const { times, count } = time(run, data);
  const memory = wasm.memory.buffer.byteLength - before;
  // What we answer must be right, and is looked at outside of the measured time.
  const right = data.peer !== 'ours' || !data.check || glue.apply(data.old, found.hunks) === data.changed;
  postMessage({ times, count, memory, right });
});
postMessage('ready');
