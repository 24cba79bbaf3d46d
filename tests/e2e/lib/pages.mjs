// The fuzzer of the rendered page: texts that mean harm, made from a seed, in every place where a model's text can stand, under a
// strict policy with Trusted Types enforced. Nothing may run, no request may leave, no style may escape.
// `node tests/e2e/lib/pages.mjs [--texts 3000] [--seed 7] [--dist dist]`; the last line is `N passed, N failed`.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launch, newPage, strangeDoings } from './browser.mjs';
import { random } from './kills.mjs';
import { startSite } from './site.mjs';

const ROOT = resolve(import.meta.dirname, '../../..');
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; "
  + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const CASES = JSON.parse(readFileSync(resolve(ROOT, 'tests/it/reading/hostile.json'), 'utf8'));
/** Where Markdown, HTML, formulas and style sheets have their seams. */
const SCRAPS = [
  '\n', '\n\n', ' ', '\t', '    ', '> ', '- ', '1. ', '# ', '|', '\n|a|b|\n|-|-|\n|', '```', '\n```html\n', '\n```"><script>\n', '~~~', '`', '*', '**', '__', '~~',
  '[', ']', '](', ')', '![', '[^1]', '\n[^1]: ', '\n[x]: ', ' "', '"', "'", '<', '>', '</', '/>', '<!--', '-->', '<![CDATA[', ']]>', '<?', '&', '&lt;', '&#60;', '&#x3c',
  '&NewLine;', '&colon;', '&Tab;', '\\', '$', '$$', '\\(', '\\)', '\\[', '\\]', '\\begin{align}', '\\end{align}', '\\text{', '\\href{', '\\style{', '\\class{', '\\htmlData{',
  '\\unicode{', '\\ce{', '{', '}', '^', '_', '\u202e', '\u2066', '\u2069', '\u200b', '\u00ad', '\ufeff', '\ufffd', '\u0000', '\u2028', '\r', 'е', '𝒋',
  'javascript:', 'JAVA\tSCRIPT:', 'data:text/html,', 'vbscript:', 'blob:', '//evil.invalid/', 'https://evil.invalid/', 'https:\\\\evil.invalid', '@import url(https://evil.invalid/c)',
  '<script>globalThis.pwned=1</script>', '<img src=https://evil.invalid/i onerror=globalThis.pwned=2>', '<svg/onload=globalThis.pwned=3>', '<math><mtext><style>', '</style>', '</title>',
  '<template>', '<slot name=x>', '<corrigenda-workbench backend=https://evil.invalid>', '<a href="', '<iframe srcdoc="', ' style="position:fixed;inset:0"', ' onfocus=globalThis.pwned=4 autofocus',
  '{{7*7}}', '${globalThis.pwned=5}', '<%= 1 %>', '*{display:none}', ':host{display:none}', 'expression(1)', 'url(https://evil.invalid/u)',
];
/** All elements that the workbench makes; those of formulas are in `src/math/tree.rs`. */
const ELEMENTS = new Set(('a abbr article aside b bdi blockquote br button code dd del details dialog div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr i input ins '
  + 'kbd label legend li main mark meter nav ol optgroup option output p pre progress q s section select small span strong sub summary sup table tbody td textarea tfoot th thead time '
  + 'tr ul math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mstyle mpadded mphantom').split(' '));
const VIEWS = ['r', 's', 'c', 'r', '0', 'r'];

const pick = (chance, list) => list[Math.floor(chance() * list.length)];

/** A text: cases and scraps, one in another, cut and turned. */
export function text(chance) {
  let made = '';
  for (let part = 0; part < 2 + Math.floor(chance() * 10); part += 1) {
    const kind = chance();
    const one = kind < 0.45 ? pick(chance, CASES) : pick(chance, SCRAPS).repeat(kind > 0.97 ? 40 : 1);
    const cut = chance() < 0.3 ? one.slice(Math.floor(chance() * one.length)) : one;
    const at = Math.floor(chance() * (made.length + 1));
    made = kind < 0.8 ? made + cut : made.slice(0, at) + cut + made.slice(at);
    if (chance() < 0.25) made += '\n\n';
  }
  return made.slice(0, 6000).toWellFormed();
}

const short = (text, most) => text.slice(0, most).toWellFormed();

