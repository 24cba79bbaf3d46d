// `convert`, over the wasms of the families of formats: those that a conversion needs are loaded, and what one has read is
// handed to the other.

import { Engine, TABLES } from './engine.js';

const [TRAINING, MARKING] = ['training', 'marking'];

/** Which wasm reads and writes which formats (`src/format/family.rs`); all others are with our own documents. */
const FORMATS = {
  [MARKING]: ['label_studio', 'label_studio_predictions', 'argilla', 'w3c', 'm2', 'criticmarkup', 'mqm_tsv'],
  [TABLES]: ['healthbench', 'prbench', 'profbench', 'biggen', 'langsmith', 'csv', 'jsonl'],
};
const home = (format) => Object.keys(FORMATS).find((part) => FORMATS[part].includes(format)) ?? TRAINING;

/** Where it is read and where it is written. Documents are read by what writes them. */
function way(input, options) {
  const to = home(options?.to);
  return [typeof input === 'string' ? home(options?.from) : to, to];
}

function convertBy([reads, writes], input, options) {
  return reads === writes ? writes.convert(input, options) : writes.written(reads.works(input, options), options);
}

/** Converts; what that needs is loaded first. */
export async function convert(input, options) {
  return convertBy(await Promise.all(way(input, options).map((part) => Engine.get(part).glue)), input, options);
}

/** Loads all of it, and answers what converts at once. */
export async function loaded() {
  const parts = [TRAINING, MARKING, TABLES];
  const glues = await Promise.all(parts.map((part) => Engine.get(part).glue));
  return (input, options) => convertBy(way(input, options).map((part) => glues[parts.indexOf(part)]), input, options);
}
