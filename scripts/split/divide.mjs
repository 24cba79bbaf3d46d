// Divides a module: what comes first, and parts of it that come when they are needed.
//
// All share memory, tables and globals: the parts import them from the first. A function that went to a part leaves a
// stub, which calls through the table. Constants that only functions of one part come to are in it (constants.mjs).
// What calls this says which function goes where: workbench.mjs, families.mjs.

import { readFileSync, writeFileSync } from 'node:fs';
import { Linked, functionNames } from './constants.mjs';
import { CODE, Reader, sections, segments, DATA, withData } from './sections.mjs';
import { binaryen, open } from './wasm.mjs';

/** What the first exports for its parts: the flag that the rest is there, its table, and all that they take from there. */
const THERE = 'rest';
const TABLE = 'rest table';
const FROM = 'first';
/** As wasm-bindgen names its table of references, and binaryen the one memory. */
const REFERENCES = '__wbindgen_externrefs';
const MEMORY = '0';
/** What wasm-bindgen adds: none of it uses a constant. */
const ADDED = /^(undefined|__wbindgen_.*|.*___wbg_.*|.* shim|.* -> Externref)$/;

/** The exports of a module: `{name, value}` each, `value` as it is called inside. */
export function exportsOf(module) {
  return Array.from({ length: module.getNumExports() }, (_, index) => binaryen.getExportInfo(module.getExportByIndex(index)));
}

/** Takes everything out of a module's tables. */
export function removeElements(module) {
  while (module.getNumElementSegments()) {
    module.removeElementSegment(binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(0)).name);
  }
}

/** What is left of a module when everything that nothing reaches is gone. */
export function reached(module) {
  module.runPasses(['remove-unused-module-elements']);
  return Array.from({ length: module.getNumFunctions() }, (_, index) => binaryen.getFunctionInfo(module.getFunctionByIndex(index)));
}

function globalsOf(module) {
  return Array.from({ length: module.getNumGlobals() }, (_, index) => binaryen.getGlobalInfo(module.getGlobalByIndex(index)));
}

