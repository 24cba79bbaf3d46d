// The built page with a real Label Studio behind it: `label_studio.mjs dist URL TOKEN EMAIL PASSWORD`. A task is done in the
// workbench, submitted while Label Studio cannot be reached, and sent after a reload; then its own page shows it.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { launch, newPage } from '../tests/e2e/lib/browser.mjs';
import { at, button, criterion, field, mark, ready, replace, until } from '../tests/e2e/lib/desk.mjs';
import { startSite } from '../tests/e2e/lib/site.mjs';

const [dist, url, token, email, password] = process.argv.slice(2);
const CONFIG = `<View><Text name="prompt" value="$prompt"/><Text name="answer" value="$answer"/>
  <Labels name="err" toName="answer"><Label value="Factual"/><Label value="Style"/></Labels>
  <Choices name="sev" toName="answer" perRegion="true"><Choice value="Minor"/><Choice value="Major"/></Choices>
  <TextArea name="why" toName="answer" perRegion="true"/>
  <Rating name="quality" toName="answer" maxRating="5"/>
  <TextArea name="correction" toName="answer" value="$answer"/></View>`;
const ANSWER = 'Größe: klein 🧀. The moon is made of cheese, and 月 means moon.';

async function api(method, path, body) {
  const headers = { authorization: `Token ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.json();
}

async function signIn(page) {
  await page.getByLabel('Access token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The task, to the last thing that is asked. */
async function work(page) {
  await mark(page, 'cheese', 'Factual', 'Major', 'It is rock.');
  await button(page, 'Correct', { exact: true }).click();
  await replace(page, 'cheese', 'rock');
  await button(page, 'Rubric').click();
  await criterion(page, 'quality').click();
  await criterion(page, 'quality').getByRole('button', { name: '2', exact: false }).first().click();
  await page.getByText('Everything is there.').waitFor();
}

/** Their own page, signed in as a person would be. */
async function theirs(context, project, task) {
  const page = await context.newPage();
  await page.goto(`${url}/user/login/`);
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await Promise.all([page.waitForURL((now) => !now.pathname.includes('login')), page.click('button[type=submit]')]);
  await page.goto(`${url}/projects/${project}/data?task=${task}`);
  await page.getByText('It is rock.').or(page.locator('.htx-highlight')).first().waitFor({ timeout: 60_000 });
  return page;
}

const { id: project } = await api('POST', '/api/projects/', { title: 'Corrigenda: in the page', label_config: CONFIG });
await api('POST', `/api/projects/${project}/import`, [{ data: { prompt: 'What is the moon made of?', answer: ANSWER } }]);
const { tasks: [{ id: task }] } = await api('GET', `/api/tasks/?project=${project}`);

const browser = await launch();
const site = await startSite({ dist, csp: null });
try {
  const { context, page, problems } = await newPage(browser);
  const open = () => page.goto(`${site.url}?${new URLSearchParams({ backend: `label-studio:${url}?project=${project}`, lang: 'en' })}`);
  await open();
  await signIn(page);
  await ready(page);
  await work(page);
  await until(async () => (await api('GET', `/api/tasks/${task}/drafts`)).length, 1, 'the draft');

  // Their own page goes blank where it is submitted offline. Ours keeps it, over a reload too.
  await context.route(`${url}/**`, (route) => route.abort());
  await at(page, 'submit').click();
  await page.locator('[data-safety]').first().waitFor();
  assert.equal((await api('GET', `/api/tasks/${task}/`)).total_annotations, 0);
  await context.unroute(`${url}/**`);
  await open();
  await signIn(page);
  await until(async () => (await api('GET', `/api/tasks/${task}/`)).total_annotations, 1, 'the submission', 60_000);
  await page.getByText('Done for today').waitFor();
  assert.deepEqual(problems.filter((text) => !text.includes('ERR_FAILED')), []);

  const row = await api('GET', `/api/tasks/${task}/`);
  assert.equal(row.drafts.length, 0, 'the draft is gone');
  const [annotation] = row.annotations;
  const marked = annotation.result.find(({ from_name: from }) => from === 'err').value;
  assert.equal([...ANSWER].slice(marked.start, marked.end).join(''), 'cheese');
  assert.deepEqual(annotation.result.find(({ from_name: from }) => from === 'correction').value.text, [ANSWER.replace('cheese', 'rock')]);

  const own = await theirs(context, project, task);
  await until(() => own.locator('.htx-highlight').first().textContent(), 'cheese', 'the mark in their page', 30_000);
  mkdirSync('target/interop', { recursive: true });
  await own.screenshot({ path: 'target/interop/label-studio.png' });
  console.log('done, submitted offline, sent after a reload, and shown by their own page (target/interop/label-studio.png)');
} finally {
  await browser.close();
  await site.close();
}
