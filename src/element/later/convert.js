// `convert`, over the families of formats: the build divides the wasm that converts (scripts/split/families.mjs), those parts
// that a conversion needs are loaded, and what one family has read is handed to the other.

import { Engine, FORMATS, TABLES } from './engine.js';

const [TRAINING, MARKING] = ['training', 'marking'];

/** Which family reads and writes which formats (`src/format/family.rs`); all others are with our own documents. */
const HOMES = {
  [MARKING]: ['label_studio', 'label_studio_predictions', 'argilla', 'w3c', 'm2', 'criticmarkup', 'mqm_tsv'],
  [TABLES]: ['healthbench', 'prbench', 'profbench', 'biggen', 'langsmith', 'csv', 'jsonl'],
};
const home = (format) => Object.keys(HOMES).find((family) => HOMES[family].includes(format)) ?? TRAINING;

/** What of the wasm each family needs beside what all do: its own, and what it has in common with one other. */
const BOTH = `${TRAINING}-${MARKING}`;
const PARTS = { [TRAINING]: [TRAINING, BOTH], [MARKING]: [MARKING, BOTH], [TABLES]: [TABLES] };

/** The wasm that converts, once it has what these families need. What it exports of a family starts with its name. */
export const glueOf = (...families) => Engine.get(FORMATS).with(...new Set(families.flatMap((family) => PARTS[family])));

/** Where it is read and where it is written. Documents are read by what writes them. */
function way(input, options) {
  const to = home(options?.to);
  return [typeof input === 'string' ? home(options?.from) : to, to];
}

function convertBy(glue, [reads, writes], input, options) {
  if (reads === writes) return glue[`${writes}_convert`](input, options);
  return glue[`${writes}_written`](glue[`${reads}_works`](input, options), options);
}

/** Converts; what that needs is loaded first. */
export async function convert(input, options) {
  const families = way(input, options);
  return convertBy(await glueOf(...families), families, input, options);
}

/** Loads all of it, and answers what converts at once. */
export async function loaded() {
  const glue = await glueOf(TRAINING, MARKING, TABLES);
  return (input, options) => convertBy(glue, way(input, options), input, options);
}