/** The bodies of a file's functions. */
function bodies(file) {
  const code = new Reader(sections(file).find(({ id }) => id === CODE).whole);
  return code.list((reader) => reader.take(reader.unsigned()));
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

/** A module that is divided. */
export class Division {
  /** What the linker made. */
  linker;
  /** Its functions, `{name, ref, info, imported, linked}` each: `linked` is the linker's name, where it knew it. */
  functions;
  /** As they are called inside: what is exported. */
  exported;
  #whole;
  #first;
  #table;
  #parts = [];

  /** `whole` is what wasm-bindgen made; `named` the same with the linker's names of functions, and `linked` what the linker made. */
  constructor(linked, named, whole) {
    this.#whole = whole;
    this.linker = new Linked(readFileSync(linked));
    this.#first = open(whole);
    const names = this.#names(named);
    this.functions = this.#first.functions.map((each, index) => ({ ...each, linked: names.get(index) }));
    this.exported = new Set(exportsOf(this.#first.module).flatMap(({ name, value }) => [name, value]));
    this.#table = binaryen.getTableInfo(this.#first.module.getTableByIndex(0));
  }

  /** The linker's names. wasm-bindgen puts functions in the same order, whatever it calls them. */
  #names(path) {
    const [own, theirs] = [this.#whole, path].map((each) => readFileSync(each));
    const names = functionNames(theirs);
    const imported = this.#first.functions.filter((each) => each.imported).length;
    const [mine, other] = [own, theirs].map(bodies);
    const alike = mine.length === other.length && mine.every((body, index) =>
      body.equals(other[index]) || (body.length === other[index].length && ADDED.test(names.get(imported + index))));
    if (!alike) throw new Error(`${path} is not ${this.#whole} under other names`);
    return names;
  }

  /**
   * Writes it: the first, and the parts with the functions that `partOf` gives their numbers (null: it comes first). `ask` is
   * what is called where a stub is, before its part is there; without it, whoever calls has loaded the part. Says what went.
   */
  write(firstPath, paths, partOf, ask = null) {
    const homes = this.functions.map((each) => (each.imported ? null : partOf(each)));
    this.#parts = paths.map((_, part) => this.functions.filter((_, index) => homes[index] === part));
    const staying = this.functions.filter((each, index) => !each.imported && homes[index] === null);
    this.#leaveStubs(ask);
    const called = this.#called();
    const rests = this.#parts.map((own) => this.#makePart(own, called));
    const imports = rests.map((module) => reached(module).filter(({ module: from }) => from === FROM));
    this.#handOver(new Map(imports.flat().map(({ name, base }) => [name, base])));
    const runs = this.linker.later(this.#known(staying), this.#parts.map((own) => own.map(({ linked }) => linked)));
    const data = segments(sections(readFileSync(this.#whole)).find(({ id }) => id === DATA));
    writeFileSync(firstPath, withData(Buffer.from(this.#first.module.emitBinary()), without(data, runs.flat())));
    return paths.map((path, part) => {
      writeFileSync(path, withData(Buffer.from(rests[part].emitBinary()), runs[part].map((run) => taken(data, run))));
      const bytes = runs[part].reduce((sum, { length }) => sum + length, 0);
      return `${this.#parts[part].length} of ${this.functions.length} functions and ${bytes} bytes of constants went to ${path}, which takes ${imports[part].length} from the first.`;
    }).join('\n');
  }

  get #moved() {
    return this.#parts.flat();
  }

  /** The table with room for all that was moved. */
  #widen(module) {
    const size = this.#table.initial + this.#moved.length;
    module.removeTable(this.#table.name);
    module.addTable(this.#table.name, size, size);
  }

  /** Leaves a call through the table where a moved function was. */
  #leaveStubs(ask) {
    const { module } = this.#first;
    this.#widen(module);
    if (ask) {
      module.addGlobal(THERE, binaryen.i32, true, module.i32.const(0));
      const asks = module.if(module.i32.eqz(module.global.get(THERE, binaryen.i32)), module.call(ask, [], binaryen.none));
      module.addFunction(THERE, binaryen.i32, binaryen.i32, [], module.block(null, [asks, module.local.get(0, binaryen.i32)], binaryen.i32));
    }
    this.#moved.forEach(({ info, ref }, index) => {
      const given = binaryen.expandType(info.params).map((type, at) => module.local.get(at, type));
      const own = module.i32.const(this.#table.initial + index);
      const slot = ask ? module.call(THERE, [own], binaryen.i32) : own;
      binaryen.Function.setBody(ref, module.call_indirect(this.#table.name, slot, given, info.params, info.results));
    });
  }

  /** The names of what was moved and is called from elsewhere: from what stays, or from another part. */
  #called() {
    const all = new Set(this.#moved.map(({ name }) => name));
    const others = this.#parts.length > 1 ? this.#parts.flatMap((part) => reached(this.#makePart(part, all))) : [];
    return new Set([...this.#calledStubs(), ...others.filter(({ name, module }) => module === FROM && all.has(name)).map(({ name }) => name)]);
  }

  /** The names of the stubs that can be called: what stays may be called from a part, so all of it counts. */
  #calledStubs() {
    const copy = binaryen.readBinary(this.#first.module.emitBinary());
    const own = new Set(this.#moved.map(({ name }) => name));
    this.functions.filter(({ name, imported }) => !imported && !own.has(name))
      .forEach(({ name }, index) => copy.addFunctionExport(name, `stays ${index}`));
    return new Set(reached(copy).map(({ name }) => name).filter((name) => own.has(name)));
  }

  /** Makes a module of its own of a part's functions, those of them `called` in their places of the table. */
  #makePart(part, called) {
    const { module, functions } = open(this.#whole);
    for (const { name } of exportsOf(module)) module.removeExport(name);
    removeElements(module);
    const own = new Set(part.map(({ name }) => name));
    functions.forEach(({ info, name }, index) => {
      if (own.has(name)) return;
      module.removeFunction(name);
      module.addFunctionImport(name, FROM, index.toString(36), info.params, info.results);
    });
    globalsOf(module).forEach(({ name, type, mutable }, index) => module.addGlobalImport(name, FROM, `global ${index}`, type, mutable));
    this.#widen(module);
    module.addTableImport(this.#table.name, FROM, TABLE);
    module.addTableImport(REFERENCES, FROM, REFERENCES);
    module.addMemoryImport(MEMORY, FROM, 'memory');
    this.#moved.forEach(({ name }, index) => {
      if (!own.has(name) || !called.has(name)) return;
      module.addActiveElementSegment(this.#table.name, `rest ${index}`, [name], module.i32.const(this.#table.initial + index));
    });
    return module;
  }

  /** Exports from the first all that its parts import. */
  #handOver(imports) {
    const { module } = this.#first;
    for (const [name, base] of imports) module.addFunctionExport(name, base);
    globalsOf(module).forEach(({ name }, index) => module.addGlobalExport(name, name === THERE ? THERE : `global ${index}`));
    module.addTableExport(this.#table.name, TABLE);
  }

  /** The linker's names of what stays. */
  #known(staying) {
    return staying.map(({ name, linked }) => {
      if (this.linker.knows(linked) || ADDED.test(linked) || this.exported.has(name)) return linked;
      throw new Error(`${linked} stays, and nothing is known of the constants that it uses`);
    });
  }
}
