// Many annotations, made by the database itself, and how they go out.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Submissions of a task. */
const EACH = 4;
const NOTE = 'Twelve times four is forty-eight; the answer says forty-six. '.repeat(8);
const TASK = '{"format":"corrigenda.task/1","id":"x-\' || n || \'","revision":"1","kind":"annotate","queue":"export","turns":[{"id":"u1","role":"user","text":"What is 12 × 4?"}],"responses":[{"id":"a","turn":"u1","text":"The product is **46**."}],"parts":["issues"]}';
const CONTENT = `{"format":"corrigenda.annotation/1","task":{"id":"x-' || (n / ${EACH}) || '","revision":"1"},"issues":[],"note":"${NOTE}"}`;

/** The rows as SQL; `series` says how a database counts. */
const rows = (count, series) => `
BEGIN;
INSERT INTO task (id, revision, kind, queue, needed, submitted)
  SELECT 'x-' || n, '1', 'annotate', 'export', ${EACH}, ${EACH} FROM ${series(Math.ceil(count / EACH))};
INSERT INTO document (task, revision, text) SELECT 'x-' || n, '1', '${TASK}' FROM ${series(Math.ceil(count / EACH))};
INSERT INTO submission (uuid, task, worker, revision, content, received_at)
  SELECT 'u-' || n, 'x-' || (n / ${EACH}), 'w-' || (n % 997), '1', '${CONTENT}', 1700000000000 + n FROM ${series(count)};
COMMIT;`;

const sqlite = (count) => `(WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c LIMIT ${count}) SELECT n FROM c)`;
const postgres = (count) => `generate_series(0, ${count - 1}) AS n`;

function psql() {
  const places = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').map((version) => join('/usr/lib/postgresql', version, 'bin/psql')) : [];
  return places.find(existsSync) ?? 'psql';
}

function run(command, args, input) {
  const { status, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8', stdio: ['pipe', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? stderr}`);
}

function make(database, count) {
  if (database.startsWith('postgres')) return run(psql(), ['-q', '-v', 'ON_ERROR_STOP=1', '-f', '-', database], `${rows(count, postgres)}\nANALYZE;`);
  const script = 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.executescript(sys.stdin.read())';
  return run('python3', ['-c', script, database], rows(count, sqlite));
}

/** Exports over HTTP; answers figures, how many lines came, and by how much the server grew. */
export async function exporting(serving, database, count) {
  make(database, count);
  const before = serving.memory();
  serving.most = before;
  let [lines, bytes, first] = [0, 0, 0];
  const began = performance.now();
  const status = await serving.stream('annotations', 'load-admin', (piece) => {
    first ||= performance.now() - began;
    bytes += piece.length;
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines += 1;
  });
  if (status !== 200) throw new Error(`the export was answered ${status}`);
  const seconds = (performance.now() - began) / 1000;
  const figures = `export: ${lines.toLocaleString('en')} lines, ${(bytes / 1e9).toFixed(2)} GB in ${seconds.toFixed(1)} s (${(lines / seconds).toFixed(0)}/s, the first after ${first.toFixed(0)} ms)`;
  return { figures, rows: lines, grown: serving.most - before };
}
