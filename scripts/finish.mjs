// Finishes what trunk built: what is large divided (scripts/split), every wasm and script made small, the
// sample project under its public name, and a .br beside everything worth it.
// node scripts/finish.mjs dist linked split
// linked: where the linker put what it made; split: where what is undivided is kept, for `make profile`.

import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { CUSTOM, assemble, sections } from './split/sections.mjs';

const [dist, linked, kept] = process.argv.slice(2);
/** What is divided, by which script, into which parts beside the first. */
const DIVIDED = [
  ['corrigenda', 'workbench.mjs', ['rest']],
  ['formats', 'families.mjs', ['training', 'marking', 'tables', 'training-marking']],
  ['inside', 'families.mjs', ['demo', 'label_studio']],
];
const WORTH = /\.(wasm|js|css|html|json|jsonl|svg)$/;
const run = promisify(execFile);

/** For size. Functions called once are left where they are: the code is smaller as brotli so. */
const SMALL = ['-Oz', '--one-caller-inline-max-function-size=0'];
/** The comparison alone is for speed, as its profile is. */
const optimize = (name) =>
  run('wasm-opt', [...(name === 'logic_bg.wasm' ? ['-O3'] : SMALL), '--low-memory-unused', join(dist, name), '-o', join(dist, name)]);

/** What the linker said of symbols and places: wasm-bindgen hands it on, though it holds no more. */
const LINKER = /^(linking|reloc\..*)$/;
const withoutLinker = (file) => assemble(file, sections(file).filter(({ id, name }) => id !== CUSTOM || !LINKER.test(name)));

async function divide(name, script, parts) {
  const file = `${name}_bg.wasm`;
  const [whole, naming] = [join(kept, `${name}.wasm`), join(kept, 'named')];
  const made = join(linked, `${name}.wasm`);
  writeFileSync(whole, withoutLinker(readFileSync(join(dist, file))));
  await run('wasm-bindgen', ['--target', 'web', '--no-demangle', '--no-typescript', '--out-dir', naming, made]);
  const into = ['', ...parts.map((part) => `_${part}`)].map((part) => join(dist, `${name}${part}_bg.wasm`));
  const divided = await run(process.execPath, [join(import.meta.dirname, 'split', script), made, join(naming, file), whole, ...into]);
  process.stdout.write(divided.stdout);
}

mkdirSync(kept, { recursive: true });
await Promise.all(DIVIDED.map((each) => divide(...each)));
await Promise.all(readdirSync(dist).filter((name) => name.endsWith('_bg.wasm')).map((name) => optimize(name)));

// Scripts keep the names of what they export: they are modules.
const compact = (path) => run('terser', [path, '--module', '--compress', 'passes=3,unsafe_arrows', '--mangle', '--output', path]);
const scripts = readdirSync(dist, { recursive: true }).filter((name) => name.endsWith('.js'));
await Promise.all(scripts.map((name) => compact(join(dist, name))));

if (existsSync('sample/tasks.jsonl')) copyFileSync('sample/tasks.jsonl', join(dist, 'sample.jsonl'));

await Promise.all(readdirSync(dist, { recursive: true, withFileTypes: true }).map(async (entry) => {
  if (!entry.isFile() || !WORTH.test(entry.name)) return;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${path}.br`, await promisify(brotliCompress)(bytes, { params }));
}));
