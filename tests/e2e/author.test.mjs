// Writing a rubric as the deliverable: by key alone in English, with the mouse in German; linted, judged, killed in between.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './lib/axe.mjs';
import { crash } from './lib/browser.mjs';
import { at, button, draft, focused, inWorkplace, launch, until } from './lib/desk.mjs';
import { broken } from './lib/validate.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const criteria = async (page) => (await draft(page)).authored.rubric.criteria;
const titles = async (page) => (await criteria(page)).map(({ title }) => title);
const has = (wanted) => (found) => JSON.stringify(found) === JSON.stringify(wanted);
const timeless = async (page) => ({ ...(await draft(page)), time: null });
const finding = (page, text) => page.locator('.found', { hasText: text });
const cell = (page, name) => page.getByRole('button', { name: new RegExp(`^${name}:`) });

/** Writes a criterion by key: its line, then its points. */
async function write(page, title, points) {
  const before = (await criteria(page)).length;
  await page.keyboard.press('Alt+Enter');
  await until(() => criteria(page).then(({ length }) => length), before + 1, 'the new criterion');
  await until(() => focused(page), (now) => now.startsWith('input criterion-words'), 'the focus in its line');
  await page.keyboard.type(title);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(points);
}

test('a rubric with the keyboard alone: written, cured, set aside, reordered, judged, submitted', () => inWorkplace(browser, {}, async ({ server, page, open }) => {
  await open({ queue: 'write' });
  const { keyboard } = page;
  await assertAccessible(page, 'nothing written yet');
  await keyboard.press('n');
  await until(() => focused(page), 'textarea prompt-words', 'the focus in the prompt');
  await keyboard.type('What is **12 × 4**? Show the steps.');
  await page.locator('.seen strong', { hasText: '12 × 4' }).waitFor();
  await keyboard.press('Alt+n');
  await until(() => focused(page), 'textarea answer-words', 'the focus in the golden answer');
  await keyboard.type('10 × 4 = 40, 2 × 4 = 8, together **48**.');
  await keyboard.press('Alt+n');
  await until(() => focused(page), 'button add-criterion', 'the focus on the button for a criterion');
  await write(page, 'States the product as 48', '4');
  await write(page, 'Shows the partial products and explains why they are added', '4');
  await write(page, 'States 46 as the product', '-4');

  // A must with minus points: cured by one key, and that can be undone.
  const must = page.getByRole('group', { name: 'Kind' }).getByRole('button', { name: 'Must' });
  await must.focus();
  await keyboard.press('Enter');
  await finding(page, 'A gate with negative points').waitFor();
  await assertAccessible(page, 'a finding at its criterion');
  await keyboard.press('Alt+q');
  await until(() => criteria(page).then((all) => all[2].gate), false, 'the cure');
  await keyboard.press('Control+z');
  await until(() => criteria(page).then((all) => all[2].gate), true, 'the cure taken back');
  await finding(page, 'A gate with negative points').waitFor();
  await keyboard.press('Alt+q');
  await until(() => criteria(page).then((all) => all[2].gate), false, 'the cure again');

  // One that joins two claims stands, with a reason.
  await keyboard.press('Alt+l');
  await finding(page, 'joins a second claim').waitFor();
  await keyboard.press('Alt+g');
  await until(() => focused(page), (now) => now.startsWith('input aside stacked'), 'the focus in the reason');
  await keyboard.type('The reason is what makes them products of this task.');
  await finding(page, 'Set aside').waitFor();
  const [{ rule, reason }] = (await draft(page)).dismissed;
  assert.deepEqual([rule, reason], ['stacked', 'The reason is what makes them products of this task.']);
  await assertAccessible(page, 'a finding set aside');

  await keyboard.press('Alt+ArrowUp');
  await until(() => titles(page).then(([first]) => first.slice(0, 5)), 'Shows', 'the new order');

  // Judged while the responses are read: a digit for each cell.
  await keyboard.press('Alt+1');
  await keyboard.press('j');
  await keyboard.press('k');
  await until(() => focused(page), (now) => now.startsWith('button criterion'), 'the focus on the first open cell');
  const press = async (key) => {
    await keyboard.press(key);
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    await until(() => focused(page), (now) => now.startsWith('button criterion'), `the focus on a cell after ${key}`);
  };
  for (const key of ['2', 'j', '2', 'j', '1', 'j']) await press(key);
  await press(']');
  for (const key of ['k', '1', 'k', '1', 'j', 'j', '2']) await press(key);
  await page.getByText('Everything is there.').waitFor();
  await page.getByText('At or above 40 %: B').waitFor();
  await assertAccessible(page, 'a grid that is judged');
  await keyboard.press('Control+Enter');
  await page.getByText('Done for today').waitFor();
  const [line] = server.exported();
  assert.deepEqual(broken(line), []);
  const { authored, scores, dismissed } = line.annotation;
  assert.deepEqual(authored.rubric.criteria.map(({ points }) => points), [4, 4, -4]);
  assert.equal(authored.turns[0].text, 'What is **12 × 4**? Show the steps.');
  assert.deepEqual(scores.map(({ response, state }) => [response, state]), [
    ['a', 'unmet'], ['b', 'met'], ['a', 'unmet'], ['b', 'met'], ['a', 'met'], ['b', 'unmet'],
  ]);
  assert.equal(dismissed.length, 1);
}));

