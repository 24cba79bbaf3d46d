// Divides a module in two: what a first load runs, and the rest, which comes when it is asked for.
// node scripts/split/divide.mjs linked.wasm named.wasm whole.wasm first.wasm rest.wasm
//
// `whole` is what wasm-bindgen made; `named` the same with the linker's names of functions, and `linked` what the linker made.
// Both parts share memory, tables and globals: the rest imports them from the first. A function that went to the rest leaves
// a stub, which calls through the table. Before the rest is there, the first such call asks for it: `rest_needed`.
// Constants that only functions of the rest come to are in the rest (constants.mjs).
// Which functions stay is in first.txt (see profile.mjs); a list that has grown old costs time and nothing else, as what
// runs before the rest can be asked for stays in any case.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linked, functionNames } from './constants.mjs';
import { CODE, Reader, sections, segments, DATA, withData } from './sections.mjs';
import { binaryen, open, plain } from './wasm.mjs';

const [linked, named, whole, firstPath, restPath] = process.argv.slice(2);
const NEEDED = 'rest_needed';
/** What runs before the rest can be loaded. */
const EARLY = ['__wbindgen_start', 'on_rest', NEEDED];
/** What the first part exports for the rest: the flag that it is there, its table, and all that it takes from there. */
const THERE = 'rest';
const TABLE = 'rest table';
const FROM = 'first';
/** As wasm-bindgen names its table of references, and binaryen the one memory. */
const REFERENCES = '__wbindgen_externrefs';
const MEMORY = '0';

const listed = new Set(readFileSync(join(import.meta.dirname, 'first.txt'), 'utf8').split('\n'));
const first = open(whole);
const rest = open(whole);
const exported = new Set(exportsOf(first.module).flatMap(({ name, value }) => [name, value]));
if (!exported.has(NEEDED)) throw new Error(`${whole} exports no ${NEEDED}`);
/** What wasm-bindgen adds: none of it uses a constant. */
const ADDED = /^(undefined|__wbindgen_.*|.*___wbg_.*|.* shim|.* -> Externref)$/;
const table = binaryen.getTableInfo(first.module.getTableByIndex(0));
const early = earlyNames(open(whole).module);
// What has no name is wasm-bindgen's, and small.
const stays = ({ name, imported }) =>
  imported || /^\d+$/.test(name) || exported.has(name) || early.has(name) || listed.has(plain(name));
const moved = first.functions.filter((each) => !stays(each));
const size = table.initial + moved.length;

function exportsOf(module) {
  return Array.from({ length: module.getNumExports() }, (_, index) => binaryen.getExportInfo(module.getExportByIndex(index)));
}

function globalsOf(module) {
  return Array.from({ length: module.getNumGlobals() }, (_, index) => binaryen.getGlobalInfo(module.getGlobalByIndex(index)));
}

/** The functions that can run before the rest can be loaded. */
function earlyNames(module) {
  for (const { name } of exportsOf(module)) if (!EARLY.includes(name)) module.removeExport(name);
  removeElements(module);
  return new Set(reached(module).map(({ name }) => name));
}

function removeElements(module) {
  while (module.getNumElementSegments()) {
    module.removeElementSegment(binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(0)).name);
  }
}

/** The table with room for all that was moved. */
function widen(module) {
  module.removeTable(table.name);
  module.addTable(table.name, size, size);
}

/** Leaves a call through the table where a moved function was. */
function leaveStubs({ module }) {
  widen(module);
  module.addGlobal(THERE, binaryen.i32, true, module.i32.const(0));
  const ask = module.if(module.i32.eqz(module.global.get(THERE, binaryen.i32)), module.call(NEEDED, [], binaryen.none));
  module.addFunction(THERE, binaryen.i32, binaryen.i32, [], module.block(null, [ask, module.local.get(0, binaryen.i32)], binaryen.i32));
  moved.forEach(({ info, ref }, index) => {
    const given = binaryen.expandType(info.params).map((type, at) => module.local.get(at, type));
    const slot = module.call(THERE, [module.i32.const(table.initial + index)], binaryen.i32);
    binaryen.Function.setBody(ref, module.call_indirect(table.name, slot, given, info.params, info.results));
  });
}

/** What is left of a module when everything that nothing reaches is gone. */
function reached(module) {
  module.runPasses(['remove-unused-module-elements']);
  return Array.from({ length: module.getNumFunctions() }, (_, index) => binaryen.getFunctionInfo(module.getFunctionByIndex(index)));
}

