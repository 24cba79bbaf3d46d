// The measured page: one worker for all comparisons, stopped and started anew where one takes too long.

let worker = null;

const answer = (cap) => new Promise((done, failed) => {
  const timer = cap && setTimeout(() => done(null), cap);
  worker.onmessage = ({ data }) => {
    clearTimeout(timer);
    done(data);
  };
  worker.onerror = (event) => failed(new Error(event.message));
});

/** A worker that has not run anything yet: its wasm has the memory it begins with. */
globalThis.fresh = async () => {
  worker?.terminate();
  worker = new Worker('/bench/worker.js', { type: 'module' });
  await answer(0);
};

/** Measures once; null where it took longer than `cap` milliseconds. */
globalThis.measure = async (asked) => {
  if (!worker) await globalThis.fresh();
  worker.postMessage(asked);
  const found = await answer(asked.cap);
  if (!found) {
    worker.terminate();
    worker = null;
  }
  return found;
};
