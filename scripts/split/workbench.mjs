// Divides the workbench in two: what a first load runs, and the rest, which comes when it is asked for.
// node scripts/split/workbench.mjs linked.wasm named.wasm whole.wasm first.wasm rest.wasm
//
// Before the rest is there, the first call of one of its functions asks for it: `rest_needed`.
// Which functions stay is in first.txt (see profile.mjs); a list that has grown old costs time and nothing else, as what
// runs before the rest can be asked for stays in any case.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Division, exportsOf, reached, removeElements } from './divide.mjs';
import { open, plain } from './wasm.mjs';

const [linked, named, whole, first, rest] = process.argv.slice(2);
const NEEDED = 'rest_needed';
/** What runs before the rest can be loaded. */
const EARLY = ['__wbindgen_start', 'on_rest', NEEDED];

/** The functions that can run before the rest can be loaded. */
function earlyNames({ module }) {
  for (const { name } of exportsOf(module)) if (!EARLY.includes(name)) module.removeExport(name);
  removeElements(module);
  return new Set(reached(module).map(({ name }) => name));
}

const division = new Division(linked, named, whole);
if (!division.exported.has(NEEDED)) throw new Error(`${whole} exports no ${NEEDED}`);
const listed = new Set(readFileSync(join(import.meta.dirname, 'first.txt'), 'utf8').split('\n'));
const early = earlyNames(open(whole));
// What has no name is wasm-bindgen's, and small.
const stays = ({ name }) => /^\d+$/.test(name) || division.exported.has(name) || early.has(name) || listed.has(plain(name));
console.log(division.write(first, [rest], (each) => (stays(each) ? null : 0), NEEDED));
