// What is compared: revisions of Markdown, texts made to be slow, and texts that grow. The same in every run.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer, numbers } from '../browser/tasks.mjs';

const pick = (random, list) => list[Math.floor(random() * list.length)];

/** Another word, another sentence, a line more or less: `count` small changes at even distances. */
export function revised(text, count, seed) {
  const random = numbers(seed);
  const pieces = text.split(/(?<= )/);
  const step = pieces.length / count;
  for (let change = 0; change < count; change += 1) {
    const at = Math.floor(step * (change + random()));
    const kind = random();
    if (kind < 0.5) pieces[at] = `${pick(random, ['however', 'rather', '**42**', 'the', 'annual'])} `;
    else if (kind < 0.7) pieces[at] = '';
    else if (kind < 0.9) pieces[at] += pick(random, ['which is new, ', 'not ', 'in 2025 ', '(see below) ']);
    else pieces[at] += '\n\nA paragraph that was not there before. It says little.\n\n';
  }
  return pieces.join('');
}

/** Pairs of about 6 kB: the revisions of `folder` where it has them, else made ones. */
export function revisions(folder) {
  const file = folder && join(folder, 'revisions-markdown.jsonl');
  if (file && existsSync(file)) {
    const rows = readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
    const fits = rows.filter(({ before }) => before.length >= 4000 && before.length <= 9000);
    return { source: `${file}, 4 to 9 kB`, pairs: fits.map(({ before, after }) => [before, after]) };
  }
  const pairs = Array.from({ length: 40 }, (_, index) => {
    const old = answer(numbers(index + 1), 6000);
    return [old, revised(old, 1 + (index * index) % 60, index + 100)];
  });
  return { source: 'made by a seed', pairs };
}

const SIZE = 20_000;

/** So many characters of pieces that `next` makes. */
function filled(next) {
  let text = '';
  while (text.length < SIZE) text += next();
  return text.slice(0, SIZE);
}

/** Pairs of 20 kB that a comparison likes least, by name. */
export function adversarial() {
  const made = (seed, make) => {
    const random = numbers(seed);
    return filled(() => make(random));
  };
  const word = (first) => (random) => `${first}${Math.floor(random() * 1e5).toString(36)} `;
  const few = (random) => `${pick(random, ['so', 'the', 'cat', 'sat', 'on', 'a', 'mat', 'it', 'was', 'not'])} `;
  const two = (random) => pick(random, ['a', 'b']);
  const letter = (random) => String.fromCharCode(97 + Math.floor(random() * 26));
  const lines = (random) => (random() < 0.02 ? 'x' : '\n');
  return {
    'unrelated words': [made(1, word('a')), made(2, word('b'))],
    'few words in any order': [made(3, few), made(4, few)],
    'two symbols in any order': [made(5, two), made(6, two)],
    'two symbols in turn': [filled(() => 'ab'), filled(() => 'ba').replaceAll('bab', 'bb')],
    'one huge line': [made(7, letter), made(8, letter)],
    'all newlines': [made(9, lines), made(10, lines)],
    'newlines, fewer and other': ['\n'.repeat(SIZE), '\r\n'.repeat(SIZE / 2)],
  };
}

/** Pairs from 1 kB to 4 MB, each with 20 changes. */
export function growing() {
  const sizes = [1, 4, 16, 64, 256, 1024, 4096].map((kilobytes) => kilobytes * 1024);
  return sizes.map((size) => {
    const old = answer(numbers(size), size);
    return { size: old.length, pair: [old, revised(old, 20, size)] };
  });
}
