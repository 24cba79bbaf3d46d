// Several server processes on one PostgreSQL: the whole contract, and a fault run. Where none can be started, it is said.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHECKS } from '../../kit/kit.mjs';
import { startPostgres } from './postgres.mjs';
import { folder, kit, referenceConfig, startReference, tokenFile } from './servers.mjs';
import { soak } from './soak/run.mjs';

test('two processes on one PostgreSQL keep the whole contract, and three lose nothing', async (t) => {
  const { url, why, end } = await startPostgres();
  if (!url) {
    t.diagnostic(`not tested: ${why}`);
    return;
  }
  t.after(end);
  const place = folder();
  t.after(place.remove);
  const options = { database: url, tokens: tokenFile(place.at('tokens')), log: place.at('log') };
  const server = await startReference(options);
  const short = await startReference({ ...options, args: ['--lease', '1'] });
  const { code, last, broken, unchecked } = await kit(referenceConfig(server, short));
  await Promise.all([server.end(), short.end()]);
  assert.deepEqual({ broken, unchecked }, { broken: [], unchecked: [] });
  assert.deepEqual([code, last], [0, `${CHECKS.length} passed, 0 failed, 0 could not be checked`]);

  const { verdicts, figures } = await soak({ workers: 8, submissions: 200, servers: 3, seed: 11, every: 500, limit: 240, database: url });
  assert.deepEqual(verdicts.filter(([, holds]) => !holds), [], figures.join('\n'));
});
