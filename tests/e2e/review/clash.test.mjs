// Two devices of one worker, who corrected the same words differently: both versions are shown, nothing is lost and nothing
// submitted before one is chosen; with the keyboard alone, and in German with the mouse.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { newPage } from '../lib/browser.mjs';
import { button, draft, focused, inWorkplace, launch, ready, replace, until } from '../lib/desk.mjs';
import { next } from '../lib/keys.mjs';

const FOREIGN = { disable: ['heading-order'] };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const there = (page) => until(() => page.locator('[data-safety]').getAttribute('data-safety'), 'ok', 'that the server has it');
const corrected = async (page) => (await draft(page)).corrections[0]?.text ?? '';
const rows = (page) => page.locator('[data-at^="row "]:visible');

/** The same task at a second device, which writes another word there and is the first to send it. */
async function elsewhere({ site }, query) {
  const { context, page, problems } = await newPage(browser);
  await page.goto(`${site.url}?${new URLSearchParams(query)}`);
  await ready(page);
  return {
    async write(word) {
      await page.keyboard.press('c');
      await replace(page, 'thicker', word);
      await there(page);
      assert.deepEqual(problems, [], 'what the other browser complained about');
      await context.close();
    },
  };
}

test('two versions of the same words, with the keyboard alone', () => inWorkplace(browser, {}, async (place) => {
  const { page } = place;
  await place.open({ queue: 'boiling' });
  const other = await elsewhere(place, { queue: 'boiling' });
  await other.write('much thinner');
  const { keyboard } = page;
  await keyboard.press('c');
  await replace(page, 'thicker', 'thinner');
  await page.getByText('This task was also edited elsewhere.').waitFor();
  assert.match(await corrected(page), /\*\*thinner\*\*/u, 'what stands here stands until somebody chooses');
  await next(page, 'row ');
  await until(() => rows(page).count(), 1, 'the two versions');
  for (const name of [/^Here/u, /^From elsewhere/u]) await rows(page).getByRole('button', { name }).waitFor();
  await assertAccessible(page, 'two versions', FOREIGN);

  await keyboard.press('2');
  await until(() => corrected(page), (text) => text.includes('**much thinner**'), 'the version from elsewhere');
  await until(() => rows(page).count(), 0, 'the end of the choice');
  await until(() => focused(page), (name) => name.endsWith('submit'), 'the focus that goes on');
  await assertAccessible(page, 'a version that was chosen', FOREIGN);
  await keyboard.press('Control+z');
  await until(() => rows(page).count(), 1, 'the choice taken back');
  await keyboard.press('Control+Shift+z');
  await until(() => rows(page).count(), 0, 'the choice made again');
  await there(page);
  await page.reload();
  await ready(page);
  assert.match(await corrected(page), /\*\*much thinner\*\*/u);
}));

test('the same in German, in the dark, with the mouse: mine stays', () => inWorkplace(browser, { page: { locale: 'de-DE', colorScheme: 'dark' } }, async (place) => {
  const { page } = place;
  await place.open({ queue: 'boiling', lang: 'de' });
  const other = await elsewhere(place, { queue: 'boiling' });
  await other.write('heavier');
  await button(page, 'Korrigieren', { exact: true }).click();
  await replace(page, 'thicker', 'thinner');
  await button(page, /^Zwei Fassungen/u).click();
  await page.getByText('Sie haben an zwei Orten an dieser Aufgabe gearbeitet').waitFor();
  await assertAccessible(page, 'two versions in German', FOREIGN);
  await page.keyboard.press('Control+Enter');
  await page.getByText(/Noch nicht/u).first().waitFor();
  await rows(page).getByRole('button', { name: /^Hier/u }).click();
  await until(() => rows(page).count(), 0, 'the end of the choice');
  assert.match(await corrected(page), /\*\*thinner\*\*/u);
  await there(page);
  const kept = await draft(page);
  assert.deepEqual(kept.clashes ?? [], []);
}));
