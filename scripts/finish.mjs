// Finishes what trunk built: the sample project under its public name, and a .br beside everything worth it.
// node scripts/finish.mjs dist

import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [dist] = process.argv.slice(2);
const WORTH = /\.(wasm|js|css|html|json|jsonl|svg)$/;

if (existsSync('sample/tasks.jsonl')) copyFileSync('sample/tasks.jsonl', join(dist, 'sample.jsonl'));

for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !WORTH.test(entry.name)) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
}
