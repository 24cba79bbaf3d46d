// What runs inside a page in which somebody types: from each key to the frame that shows what it did.

/**
 * For `addInitScript`: self-contained, because it is sent to the page as text. `shows` is the name of one of the probes
 * below; it answers whether so many letters are to be seen.
 */
export function watchKeys({ letter, shows, host }) {
  const root = () => (host ? document.querySelector(host).shadowRoot : document);
  // What was found is looked at first: the probe must not cost what it measures.
  let change = null;
  const probes = {
    field: (count) => root().querySelector(host ? '[data-at="field"]' : 'textarea').value.includes(letter.repeat(count)),
    tracked: (count) => {
      const has = (ins) => ins?.isConnected && ins.textContent.includes(letter.repeat(count));
      if (!has(change)) change = [...root().querySelectorAll('[data-at="tracked"] ins, [data-at="article"] ins')].find(has);
      return Boolean(change);
    },
  };
  const state = { count: 0, times: [] };
  globalThis.__keys = state;

  /** Resolves once the frame of this callback is painted. */
  const painted = () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(null);
  });

  addEventListener('keydown', (event) => {
    if (event.key !== letter) return;
    const begun = event.timeStamp;
    state.count += 1;
    const wanted = state.count;
    const look = async () => {
      if (!probes[shows](wanted)) {
        requestAnimationFrame(look);
        return;
      }
      state.times.push((await painted()) - begun);
    };
    requestAnimationFrame(look);
  }, { capture: true });
}
