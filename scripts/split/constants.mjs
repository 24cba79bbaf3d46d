// Which functions and which constants use which, by what the linker said of them (`--emit-relocs`, see build.rs): what only
// functions use that come later can come with them.
//
// Symbols and relocations: WebAssembly tool conventions, "Linking", version 2.

import { CODE, CUSTOM, DATA, EXPORT, IMPORT, Reader, sections, segments } from './sections.mjs';

const [SEGMENTS, SYMBOLS] = [5, 8];
const FUNCTION_NAMES = 1;
/** What nobody writes to. */
const CONSTANT = '.rodata';
/** Bytes: runs that are shorter stay, and what is shorter between two parts joins them to one run. */
const [LEAST, GAP] = [24, 8];
const UNDEFINED = 0x10;
const NAMED = 0x40;
const [OF_FUNCTION, OF_DATA, OF_SECTION] = [0, 1, 3];
/** Relocations to an address in memory, and all that carry something added to it. */
const ADDRESSES = new Set([3, 4, 5, 11]);
/** Relocations to a function: that it is called, or where it is in the table. */
const CALLED = new Set([0, 1, 2, 12, 18, 19, 24, 26]);
const ADDED = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25]);

/** A part of a custom section that has several, each with its number and length. */
function part(reader, wanted) {
  while (reader.at < reader.bytes.length) {
    const id = reader.byte();
    const length = reader.unsigned();
    if (id === wanted) return reader;
    reader.at += length;
  }
  throw new Error(`the linker left no part ${wanted}`);
}

function conventions(body) {
  const reader = new Reader(body);
  if (reader.unsigned() !== 2) throw new Error('the linker speaks another version of its conventions');
  return reader;
}

const segmentNames = (body) => part(conventions(body), SEGMENTS).list((reader) => {
  const name = reader.name();
  reader.unsigned();
  reader.unsigned();
  return name;
});

function symbol(reader) {
  const kind = reader.byte();
  const flags = reader.unsigned();
  const defined = !(flags & UNDEFINED);
  if (kind === OF_DATA) {
    const name = reader.name();
    const place = defined ? { segment: reader.unsigned(), offset: reader.unsigned(), size: reader.unsigned() } : null;
    return { kind, name, place, constant: null };
  }
  const index = reader.unsigned();
  if (kind !== OF_SECTION && (defined || flags & NAMED)) reader.name();
  return { kind, index };
}

/** The relocations of one section, as they come: by their place in it. */
function relocations(body) {
  const reader = new Reader(body);
  reader.unsigned();
  return reader.list(() => {
    const [kind, at, index] = [reader.byte(), reader.unsigned(), reader.unsigned()];
    if (ADDED.has(kind)) reader.signed();
    return { kind, at, index };
  });
}

const limits = (reader) => {
  const flags = reader.unsigned();
  reader.unsigned();
  if (flags & 1) reader.unsigned();
};

/** How many functions come from outside: their numbers are the first. */
function importedFunctions(section) {
  const skip = [(reader) => reader.unsigned(), (reader) => (reader.byte(), limits(reader)), limits,
    (reader) => (reader.byte(), reader.byte()), (reader) => (reader.byte(), reader.unsigned())];
  return new Reader(section.whole).list((reader) => {
    reader.name();
    reader.name();
    const kind = reader.byte();
    skip[kind](reader);
    return kind;
  }).filter((kind) => kind === OF_FUNCTION).length;
}

/** The names of a module's functions by their numbers, those from outside among them. */
export function functionNames(file) {
  const { body } = sections(file).find(({ name }) => name === 'name');
  return new Map(part(new Reader(body), FUNCTION_NAMES).list((reader) => [reader.unsigned(), reader.name()]));
}

/** The functions that are exported: wasm-bindgen gives them other names. */
function exportedFunctions(section) {
  const found = new Reader(section.whole).list((reader) => ({ name: reader.name(), kind: reader.byte(), index: reader.unsigned() }));
  return found.filter(({ name, kind }) => kind === OF_FUNCTION && !name.startsWith('__wbindgen_describe'));
}

