// The comparisons that are measured, each as a function of two texts that answers how many changes it found.
// `limited` runs with the limit that the library has by default, or that its own editor sets; `free` without any.

import { presentableDiff } from '@codemirror/merge';
import { diffWords } from 'diff';
import DiffMatchPatch from 'diff-match-patch';
import fastDiff from 'fast-diff';
import { diff as fastMyers } from 'fast-myers-diff';
import { DefaultLinesDiffComputer } from 'vscode-diff';

/** Changes of a list of parts: runs of parts that are not common. */
function runs(parts, isCommon) {
  let count = 0;
  let before = true;
  for (const part of parts) {
    const common = isCommon(part);
    if (!common && before) count += 1;
    before = common;
  }
  return count;
}

function diffMatchPatch(seconds) {
  return (old, changed) => {
    const engine = new DiffMatchPatch();
    engine.Diff_Timeout = seconds;
    const parts = engine.diff_main(old, changed);
    engine.diff_cleanupSemantic(parts);
    return runs(parts, ([kind]) => kind === 0);
  };
}

function vscode(milliseconds) {
  return (old, changed) => {
    const options = { ignoreTrimWhitespace: false, maxComputationTimeMs: milliseconds, computeMoves: false };
    const lines = (text) => text.split(/\r\n|\r|\n/);
    const { changes } = new DefaultLinesDiffComputer().computeDiff(lines(old), lines(changed), options);
    return changes.reduce((count, { innerChanges }) => count + (innerChanges?.length ?? 1), 0);
  };
}

/** Words, spaces and single signs. */
const words = (text) => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];

/** jsdiff answers nothing where it gave up: that counts as no change found. */
const jsdiff = (options) => (old, changed) => {
  const parts = diffWords(old, changed, options);
  return parts ? runs(parts, (part) => !part.added && !part.removed) : 0;
};

export const PEERS = {
  'diff (words)': { limit: 'timeout 1 s', limited: jsdiff({ timeout: 1000 }), free: jsdiff({}) },
  'diff-match-patch (semantic)': { limit: 'Diff_Timeout 1 s', limited: diffMatchPatch(1), free: diffMatchPatch(0) },
  'fast-diff (characters)': { free: (old, changed) => runs(fastDiff(old, changed), ([kind]) => kind === 0) },
  'fast-myers-diff (words)': { free: (old, changed) => [...fastMyers(words(old), words(changed))].length },
  '@codemirror/merge (presentable)': {
    limit: 'scanLimit 500, as its editor',
    limited: (old, changed) => presentableDiff(old, changed, { scanLimit: 500 }).length,
    free: (old, changed) => presentableDiff(old, changed, { scanLimit: 1e9 }).length,
  },
  'vscode-diff (default)': { limit: '5 s, as its editor', limited: vscode(5000), free: vscode(0) },
};
