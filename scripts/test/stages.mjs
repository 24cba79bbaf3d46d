// The checks, in the order in which they run. A stage: name, lane, command, how its counts are read.

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const NATIVE = ['--features', 'ssr,server'];
const WASM = ['--target', 'wasm32-unknown-unknown', '--features', 'browser'];
const DENY = ['--', '-D', 'warnings'];
const MINUTE = 60_000;

const cargo = (...args) => ['cargo', ...args];
const node = (...args) => [process.execPath, ...args];

/** The files of a folder that end so, or the pattern itself: a missing test must fail, not vanish. */
function files(folder, end) {
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(end)).sort() : [];
  return found.length ? found.map((name) => join(folder, name)) : [join(folder, `*${end}`)];
}

/** A folder and those in it that hold tests: one that is new is run as well. */
function folders(folder) {
  const inside = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()) : [];
  const held = inside.map(({ name }) => join(folder, name)).filter((one) => readdirSync(one).some((name) => name.endsWith('.test.mjs')));
  return [folder, ...held.sort()];
}

/** The driver's configuration, with the Chromium that CHROMIUM names where it is set. */
function webdriver() {
  const driver = process.env.CHROMEDRIVER ?? 'chromedriver';
  const env = driver.includes('/') ? { CHROMEDRIVER: driver } : {};
  if (!process.env.CHROMIUM) return { env, prepare: () => {} };
  const own = JSON.parse(readFileSync('webdriver.json', 'utf8'));
  own['goog:chromeOptions'].binary = process.env.CHROMIUM;
  const path = resolve('target/test-logs/webdriver.json');
  return { env: { ...env, WASM_BINDGEN_TEST_WEBDRIVER_JSON: path }, prepare: () => writeFileSync(path, JSON.stringify(own)) };
}

/** element.d.ts, against a file that uses it as a host would. */
function types() {
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom,dom.iterable'];
  return node('tests/e2e/node_modules/typescript/bin/tsc', ...options, 'tests/node/types.ts');
}

/** Everything that is checked; `target` is cargo's folder. */
export function stages(target) {
  const { env: driver, prepare } = webdriver();
  const server = join(target, 'debug', 'corrigenda-server');
  return [
    // What the page is: its own lane, because cargo locks each profile's folder by itself.
    { name: 'page', lane: 'page', commands: [['bash', 'scripts/build.sh', 'dist']], counts: 'one', limit: 40 * MINUTE },
    { name: 'size', lane: 'page', needs: ['page'], commands: [node('scripts/size.mjs', 'dist')], counts: 'one', show: /^first load.*/m },
    { name: 'sample', lane: 'page', commands: [node('sample/pack.mjs', '--check')], counts: 'one' },
    { name: 'types', lane: 'page', commands: [types()], counts: 'one' },
    {
      name: 'node', lane: 'page', needs: ['page'], counts: 'tap',
      commands: [node('--test', '--test-reporter=tap', ...files('tests/node', '.test.mjs'))],
    },
    { name: 'format', lane: 'rust', commands: [cargo('fmt', '--check')], counts: 'one' },
    { name: 'clippy', lane: 'rust', counts: 'one', limit: 20 * MINUTE, commands: [
      cargo('clippy', '--locked', '--all-targets', ...NATIVE, ...DENY),
      // Nothing but the pure library: neither Yew nor a server may be needed to build it.
      cargo('clippy', '--locked', '--lib', ...DENY),
    ] },
    { name: 'clippy-wasm', lane: 'rust', counts: 'one', limit: 20 * MINUTE, commands: [
      cargo('clippy', '--locked', '--lib', '--bin', 'corrigenda', '--test', 'browser', ...WASM, ...DENY),
      // What the page loads where it uses it.
      cargo('clippy', '--locked', '--bins', '--target', 'wasm32-unknown-unknown', '--features', 'later', ...DENY),
    ] },
    { name: 'native', lane: 'rust', counts: 'cargo', limit: 25 * MINUTE, commands: [cargo('test', '--locked', '--no-fail-fast', ...NATIVE)] },
    {
      name: 'browser', lane: 'rust', counts: 'cargo', limit: 20 * MINUTE, prepare,
      env: { ...driver, WASM_BINDGEN_TEST_TIMEOUT: '180' },
      commands: [cargo('test', '--locked', '--test', 'browser', ...WASM)],
    },
    // The bin is there after `native`; building it by name makes this stage stand alone.
    { name: 'server', lane: 'rust', counts: 'one', limit: 20 * MINUTE, commands: [cargo('build', '--locked', '--bin', 'corrigenda-server', ...NATIVE)] },
    {
      name: 'kit', lane: 'page', needs: ['server'], counts: 'tap',
      env: { CORRIGENDA_SERVER: resolve(server) },
      // The files side by side: they mostly wait for leases to run out.
      commands: [node('--test', '--test-concurrency=4', '--test-reporter=tap', ...files('tests/kit', '.test.mjs'))],
    },
    {
      name: 'e2e', lane: 'rust', needs: ['page', 'server'], counts: 'tap', limit: 25 * MINUTE * Number(process.env.SLOWER || 1),
      env: { CORRIGENDA_SERVER: resolve(server) },
      // Two files side by side: each has a browser, a server and a database of its own, and waits for them half of its time.
      commands: [node('--test', '--test-concurrency=2', '--test-reporter=tap', ...folders('tests/e2e').flatMap((folder) => files(folder, '.test.mjs')))],
    },
  ];
}
