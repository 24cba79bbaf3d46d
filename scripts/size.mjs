// The size of a first load, and of what is loaded where it is used, as brotli. Over a budget is a failure.
// node scripts/size.mjs dist

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

// What is allowed is what was reached: it may only shrink. What is aimed at is not reached yet, and said every time.
const BUDGET = 266_000;
const AIM = 260_000;
const NEEDED = ['element.js', 'engine.js', 'corrigenda.js', 'corrigenda_bg.wasm'];
const LATER_BUDGET = 128_000;
const LATER_AIM = 120_000;
const LATER = ['logic.js', 'logic_bg.wasm'];
const REST = ['corrigenda_rest_bg.wasm'];

/** The brotli size of a file: of the .br beside it, where there is one. */
function compressed(path) {
  if (existsSync(`${path}.br`)) return readFileSync(`${path}.br`).length;
  return brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

/** Style sheets, and the snippets that wasm-bindgen puts beside the glue. */
function others(dist) {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((path) => path.endsWith('.css') || /^snippets[/\\].*\.js$/.test(path))
    .sort();
}

const [dist] = process.argv.slice(2);
const missing = [...NEEDED, ...REST, ...LATER].filter((name) => !existsSync(join(dist, name)));
if (missing.length) {
  console.log(`${dist} has no ${missing.join(', ')}`);
  process.exit(1);
}

/** Prints the sizes and their sum; whether that is within the budget. */
function within(budget, aim, title, names) {
  let total = 0;
  for (const name of names) {
    const size = compressed(join(dist, name));
    total += size;
    console.log(`${String(size).padStart(8)}  ${name}`);
  }
  console.log(`${title}: ${(total / 1000).toFixed(1)} kB as brotli, at most ${budget / 1000} kB; the aim is ${aim / 1000} kB${total > aim ? ', not reached' : ''}`);
  return total <= budget;
}

const later = within(LATER_BUDGET, LATER_AIM, 'loaded where it is used', LATER);
const rest = within(LATER_AIM, LATER_AIM, 'loaded after the first task', REST);
const first = within(BUDGET, AIM, 'first load', [...NEEDED, ...others(dist)]);
process.exit(first && later && rest ? 0 : 1);
