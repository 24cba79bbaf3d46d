// What `make demo` can know to be wrong before it builds: a busy port, a file that holds no tasks.
// node scripts/preflight.mjs PORT [TASKS]   prints the database to use; what is wrong goes to stderr in one sentence

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename } from 'node:path';

const FORMAT = 'corrigenda.task/1';

function refuse(why) {
  console.error(`corrigenda: ${why}`);
  process.exit(1);
}

/** Refuses a port that nobody can listen on. */
async function checkPort(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) refuse(`PORT=${text} is no port; take one from 1024 to 65535.`);
  const probe = createServer();
  const error = await new Promise((done) => {
    probe.once('error', done);
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(null)));
  });
  const other = port === 8787 ? 8788 : 8787;
  if (error?.code === 'EADDRINUSE') {
    refuse(`port ${port} is busy: stop what listens there, or choose another with \`make demo PORT=${other}\`.`);
  }
  if (error) refuse(`port ${port} cannot be used (${error.code}): choose another with \`make demo PORT=${other}\`.`);
}

/** What is wrong with one line of a task file, or null. */
function wrong(line, ids) {
  let task;
  try {
    task = JSON.parse(line);
  } catch {
    return 'is not JSON';
  }
  if (task?.format !== FORMAT) return `is not a task: its "format" must be "${FORMAT}"`;
  if (typeof task.id !== 'string' || !task.id) return 'has no "id"';
  if (ids.has(task.id)) return `has the same "id" as an earlier line: ${task.id}`;
  ids.add(task.id);
  return null;
}

/** Refuses a file that holds anything but tasks; answers its bytes. */
function checkTasks(path) {
  let bytes;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const why = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' };
    refuse(`TASKS=${path}: ${why[error.code] ?? error.code}.`);
  }
  const ids = new Set();
  for (const [index, line] of bytes.toString('utf8').split('\n').entries()) {
    if (!line.trim()) continue;
    const why = wrong(line, ids);
    if (why) refuse(`TASKS=${path}, line ${index + 1} ${why}.`);
  }
  if (!ids.size) refuse(`TASKS=${path} holds no task: one JSON document a line is expected.`);
  return bytes;
}

const [port, tasks] = process.argv.slice(2);
let database = 'data/corrigenda.sqlite';
if (tasks) {
  // A database for each content: the sample's work is not mixed in, and the same file finds its own work again.
  const hash = createHash('sha256').update(checkTasks(tasks)).digest('hex').slice(0, 10);
  const name = basename(tasks).replace(/\.[^.]*$/, '').replace(/[^\w-]+/g, '-').slice(0, 40);
  database = `data/${name}-${hash}.sqlite`;
}
await checkPort(port);
console.log(database);
