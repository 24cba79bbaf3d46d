// The conformance kit as a page: the same checks, with the browser's own rules for other origins between.

import { readConfig } from './config.mjs';
import { CHECKS, VERDICTS, runKit, summary } from './kit.mjs';

const at = (id) => document.getElementById(id);
const [form, text, file, button, wrong, sum, results] = ['form', 'config', 'file', 'run', 'wrong', 'sum', 'results'].map(at);

const EXAMPLE = { base: 'https://tasks.example.org/api', tokens: ['…', '…', '…'], queue: 'conformance' };
text.value = JSON.stringify(EXAMPLE, null, 2);

/** An element with a class and text. */
function element(name, words, kind = '') {
  const made = document.createElement(name);
  made.textContent = words;
  if (kind) made.className = kind;
  return made;
}

/** Shows a result at the end of the list. */
function show({ id, verdict, name, why, cure }) {
  const item = element('li', '');
  item.dataset.check = id;
  item.dataset.verdict = verdict;
  item.append(element('span', VERDICTS[verdict], 'verdict'), `: ${name}`);
  if (why) item.append(element('p', why));
  if (verdict === 'broken') item.append(element('p', `What to do: ${cure}`));
  results.append(item);
  sum.textContent = `${results.children.length} of ${CHECKS.length}`;
}

const outside = {
  fetch: (url, init) => fetch(url, init),
  now: () => performance.now(),
  wait: (ms) => new Promise((done) => { setTimeout(done, ms); }),
  random: () => crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32,
  browser: true,
};

async function check() {
  wrong.textContent = '';
  let config;
  try {
    config = readConfig({ ...JSON.parse(text.value), origin: location.origin });
  } catch (error) {
    wrong.textContent = error.message;
    return;
  }
  results.replaceChildren();
  button.disabled = true;
  try {
    sum.textContent = summary(await runKit(config, outside, { report: show }));
  } finally {
    button.disabled = false;
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  check();
});
file.addEventListener('change', async () => {
  if (file.files.length) text.value = await file.files[0].text();
});
