// What runs inside a measured page before anything of its own: it watches for "usable" and for what blocks.
// Usable: the text is painted, and the first control would take a click.

/** For `addInitScript`: self-contained, because it is sent to the page as text. */
export function probe({ host, ready, texts, control, least }) {
  const state = { long: [], clicked: 0 };
  globalThis.__bench = state;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) state.long.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
  addEventListener('click', (event) => { state.clicked = event.timeStamp; }, { capture: true });

  const root = () => (host ? document.querySelector(host)?.shadowRoot : document);

  // The first characters of an element: counting all of a long text at every frame would be measured too.
  function head(element) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let text = '';
    while (text.length < least && walker.nextNode()) text += walker.currentNode.data.trim();
    return text.slice(0, least);
  }

  function takesClicks(scope, element) {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || element.disabled || element.getAttribute('aria-disabled') === 'true') return false;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return true;
    const hit = scope.elementFromPoint(x, y);
    return Boolean(hit && (element.contains(hit) || hit.contains(element)));
  }

  /** The first characters of the task where the page is usable, or null. */
  function usable() {
    const scope = root();
    if (!scope || (ready && !scope.querySelector(ready))) return null;
    const found = texts.map((selector) => scope.querySelector(selector));
    if (found.some((element) => !element?.getClientRects().length)) return null;
    const heads = found.map(head);
    if (heads.every((text) => text.length < least)) return null;
    const first = scope.querySelector(control);
    return first && takesClicks(scope, first) ? heads.join('\n') : null;
  }

  /** Resolves after the frame that shows a usable task other than `before`: when, and its first characters. */
  state.until = (before) => new Promise((done) => {
    const look = () => {
      const text = usable();
      if (text === null || text === before) {
        requestAnimationFrame(look);
        return;
      }
      // What is there as a frame begins is painted by it: once a task that is posted now runs.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done({ at: performance.now(), text });
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
  // Begins with the document and not when the bench gets round to asking.
  state.first = state.until(null);
}
