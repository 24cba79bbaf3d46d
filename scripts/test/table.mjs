// What is said at the end: a table of stages, and one line with the sums.

const COLUMNS = ['stage', 'passed', 'failed', 'seconds', ''];

/** The results as a table in plain text. */
export function table(results) {
  const rows = results.map((r) => [r.name, String(r.passed), String(r.failed), r.seconds.toFixed(1), r.note ?? '']);
  const widths = COLUMNS.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at].length)));
  const line = (row) => row.map((cell, at) => (at === 0 || at === 4 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  ').trimEnd();
  const broken = results.flatMap((r) => (r.broken ?? []).flatMap(({ name, why }) => [`✗ ${r.name}: ${name}`, ...why.map((line) => `    ${line}`)]));
  return [line(COLUMNS), ...rows.map(line), ...(broken.length ? ['', ...broken] : [])].join('\n');
}

/** The last line, and how many failed. */
export function summary(results) {
  const total = (key) => results.reduce((all, result) => all + result[key], 0);
  return { line: `${total('passed')} passed, ${total('failed')} failed`, failed: total('failed') };
}
