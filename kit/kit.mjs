// Runs the checks against a backend and says of each whether it holds, does not hold, or could not be checked.

import { claims } from './checks/claims.mjs';
import { drafts } from './checks/drafts.mjs';
import { expiry } from './checks/expiry.mjs';
import { http } from './checks/http.mjs';
import { many } from './checks/many.mjs';
import { origins } from './checks/origins.mjs';
import { release } from './checks/release.mjs';
import { seeded } from './checks/seeded.mjs';
import { submissions } from './checks/submissions.mjs';
import { Bench, Broken, Unchecked } from './bench.mjs';

/** Every check, in the order in which they run: `{id, name, cure, run}`. */
export const CHECKS = [http, origins, claims, drafts, submissions, release, expiry, many, seeded].flat();

/** The first one: where it does not hold, nothing else can be checked. */
const FIRST = 'answers';

/** What can be said of a check. */
export const VERDICTS = { holds: 'holds', broken: 'does not hold', unchecked: 'could not be checked' };

async function judge(check, bench) {
  try {
    await check.run(bench);
    return { verdict: 'holds' };
  } catch (error) {
    if (error instanceof Unchecked) return { verdict: 'unchecked', why: error.message };
    if (error instanceof Broken) return { verdict: 'broken', why: error.message };
    // A fault of the kit itself is no fault of the backend, and nothing was shown.
    return { verdict: 'unchecked', why: `the kit failed: ${error.stack ?? error}` };
  } finally {
    await bench.tidy();
  }
}

/**
 * Runs the checks. `outside` gives what is not the kit's own: `fetch`, `wait(ms)`, `now()` in ms, `random()`, and `browser: true` where
 * requests are a page's. `report(result)` is told each result as it comes; `only` names the checks that run, where not all
 * are to. Answers the results.
 */
export async function runKit(config, outside, { report = () => {}, only = null } = {}) {
  const bench = new Bench(config, outside);
  const results = [];
  let silent = false;
  for (const [index, check] of CHECKS.entries()) {
    if (only && !only.includes(check.id)) continue;
    bench.turn(index);
    const { id, name, cure } = check;
    const found = silent ? { verdict: 'unchecked', why: 'the backend does not answer a claim' } : await judge(check, bench);
    const result = { id, name, cure, why: '', ...found };
    silent ||= id === FIRST && result.verdict !== 'holds';
    results.push(result);
    report(result);
  }
  return results;
}

/** How many hold, do not, and could not be checked. */
export function count(results) {
  const of = (verdict) => results.filter((result) => result.verdict === verdict).length;
  return { passed: of('holds'), failed: of('broken'), unchecked: of('unchecked') };
}

/** The last line. */
export function summary(results) {
  const { passed, failed, unchecked } = count(results);
  return `${passed} passed, ${failed} failed, ${unchecked} could not be checked`;
}
