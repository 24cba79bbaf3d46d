// Files of any house: which column is what is asked in a dialog with a preview, worked by key alone, and remembered.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../lib/axe.mjs';
import { button, focused, inWorkplace, launch, ready, until } from '../lib/desk.mjs';
import { WAYS, scrollsSideways, shooter } from '../lib/shots.mjs';

const shot = shooter('files');

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const CARD = { disable: ['landmark-one-main', 'page-has-heading-one', 'region'] };
const alone = { server: null };
const give = (page, name, bytes) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(bytes) });
const files = (page, site, lang = 'en', more = {}) => page.goto(`${site.url}?${new URLSearchParams({ backend: 'file:', lang, ...more })}`);
const dialog = (page) => page.getByRole('dialog');
const choose = (page, column, role) => dialog(page).getByRole('combobox', { name: column, exact: true }).selectOption({ label: role });
const role = (page, column) => dialog(page).getByRole('combobox', { name: column, exact: true }).evaluate((select) => select.selectedOptions[0].textContent);
const preview = (page) => dialog(page).locator('article');
const texts = (page) => preview(page).first().locator('dd').allTextContents();
const go = (page) => dialog(page).locator('button.primary');
const task = (page) => page.evaluate(() => document.querySelector('corrigenda-workbench').task);

const TABLE = [
  'Nr;Frage;antwort_1;model_1;antwort_2;model_2;Quelle;Kriterien;Sprache',
  '17;"Was ist 12 × 4?";"Es ist **46**.";alpha;"48, denn\n12 × 4 = 48.";beta;https://a.example/x;"+4: Nennt 48\n-2: Nennt 46";de',
  '18;Und 2 × 2?;4;alpha;;beta;;;de',
  '18;Noch einmal?;4;alpha;5;beta;;;de',
  '19;Nichts?;;alpha;;beta;;;de',
].join('\n');

test('a table becomes tasks by key alone in German: roles, preview, rows that are left out', () => inWorkplace(browser, { ...alone, page: WAYS.de }, async ({ page, site }) => {
  await files(page, site, 'de');
  await give(page, 'antworten.csv', TABLE);
  await dialog(page).getByText('Welche Spalte ist was?').waitFor();
  assert.deepEqual(await Promise.all(['Nr', 'Frage', 'antwort_1', 'model_2', 'Quelle', 'Kriterien', 'Sprache'].map((one) => role(page, one))),
    ['–', 'Frage', 'Antwort', 'Modell einer Antwort', 'Quelle', 'Bewertungsraster', 'Sprache']);
  await go(page).getByText('Mit 3 Aufgaben beginnen').waitFor();
  await until(() => focused(page), (now) => now.startsWith('select'), 'the focus in the first column');
  await page.keyboard.press('k');
  assert.equal(await role(page, 'Nr'), 'Kennung');
  await go(page).getByText('Mit 2 Aufgaben beginnen').waitFor();
  assert.deepEqual(await dialog(page).locator('.sheet-problems li').allTextContents(), [
    'Zeile 4: die Kennung 18 gibt es schon', 'Zeile 5: keine Antwort darin',
  ]);
  assert.deepEqual(await texts(page), ['Was ist 12 × 4?', 'Es ist **46**.', '48, denn\n12 × 4 = 48.', 'https://a.example/x', '+4 Nennt 48\n-2 Nennt 46']);
  assert.deepEqual(await violations(page, CARD), []);
  await shot(page, 'mapping-de');
  // A second column in a role that one only can have: the first gives it up, and that is said.
  await choose(page, 'model_1', 'Titel');
  await choose(page, 'model_2', 'Titel');
  assert.equal(await role(page, 'model_1'), '–');
  await dialog(page).getByText('Titel ist jetzt model_2 und nicht mehr model_1.').waitFor();
  await go(page).focus();
  await page.keyboard.press('Enter');
  await ready(page);
  const { id, title, language, responses, rubric, sources, parts } = await task(page);
  assert.deepEqual([id, title, language, responses.length, rubric.criteria.map(({ points }) => points), sources[0].url],
    ['17', 'beta', 'de', 2, [4, -2], 'https://a.example/x']);
  assert.deepEqual(parts, ['issues', 'correction', 'scores', 'preference']);
}));

test('what was chosen is remembered for files of the same columns', () => inWorkplace(browser, alone, async ({ page, site }) => {
  await files(page, site);
  await give(page, 'one.csv', 'left,right\nWhy?,So.\n');
  await dialog(page).getByText('At least one column has to be a response.').waitFor();
  await go(page).focus();
  await page.keyboard.press('Enter');
  assert.equal(await dialog(page).isVisible(), true, 'not without a response');
  await choose(page, 'right', 'Response');
  await choose(page, 'left', 'Question');
  await dialog(page).getByLabel('Judge steps').check();
  await go(page).click();
  await ready(page);
  assert.deepEqual((await task(page)).parts, ['issues', 'correction', 'steps']);
  const other = `${site.url}?${new URLSearchParams({ backend: 'file:other', lang: 'en' })}`;
  await page.route('**/other', (route) => route.fulfill({ status: 404 }));
  await page.goto(other);
  await give(page, 'two.csv', 'right,left\nNo.,Really?\n');
  await go(page).getByText('Begin with 1 task').waitFor();
  assert.deepEqual([await role(page, 'right'), await role(page, 'left')], ['Response', 'Question']);
  assert.equal(await dialog(page).getByLabel('Judge steps').isChecked(), true);
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByText('Open a file with tasks').waitFor();
}));

