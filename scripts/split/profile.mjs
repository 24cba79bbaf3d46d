// Writes first.txt: the functions that run until a task stands on the desk, whatever the backend and its state.
// node scripts/split/profile.mjs whole.wasm dist     (what `make profile` calls)

import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { launch } from '../../tests/e2e/lib/browser.mjs';
import { TASKS, mark, ready, workplace } from '../../tests/e2e/lib/desk.mjs';
import { LATE, late } from '../../tests/e2e/lib/late.mjs';
import { plain } from './wasm.mjs';

const [whole, dist] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'corrigenda-profile-'));
cpSync(dist, folder, { recursive: true });
for (const name of readdirSync(folder)) if (name.endsWith('.br')) rmSync(join(folder, name));
const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'watch.mjs'), whole, join(folder, 'corrigenda_bg.wasm')], { stdio: 'inherit' });
if (status) process.exit(status);

const lines = (path) => readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
/** Every shape that new work has is opened by what comes first; what others made, or what is written, waits for the rest. */
const isNew = ({ kind, parts, reviews }) => kind !== 'review' && !reviews?.length && !parts.includes('rubric');

const ran = new Set();

/** What every instance of the page says has run. */
async function collect(page) {
  const names = await page.evaluate(() => globalThis.instances.flatMap((exports) =>
    Object.entries(exports).filter(([name, global]) => name.startsWith('ran:') && global.value).map(([name]) => name.slice(4))));
  for (const name of names) ran.add(plain(name));
  console.log(`${ran.size} functions`);
}

/** Keeps the exports of every instance where `collect` finds them. */
const watch = (page) => page.addInitScript(() => {
  globalThis.instances = [];
  const Instance = WebAssembly.Instance;
  WebAssembly.Instance = function (...given) {
    const instance = new Instance(...given);
    globalThis.instances.push(instance.exports);
    return instance;
  };
});

const browser = await launch();
try {
  for (const wanted of [{}, { page: { locale: 'de-DE', colorScheme: 'dark', viewport: { width: 800, height: 900 } } }]) {
    const place = await workplace(browser, { dist: folder, ...wanted });
    const { page, site } = place;
    await watch(page);
    for (const { id } of lines(join(folder, 'sample.jsonl')).filter(isNew)) {
      await page.goto(`${site.url}?backend=demo:#task=${id}`);
      await page.reload();
      await ready(page);
      await collect(page);
    }
    for (const { queue } of lines(TASKS).filter(isNew)) {
      await place.open({ queue });
      await collect(page);
    }
    // Work that waits for the rest goes as far as that here.
    const waiting = async (query) => {
      await page.goto('about:blank');
      await page.goto(`${site.url}?${query}`);
      await page.locator('[data-stage="opening"]').waitFor();
      await collect(page);
    };
    for (const { id, kind } of lines(join(folder, 'sample.jsonl')).filter((task) => !isNew(task))) {
      await waiting(`backend=demo:&kind=${kind}#task=${id}`);
    }
    await place.open({ queue: 'boiling', lang: 'en' });
    await mark(page, '90 °C', 'Fact', 'major', 'It is 100 °C.');
    await page.locator('[data-safety="ok"]').waitFor();
    await waiting('queue=boiling');
    await place.close();
  }
  // Whatever comes last of what new work waits for.
  for (const what of LATE) {
    const place = await workplace(browser, { dist: folder });
    await watch(place.page);
    await late(place.page, what);
    for (const query of [{ queue: 'boiling' }, { backend: 'demo:' }]) {
      await place.open(query);
      await collect(place.page);
    }
    await place.close();
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
writeFileSync(join(import.meta.dirname, 'first.txt'), `${[...ran].sort().join('\n')}\n`);
