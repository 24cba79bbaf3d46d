// Tasks made for the bench: Markdown as models write it, the same in every run.

/** A small generator of numbers (mulberry32): the bench must not depend on chance. */
export function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const THINGS = ['the reserve', 'the discount rate', 'operating cash flow', 'the covenant', 'the audit trail', 'deferred tax', 'the baseline'];
const CLAIMS = [
  'matters most when the assumptions around it change, so the first step is to write those down',
  'is usually a sequence of smaller decisions, each of which can be checked by itself',
  'was restated in 2024 after a review found **37 %** of the entries without a receipt',
  'follows from the contract only if the notice was given in writing *before* the end of the quarter',
  'depends on `rate` and on nothing else, as the table below shows for three scenarios',
  'contradicts the older guidance, which recommended waiting six weeks before taking any action',
  'should be kept as a dated record, because memory is a poor log',
];

function pick(random, list) {
  return list[Math.floor(random() * list.length)];
}

function sentence(random) {
  const thing = pick(random, THINGS);
  return `${thing[0].toUpperCase()}${thing.slice(1)} ${pick(random, CLAIMS)}.`;
}

const paragraph = (random) => Array.from({ length: 2 + Math.floor(random() * 4) }, () => sentence(random)).join(' ');

const list = (random) => Array.from({ length: 2 + Math.floor(random() * 4) }, () => `- ${sentence(random)}`).join('\n');

function table(random) {
  const rows = Array.from({ length: 3 }, (_, row) => `| ${2024 + row} | ${Math.floor(random() * 900)} | ${(random() * 9).toFixed(1)} % |`);
  return ['| Year | Amount | Rate |', '| --- | ---: | ---: |', ...rows].join('\n');
}

const code = (random) => `\`\`\`python\ndef check(x, limit=${random().toFixed(2)}):\n    return abs(x) <= limit\n\`\`\``;

/** Markdown of at least so many bytes, cut at the end of a block. */
export function answer(random, bytes) {
  const blocks = [];
  let length = 0;
  while (length < bytes) {
    const kind = random();
    const block = kind < 0.08 ? `## Section ${blocks.length + 1}` : kind < 0.2 ? list(random) : kind < 0.26 ? table(random) : kind < 0.3 ? code(random) : paragraph(random);
    blocks.push(block);
    length += Buffer.byteLength(block) + 2;
  }
  return blocks.join('\n\n');
}

/**
 * `count` tasks with an answer of about so many bytes, as JSON Lines. They ask for issues, so nothing must be filled in.
 * `queue(index)` names the queue of each.
 */
export function taskFile(count, bytes, queue = () => undefined) {
  const tasks = Array.from({ length: count }, (_, index) => {
    const random = numbers(bytes + index);
    return {
      format: 'corrigenda.task/1',
      id: `bench-${bytes}-${index + 1}`,
      kind: 'annotate',
      queue: queue(index),
      language: 'en',
      title: `Bench task ${index + 1}`,
      turns: [{ id: 'u1', role: 'user', text: `Question ${index + 1}: what should I know about ${pick(random, THINGS)}?` }],
      responses: [{ id: 'a', turn: 'u1', text: `Answer ${index + 1}. ${answer(random, bytes)}` }],
      taxonomy: {
        categories: [{ id: 'fact', name: 'Factual error' }, { id: 'style', name: 'Style' }],
        severities: [{ id: 'minor', name: 'Minor', weight: 1 }, { id: 'major', name: 'Major', weight: 5 }],
      },
      parts: ['issues'],
    };
  });
  return `${tasks.map((task) => JSON.stringify(task)).join('\n')}\n`;
}
