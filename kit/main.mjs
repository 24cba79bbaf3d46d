#!/usr/bin/env node
// The conformance kit on the command line: node kit/main.mjs CONFIG.json [--json]
// Prints what holds, what does not and what could not be checked; ends with 1 where something does not hold.

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from './config.mjs';
import { CHECKS, VERDICTS, count, runKit, summary } from './kit.mjs';

const USAGE = 'Usage: node kit/main.mjs CONFIG.json [--json]      docs/backend.md says what the file holds';
const MARKS = { holds: ' ✓', broken: ' ✗', unchecked: ' ?' };

function stop(sentence) {
  console.error(`kit: ${sentence}`);
  process.exit(2);
}

function read(path) {
  let text;
  try {
    text = path === '-' ? readFileSync(0, 'utf8') : readFileSync(path, 'utf8');
  } catch (error) {
    stop(`${path} cannot be read (${error.code}).`);
  }
  try {
    return readConfig(JSON.parse(text));
  } catch (error) {
    return stop(`${path}: ${error.message}`);
  }
}

/** A result as lines for a person. */
function shown({ verdict, name, why, cure }) {
  const lines = [`${MARKS[verdict]} ${name}`];
  if (verdict !== 'holds') lines.push(`     ${VERDICTS[verdict]}: ${why}`);
  if (verdict === 'broken') lines.push(`     what to do: ${cure}`);
  return lines.join('\n');
}

const [path, ...flags] = process.argv.slice(2);
if (!path || path === '--help' || flags.some((flag) => flag !== '--json')) {
  console.log(USAGE);
  process.exit(path === '--help' ? 0 : 2);
}
const json = flags.includes('--json');
const config = read(path);
if (!json) console.log(`${CHECKS.length} checks of ${config.base}\n`);
const outside = { fetch: globalThis.fetch, wait: pause, now: () => performance.now(), random: Math.random };
const report = (result) => console.log(json ? JSON.stringify(result) : shown(result));
const results = await runKit(config, outside, { report });
if (!json) console.log(`\n${summary(results)}`);
process.exitCode = count(results).failed ? 1 : 0;
