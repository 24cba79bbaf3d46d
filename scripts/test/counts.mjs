// How many checks passed and failed, read from what a stage printed.

const sum = (text, pattern) => [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);

const READERS = {
  // cargo test and wasm-bindgen-test-runner: a line for each binary.
  cargo: (text) => ({
    passed: sum(text, /^test result: .*?(\d+) passed/gm),
    failed: sum(text, /^test result: .*? (\d+) failed/gm),
  }),
  // node --test --test-reporter=tap: the sums at the end.
  tap: (text) => ({ passed: sum(text, /^# pass (\d+)$/gm), failed: sum(text, /^# fail (\d+)$/gm) + sum(text, /^# cancelled (\d+)$/gm) }),
  // A check that says yes or no.
  one: () => ({ passed: 1, failed: 0 }),
};

/**
 * Reads the counts of a stage. `bad` is why its command failed, or null: a failure that no test accounts for counts as
 * one, and so does a test run without a single test.
 */
export function counts(kind, text, bad) {
  const { passed, failed } = READERS[kind](text);
  if (bad && !failed) return { passed: kind === 'one' ? 0 : passed, failed: 1, note: bad };
  if (!passed && !failed) return { passed: 0, failed: 1, note: 'ran no test' };
  return { passed, failed };
}

/** Lines of a failure that are told again at the end. */
const TOLD = 12;
const BROKEN = { cargo: /^test (.*) \.\.\. FAIL(?:ED)?$/gm, tap: /^ *not ok \d+ - (.*)$/gm };

const WHYS = {
  // What the test printed, up to the next one's.
  cargo: (text, name) => text.split(`---- ${name} stdout ----\n`)[1]?.split(/^(?:---- |failures:$)/m)[0] ?? '',
  // The error in the block under the line.
  tap: (text, name, after) => /^ +error: (?:[|>]-\n)?([\s\S]*?)\n +(?:code|name|stack|\.\.\.)/m.exec(text.slice(after, after + 20_000))?.[1] ?? '',
};

/** The failed tests of a stage, as far as its output says: `{name, why}`. */
export function failures(kind, text) {
  if (!BROKEN[kind]) return [];
  return [...text.matchAll(BROKEN[kind])].map((match) => {
    const lines = WHYS[kind](text, match[1], match.index + match[0].length).split('\n').map((line) => line.trim()).filter(Boolean);
    return { name: match[1], why: lines.slice(0, TOLD) };
  });
}
