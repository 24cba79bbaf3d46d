// Divides by families of what is exported: a part for each with what only its functions come to; what several need is first.
// node scripts/split/families.mjs linked.wasm named.wasm whole.wasm first.wasm part.wasm …
//
// A part is named by its file: `formats_training_bg.wasm` is of one family, `formats_training-marking_bg.wasm` has what just
// these two come to. What is exported of a family starts with its name. Nothing is guessed: the linker says which function
// calls or points to which. Whoever calls what is exported has loaded all parts that bear the family's name.

import { basename } from 'node:path';
import { Division } from './divide.mjs';

const [linked, named, whole, first, ...paths] = process.argv.slice(2);
const parts = paths.map((path) => basename(path).match(/^[^_]+_(.+)_bg\.wasm$/)[1]);
const families = [...new Set(parts.flatMap((part) => part.split('-')))];
/** The family that something exported is of. wasm-bindgen frees a class by a name of its own. */
const familyOf = (name) => families.find((family) => name.replace(/^__wbg_/, '').startsWith(family));

const division = new Division(linked, named, whole);
const { linker } = division;
const come = new Map([...families, undefined].map((family) => {
  const roots = linker.exported.filter(({ name }) => familyOf(name) === family);
  if (!roots.length) throw new Error(`${whole} exports nothing of ${family}`);
  return [family, linker.reached(roots.map(({ each }) => each))];
}));

/** The part of a function: the one of all families that come to it. What is exported, and what wasm-bindgen added, stays. */
function partOf({ name, linked: known }) {
  const all = linker.named(known);
  if (!all.length || division.exported.has(name)) return null;
  const users = [...come.keys()].filter((family) => all.some((each) => come.get(family).has(each)));
  const part = users.includes(undefined) ? -1 : parts.indexOf(users.join('-'));
  return part < 0 ? null : part;
}

console.log(division.write(first, paths, partOf));