/** Makes a module of its own of the moved functions that the first part can call. */
function makeRest({ module, functions }, called) {
  for (const { name } of exportsOf(module)) module.removeExport(name);
  removeElements(module);
  const own = new Set(moved.map(({ name }) => name));
  functions.forEach(({ info, name }, index) => {
    if (own.has(name)) return;
    module.removeFunction(name);
    module.addFunctionImport(name, FROM, index.toString(36), info.params, info.results);
  });
  globalsOf(module).forEach(({ name, type, mutable }, index) => module.addGlobalImport(name, FROM, `global ${index}`, type, mutable));
  widen(module);
  module.addTableImport(table.name, FROM, TABLE);
  module.addTableImport(REFERENCES, FROM, REFERENCES);
  module.addMemoryImport(MEMORY, FROM, 'memory');
  moved.forEach(({ name }, index) => {
    if (called.has(name)) module.addActiveElementSegment(table.name, `rest ${index}`, [name], module.i32.const(table.initial + index));
  });
}

/** Exports from the first part all that the rest imports. */
function handOver(module, imports) {
  for (const { name, base } of imports) module.addFunctionExport(name, base);
  globalsOf(module).forEach(({ name }, index) => module.addGlobalExport(name, name === THERE ? THERE : `global ${index}`));
  module.addTableExport(table.name, TABLE);
}

/** The names of the stubs that can be called: what stays may be called from the rest, so all of it counts. */
function calledStubs() {
  const copy = binaryen.readBinary(first.module.emitBinary());
  const own = new Set(moved.map(({ name }) => name));
  first.functions.filter(({ name, imported }) => !imported && !own.has(name))
    .forEach(({ name }, index) => copy.addFunctionExport(name, `stays ${index}`));
  return new Set(reached(copy).map(({ name }) => name).filter((name) => own.has(name)));
}

/** The bodies of a file's functions. */
function bodies(file) {
  const code = new Reader(sections(file).find(({ id }) => id === CODE).whole);
  return code.list((reader) => reader.take(reader.unsigned()));
}

/** The linker's names of what stays. wasm-bindgen puts functions in the same order, whatever it calls them. */
function namesOfStaying(known) {
  const [own, theirs] = [whole, named].map((path) => readFileSync(path));
  const names = functionNames(theirs);
  const imported = first.functions.filter((each) => each.imported).length;
  const [mine, other] = [own, theirs].map(bodies);
  const alike = mine.length === other.length && mine.every((body, index) =>
    body.equals(other[index]) || (body.length === other[index].length && ADDED.test(names.get(imported + index))));
  if (!alike) throw new Error(`${named} is not ${whole} under other names`);
  return first.functions.map((each, index) => ({ each, name: names.get(index) })).filter(({ each, name }) => {
    if (each.imported || !stays(each)) return false;
    if (known(name) || ADDED.test(name) || exported.has(each.name)) return true;
    throw new Error(`${name} stays, and nothing is known of the constants that it uses`);
  }).map(({ name }) => name);
}

/** Takes what comes later out of the data. */
function without(data, runs) {
  return data.map(({ address, bytes }) => {
    const left = Buffer.from(bytes);
    for (const part of runs.flatMap(({ parts }) => parts)) {
      const from = part.address - address;
      if (from >= 0 && from < left.length) left.fill(0, from, from + part.to - part.from);
    }
    return { address, bytes: left };
  });
}

/** The bytes of a run. */
function taken(data, { address, length }) {
  const home = data.find((each) => each.address <= address && address + length <= each.address + each.bytes.length);
  return { address, bytes: home.bytes.subarray(address - home.address, address - home.address + length) };
}

leaveStubs(first);
makeRest(rest, calledStubs());
const imports = reached(rest.module).filter(({ module }) => module === FROM);
handOver(first.module, imports);
const linker = new Linked(readFileSync(linked));
const later = linker.later(namesOfStaying((name) => linker.knows(name)));
const data = segments(sections(readFileSync(whole)).find(({ id }) => id === DATA));
writeFileSync(firstPath, withData(Buffer.from(first.module.emitBinary()), without(data, later)));
writeFileSync(restPath, withData(Buffer.from(rest.module.emitBinary()), later.map((run) => taken(data, run))));
const bytes = later.reduce((sum, { length }) => sum + length, 0);
console.log(`${moved.length} of ${first.functions.length} functions and ${bytes} bytes of constants went to the rest, which takes ${imports.length} from the first part.`);
