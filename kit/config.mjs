// The file that the kit is given: read strictly, what is wrong is said in a sentence.

const DEFAULTS = { origin: 'https://workbench.example', timeout: 15, tasks: 40, seed: null, short: null, crowd: null };
const KNOWN = new Set(['base', 'tokens', 'queue', ...Object.keys(DEFAULTS)]);

/** What is wrong with a configuration. */
export class ConfigError extends Error {}

function expect(good, sentence) {
  if (!good) throw new ConfigError(sentence);
}

const isUrl = (value) => typeof value === 'string' && URL.canParse(value) && /^https?:/.test(value);
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isToken = (value) => (typeof value === 'string' && value !== '') || isObject(value);

function crowd(value) {
  if (Array.isArray(value)) {
    expect(value.every(isToken), '`crowd` has to be a list of tokens.');
    return value;
  }
  expect(isObject(value) && typeof value.pattern === 'string' && value.pattern.includes('{n}') && Number.isInteger(value.count),
    '`crowd` has to be a list of tokens, or `{"pattern": "token-{n}", "count": 100}`.');
  return Array.from({ length: value.count }, (_, n) => value.pattern.replace('{n}', n));
}

/** Reads a configuration. Throws a ConfigError that says what is wrong. */
export function readConfig(value) {
  expect(isObject(value), 'The configuration has to be a JSON object.');
  for (const key of Object.keys(value)) expect(KNOWN.has(key), `There is no setting \`${key}\`; there are ${[...KNOWN].join(', ')}.`);
  const config = { ...DEFAULTS, ...value };
  expect(isUrl(config.base), '`base` has to be the URL that the calls live under, as `https://tasks.example.org/api`.');
  expect(Array.isArray(config.tokens) && config.tokens.length === 3 && config.tokens.every(isToken),
    '`tokens` has to be three tokens of three different workers; a token is a text, or headers as `{"cookie": "…"}`.');
  expect(new Set(config.tokens.map((token) => JSON.stringify(token))).size === 3, '`tokens` have to be three different ones.');
  expect(typeof config.queue === 'string' && config.queue !== '', '`queue` has to name a queue of forty tasks that may be used up.');
  expect(typeof config.timeout === 'number' && config.timeout > 0, '`timeout` has to be a number of seconds.');
  if (config.seed !== null) {
    expect(isObject(config.seed) && isUrl(config.seed.url), '`seed` has to be `{"url": "…", "method"?, "headers"?, "format"?: "jsonl" or "json"}`.');
    expect(['jsonl', 'json', undefined].includes(config.seed.format), '`seed.format` has to be `jsonl` or `json`.');
  }
  if (config.short !== null) {
    const { seconds, base = config.base, queue = config.queue } = isObject(config.short) ? config.short : {};
    expect(seconds > 0 && seconds <= 60 && isUrl(base) && typeof queue === 'string',
      '`short` has to be `{"seconds": 1, "queue"?, "base"?}`: where leases are that short, 60 seconds at most.');
    config.short = { seconds, base, queue };
  }
  if (config.crowd !== null) config.crowd = crowd(config.crowd);
  return config;
}
