// The sums of `make test`: read from what cargo and node print, and never kinder than that.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counts, failures } from '../../../scripts/test/counts.mjs';
import { summary, table } from '../../../scripts/test/table.mjs';

const CARGO = `running 2 tests
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
test result: FAILED. 14 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.21s
`;

test('a line of each binary of cargo test is summed up', () => {
  assert.deepEqual(counts('cargo', CARGO, 'exit 101'), { passed: 16, failed: 1 });
});

test('the sums at the end of TAP are taken, and a cancelled test has failed', () => {
  assert.deepEqual(counts('tap', '# pass 7\n# fail 0\n# cancelled 2\n', null), { passed: 7, failed: 2 });
});

test('a command that fails without a failing test counts as one failure', () => {
  assert.deepEqual(counts('cargo', 'test result: ok. 3 passed; 0 failed;', 'exit 101'), { passed: 3, failed: 1, note: 'exit 101' });
  assert.deepEqual(counts('one', '', 'exit 1'), { passed: 0, failed: 1, note: 'exit 1' });
});

test('a test run without a test is a failure', () => {
  assert.deepEqual(counts('tap', '# pass 0\n# fail 0\n', null), { passed: 0, failed: 1, note: 'ran no test' });
});

test('the last line sums up all stages', () => {
  const results = [{ name: 'a', passed: 3, failed: 0, seconds: 1 }, { name: 'b', passed: 1, failed: 2, seconds: 0.5, note: 'why' }];
  assert.deepEqual(summary(results), { line: '4 passed, 2 failed', failed: 2 });
  assert.equal(table(results).split('\n').length, 3);
});

test('the tests that failed are named at the end, with what they said', () => {
  const tap = ['ok 1 - good', 'not ok 2 - a line that breaks', '  ---', '  error: |-', '    Expected this', '    and that', "  code: 'E'", '  ...'];
  const broken = failures('tap', `${tap.join('\n')}\nnot ok 3 - cut`);
  assert.deepEqual(broken, [{ name: 'a line that breaks', why: ['Expected this', 'and that'] }, { name: 'cut', why: [] }]);
  const cargo = 'test a::b ... FAILED\ntest a::c ... ok\n\nfailures:\n\n---- a::b stdout ----\nleft: 1\n\n\nfailures:\n    a::b\n';
  assert.deepEqual(failures('cargo', cargo), [{ name: 'a::b', why: ['left: 1'] }]);
  assert.deepEqual(failures('one', ''), []);
  assert.match(table([{ name: 'e2e', passed: 1, failed: 1, seconds: 1, broken }]), /^✗ e2e: a line that breaks\n {4}Expected this\n {4}and that\n✗ e2e: cut$/m);
});