function task(id, texts) {
  const [answer, other, prompt, source, title, reference] = texts;
  return {
    format: 'corrigenda.task/1', id, kind: 'annotate', language: 'en', title: short(title, 300), domains: [short(title, 60)], instructions: { version: '1', text: source },
    turns: [{ id: 'u1', role: 'user', text: prompt }], sources: [{ id: 's1', title: short(title, 200), url: short(other, 300), text: source }],
    responses: [{ id: 'a', turn: 'u1', text: answer, model: title }, { id: 'b', turn: 'u1', text: other }], reference: { text: reference },
    rubric: { id: 'r', version: '1', criteria: [{ id: 'c1', title: short(title, 400), text: prompt, points: 1, scale: { kind: 'binary' }, quote: short(other, 200) }] },
    taxonomy: { categories: [{ id: 'f', name: short(title, 80), description: short(prompt, 200) }], severities: [{ id: 'm', name: 'Minor', weight: 1 }] },
    parts: ['issues', 'scores', 'correction', 'preference', 'steps'],
  };
}

/** The work begun on it: what was changed and said has the texts too. */
function work(id, [answer, other, prompt]) {
  const length = [...answer].length;
  const span = { unit: 'codepoint', start: 0, end: length, exact: answer, prefix: '', suffix: '' };
  return {
    format: 'corrigenda.annotation/1', task: { id },
    issues: [{ id: 'i1', response: 'a', category: 'f', severity: 'm', comment: prompt, span: { ...span, exact: [...answer].slice(0, 64).join(''), end: Math.min(64, length) }, left: null }],
    scores: [{ criterion: 'c1', response: 'a', state: 'met', rationale: other }],
    corrections: [{ response: 'a', text: other, edits: [{ id: 'e1', span, insert: other, rationale: prompt }] }],
  };
}

