// Types of element.js: the custom element, its documents and events, and the functions without interface.

/** Offsets count in this unit; bare numbers are UTF-16 code units, as JavaScript counts. */
export type Unit = 'codepoint' | 'utf16' | 'byte';

export interface Span {
  unit: Unit;
  start: number;
  end: number;
  exact: string;
  prefix?: string;
  suffix?: string;
}

// ------------------------------------------------------------------------------------------------------------- task

export type Part =
  | 'issues' | 'scores' | 'steps' | 'claims' | 'correction' | 'preference' | 'prompt' | 'rubric' | 'reference';

export type Demand = 'required' | 'optional' | 'none';

export interface Level {
  value: number;
  name: string;
  description?: string;
  share?: number;
}

export type Scale =
  | { kind: 'binary' }
  | { kind: 'ordinal'; levels: Level[] }
  | { kind: 'numeric'; target: string; tolerance: { relative: number } | { absolute: number }; unit?: string };

export interface Criterion {
  id: string;
  title: string;
  text?: string;
  points: number;
  class?: string | null;
  tags?: string[];
  scale?: Scale;
  gate?: boolean;
  requires?: string[];
  turn?: string | null;
  rationale?: Demand;
  evidence?: Demand;
  source?: string;
  quote?: string;
}

export interface Rubric {
  id: string;
  version: string;
  criteria: Criterion[];
}

export interface Taxonomy {
  categories: { id: string; name: string; parent?: string | null; description?: string }[];
  severities: { id: string; name: string; weight: number }[];
}

export interface Response {
  id: string;
  turn?: string;
  text: string;
  model?: string;
  steps?: { id: string; span: Span; alternatives?: { id: string; text: string }[] }[];
}

/** What comes in. Fields that are not named here are kept. */
export interface Task {
  format: 'corrigenda.task/1';
  id: string;
  revision?: string;
  kind?: 'annotate' | 'review';
  queue?: string;
  domains?: string[];
  language?: string;
  title?: string;
  instructions?: { version: string; text: string };
  turns: { id: string; role: 'system' | 'user' | 'assistant'; text: string }[];
  sources?: { id: string; title: string; url?: string | null; text?: string }[];
  attachments?: { id: string; title: string; media_type: string; bytes: number; url: string }[];
  responses: Response[];
  reference?: { text: string } | null;
  rubric?: Rubric | null;
  taxonomy?: Taxonomy | null;
  comparison?: { dimensions: { id: string; name: string }[] } | null;
  step_mode?: 'every' | 'first_error';
  parts?: Part[];
  blind?: boolean;
  minutes?: number | null;
  pay?: { amount: string; currency: string; per: string } | null;
  submissions?: { id: string; annotator: string; document: Annotation }[];
  /** Reviews that the work came back with, the last one last. */
  reviews?: { id: string; reviewer?: string | null; document: Review }[];
  [unknown: string]: unknown;
}

// ------------------------------------------------------------------------------------------------------- annotation

export type ScoreState = 'met' | 'unmet' | 'na' | 'unsure' | 'unjudged';

export interface Quotation {
  source: string;
  quote: string;
  found?: string;
}

export interface Score {
  criterion: string;
  response: string | null;
  state: ScoreState;
  value?: number | null;
  rationale?: string;
  evidence?: ({ ref: string } | Quotation | { response: string; quote: string })[];
}

export interface Issue {
  id: string;
  response: string;
  category: string | null;
  severity: string | null;
  comment?: string;
  span: Span | null;
  sources?: Quotation[];
  left?: string | null;
}

export interface Edit {
  id: string;
  span: Span;
  insert: string;
  move?: string | null;
  category?: string | null;
  severity?: string | null;
  rationale?: string;
  answers?: string[];
}

export interface Correction {
  response: string;
  text: string;
  edits: Edit[];
}

export interface Pair {
  left: string;
  right: string;
  /** -3 (left much better) to 3 (right much better). */
  strength: -3 | -2 | -1 | 0 | 1 | 2 | 3;
}

export interface Preference {
  shown: string[];
  ranking: string[][];
  unacceptable?: string[];
  rationale?: string;
  pairs?: Pair[];
  dimensions?: { dimension: string; ranking: string[][]; pairs: Pair[] }[];
}

export type ExitKind = 'bad_task' | 'not_my_field' | 'cannot_verify' | 'give_up' | 'escalate';

/** What goes out, and the draft. `id`, `annotator` and `submitted_at` are written by the backend. */
export interface Annotation {
  format: 'corrigenda.annotation/1';
  id?: string;
  annotator?: string;
  submitted_at?: string;
  task: { id: string; revision?: string; instructions?: string | null; rubric?: string | null };
  scores?: Score[];
  issues?: Issue[];
  corrections?: Correction[];
  preference?: Preference | null;
  exit?: { kind: ExitKind; note: string } | null;
  note?: string | null;
  time?: { active_ms: number; idle_ms: number };
  [unknown: string]: unknown;
}

/** What a reviewer says of annotations. */
export interface Review {
  format: 'corrigenda.review/1';
  id?: string;
  reviewer?: string;
  submitted_at?: string;
  task: { id: string; revision?: string };
  subjects?: string[];
  findings?: {
    id: string;
    subject: string;
    ref?: string | null;
    /** Of a criterion: the response that was scored. */
    response?: string | null;
    verdict: 'right' | 'wrong' | 'harmful' | 'missed';
    severity?: string | null;
    comment?: string;
    issue?: Issue | null;
  }[];
  verdict?: 'accept' | 'fix' | 'return' | 'reject' | 'adjudicate' | null;
  comment?: string | null;
  result?: Annotation | null;
  exit?: { kind: ExitKind; note: string } | null;
  time?: { active_ms: number; idle_ms: number };
  [unknown: string]: unknown;
}