/** The constants behind the symbols, sorted, with what each uses; what the linker put into one another is one. */
function constants(symbols, kinds, places) {
  const placed = symbols.filter(({ place }) => place?.size).map((each) => {
    const { segment, offset, size } = each.place;
    const from = places[segment].at + offset;
    return { each, from, to: from + size, address: places[segment].address + offset, fixed: kinds[segment] === CONSTANT };
  });
  const found = [];
  for (const { each, ...one } of placed.sort((one, other) => one.from - other.from)) {
    const last = found.at(-1);
    if (last && one.from < last.to) last.to = Math.max(last.to, one.to);
    else found.push({ ...one, uses: new Set(), calls: new Set() });
    each.constant = found.at(-1);
  }
  return found;
}

/** What holds the place, of things that are sorted by theirs. */
function holder(sorted, at) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle].from <= at) low = middle + 1;
    else high = middle;
  }
  const found = sorted[low - 1];
  if (!found || at >= found.to) throw new Error(`the linker moved something at ${at} that it did not name`);
  return found;
}

/** What the linker left: functions with what they use and call, and constants with what they point to. */
export class Linked {
  #byName = new Map();

  constructor(file) {
    const all = sections(file);
    const the = (wanted) => {
      const found = all.find(({ id, name }) => (id === CUSTOM ? name === wanted : id === wanted));
      if (!found) throw new Error(`the linked wasm has no section ${wanted}: was it linked with --emit-relocs?`);
      return found;
    };
    const named = part(conventions(the('linking').body), SYMBOLS).list(symbol);
    this.constants = constants(named, segmentNames(the('linking').body), segments(the(DATA)));
    const first = importedFunctions(the(IMPORT));
    const functions = this.#functions(the(CODE), first, functionNames(file));
    for (const [holders, name] of [[functions, 'reloc.CODE'], [this.constants, 'reloc.DATA']]) {
      for (const { kind, at, index } of relocations(the(name).body)) {
        const to = named[index];
        if (ADDRESSES.has(kind) && to.constant) holder(holders, at).uses.add(to.constant);
        if (CALLED.has(kind) && to.index >= first) holder(holders, at).calls.add(functions[to.index - first]);
      }
    }
    this.exported = exportedFunctions(the(EXPORT)).map(({ name, index }) => ({ name, each: functions[index - first] }));
  }

  #functions(section, first, names) {
    const reader = new Reader(section.whole);
    return reader.list(() => reader).map((_, index) => {
      const length = reader.unsigned();
      const one = { from: reader.at, to: reader.at + length, uses: new Set(), calls: new Set() };
      reader.at = one.to;
      const name = names.get(index + first);
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), one]);
      return one;
    });
  }

  /** Whether a function had this name. */
  knows(name) {
    return this.#byName.has(name);
  }

  /** The functions of a name. */
  named(name) {
    return this.#byName.get(name) ?? [];
  }

  /** All functions and constants that these functions can come to, by what they call and by what they point to. */
  reached(functions) {
    const found = new Set(functions);
    for (const each of found) for (const next of [...each.calls, ...each.uses]) found.add(next);
    return found;
  }

  /** The constants that functions of these names use, and those that are exported. */
  #usedBy(names) {
    const used = new Set();
    const open = [...this.exported.map(({ each }) => each), ...[...names].flatMap((name) => this.named(name))];
    while (open.length) {
      for (const each of open.pop().uses) {
        if (used.has(each)) continue;
        used.add(each);
        open.push(each);
      }
    }
    return used;
  }

  /**
   * What can come later where functions of these names come first, and those of `parts` with a part each: a list for each
   * part of runs `{address, length, parts}`, sorted, each worth it: saying where it goes costs some bytes, so that short ones
   * stay. What lies between the parts of a run is used elsewhere too. What several parts use comes first.
   */
  later(names, parts) {
    const [first, ...others] = [names, ...parts].map((each) => this.#usedBy(each));
    const owner = (each) => {
      const users = others.flatMap((used, part) => (used.has(each) ? [part] : []));
      return parts.length === 1 ? 0 : users.length === 1 ? users[0] : null;
    };
    const runs = parts.map(() => []);
    for (const each of this.constants) {
      const own = each.fixed && !first.has(each) ? runs[owner(each)] : null;
      if (!own) continue;
      const size = each.to - each.from;
      const last = own.at(-1);
      if (last && each.address - last.address - last.length < GAP) {
        last.length = each.address + size - last.address;
        last.parts.push(each);
      } else {
        own.push({ address: each.address, length: size, parts: [each] });
      }
    }
    return runs.map((own) => own.filter(({ length }) => length >= LEAST));
  }
}