test('where work is sealed on the device no name of a column is kept', () => inWorkplace(browser, alone, async ({ page, site }) => {
  await files(page, site, 'en', { encrypted: '' });
  await give(page, 'one.csv', 'client question,answer\nWhy?,So.\n');
  await choose(page, 'client question', 'Question');
  await go(page).click();
  await ready(page);
  assert.equal(await page.evaluate(() => JSON.stringify({ ...localStorage }).includes('client')), false);
}));

test('lines of JSON are mapped by their paths, and a line that is none is left out', () => inWorkplace(browser, alone, async ({ page, site }) => {
  await files(page, site);
  const rows = [
    { meta: { uuid: 'x1', model: 'm' }, messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'Why?' }], answers: [{ text: 'So.' }, { text: 'Thus.' }] },
    { meta: { uuid: 'x2', model: 'm' }, messages: [{ role: 'user', content: 'When?' }], answers: [{ text: 'Now.' }] },
  ].map((row) => JSON.stringify(row));
  await give(page, 'rows.jsonl', `${rows[0]}\n{"broken": \n${rows[1]}\n`);
  await go(page).getByText('Begin with 2 tasks').waitFor();
  assert.deepEqual([await role(page, 'meta.uuid'), await role(page, 'messages'), await role(page, 'answers'), await role(page, 'answers.1.text')], ['Id', 'Question', '–', 'Response']);
  await dialog(page).getByText(/^Row 2: no JSON/).waitFor();
  assert.deepEqual(await texts(page), ['Be brief.', 'Why?', 'So.', 'Thus.']);
  await go(page).click();
  await ready(page);
  assert.equal((await task(page)).id, 'x1');
}));

test('a file in another encoding says so, and can be read in the right one', () => inWorkplace(browser, alone, async ({ page, site }) => {
  await files(page, site);
  await give(page, 'alt.csv', Buffer.from('Frage;Antwort\nWof\xfcr?;F\xfcr 5 \x80.\n', 'latin1'));
  await dialog(page).getByText('The file is not UTF-8.').waitFor();
  await until(() => texts(page), (now) => now[1] === 'Für 5 €.', 'the text in Windows-1252');
  await dialog(page).getByLabel('Encoding').selectOption('macintosh');
  await until(() => texts(page), (now) => now[1] === 'F¸r 5 Ä.', 'the text in Mac Roman');
  await dialog(page).getByLabel('Parted by').selectOption(',');
  await dialog(page).getByText('1 column', { exact: false }).first().waitFor();
  await page.keyboard.press('Escape');
  for (const [bytes, name] of [[Buffer.from('\ufeffq;answer\nä;ö\n', 'utf16le'), 'UTF-16'], [Buffer.from('\ufeffq;answer\nä;ö\n'), 'UTF-8 with a mark']]) {
    await give(page, 'x.csv', bytes);
    await until(() => texts(page).catch(() => []), (now) => now.includes('ö'), name);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
  }
  for (const [text, said] of [['', /The file is empty/], ['a;b\n', /nothing below the names/], ['a,b\n1,"2\n', /closed/]]) {
    await give(page, 'x.csv', text);
    await until(() => page.getByRole('alert').textContent(), (now) => said.test(now), `the word about ${JSON.stringify(text)}`);
  }
}));

test('ten thousand rows and sixty columns stay workable', () => inWorkplace(browser, { ...alone, page: WAYS.dark }, async ({ page, site }) => {
  await files(page, site);
  const extra = Array.from({ length: 57 }, (_, at) => `extra_${at}`);
  const rows = Array.from({ length: 10_000 }, (_, at) => `${at},Is ${at} even?,"It is, and ${at}.",${extra.map((_, own) => own * at % 7).join(',')}`);
  await give(page, 'large.csv', `id,question,answer,${extra.join(',')}\n${rows.join('\n')}\n`);
  await go(page).getByText('Begin with 10,000 tasks').waitFor();
  await dialog(page).getByText('10,000 rows, 60 columns').waitFor();
  await dialog(page).getByRole('searchbox').fill('extra_5');
  assert.equal(await dialog(page).locator('li:visible select').count(), 8);
  await choose(page, 'extra_56', 'Title');
  await until(() => preview(page).first().locator('h4').textContent(), '0', 'the title');
  await button(dialog(page), 'Next').click();
  await preview(page).getByText('Is 3 even?').waitFor();
  assert.deepEqual(await violations(page, CARD), []);
  await shot(page, 'mapping-large-dark');
  await go(page).click();
  await ready(page);
  assert.equal((await task(page)).id, '0');
}));

test('in a small window everything can be reached', () => inWorkplace(browser, { ...alone, page: { viewport: { width: 640, height: 400 } } }, async ({ page, site }) => {
  await files(page, site, 'de');
  await give(page, 'antworten.csv', TABLE);
  await go(page).getByText('Mit 3 Aufgaben beginnen').waitFor();
  assert.equal(await scrollsSideways(page), false);
  await shot(page, 'mapping-narrow');
  await go(page).click();
  await ready(page);
}));
