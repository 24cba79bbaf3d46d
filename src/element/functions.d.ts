// Types of the functions without interface.

import type { Annotation, Part, Problem, Rubric, Score, ScoreState, Span, Task } from './element.js';

export interface Hunk {
  id: string;
  kind: 'insert' | 'delete' | 'replace';
  old: [start: number, end: number];
  new: [start: number, end: number];
  oldText: string;
  newText: string;
  move?: string;
  inner?: Hunk[];
}

/** Where a change stands in each text, and who made it; `ours` and `theirs` also where one's change includes the other's. */
export interface Change {
  by: 'ours' | 'theirs' | 'both' | 'conflict' | 'chosen';
  base: [start: number, end: number];
  ours: [start: number, end: number];
  theirs: [start: number, end: number];
  text: [start: number, end: number];
}

export interface Merge {
  text: string;
  /** What nobody has chosen yet, in order: the changes whose `by` is `conflict`. */
  conflicts: { base: string; ours: string; theirs: string }[];
  clean: boolean;
  /** All changes, in order; what lies between them is the same in all texts. */
  changes: Change[];
}

/** What is to stand where two versions conflict; `both` is ours, then theirs. */
export type Choice = null | 'base' | 'ours' | 'theirs' | 'both' | { text: string };

export interface Tally {
  response: string | null;
  points: number;
  possible: number;
  share: number | null;
  complete: boolean;
  gates: string[];
  decided_by: string | null;
  unjudged: string[];
  /** Points over possible points, below 0 where more is lost than earned. */
  raw: number | null;
  /** How good each judged criterion is, weighted by its points. */
  mean: number | null;
  /** The mean level of the judged ordinal criteria. */
  level: number | null;
  /** What would raise the share, the greatest gain first. */
  changes: { criterion: string; state: ScoreState; share: number; passes: boolean }[];
}

/** Something that is wrong with a rubric; `criterion` is null for the rubric as a whole. */
export interface Finding {
  criterion: string | null;
  rule: string;
  message: string;
  span: { field: 'title' | 'text'; unit: 'utf16'; start: number; end: number; exact: string } | null;
  fix: { remove: string } | { unrequire: string } | { gate: false } | null;
  /** What the fix would do, in words. */
  cure: string | null;
}

export type Metric =
  | 'percent' | 'cohen' | 'fleiss' | 'conger' | 'alpha' | 'ac1' | 'ac2' | 'brennan_prediger' | 'span_f1' | 'u_alpha' | 'tau_b';

/** Rows of ratings (a unit a row, a rater a column), entries, or places marked in texts. */
export type Ratings =
  | (string | number | boolean | null)[][]
  | { unit: string | number; rater: string | number; value: string | number | boolean | null }[]
  | { raters?: (string | number)[]; texts: MarkedText[] }
  | MarkedText;

export interface MarkedText {
  begin?: number;
  length: number;
  spans: { rater: string | number; start: number; end: number; category?: string }[];
}

export type Agreement =
  | { value: number; observed: number; expected: number | null; error: number | null; n: number; raters: number; interval: [number, number] | null }
  | { undefined: string; observed: number | null; n: number; raters: number };

export type ReadFormat = WriteFormat | 'prbench' | 'profbench' | 'biggen' | 'langsmith' | 'jsonl';
export type WriteFormat =
  | 'corrigenda' | 'healthbench' | 'trl_sft' | 'trl_preference' | 'trl_unpaired' | 'trl_stepwise' | 'prm800k' | 'processbench'
  | 'helpsteer3_preference' | 'helpsteer3_feedback' | 'helpsteer3_edit' | 'label_studio' | 'label_studio_predictions' | 'argilla'
  | 'w3c' | 'm2' | 'criticmarkup' | 'mqm_tsv' | 'csv';

/** Which column, or which field by its dotted path, is what. */
export interface Mapping {
  id?: string; prompt?: string; system?: string; responses?: string[]; models?: string[]; reference?: string;
  title?: string; language?: string; domain?: string; sources?: string[]; rubric?: string; separator?: string; parts?: Part[];
}

export interface Functions {
  diff(
    original: string,
    corrected: string,
    options?: { kind?: 'auto' | 'prose' | 'markdown' | 'code' },
  ): { hunks: Hunk[]; degraded: boolean };
  /** The text with those hunks accepted; all of them where `ids` is left out. */
  apply(original: string, hunks: Hunk[], ids?: string[]): string;
  /** Two changed versions as one. Where they conflict, `text` holds ours. */
  merge(base: string, ours: string, theirs: string): Merge;
  /** The same with conflicts settled, in the order of the merge's `conflicts`; `null` leaves one open. */
  settle(base: string, ours: string, theirs: string, choices: Choice[]): Merge;
  anchor(
    text: string,
    span: Span,
  ): { start: number; end: number; state: 'attached' | 'moved' | 'changed' | 'orphaned'; score: number };
  score(rubric: Rubric, scores: Score[]): Tally[];
  lint(
    rubric: Rubric,
    options?: {
      subject?: 'response' | 'reasoning'; minimum?: number; language?: string; off?: string[];
      dismissed?: { criterion: string | null; rule: string; reason: string }[];
    },
  ): Finding[];
  agreement(
    ratings: Ratings,
    options: {
      metric: Metric; weights?: 'identity' | 'linear' | 'quadratic' | 'ordinal' | 'ratio';
      level?: 'nominal' | 'ordinal' | 'interval' | 'ratio'; categories?: (string | number)[];
      match?: 'exact' | 'overlap' | 'character'; category?: string; seed?: number; samples?: number; confidence?: number;
    },
  ): Agreement;
  /** `losses` says what the target cannot carry, by its path in the input as our documents. */
  convert(
    input: string | { task: Task; annotations: Annotation[] }[],
    options: { from: ReadFormat; to: WriteFormat; mapping?: Mapping; tasks?: Task[] },
  ): { text: string; losses: { path: string; why: string }[] };
  check(task: Task, annotation: Annotation): Problem[];
}

/** Loads the wasm, once, and answers the functions; in the browser and in Node. */
export function load(): Promise<Functions>;

type Later<F> = F extends (...given: infer A) => infer R ? (...given: A) => Promise<R> : never;

export const diff: Later<Functions['diff']>;
export const apply: Later<Functions['apply']>;
export const merge: Later<Functions['merge']>;
export const settle: Later<Functions['settle']>;
export const anchor: Later<Functions['anchor']>;
export const score: Later<Functions['score']>;
export const check: Later<Functions['check']>;
export const lint: Later<Functions['lint']>;
export const agreement: Later<Functions['agreement']>;
export const convert: Later<Functions['convert']>;
