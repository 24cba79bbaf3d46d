// Cards that are made anew only where what they show changed: after any row of acts they look as if they were made just now.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, criterion, focused, inWorkplace, launch, mark, until } from '../lib/desk.mjs';
import { leave, pressUntil } from '../lib/keys.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** All that stands there, whatever the order in which attributes came; places are the page's. */
const html = (page, selector) => page.locator(selector).evaluate((root) => {
  const told = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return node.data;
    const attributes = [...node.attributes].filter(({ name }) => name !== 'style').map(({ name, value }) => ` ${name}=${value}`).sort().join('');
    return `<${node.localName}${attributes}>${[...node.childNodes].map(told).join('')}</>`;
  };
  return told(root);
});

const tab = (page, name) => page.locator('.judge-bar').getByRole('button', { name });

/** What stands there is what stands there when it is made anew, which `away` and `back` have done. */
async function asMadeAnew(page, selector, away, back, what) {
  await page.waitForFunction(() => !document.querySelector('corrigenda-workbench').shadowRoot.querySelector('[data-safety="busy"]'));
  const kept = await html(page, selector);
  await tab(page, away).click();
  await until(() => page.locator(selector).count().then(async (count) => (count ? html(page, selector) : '')), (now) => now !== kept, `something else than ${what}`);
  await tab(page, back).click();
  await until(() => html(page, selector), kept, what);
}

test('the rubric and the issues, judged, tied, edited and taken back', () => inWorkplace(browser, {}, async ({ page, open }) => {
  await open({ queue: 'boiling' });
  const rubric = (what) => asMadeAnew(page, '.panel', /^Issues/, 'Rubric', what);
  const issues = (what) => asMadeAnew(page, '.panel', 'Rubric', /^Issues/, what);
  await mark(page, 'thicker', 'Fact', 'major', 'It is thinner.');
  await mark(page, '90 °C', 'Fact', 'critical', 'It is 100 °C.');
  await tab(page, 'Rubric').click();
  await criterion(page, 'c1').click();
  await page.keyboard.press('2');
  await criterion(page, 'c1').getByRole('combobox').selectOption({ label: 'Issue 1' });
  await criterion(page, 'c2').click();
  await page.keyboard.press('1');
  await rubric('the rubric with what it rests on');
  await mark(page, 'Pressure', 'Wording', 'minor', 'Which one?');
  await page.keyboard.press('Escape');
  await rubric('the rubric after another issue');
  await tab(page, /^Issues/).click();
  await issues('the issues');
  await page.keyboard.press('Control+z');
  await issues('the issues with one step taken back');
  const margin = await html(page, '[data-margin]');
  for (const name of ['Correct', 'Read', /^Issues/]) await page.getByRole('button', { name, exact: true }).click();
  await until(() => html(page, '[data-margin]'), margin, 'the margin');
  await page.locator('corrigenda-workbench').evaluate((element) => element.setAttribute('lang', 'de'));
  await tab(page, 'Rubrik').click();
  assert.match(await html(page, '.panel'), /nicht erfüllt/);
  await asMadeAnew(page, '.panel', /^Fehler/, 'Rubrik', 'the rubric in German');
}));

test('steps, judged, tied, merged and taken back', () => inWorkplace(browser, {}, async ({ page, open }) => {
  await open({ queue: 'chain' });
  const { keyboard } = page;
  const same = async (what) => {
    const kept = await html(page, '.panel');
    await keyboard.press(',');
    await page.locator('.graph').waitFor();
    await keyboard.press(',');
    await until(() => html(page, '.panel'), kept, what);
  };
  await keyboard.press('j');
  await until(() => focused(page), (now) => now.endsWith('step p1'), 'the focus on the first step');
  await keyboard.press('3');
  await until(() => focused(page), (now) => now.startsWith('textarea'), 'the focus in the reason');
  await leave(page);
  await pressUntil(page, 'j', () => focused(page), (now) => now.endsWith('step p2'));
  await at(page, 'step p2').getByRole('combobox').selectOption('Step 1');
  await at(page, 'step p2').focus();
  await keyboard.press('1');
  await keyboard.press('j');
  await until(() => focused(page), (now) => now.endsWith('step p3'), 'the focus on the third step');
  await same('the steps with one that rests on another');
  await keyboard.press('k');
  await keyboard.press('k');
  await keyboard.press('u');
  await until(() => page.locator('[data-at^="step "]:visible').count(), 3, 'the merged steps');
  await same('the steps after a merge');
  await keyboard.press('Control+z');
  await until(() => page.locator('[data-at^="step "]:visible').count(), 4, 'the steps as they were');
  await same('the steps as they were');
}));
