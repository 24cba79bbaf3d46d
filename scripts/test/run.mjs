// Runs one stage: its commands one after the other, their output kept, and shown where it fails.

import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { counts, failures } from './counts.mjs';

const running = new Set();
const LIMIT = 10 * 60_000;
const SHOWN = 400;

/** Ends what still runs, with its children. */
export function stopAll() {
  for (const child of running) end(child);
}

function end(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

/** Runs a command in a process group of its own; answers its exit code, or a word for why there is none. */
function run([program, ...args], env, output, limit) {
  return new Promise((done) => {
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', output, output], detached: true });
    running.add(child);
    const timer = setTimeout(() => {
      end(child);
      done(`stopped after ${Math.round(limit / 60_000)} minutes`);
    }, limit);
    const finish = (how) => {
      clearTimeout(timer);
      running.delete(child);
      done(how);
    };
    child.once('error', (error) => finish(`${program}: ${error.code}`));
    child.once('exit', (code, signal) => finish(signal ? `ended by ${signal}` : code));
  });
}

/** The end of a log: a failing build can say a great deal. */
function tail(text) {
  const lines = text.trimEnd().split('\n');
  if (lines.length <= SHOWN) return lines.join('\n');
  return [`(${lines.length - SHOWN} lines more in the log)`, ...lines.slice(-SHOWN)].join('\n');
}

/** Runs a stage and answers `{name, passed, failed, seconds, note}`. */
export async function runStage(stage, logs) {
  console.log(` - ${stage.name} …`);
  const log = join(logs, `${stage.name}.log`);
  const began = performance.now();
  stage.prepare?.();
  const output = openSync(log, 'w');
  let bad = null;
  for (const command of stage.commands) {
    const how = await run(command, stage.env, output, stage.limit ?? LIMIT);
    if (how !== 0) bad ??= typeof how === 'number' ? `exit ${how}` : how;
  }
  closeSync(output);
  const text = readFileSync(log, 'utf8');
  const seconds = (performance.now() - began) / 1000;
  const result = { name: stage.name, ...counts(stage.counts, text, bad), seconds, broken: failures(stage.counts, text) };
  result.note ??= stage.show?.exec(text)?.[0];
  const head = `${result.failed ? ' ✗' : ' ✓'} ${stage.name}: ${result.passed} passed, ${result.failed} failed, ${result.seconds.toFixed(1)} s`;
  console.log(result.failed ? `${head}\n${indent(tail(text))}\n   (${log})` : head);
  return result;
}

const indent = (text) => text.replace(/^/gm, '   | ');