test('a rubric in German with the mouse: imported, dragged, judged, and found again after the page died', () => inWorkplace(browser, {}, async ({ context, page, open, server, proxy }) => {
  await open({ queue: 'write', lang: 'de' });
  await button(page, 'Importieren …').click();
  const dialog = page.getByRole('dialog', { name: 'Kriterien importieren' });
  await dialog.getByLabel('Kriterien als Text').fill('Kriterium;Punkte\nNennt 48 als Produkt;5\nZeigt beide Teilprodukte;3\nNennt 46 als Produkt;-4\n');
  await assertAccessible(page, 'criteria to come in');
  await dialog.getByRole('button', { name: '3 Kriterien hinzufügen' }).click();
  await until(() => criteria(page).then((all) => all.map(({ points }) => points)), has([5, 3, -4]), 'the criteria that came in');
  const [first, , third] = await criteria(page);

  // The last one is dragged before the first.
  const row = (id) => page.locator(`[data-row="${id}"]`);
  await page.locator('.tag.lint').first().waitFor();
  await row(third.id).locator('[data-drag]').hover();
  await page.mouse.down();
  await until(async () => {
    const target = await row(first.id).boundingBox();
    await page.mouse.move(target.x + 40, target.y + 2, { steps: 3 });
    return page.locator('[data-row].before').count();
  }, 1, 'the place where it would land');
  await page.mouse.up();
  await until(() => criteria(page).then((all) => all.map(({ points }) => points)), has([-4, 5, 3]), 'the dragged order');
  await button(page, 'Nach unten').click();
  await until(() => criteria(page).then((all) => all.map(({ points }) => points)), has([5, -4, 3]), 'the order by button');

  await at(page, 'prompt-words').fill('Was ist 12 × 4?');
  await at(page, 'answer-words').fill('48');
  await cell(page, 'C1, Antwort B').click();
  await cell(page, 'C1, Antwort A').click();
  await cell(page, 'C1, Antwort A').click();
  await until(() => draft(page).then(({ scores }) => scores.map(({ response, state }) => `${response} ${state}`)), has(['a unmet', 'b met']), 'the cells');

  proxy.offline();
  await cell(page, 'C2, Antwort A').click();
  await page.locator('[data-safety="warn"]').waitFor();
  const before = await timeless(page);
  await crash(context, page);
  proxy.heal();
  const other = await open({ queue: 'write', lang: 'de' }, await context.newPage());
  assert.deepEqual(await timeless(other), before, 'the work of the page that died');
  await cell(other, 'C2, Antwort B').click();
  await cell(other, 'C2, Antwort B').click();
  for (const name of ['C3, Antwort A', 'C3, Antwort A', 'C3, Antwort B', 'C3, Antwort B']) await cell(other, name).click();
  await other.getByText('Nur es unterscheidet').or(other.getByText('Keine erfüllt es')).first().waitFor();
  await assertAccessible(other, 'a rubric in German');
  await other.keyboard.press('Control+Enter');
  await other.getByText('Für heute geschafft').waitFor();
  const [line] = server.exported();
  assert.deepEqual(broken(line), []);
  assert.deepEqual(line.annotation.authored.rubric.criteria.map(({ points }) => points), [5, -4, 3]);
}));
