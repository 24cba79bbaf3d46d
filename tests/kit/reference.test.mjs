// The kit against the reference server, as its own program and over real HTTP: two processes on one database.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHECKS } from '../../kit/kit.mjs';
import { folder, kit, referenceConfig, startBroken, startReference, tokenFile } from './servers.mjs';

test('the reference server keeps the whole contract', async (t) => {
  const place = folder();
  t.after(place.remove);
  const options = { database: place.at('a.sqlite'), tokens: tokenFile(place.at('tokens')), log: place.at('log') };
  const server = await startReference(options);
  t.after(() => server.end());
  const short = await startReference({ ...options, args: ['--lease', '1'] });
  t.after(() => short.end());
  const { code, last, broken, unchecked } = await kit(referenceConfig(server, short));
  assert.deepEqual({ broken, unchecked }, { broken: [], unchecked: [] });
  assert.equal(last, `${CHECKS.length} passed, 0 failed, 0 could not be checked`);
  assert.equal(code, 0);
});

test('a server that breaks a rule is caught, and told what to do', async (t) => {
  const { config, end } = await startBroken('stale');
  t.after(end);
  const { code, broken, stdout } = await kit(config);
  assert.equal(code, 1);
  assert.ok(broken.includes('A draft on top of an old revision is answered 409 draft-conflict with the one that is kept.'), stdout);
  assert.match(stdout, /what to do: Answer 409 with a type that ends in `draft-conflict`/);
});

test('a configuration that cannot be read ends with 2 and a sentence', async () => {
  const { code, stdout } = await kit({ base: 'nowhere' });
  assert.deepEqual([code, stdout], [2, '']);
});
