// Everybody can work here: axe in every state, light, dark and German; the focus; narrow windows and 200 %.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { newPage } from './lib/browser.mjs';
import {
  article, at, banner, button, changeCard, criterion, field, focused, inWorkplace, launch, mark, ready, replace, select, tasks, until, workplace,
} from './lib/desk.mjs';
import { scrollsSideways } from './lib/shots.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

// Before the workbench is there, and where it broke, the page is the host's: its landmarks and headings are too.
const CARD = { disable: ['landmark-one-main', 'page-has-heading-one', 'region'] };

/** Collects what axe finds in each state, so that one run tells of all: each violation once, with its states. */
function looker(page) {
  const found = new Map();
  const add = (what, state) => found.set(what, [...(found.get(what) ?? []), state]);
  const look = async (state, of = page, options = {}) => {
    for (const violation of await violations(of, options)) {
      // The levels of a response's headings are the model's, and shown as they are.
      if (!/^heading-order.*(\.block| h[1-6]:)/.test(violation)) add(violation, state);
    }
    if (await scrollsSideways(of)) add('the page scrolls sideways', state);
  };
  const good = () => assert.equal(found.size, 0, `\n${[...found].map(([what, states]) => `${what}\n    in: ${states.join(', ')}`).join('\n')}`);
  return { look, good };
}

const dialog = (page) => page.locator('dialog[open]');

/** Goes through every state of a task at work. */
async function everyView(page, look) {
  await look('read');
  await select(page, '90 °C');
  await look('read with a selection');
  await page.keyboard.press('1');
  await page.locator('[data-at^="issue "].open:visible').waitFor();
  await look('read with an open issue');
  await page.keyboard.press('2');
  await criterion(page, 'c1').click();
  await criterion(page, 'c1').locator('button').nth(1).click();
  await look('rubric, binary');
  await criterion(page, 'c2').click();
  await criterion(page, 'c2').locator('button').nth(1).click();
  await look('rubric, levels');
  await criterion(page, 'c3').click();
  await criterion(page, 'c3').getByRole('textbox').fill('90');
  await look('rubric, number');
  await page.keyboard.press('Escape');
  await page.keyboard.press('i');
  await page.locator('.judge [data-at^="issue "]').click();
  await look('the list of issues');
  await page.locator('summary').first().click();
  await look('an open source');
  await article(page).focus();
  await page.keyboard.press('s');
  await page.locator('.source-view').waitFor();
  await look('source');
  await page.keyboard.press('c');
  await replace(page, 'thicker', 'thinner');
  await page.locator('.tracked ins').first().waitFor();
  await page.keyboard.press('Alt+ArrowUp');
  await look('correct, with an open change');
  for (const view of ['sides', 'only', 'typed']) {
    await page.locator('.compared').selectOption(view);
    await look(`correct, ${view}`);
  }
}

async function everyDialog(page, look) {
  await page.locator('.bar-state button').last().click();
  await dialog(page).waitFor();
  await look('the keys');
  await dialog(page).locator('.key-list button').first().click();
  await look('a key that is chosen anew');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await until(() => dialog(page).count(), 0, 'the end of the keys');
  await page.locator('.bar-state button').first().click();
  await dialog(page).waitFor();
  await look('the view');
  await page.keyboard.press('Escape');
  await until(() => dialog(page).count(), 0, 'the end of the view');
  for (const [key, name] of [['Alt+x', 'the ways out'], ['Alt+s', 'skipping']]) {
    await page.keyboard.press(key);
    await dialog(page).waitFor();
    await look(name);
    await page.keyboard.press('Escape');
    await until(() => dialog(page).count(), 0, `the end of ${name}`);
  }
  await page.keyboard.press('Alt+1');
  await article(page).waitFor();
  await page.keyboard.press('f');
  await dialog(page).getByRole('textbox').fill('less pressure');
  await look('finding a quote');
  await page.keyboard.press('Escape');
}

for (const [name, options, query] of [
  ['light, in English', {}, {}],
  ['dark, in English', { colorScheme: 'dark' }, {}],
  ['light, in German', { locale: 'de-DE' }, { lang: 'de' }],
]) {
  test(`axe finds nothing in any view or dialog: ${name}`, () => inWorkplace(browser, { page: options }, async ({ page, open }) => {
    const { look, good } = looker(page);
    await open({ queue: 'boiling', ...query });
    await everyView(page, look);
    await everyDialog(page, look);
    good();
  }));
}