/** Something that stands in the way of submitting. */
export interface Problem {
  code: string;
  message: string;
  /** JSON path in the annotation. */
  path: string;
  /** The id of what it stands at. */
  at: string;
}

// ---------------------------------------------------------------------------------------------------------- backend

/** The task backend contract as an object: promises of the bodies, or rejected with the problem document. */
export interface Backend {
  /** Part of the name that work is kept under on the device. */
  name?: string;
  claim(body: { queue?: string; kind?: 'annotate' | 'review'; task_id?: string; domains?: string[] }): Promise<
    | { task: Task; lease: { id: string; seconds: number }; draft: { rev: number; content: Annotation | Review } | null; worker?: { id: string } }
    | { task: null; retry_after?: number }
  >;
  draft(
    taskId: string,
    body: { lease_id: string; base_rev: number; content?: Annotation | Review },
  ): Promise<{ rev: number; seconds: number }>;
  submit(
    taskId: string,
    uuid: string,
    body: { lease_id: string; content: Annotation; client: { name: string; version: string } },
  ): Promise<{ id: string; received_at: string }>;
  release(leaseId: string, body: { reason: 'skip' | 'release' }): Promise<void>;
}

/** RFC 9457, as backends reject with it. */
export interface ProblemDocument {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  errors?: { pointer: string; detail: string }[];
  retry_after?: number;
  current?: { rev: number; content: Annotation };
}

// ---------------------------------------------------------------------------------------------------------- element

/** A response as the platform's own page shows it. */
export interface Shown {
  /** The response's id. */
  id: string;
  /** How much of its words the page shows, from 0 to 1. */
  share: number;
  /** Its issues that have a place: `moved` where their words stand elsewhere, `changed` where other words stand there, `orphaned` where nothing does. */
  issues: { id: string; state: 'attached' | 'moved' | 'changed' | 'orphaned' }[];
}

export interface CorrigendaEventMap {
  /** It can be used. */
  'corrigenda-ready': CustomEvent<null>;
  /** A task is on the desk, or none. */
  'corrigenda-task': CustomEvent<{ task: Task | null }>;
  /** The annotation changed; it is the element's `value`. */
  'corrigenda-change': CustomEvent<null>;
  /** The backend has the draft at this revision. */
  'corrigenda-draft': CustomEvent<{ rev: number }>;
  /** About to be frozen and sent; `preventDefault()` stops it. */
  'corrigenda-before-submit': CustomEvent<{ value: Annotation }>;
  /** It has arrived. */
  'corrigenda-submitted': CustomEvent<{ id: string; task: string }>;
  /** Everything on this device shall be forgotten; the element asks first. `preventDefault()` leaves it to the page. */
  'corrigenda-forget': CustomEvent<null>;
  /** Cancelable: the work at hand is wanted in a format of another house; the element asks which. */
  'corrigenda-export': CustomEvent<null>;
  /** How the page's own text shows the responses (see `htmlFor`): told whenever that changes. */
  'corrigenda-target': CustomEvent<{ responses: Shown[] }>;
  /** Something went wrong that the expert was told of. */
  'corrigenda-error': CustomEvent<{ message: string }>;
}

export class CorrigendaWorkbench extends HTMLElement {
  /** A URL, `demo:`, `file:`, `label-studio:https://…?project=1`, or an object with the four calls. */
  get backend(): string | Backend | null;
  set backend(backend: string | URL | Backend | null);
  queue: string | null;
  /** The kind of work to claim: `annotate` where nothing is said. */
  kind: 'annotate' | 'review' | null;
  theme: 'auto' | 'light' | 'dark';
  /** How cookies travel with calls, as `fetch` has it. */
  credentials: RequestCredentials;
  /** Asked for a bearer token when one is needed; kept in memory only. */
  getToken: (() => string | null | Promise<string | null>) | null;

  /** What of the page shows the responses and is marked: a selector (the attribute `for`), an element, or several. */
  get htmlFor(): string | Element | Iterable<Element> | null;
  set htmlFor(target: string | Element | Iterable<Element> | null);

  /**
   * The task on the desk; of a blind one the responses stand in the order that the expert sees. Set to an id it opens that task; set
   * to a document it needs no backend.
   */
  get task(): Task | null;
  set task(task: Task | string | null);
  /** The annotation as it stands. Set before a task document is, it is the draft to start from. */
  get value(): Annotation | null;
  set value(value: Annotation | null);

  /** What was submitted to a `file:` backend, `{task, annotation}` a line; null where there is none. */
  exported(): Promise<string | null>;
  claim(task?: string): void;
  save(): void;
  submit(): void;
  skip(): void;
  undo(): void;
  redo(): void;
  /** What stands in the way of submitting; null where there is no task. */
  check(): Problem[] | null;

  addEventListener<K extends keyof CorrigendaEventMap>(
    type: K,
    listener: (this: CorrigendaWorkbench, event: CorrigendaEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: CorrigendaWorkbench, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'corrigenda-workbench': CorrigendaWorkbench;
  }
}

// ------------------------------------------------------------------------------------- functions without interface

/** What is thrown at bad input. */
export interface InputError extends Error {
  path: string;
  expected: string;
  found: string;
}

// -------------------------------------------------------------------------------------------------------- functions

export * from './functions.js';
