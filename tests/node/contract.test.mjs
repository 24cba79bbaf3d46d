// The published contract: the schemas hold what golden documents and the sample are, and refuse what they are not; the
// OpenAPI document is one, and its examples are what their schemas say.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const ROOT = resolve(import.meta.dirname, '../..');
const SCHEMAS = join(ROOT, 'contract/schema');
const text = (path) => readFileSync(join(ROOT, path), 'utf8');
const json = (path) => JSON.parse(text(path));
const lines = (path) => text(path).split('\n').filter(Boolean).map((line) => JSON.parse(line));

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, discriminator: false, strictRequired: false });
addFormats.default(ajv);
for (const name of readdirSync(SCHEMAS)) ajv.addSchema(json(`contract/schema/${name}`), name);

/** What a schema says against a document: `pointer what`, none where it is good. */
function faults(schema, document) {
  const validate = ajv.getSchema(schema) ?? ajv.compile({ $ref: schema });
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}

const changed = (document, change) => {
  const copy = structuredClone(document);
  change(copy);
  return copy;
};

test('golden documents and the sample project are what the schemas say', () => {
  assert.deepEqual(faults('task.json', json('tests/golden/task.json')), []);
  assert.deepEqual(faults('annotation.json', json('tests/golden/annotation.json')), []);
  const tasks = lines('sample/tasks.jsonl');
  assert.ok(tasks.length >= 8);
  for (const task of tasks) assert.deepEqual(faults('task.json', task), [], task.id);
});

test('a schema refuses what no reader takes, and says where', () => {
  const task = json('tests/golden/task.json');
  const annotation = json('tests/golden/annotation.json');
  const cases = [
    ['task.json', changed(task, (doc) => { doc.id = 7; }), '/id must be string'],
    ['task.json', changed(task, (doc) => { doc.format = 'corrigenda.task/9'; }), '/format must be equal to constant'],
    ['task.json', changed(task, (doc) => { doc.parts[1] = 'poems'; }), '/parts/1 must be equal to one of the allowed values'],
    ['task.json', changed(task, (doc) => { delete doc.responses[0].text; }), "/responses/0 must have required property 'text'"],
    ['task.json', changed(task, (doc) => { doc.rubric.criteria[0].scale = { kind: 'stars' }; }), '/rubric/criteria/0/scale must match exactly one schema in oneOf'],
    ['task.json', changed(task, (doc) => { doc.needed = 0; }), '/needed must be >= 1'],
    ['annotation.json', changed(annotation, (doc) => { doc.scores[0].state = 'perhaps'; }), '/scores/0/state must be equal to one of the allowed values'],
    ['annotation.json', changed(annotation, (doc) => { doc.issues[0].span.start = -1; }), '/issues/0/span/start must be >= 0'],
    ['annotation.json', changed(annotation, (doc) => { delete doc.task; }), "/ must have required property 'task'"],
    ['review.json', { format: 'corrigenda.review/1', task: { id: 't' }, verdict: 'fix' }, "/ must have required property 'result'"],
    ['problem.json', { title: 'no status' }, "/ must have required property 'status'"],
  ];
  for (const [schema, document, fault] of cases) {
    const found = faults(schema, document);
    assert.ok(found.includes(fault), `${schema}: ${JSON.stringify(found)} without ${fault}`);
  }
});

test('a review, a problem and the bodies of the calls are what their schemas say', () => {
  const annotation = json('tests/golden/annotation.json');
  const review = {
    format: 'corrigenda.review/1', task: { id: 't-1', revision: '3' }, subjects: ['u1'], verdict: 'fix', result: annotation,
    findings: [{ id: 'f1', subject: 'u1', ref: 'e1', verdict: 'wrong', severity: 'major', comment: 'No.', issue: null }],
    comment: null, confidence: null, time: { active_ms: 1, idle_ms: 0 },
  };
  assert.deepEqual(faults('review.json', review), []);
  assert.deepEqual(faults('problem.json', { status: 409, type: '/problems/draft-conflict', current: { rev: 2, content: {} } }), []);
  for (const content of [annotation, review]) {
    assert.deepEqual(faults('calls.json#/$defs/submit', { lease_id: 'l', content }), []);
  }
  assert.deepEqual(faults('calls.json#/$defs/claim', {}), []);
  assert.notDeepEqual(faults('calls.json#/$defs/draft', { content: {} }), []);
});

/** The OpenAPI document with the schemas inside it, as tools bundle it. */
function bundled() {
  const inside = (value, own) =>
    JSON.parse(JSON.stringify(value), (key, to) => {
      if (key !== '$ref' || (!own && to.startsWith('#'))) return to;
      const [file, pointer = ''] = to.split('#');
      return `#/components/schemas/${file ? file.replace('schema/', '').replace('.json', '') : own}${pointer}`;
    });
  const document = inside(parse(text('contract/openapi.yaml')), null);
  document.components.schemas = {};
  for (const file of readdirSync(SCHEMAS)) {
    const name = file.replace('.json', '');
    document.components.schemas[name] = inside(json(`contract/schema/${file}`), name);
  }
  return document;
}

test('the OpenAPI document is one', async () => {
  const { valid, errors } = await new Validator().validate(bundled());
  assert.equal(valid, true, JSON.stringify(errors));
});

/** Every media type of the document with a schema: its place, its schema and its examples. */
function* media(value, place = '') {
  if (value === null || typeof value !== 'object') return;
  if (value.schema && (place.endsWith('application/json') || place.endsWith('application/problem+json'))) {
    const examples = Object.values(value.examples ?? {}).map((each) => each.value);
    yield { place, schema: value.schema, examples: value.example === undefined ? examples : [value.example] };
  }
  for (const [key, inner] of Object.entries(value)) yield* media(inner, `${place}/${key}`);
}

/** A schema of the document with its references as the schemas' own files know them. */
const local = (schema) => JSON.parse(JSON.stringify(schema).replaceAll('"schema/', '"'));

test('every example of the OpenAPI document is what its schema says', () => {
  let checked = 0;
  for (const { place, schema, examples } of media(parse(text('contract/openapi.yaml')))) {
    const validate = ajv.compile(local(schema));
    for (const example of examples) {
      assert.ok(validate(example), `${place}: ${ajv.errorsText(validate.errors)}`);
      checked += 1;
    }
  }
  assert.ok(checked >= 11, `only ${checked} examples were found`);
});

test('every reference of the OpenAPI document leads somewhere', () => {
  const document = parse(text('contract/openapi.yaml'));
  const follow = (root, pointer) => pointer.split('/').slice(1).reduce((at, step) => at?.[step.replaceAll('~1', '/')], root);
  let found = 0;
  JSON.stringify(document, (key, value) => {
    if (key === '$ref') {
      const [file, pointer = ''] = value.split('#');
      const root = file ? json(`contract/${file}`) : document;
      assert.ok(pointer ? follow(root, pointer) : root, value);
      found += 1;
    }
    return value;
  });
  assert.ok(found > 30);
});