test('axe finds nothing in the comparison, before a task, between tasks and after', () => inWorkplace(browser, {}, async ({ page, proxy, site, open }) => {
  const { look, good } = looker(page);
  let let_go;
  const held = new Promise((done) => { let_go = done; });
  await page.route('**/corrigenda_bg.wasm', async (route) => { await held; await route.continue(); });
  await page.goto(`${site.url}?queue=pair`);
  await page.getByText('The workbench is loading').waitFor();
  await look('loading', page, CARD);
  let_go();
  await ready(page);
  await page.unroute('**/corrigenda_bg.wasm');
  await page.getByRole('button', { name: 'Comparison', exact: true }).click();
  await button(page, 'A better', { exact: true }).click();
  await look('the comparison');

  proxy.next('claim', 'never');
  await page.goto(`${site.url}?queue=nobody`);
  await page.getByText('Getting your task').waitFor();
  await look('claiming');
  proxy.heal();
  proxy.next('claim', 503, { times: 50 });
  await page.goto(`${site.url}?queue=nobody&try=2`);
  await page.getByText('The server has a problem.').waitFor();
  await look('a claim that fails');
  proxy.heal();
  // Not one alone: the page before this one may still ask again, and would have it.
  proxy.next('claim', 403, { times: 50 });
  await page.goto(`${site.url}?queue=nobody&try=3`);
  await page.getByText('No task could be opened').waitFor();
  await look('a claim that is refused');
  proxy.heal();
  await page.goto(`${site.url}?queue=nobody&try=4`);
  await page.getByText('Nothing to do right now').waitFor();
  await look('nothing to do');
  await open({ queue: 'quick' });
  await at(page, 'submit').click();
  await page.getByText('Done for today').waitFor();
  await look('done');
  await page.route('**/corrigenda_bg.wasm', (route) => route.abort());
  await page.goto(`${site.url}?queue=nobody&try=5`);
  await page.getByRole('alert').waitFor();
  await look('the error card', page, CARD);
  good();
}));

test('axe finds nothing in what is shown when something is wrong', () => inWorkplace(browser, {}, async ({ page, context, proxy, open }) => {
  const { look, good } = looker(page);
  await open({ queue: 'quick' });
  await mark(page, 'a nut', 'Fact', 'minor', 'It is not.');
  proxy.next('draft', 401, { times: 2 });
  await page.keyboard.press('Control+s');
  await banner(page, 'sign-in').waitFor();
  await look('signed out');
  proxy.heal();
  proxy.next('draft', 413);
  await banner(page, 'sign-in').getByRole('button', { name: 'Continue' }).click();
  await banner(page, 'refused').waitFor();
  await look('a draft that is refused');
  proxy.next('submit', 422, { problem: { detail: 'No.', errors: [{ pointer: '/issues/0', detail: 'Say more.' }] } });
  await at(page, 'submit').click();
  await banner(page, 'objections').waitFor();
  await look('objections');
  await context.setOffline(true);
  await at(page, 'submit').click();
  await banner(page, 'submitting').getByText('safe on this device').waitFor();
  await look('a submission that waits');
  const second = await context.newPage();
  await context.setOffline(false);
  await page.getByText('Done for today').waitFor();
  await open({ queue: 'boiling' });
  await open({ queue: 'boiling' }, second);
  await banner(second, 'tab').waitFor();
  await look('a second tab', second);
  await second.close();
  proxy.next('draft', 410);
  await criterion(page, 'c2').click();
  await criterion(page, 'c2').locator('button').nth(1).click();
  await page.keyboard.press('Control+s');
  await banner(page, 'lost').waitFor();
  await look('a lease that is lost');
  good();
}));

