// What the three programs of this folder share: binaryen, and names of functions that outlive a compiler run.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const LONG = 120;

/** Binaryen as a library: it lies beside the wasm-opt that is used. */
async function library() {
  for (const folder of process.env.PATH.split(delimiter)) {
    const file = join(folder, '..', 'node_modules', 'binaryen', 'index.js');
    if (existsSync(join(folder, 'wasm-opt')) && existsSync(file)) return (await import(pathToFileURL(file).href)).default;
  }
  throw new Error('binaryen is not there: run `bash scripts/tools.sh build`');
}

export const binaryen = await library();
// Names are kept in what is written.
binaryen.setDebugInfo(true);

/** A name as the next build will have it too: without hashes and binaryen's numbers, and of a length that can be listed. */
export function plain(name) {
  const lasting = name.replace(/\[[0-9a-f]{12,16}\]/g, '').replace(/::h[0-9a-f]{16}/g, '').replace(/(\.\d+)+$/, '');
  if (lasting.length <= LONG) return lasting;
  return `${lasting.slice(0, LONG - 10)}… ${createHash('sha256').update(lasting).digest('hex').slice(0, 8)}`;
}

/** The module in a file, with all that is defined in it: `{name, ref, info}` a function. */
export function open(path) {
  const module = binaryen.readBinary(readFileSync(path));
  const functions = [];
  for (let index = 0; index < module.getNumFunctions(); index++) {
    const ref = module.getFunctionByIndex(index);
    const info = binaryen.getFunctionInfo(ref);
    functions.push({ ref, info, name: info.name, imported: Boolean(info.module) });
  }
  return { module, functions };
}
