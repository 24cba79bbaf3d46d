// A wasm file as its sections: what is read and written here needs no compiler, only the binary format
// (WebAssembly 3.0, 5.5 "Modules", and the tool conventions "Linking" for relocations and symbols).

export const [CUSTOM, IMPORT, EXPORT, CODE, DATA, DATA_COUNT] = [0, 2, 7, 10, 11, 12];
const HEADER = 8;

/** Reads numbers and names from bytes, one after the other. */
export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    return this.bytes[this.at++];
  }

  #parts() {
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      shift += 7;
      if (byte < 128) return { value, shift, negative: Boolean(byte & 64) };
    }
  }

  unsigned() {
    return this.#parts().value >>> 0;
  }

  signed() {
    const { value, shift, negative } = this.#parts();
    return negative && shift < 32 ? value | (-1 << shift) : value;
  }

  take(count) {
    return this.bytes.subarray(this.at, (this.at += count));
  }

  name() {
    return Buffer.from(this.take(this.unsigned())).toString();
  }

  /** As many things as the next number says. */
  list(one) {
    return Array.from({ length: this.unsigned() }, () => one(this));
  }
}

/** A number as LEB128; signed where a constant wants it so. */
export function number(value, signed = false) {
  const bytes = [];
  for (let rest = value; ; ) {
    const byte = rest & 127;
    rest = signed ? rest >> 7 : rest >>> 7;
    const done = signed ? (rest === 0 && !(byte & 64)) || (rest === -1 && byte & 64) : rest === 0;
    bytes.push(done ? byte : byte | 128);
    if (done) return Buffer.from(bytes);
  }
}

/** The sections of a file, in order: `{id, name, body, start}`; a custom section's body begins after its name. */
export function sections(file) {
  const found = [];
  for (const reader = new Reader(file, HEADER); reader.at < file.length; ) {
    const id = reader.byte();
    const length = reader.unsigned();
    const end = reader.at + length;
    const payload = reader.at;
    const name = id === CUSTOM ? reader.name() : null;
    found.push({ id, name, payload, body: file.subarray(reader.at, end), whole: file.subarray(payload, end) });
    reader.at = end;
  }
  return found;
}

/** A file of these sections. */
export function assemble(file, parts) {
  const made = parts.flatMap(({ id, whole }) => [Buffer.from([id]), number(whole.length), whole]);
  return Buffer.concat([file.subarray(0, HEADER), ...made]);
}

/** The data segments of a module that has active ones at fixed addresses alone: `{address, bytes, at}`, `at` in the section. */
export function segments(section) {
  const reader = new Reader(section.whole);
  return reader.list(() => {
    if (reader.unsigned() !== 0 || reader.byte() !== 0x41) throw new Error('a data segment is not at a fixed address');
    const address = reader.signed();
    if (reader.byte() !== 0x0b) throw new Error('a data segment is not at a fixed address');
    const length = reader.unsigned();
    const at = reader.at;
    return { address, at, bytes: reader.take(length) };
  });
}

/** The file with other data. */
export function withData(file, wanted) {
  const one = ({ address, bytes }) => [Buffer.from([0, 0x41]), number(address, true), Buffer.from([0x0b]), number(bytes.length), bytes];
  const whole = { [DATA]: Buffer.concat([number(wanted.length), ...wanted.flatMap(one)]), [DATA_COUNT]: number(wanted.length) };
  return assemble(file, sections(file).map((each) => ({ ...each, whole: whole[each.id] ?? each.whole })));
}
