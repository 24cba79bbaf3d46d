// The graph of steps: what rests on what, walked, linked and judged by key alone and by mouse; two hundred steps.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { at, draft, focused, inWorkplace, launch, ready, said, until } from '../lib/desk.mjs';
import { WAYS, shooter } from '../lib/shots.mjs';

const shot = shooter('judging');

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A task of steps, one a line; every third has another text. */
function chain(count) {
  const lines = Array.from({ length: count }, (_, number) => `Step ${number + 1}: the sum of the first ${number + 1} odd numbers is ${(number + 1) ** 2}.`);
  let start = 0;
  const steps = lines.map((line, number) => {
    const span = { unit: 'codepoint', start, end: start + line.length, exact: line, prefix: '', suffix: '' };
    start += line.length + 2;
    return { id: `p${number + 1}`, span, alternatives: number % 3 === 2 ? [{ id: `p${number + 1}b`, text: `It is ${number}.` }] : [] };
  });
  return { format: 'corrigenda.task/1', id: `chain-${count}`, title: 'A chain', language: 'en', turns: [{ id: 'u1', role: 'user', text: 'Why?' }],
    responses: [{ id: 'a', text: lines.join('\n\n'), steps }], step_mode: 'every', parts: ['steps'] };
}

async function open(page, site, task, lang) {
  await page.goto(`${site.url}?${new URLSearchParams({ backend: 'file:', lang })}`);
  await page.locator('input[type=file]').setInputFiles({ name: 'tasks.jsonl', mimeType: 'text/plain', buffer: Buffer.from(JSON.stringify(task)) });
  await ready(page);
}

const on = (page, id) => until(() => focused(page), `div step ${id}`, `the focus on ${id}`);
const uses = async (page, id) => (await draft(page)).steps.find((step) => step.id === id)?.uses ?? [];
const node = (page, id) => at(page, `node ${id}`);

test('the graph by key alone in German: linked, walked along, judged, an error inherited, unlinked, undone', () => inWorkplace(browser, { server: null, page: WAYS.de }, async ({ page, site }) => {
  await open(page, site, chain(6), 'de');
  const { keyboard } = page;
  await page.keyboard.press(',');
  await on(page, 'p1');
  assert.equal(await page.locator('.node').count(), 6);
  // Step 3 rests on 1, and 5 on 3.
  for (const [from, steps, to] of [['p1', 2, 'p3'], ['p3', 2, 'p5']]) {
    await keyboard.press('Enter');
    await page.getByText('Wählen Sie den anderen Schritt').waitFor();
    for (let press = 0; press < steps; press += 1) await keyboard.press('ArrowDown');
    await on(page, to);
    await keyboard.press('Enter');
    await on(page, from);
    await until(() => uses(page, to), (now) => now.includes(from), `the link of ${to}`);
    await keyboard.press('ArrowRight');
    await on(page, to);
  }
  assert.equal(await page.locator('.edge').count(), 2);
  assert.match(await said(page), /./);
  await keyboard.press('ArrowLeft');
  await on(page, 'p3');
  await keyboard.press('ArrowLeft');
  await on(page, 'p1');
  await keyboard.press('ArrowLeft');
  await until(() => said(page), 'Er stützt sich auf keinen Schritt', 'that there is nothing');
  await keyboard.press('3');
  await keyboard.type('Falsch.');
  await keyboard.press('Escape');
  await until(() => page.locator('.node.questioned').count(), 2, 'the dependants that are marked');
  assert.equal(await page.locator('.edge.wrong').count(), 1);
  await on(page, 'p1');
  await keyboard.press('ArrowRight');
  await on(page, 'p3');
  await keyboard.press('6');
  await node(page, 'p3').and(page.locator('.no')).waitFor();
  await keyboard.press('ArrowRight');
  await on(page, 'p5');
  await keyboard.press('1');
  await until(() => page.locator('.node.questioned').count(), 0, 'that nothing is open');
  await assertAccessible(page, 'the graph of steps');
  await shot(page, 'graph-de');
  assert.deepEqual((await draft(page)).steps.map(({ id, verdict, cause, uses: tied }) => [id, verdict, cause ?? null, tied]).filter(([, verdict]) => verdict !== 'unjudged'), [
    ['p1', 'incorrect', null, []], ['p3', 'incorrect', 'inherited', ['p1']], ['p5', 'correct', null, ['p3']],
  ]);
  // The same two again: the link is gone; undo brings it back. A link that is begun can be left.
  await keyboard.press('Enter');
  await keyboard.press('ArrowLeft');
  await on(page, 'p3');
  await keyboard.press('Enter');
  await until(() => uses(page, 'p5').then((all) => all.length), 0, 'the link that is gone');
  await keyboard.press('Control+z');
  await until(() => uses(page, 'p5').then((all) => all.length), 1, 'the link that is back');
  await on(page, 'p5');
  await keyboard.press('Enter');
  await page.getByText('Wählen Sie den anderen Schritt').waitFor();
  await keyboard.press('Escape');
  await page.getByText('Wählen Sie den anderen Schritt').waitFor({ state: 'detached' });
  await keyboard.press(',');
  await until(() => page.locator('.stepcard').count(), 6, 'the list again');
}));

test('the graph by mouse in English: a link, and another text for a step', () => inWorkplace(browser, { server: null, page: WAYS.dark }, async ({ page, site }) => {
  await open(page, site, chain(6), 'en');
  await page.getByRole('button', { name: /^Graph/ }).click();
  await node(page, 'p6').click();
  await page.getByRole('button', { name: /^Link …/ }).click();
  await node(page, 'p2').click();
  await until(() => uses(page, 'p6'), (now) => now.includes('p2'), 'the link');
  await node(page, 'p3').click();
  const other = page.getByRole('group', { name: 'It is 2.' });
  await other.getByRole('button', { name: 'incorrect' }).click();
  await until(async () => (await draft(page)).steps[2].alternatives, (now) => now?.[0]?.verdict === 'incorrect' && now[0].id === 'p3b', 'the verdict of the other text');
  await other.getByRole('button', { name: 'incorrect', pressed: true }).click();
  await until(async () => (await draft(page)).steps[2].alternatives?.length ?? 0, 0, 'that it is unjudged again');
  await assertAccessible(page, 'another text for a step');
  await shot(page, 'graph-dark');
}));

test('two hundred steps with three hundred lines are walked through', () => inWorkplace(browser, { server: null, page: WAYS.narrow }, async ({ page, site }) => {
  const task = chain(200);
  await open(page, site, task, 'en');
  const begun = await draft(page);
  begun.steps.forEach((step, number) => (step.uses = [number - 1, number - 17].filter((one) => one >= 0 && (number % 2 || one === number - 1)).map((one) => `p${one + 1}`)));
  await page.evaluate(([given, value]) => {
    const element = document.querySelector('corrigenda-workbench');
    element.value = value;
    element.task = given;
  }, [{ ...task, id: 'linked' }, begun]);
  await until(() => page.evaluate(() => document.querySelector('corrigenda-workbench').task?.id), 'linked', 'the linked task');
  await ready(page);
  await page.keyboard.press(',');
  await until(() => page.locator('.edge').count(), 291, 'the lines');
  await shot(page, 'graph-200');
  for (let press = 0; press < 20; press += 1) await page.keyboard.press('ArrowDown');
  await on(page, 'p21');
}));