/** In the page: remembers what it was before any text came. */
const WATCH = () => {
  globalThis.strange = [];
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => globalThis.strange.push(`policy: ${violatedDirective} ${blockedURI}`));
  globalThis.stand = () => {
    const box = document.querySelector('#mark').getBoundingClientRect();
    const own = [...document.querySelectorAll('*')].map((one) => one.localName).join();
    return JSON.stringify([box.x + scrollX, box.y + scrollY, box.width, box.height, getComputedStyle(document.body).cssText.length, getComputedStyle(document.querySelector('#mark')).color,
      own, document.styleSheets.length, document.adoptedStyleSheets.length, document.title, location.href.replace(/#.*/, '')]);
  };
};

/** What of a page is not as it has to be. */
const look = (page) => page.evaluate((elements) => {
  const known = new Set(elements);
  const element = document.querySelector('corrigenda-workbench');
  const found = [];
  const all = [...element.shadowRoot.querySelectorAll('*')];
  const edges = element.getBoundingClientRect();
  for (const one of all) {
    if (!known.has(one.localName)) found.push(`element: ${one.outerHTML.slice(0, 160)}`);
    for (const name of one.getAttributeNames()) {
      const fixed = /^(on|src|action$|formaction$|xlink|is$|slot$|popover$|background$|ping$|usemap$|form$)/;
      if (fixed.test(name)) found.push(`attribute ${name}: ${one.outerHTML.slice(0, 160)}`);
      // Places and sizes that the page itself sets, in numbers.
      const laid = /^((--[a-z-]+|min-block-size|inset-block-start|block-size|inline-size): (max\(100%, )?-?[\d.]+(px|%)?\)?; ?)*$/;
      if (name === 'style' && !laid.test(`${one.getAttribute(name)} `.replace(/;? $/, '; '))) found.push(`attribute style: ${one.outerHTML.slice(0, 160)}`);
      if (name === 'href' && !/^(https?:\/\/|mailto:)/i.test(one.getAttribute(name))) found.push(`href: ${one.getAttribute(name).slice(0, 160)}`);
    }
    if (one.closest('.read, article') && getComputedStyle(one).position === 'fixed') found.push(`fixed: ${one.outerHTML.slice(0, 160)}`);
  }
  const wide = element.scrollWidth > edges.width + 1;
  if (wide) found.push(`wider than its place: ${element.scrollWidth}`);
  if (element.shadowRoot.querySelector('[data-error], .error-card')) found.push('the workbench broke');
  if (globalThis.pwned !== undefined) found.push(`it ran: ${globalThis.pwned}`);
  if (globalThis.stand() !== globalThis.stood) found.push(`the page around it changed: ${globalThis.stand()}`);
  return [...found, ...globalThis.strange.splice(0)];
}, [...ELEMENTS]);

/** The watcher has to see what it is there for: each is done to the page from outside, and must be told. */
const PLANTED = {
  element: (root) => root.append(document.createElement('object')),
  attribute: (root) => root.querySelector('p').setAttribute('style', 'color: red'),
  href: (root) => { root.querySelector('.workbench').append(Object.assign(document.createElement('a'), { href: 'javascript:1' })); },
  'it ran': () => { globalThis.pwned = 1; },
  'the page around it changed': () => document.body.append(document.createElement('p')),
  policy: () => { try { document.body.innerHTML = '<b>'; } catch { /* refused, and told */ } },
};

const frame = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Opens a page with the workbench and nothing in it. */
async function opened(browser, site) {
  const { context, page, problems } = await newPage(browser);
  const strange = strangeDoings(context, site.url);
  page.on('framenavigated', (at) => at !== page.mainFrame() && strange.push(`frame: ${at.url()}`));
  page.on('download', (one) => strange.push(`download: ${one.url()}`));
  await page.addInitScript(WATCH);
  await page.goto(`${site.url}fuzz.html`);
  await page.evaluate(() => { globalThis.stood = globalThis.stand(); });
  return { context, page, problems, strange };
}

/** Shows texts in every view; what was found. */
async function tried(place, id, texts) {
  const { page, problems, strange } = place;
  await page.evaluate(([given, begun]) => {
    const element = document.querySelector('corrigenda-workbench');
    if (begun) element.value = begun;
    element.task = given;
  }, [task(id, texts), id.endsWith('0') ? work(id, texts) : null]);
  const there = await page.locator(`[data-ready="${id}"]`).waitFor({ timeout: 10_000 }).then(() => true, () => false);
  const found = there ? [] : ['the task never stood there'];
  if (there) await page.locator('corrigenda-workbench').evaluate((element) => element.focus({ preventScroll: true }));
  for (const key of there ? VIEWS : []) {
    await page.keyboard.press('Escape');
    await page.keyboard.press(key);
    await frame(page);
    found.push(...await look(page));
  }
  return [...new Set([...found, ...problems.splice(0), ...strange.splice(0)])];
}

/** The smallest of the texts, found by leaving out halves and smaller parts, that still is told. */
async function smaller(browser, site, texts) {
  let left = 30;
  const bad = async (some) => {
    left -= 1;
    const place = await opened(browser, site);
    try {
      return (await tried(place, `small-${left}0`, some)).length > 0;
    } finally {
      await place.context.close();
    }
  };
  let now = texts;
  for (const at of texts.keys()) {
    const without = now.map((one, index) => (index === at ? '' : one));
    if (left > 0 && await bad(without)) now = without;
  }
  for (let size = Math.max(...now.map((one) => one.length)) >> 1; size >= 1 && left > 0; size >>= 1) {
    for (const at of now.keys()) {
      for (let start = 0; start < now[at].length && left > 0;) {
        const cut = now.map((one, index) => (index === at ? one.slice(0, start) + one.slice(start + size) : one));
        if (await bad(cut)) now = cut;
        else start += size;
      }
    }
  }
  return now;
}

export async function pages({ texts, seed, dist, say = () => {} }) {
  const chance = random(seed);
  const browser = await launch();
  const files = {
    '/fuzz.html': '<!doctype html><html lang="en"><title>Fuzz</title><link rel="stylesheet" href="page.css"><script type="module" src="element.js"></script>'
      + '<body><p id="mark">A page.</p><corrigenda-workbench lang="en"></corrigenda-workbench></body></html>',
  };
  const site = await startSite({ dist, files, csp: POLICY });
  const report = { passed: 0, failed: 0 };
  const count = (good, what) => {
    report[good ? 'passed' : 'failed'] += 1;
    if (!good) say(` ✗ ${what}`);
  };
  try {
    for (const [name, plant] of Object.entries(PLANTED)) {
      const place = await opened(browser, site);
      await tried(place, 'planted-1', Array(6).fill('Nothing.'));
      await place.page.evaluate(`(${plant})(document.querySelector('corrigenda-workbench').shadowRoot)`);
      const told = [...await look(place.page), ...place.problems];
      count(told.some((one) => one.startsWith(name)), `what was planted is not told: ${name}: ${told.join('; ')}`);
      await place.context.close();
    }
    let place = await opened(browser, site);
    const each = 6;
    for (let at = 0; at * each < texts; at += 1) {
      const some = Array.from({ length: each }, () => text(chance));
      const found = await tried(place, `fuzz-${at}`, some);
      count(!found.length, `seed ${seed}, number ${at}: ${found.slice(0, 4).join('; ')}`);
      if (found.length) {
        say(JSON.stringify(await smaller(browser, site, some)));
        await place.context.close();
        place = await opened(browser, site);
      }
      if (at % 100 === 99) say(` - ${(at + 1) * each} texts`);
    }
    return report;
  } finally {
    await browser.close();
    await site.close();
  }
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { texts: { type: 'string', default: '3000' }, seed: { type: 'string', default: '7' }, dist: { type: 'string', default: resolve(ROOT, 'dist') } } });
  const { passed, failed } = await pages({ texts: Number(values.texts), seed: Number(values.seed), dist: resolve(values.dist), say: console.log });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}
