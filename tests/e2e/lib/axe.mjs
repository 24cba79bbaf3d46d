// Accessibility: axe in the page as it stands, with what is inside open shadow roots.

import assert from 'node:assert/strict';
import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** One line a node that breaks a rule. */
export async function violations(page, { disable = [] } = {}) {
  // Evaluated by the browser and not by the page: a strict policy of the page does not stand in the way.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const options = { runOnly: TAGS, rules: Object.fromEntries(disable.map((rule) => [rule, { enabled: false }])), resultTypes: ['violations'] };
  const { violations: found } = await page.evaluate((given) => globalThis.axe.run(globalThis.document, given), options);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.flat().join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`));
}

/** Fails with every violation; `state` says which state of the workbench was looked at. */
export async function assertAccessible(page, state, options) {
  const found = await violations(page, options);
  assert.equal(found.length, 0, `${state}:\n${found.join('\n')}`);
}