/** How an element inside all shadow roots looks with the focus: what would show it. */
const shown = (page) => page.evaluate(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const name = `${element.tagName.toLowerCase()} ${element.getAttribute('data-at') ?? element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 30)}`;
  const box = element.getBoundingClientRect();
  return { name, ring: (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none', inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight };
});

test('the focus is seen wherever the Tab key leads, and the way through ends', () => inWorkplace(browser, {}, async ({ page, open }) => {
  await open({ queue: 'boiling' });
  await mark(page, '90 °C', 'Fact', 'major', 'It is 100 °C.');
  await page.locator('.workbench').evaluate((root) => root.parentElement.focus());
  const stops = [];
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.tagName)) !== 'CORRIGENDA-WORKBENCH') break;
    const stop = await shown(page);
    stops.push(stop.name);
    assert.ok(stop.ring, `the focus is not seen on ${stop.name}`);
    assert.ok(stop.inside, `${stop.name} is not in sight`);
  }
  assert.ok(stops.length > 15 && stops.length < 80, `${stops.length} stops: ${stops.join(' | ')}`);
  assert.ok(stops.includes('button submit') && stops.includes('article article'), stops.join(' | '));
}));

test('no action loses the focus', () => inWorkplace(browser, {}, async ({ page, open }) => {
  await open({ queue: 'boiling' });
  const lost = [];
  const kept = async (action, expected = null) => {
    const inside = () => page.evaluate(() => Boolean(document.activeElement?.shadowRoot?.activeElement));
    try {
      await until(inside, true, 'the focus inside', 1_500);
    } catch {
      lost.push(action);
      return;
    }
    const now = await focused(page);
    if (expected && !expected.test(now)) lost.push(`${action}: it is on ${now}`);
  };
  await kept('the task opened');
  await select(page, '90 °C');
  await page.locator('.pending').getByRole('button', { name: 'Fact' }).click();
  await kept('an issue was marked', /^div issue/);
  await page.locator('[data-at^="issue "].open').getByRole('button', { name: 'Remove' }).click();
  await kept('the issue was removed');
  await page.keyboard.press('Control+z');
  await kept('undo');
  await page.locator('.bar-state button').last().click();
  await dialog(page).waitFor();
  await kept('a dialog was opened');
  await page.keyboard.press('Escape');
  await until(() => dialog(page).count(), 0, 'the end of the dialog');
  await kept('the dialog was closed', /^button/);
  await button(page, 'Correct', { exact: true }).click();
  await kept('correct', /^textarea field/);
  await replace(page, 'thicker', 'thinner');
  await button(page, /^Changes/).click();
  await changeCard(page, 1).click();
  await button(page, 'Revert').click();
  await kept('a change was taken back');
  await button(page, 'Read').click();
  await kept('read', /^article/);
  await button(page, 'C1 unjudged').click();
  await kept('a jump', /criterion c1/);
  await button(page, 'Skip').click();
  await dialog(page).getByRole('button', { name: 'Skip and drop my work' }).click();
  await page.getByText('Nothing to do right now').waitFor();
  await kept('the task is gone');
  assert.deepEqual(lost, []);
}));

const SIZES = { '1280 px': [1280, 800], '1024 px': [1024, 768], '800 px': [800, 600], '200 %': [720, 450], '200 % of a small screen': [640, 400] };

/** Boxes of what is in sight; every pair that overlaps by more than a hair is named. */
const overlaps = (page, selectors) => page.evaluate((wanted) => {
  const root = document.querySelector('corrigenda-workbench').shadowRoot;
  const boxes = wanted.flatMap((selector) => [...root.querySelectorAll(selector)].filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => [selector, one.getBoundingClientRect()]))
    .filter(([, box]) => box.width > 0 && box.height > 0);
  const found = [];
  boxes.forEach(([one, a], index) => boxes.slice(index + 1).forEach(([other, b]) => {
    const [wide, high] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
    if (one !== other && wide > 2 && high > 2) found.push(`${one} and ${other} overlap by ${Math.round(wide)} × ${Math.round(high)}`);
  }));
  return found;
}, selectors);

/** What lies in the window and is not covered: its middle is its own. */
const free = (locator) => locator.evaluate((element) => {
  const box = element.getBoundingClientRect();
  const hit = element.getRootNode().elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  return box.left >= -1 && box.right <= innerWidth + 1 && box.top >= -1 && box.bottom <= innerHeight + 1 && (hit === element || element.contains(hit));
});

/** "boiling" with an answer that fills more than a window. */
const LONG = structuredClone(tasks.boiling);
LONG.responses[0].text += '\n\nWater is heated until its vapour pressure is that of the air above it, and then it boils.'.repeat(30);

