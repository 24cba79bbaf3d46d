// Makes a module tell which of its functions ran: each sets an exported global `ran:NAME`.
// node scripts/split/watch.mjs module.wasm watched.wasm

import { writeFileSync } from 'node:fs';
import { binaryen, open } from './wasm.mjs';

const [from, to] = process.argv.slice(2);
const { module, functions } = open(from);
functions.filter(({ imported }) => !imported).forEach(({ ref, info, name }, index) => {
  const global = `ran ${index}`;
  module.addGlobal(global, binaryen.i32, true, module.i32.const(0));
  module.addGlobalExport(global, `ran:${name}`);
  const set = module.global.set(global, module.i32.const(1));
  binaryen.Function.setBody(ref, module.block(null, [set, info.body], info.results));
});
// It looks like a divided module whose rest is there: what waits for the rest is seen too.
module.addGlobal('rest', binaryen.i32, true, module.i32.const(1));
module.addGlobalExport('rest', 'rest');
writeFileSync(to, module.emitBinary());
