// A Label Studio to compare with: signs in by its form, finds its project and its long tasks.
// LABEL_STUDIO=http://…, LABEL_STUDIO_USER, LABEL_STUDIO_PASSWORD, LABEL_STUDIO_TOKEN, LABEL_STUDIO_PROJECT (the one with most tasks).
// Measuring "next" submits one task of that project each time.

import { newPage } from '../../tests/e2e/lib/browser.mjs';
import { LABEL_STUDIO } from './selectors.mjs';

const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`LABEL_STUDIO is set, so ${name} is needed too`);
  return value;
};

async function ask(base, path) {
  const answer = await fetch(base + path, { headers: { authorization: `Token ${need('LABEL_STUDIO_TOKEN')}` } });
  if (!answer.ok) throw new Error(`Label Studio answers ${answer.status} to ${path}`);
  return answer.json();
}

/** The id of the task whose data say `case`, or null. */
async function special(base, project, value) {
  const items = [{ filter: 'filter:tasks:data.case', operator: 'contains', type: 'String', value }];
  const query = encodeURIComponent(JSON.stringify({ filters: { conjunction: 'and', items } }));
  const { tasks } = await ask(base, `/api/tasks/?project=${project}&page=1&page_size=1&include=id&query=${query}`);
  return tasks[0]?.id ?? null;
}

/** The project with most tasks, or undefined. */
async function largest(base) {
  const { results } = await ask(base, '/api/projects/?page_size=100');
  return results.sort((a, b) => b.task_number - a.task_number)[0]?.id;
}

/** Signs in once; the cookies go into each cold context. */
async function signIn(browser, base) {
  const { context, page } = await newPage(browser);
  try {
    await page.goto(`${base}/user/login/`);
    await page.locator('input[name=email]').fill(need('LABEL_STUDIO_USER'));
    await page.locator('input[name=password]').fill(need('LABEL_STUDIO_PASSWORD'));
    await Promise.all([page.waitForURL((url) => !url.pathname.includes('login')), page.locator('button[type=submit]').click()]);
    return await context.storageState();
  } finally {
    await context.close();
  }
}

/** The cases that Label Studio has, under the names of ours. */
export async function labelStudio(browser, address) {
  const base = address.replace(/\/$/, '');
  const project = process.env.LABEL_STUDIO_PROJECT ?? await largest(base);
  if (!project) throw new Error('Label Studio has no project');
  const context = { storageState: await signIn(browser, base) };
  const stream = `${base}/projects/${project}/data?labeling=1`;
  const targets = { '2 kB': { url: stream, selectors: LABEL_STUDIO, context, submits: true } };
  for (const [name, value] of [['100 kB', 'long100k'], ['500 kB', 'long500k']]) {
    const id = await special(base, project, value);
    if (id) targets[name] = { url: `${base}/projects/${project}/data?task=${id}`, selectors: LABEL_STUDIO, context };
  }
  return targets;
}
