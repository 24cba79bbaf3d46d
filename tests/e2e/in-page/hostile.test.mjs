// A page at war with its guests, in German, under a strict policy: everything unset, uppermost and not to be selected.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../lib/axe.mjs';
import { draft, launch, until } from '../lib/desk.mjs';
import { DEMO, click, extent, marking, onPage, painted, select, tasks, toolbar } from './page.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const openCard = (page) => page.locator('[data-at^="issue "].open:visible');

async function open({ page, site }) {
  await page.goto(site.host('page/hostile', { backend: DEMO, lang: 'de', task: 'miete' }));
  await marking(page);
}

test('a hostile page is marked all the same: in slots of a shadow tree, with hidden letters, under a cover', () =>
  onPage(browser, {}, async (place) => {
    const { page } = place;
    await open(place);
    await select(page, 'legal-answer', 'sechs Monate');
    const bar = toolbar(page);
    assert.match(await bar.innerText(), /Sachfehler/);
    const box = await bar.boundingBox();
    const on = await page.evaluate(([x, y]) => document.elementFromPoint(x, y).tagName, [box.x + box.width / 2, box.y + box.height / 2]);
    assert.equal(on, 'CORRIGENDA-WORKBENCH', 'the names stand above whatever the page puts uppermost');
    await bar.getByRole('button', { name: 'Sachfehler' }).click();
    await openCard(page).getByRole('button', { name: /^schwer/ }).click();
    await until(() => painted(page), (found) => found['open-major'] === 'sechs Monate', 'the mark');
    const highlights = await page.evaluate(() => [...CSS.highlights.keys()]);
    assert.ok(highlights.includes('foreign'), 'the page keeps its own highlights');
    await page.keyboard.press('Escape');
    await select(page, 'legal-answer', 'dort wohnen. Die Kündigung');
    await page.keyboard.press('2');
    await openCard(page).waitFor();
    const source = tasks.miete.responses[0].text;
    const issues = (await draft(page)).issues.map(({ span }) => span.exact);
    assert.deepEqual(issues.sort(), ['dort wohnen. Die Kündigung', 'sechs Monate']);
    for (const exact of issues) assert.ok(source.includes(exact));
    await click(page, 'legal-answer', 'sechs Mon');
    await until(() => openCard(page).innerText(), (text) => text.includes('sechs Monate'), 'the card of the mark');
    const found = await violations(page);
    assert.deepEqual(found.filter((line) => / at corrigenda-workbench /.test(line)), []);
  }));

test('boxes take the place of highlights where there are none, and are cut off with what scrolls', () =>
  onPage(browser, {}, async (place) => {
    const { page } = place;
    await page.addInitScript(() => delete CSS.highlights);
    await page.addInitScript(() => (CSS.highlights = undefined));
    await open(place);
    await select(page, 'legal-answer', 'sechs Monate');
    await page.keyboard.press('1');
    await openCard(page).waitFor();
    const boxes = page.locator('corrigenda-workbench .boxes i');
    const [from] = await extent(page, 'legal-answer', 'sechs Monate');
    const over = (box) => box && Math.abs(box.x - from.x) < 3 && box.y < from.y && box.y + box.height > from.y;
    await until(() => boxes.first().boundingBox(), over, 'the box over the words');
    assert.equal(await boxes.first().evaluate((box) => getComputedStyle(box.parentElement).pointerEvents), 'none');
    await page.locator('.scroller').evaluate((one) => one.scrollTo(0, 500));
    await until(() => boxes.count(), 0, 'no box for what is scrolled away');
    await page.locator('.scroller').evaluate((one) => one.scrollTo(0, 0));
    await until(() => boxes.count(), (count) => count > 0, 'the box, back with its words');
  }));
