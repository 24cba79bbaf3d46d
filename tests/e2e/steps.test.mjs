// Judging step by step: by key, split and merged, an error and what rests on it; in English and in German.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './lib/axe.mjs';
import { at, focused, inWorkplace, launch, tasks, until } from './lib/desk.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Goes to the next thing that is missing, which has to be this. */
async function next(page, name) {
  await page.keyboard.press('Alt+n');
  await until(() => focused(page), (now) => now.endsWith(name), `the focus on ${name}`);
}

const steps = (server) => {
  const lines = server.exported();
  assert.equal(lines.length, 1);
  return lines[0].annotation.steps;
};

test('every step with the keyboard alone: merged, judged, an error inherited', () => inWorkplace(browser, {}, async ({ server, page, open }) => {
  await open({ queue: 'chain' });
  const { keyboard } = page;
  await page.getByText('4 things missing').waitFor();
  await assertAccessible(page, 'steps that begin');
  await next(page, 'step p1');
  await keyboard.press('1');
  await next(page, 'step p2');
  await keyboard.press('3');
  await until(() => focused(page), 'textarea step-words p2', 'the focus in the reason');
  await keyboard.type('Half of 12 is 6.');
  await next(page, 'step p3');
  const card = at(page, 'step p3');
  await card.getByRole('combobox').selectOption('Step 2');
  await card.getByText('It rests on an incorrect step').waitFor();
  await card.focus();
  await keyboard.press('6');
  await card.getByRole('button', { name: 'inherited', pressed: true }).waitFor();
  await assertAccessible(page, 'a step that inherits its error');
  await next(page, 'step p4');
  await keyboard.press('2');
  await page.getByText('Everything is there.').waitFor();
  await keyboard.press('Control+Enter');
  await page.getByText('Done for today').waitFor();
  const judged = steps(server).map(({ id, verdict, cause, uses }) => [id, verdict, cause ?? null, uses ?? []]);
  assert.deepEqual(judged, [
    ['p1', 'correct', null, []], ['p2', 'incorrect', null, []], ['p3', 'incorrect', 'inherited', ['p2']], ['p4', 'neutral', null, []],
  ]);
  const text = [...tasks.chain.responses[0].text];
  for (const { span } of steps(server)) assert.equal(text.slice(span.start, span.end).join(''), span.exact);
}));

test('steps in German: two are merged, undone, and a split at the caret', () => inWorkplace(browser, {}, async ({ page, open }) => {
  await open({ queue: 'chain', lang: 'de' });
  const { keyboard } = page;
  await page.getByText('Beurteilen Sie jeden Schritt.').waitFor();
  const count = () => page.locator('[data-at^="step "]:visible').count();
  await keyboard.press('j');
  await until(() => focused(page), 'div step p1', 'the focus on the first step');
  await keyboard.press('u');
  await until(count, 3, 'the merged steps');
  await keyboard.press('Control+z');
  await until(count, 4, 'the steps as they were');
  await keyboard.press('t');
  for (let press = 0; press < 3; press += 1) await keyboard.press('ArrowRight');
  await keyboard.press('x');
  await until(count, 5, 'the split step');
}));