for (const [name, [width, height]] of Object.entries(SIZES)) {
  test(`at ${name} everything can be reached and nothing covers the text`, async () => {
    const files = { '/tasks.jsonl': JSON.stringify(LONG) };
    const place = await workplace(browser, { server: null, files, page: { viewport: { width, height } } });
    const { page, open } = place;
    const wrong = [];
    const check = (holds, what) => holds || wrong.push(what);
    try {
      await open({ backend: 'demo:?tasks=/tasks.jsonl', lang: 'en' });
      check(!(await scrollsSideways(page)), 'the page scrolls sideways');
      for (const found of await overlaps(page, ['.hint', '.section .block > *'])) wrong.push(`read: ${found}`);
      check(await free(at(page, 'submit')), 'submit is not in sight');
      await button(page, 'Correct', { exact: true }).click();
      await field(page).waitFor();
      for (const compared of ['inline', 'sides', 'only', 'typed']) {
        await page.locator('.compared').selectOption(compared);
        for (const found of await overlaps(page, ['.surface-bar', '.field', '.tracked', '.foot', '.judge'])) wrong.push(`correct ${compared}: ${found}`);
        const box = await field(page).boundingBox();
        check(box.height >= 60 && box.width >= 200, `correct ${compared}: the field is ${Math.round(box.width)} × ${Math.round(box.height)}`);
        check(!(await scrollsSideways(page)), `correct ${compared}: the page scrolls sideways`);
      }
      await page.keyboard.press('Alt+1');
      await mark(page, '90 °C', 'Fact', 'major', 'It is 100 °C.');
      const own = page.locator('[data-at^="issue-text "]').first();
      check(await free(own), 'the note covers the passage that it is about');
      await button(page, 'C1 unjudged').or(button(page, / more$/)).first().click();
      await page.keyboard.press('Escape');
      if (await page.locator('.pane-tabs').isVisible()) await page.locator('.pane-tabs button').nth(2).click();
      await button(page, 'Rubric').click();
      await criterion(page, 'c1').click();
      await criterion(page, 'c1').getByRole('button', { name: 'not met' }).click();
      const pane = page.locator('.pane-tabs button').first();
      if (await pane.isVisible()) await pane.click();
      else if (!(await page.locator('aside.task').isVisible()) || !(await free(page.locator('aside.task h2').first()))) await page.locator('.drawer-button').click();
      await until(() => free(page.locator('aside.task h2').first()), true, 'the task in sight');
      check(!(await scrollsSideways(page)), 'the task: the page scrolls sideways');
      if (await page.locator('.drawer-close').isVisible()) await page.locator('.drawer-close').click();
      await page.locator('.bar-state button').last().click();
      await dialog(page).waitFor();
      const box = await dialog(page).boundingBox();
      check(box.x >= 0 && box.y >= 0 && box.x + box.width <= width + 1 && box.y + box.height <= height + 1, 'the dialog does not fit');
      assert.deepEqual(wrong, []);
    } finally {
      await place.close();
    }
  });
}

test('with forced colours a dialog has an edge and the chosen is told from the rest', async () => {
  const { context, page } = await newPage(browser, { forcedColors: 'active' });
  const place = await workplace(browser, {});
  try {
    await place.open({ queue: 'boiling' }, page);
    const edge = (locator) => locator.evaluate((one) => {
      const { borderTopStyle, borderTopWidth, outlineStyle } = getComputedStyle(one);
      return (borderTopStyle !== 'none' && borderTopWidth !== '0px') || outlineStyle !== 'none';
    });
    const look = (locator) => locator.evaluate((one) => {
      const { backgroundColor, color, borderTopColor, outlineStyle, fontWeight } = getComputedStyle(one);
      return [backgroundColor, color, borderTopColor, outlineStyle, fontWeight].join(' ');
    });
    const [chosen, rest] = [page.locator('.surface-bar [aria-pressed="true"]'), page.locator('.surface-bar [aria-pressed="false"]')];
    assert.notEqual(await look(chosen.first()), await look(rest.first()));
    await page.keyboard.press('?');
    await dialog(page).waitFor();
    assert.ok(await edge(dialog(page)), 'the dialog has an edge');
  } finally {
    await context.close();
    await place.close();
  }
});

