// element.d.ts as a host uses it: this file is checked, never run.

import { diff, load, type Annotation, type Backend, type Task } from '../../src/element/element.js';

declare const task: Task;

const workbench = document.createElement('corrigenda-workbench');
workbench.backend = 'api/';
workbench.backend = new URL('https://example.org/api/');
workbench.theme = 'dark';
workbench.credentials = 'include';
workbench.getToken = async () => 'token';
workbench.value = null;
workbench.task = task;
workbench.task = 't-17';
const open: Task | null = workbench.task;
const value: Annotation | null = workbench.value;
workbench.claim();
workbench.claim(open?.id);
const codes: string[] = (workbench.check() ?? []).map(({ code }) => code);

workbench.addEventListener('corrigenda-before-submit', (event) => {
  if (event.detail.value.issues?.length === 0) event.preventDefault();
});
workbench.addEventListener('corrigenda-task', ({ detail }) => console.log(detail.task?.title, value, codes));
workbench.addEventListener('click', ({ clientX }) => console.log(clientX));
workbench.htmlFor = '#answer';
workbench.htmlFor = document.querySelectorAll('.answer');
workbench.htmlFor = null;
workbench.addEventListener('corrigenda-target', ({ detail: { responses: [shown] } }) => console.log(shown.id, shown.share, shown.issues[0].state === 'moved'));
document.querySelector('corrigenda-workbench')?.save();

const backend: Backend = {
  async claim({ queue, task_id }) {
    console.log(queue, task_id);
    return { task, lease: { id: 'l', seconds: 60 }, draft: null };
  },
  draft: async (_task, { base_rev }) => ({ rev: base_rev + 1, seconds: 60 }),
  submit: async (_task, uuid) => ({ id: uuid, received_at: new Date().toISOString() }),
  release: async () => {},
};
workbench.backend = backend;

const later: Promise<{ degraded: boolean }> = diff('a', 'b');
void load().then((functions) => {
  const { hunks } = functions.diff('a', 'b', { kind: 'prose' });
  // @ts-expect-error a hunk's kind is one of three
  hunks[0].kind = 'moved';
});
// @ts-expect-error the backend lacks calls
workbench.backend = { claim: backend.claim };
console.log(later);

void load().then(({ lint, agreement, convert }) => {
  const rules: string[] = lint({ id: 'r', version: '1', criteria: [] }, { minimum: 20, language: 'de' }).map(({ rule }) => rule);
  const found = agreement([[1, 2], [1, null]], { metric: 'alpha', level: 'ordinal' });
  const figure: number | string = 'undefined' in found ? found.undefined : found.value;
  const { losses } = convert([{ task, annotations: [] }], { from: 'corrigenda', to: 'label_studio' });
  // @ts-expect-error this one can only be read
  convert('', { from: 'csv', to: 'biggen' });
  console.log(rules, figure, losses[0]?.why);
});
