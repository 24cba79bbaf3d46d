// Whether what a platform gets keeps the rules of the public documents; written from their text, not from our code.

const STATES = ['met', 'unmet', 'na', 'unsure', 'unjudged'];
const EXITS = ['bad_task', 'not_my_field', 'cannot_verify', 'give_up', 'escalate'];
const VERDICTS = ['accept', 'fix', 'return', 'reject', 'adjudicate'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Every rule that an exported line `{task, annotation}` breaks, as a sentence with its place; none where it is good. */
export function broken({ task, annotation }) {
  const found = [];
  const must = (holds, path, rule) => {
    if (!holds) found.push(`${path}: ${rule}`);
  };
  head(task, annotation, must);
  const texts = new Map(task.responses.map(({ id, text }) => [id, text]));
  annotation.issues?.forEach((issue, at) => ofIssue(task, texts, issue, `issues[${at}]`, must));
  annotation.corrections?.forEach((one, at) => ofCorrection(texts, one, `corrections[${at}]`, must));
  const rubric = rubricOf(task, annotation, must);
  annotation.scores?.forEach((score, at) => ofScore(rubric, annotation, score, `scores[${at}]`, must));
  ofPreference(texts, annotation.preference, must);
  unique(task, annotation, must);
  return found;
}

/** Every rule that an exported line `{task, review}` breaks. */
export function brokenReview({ task, review }) {
  const found = [];
  const must = (holds, path, rule) => {
    if (!holds) found.push(`${path}: ${rule}`);
  };
  const { findings, result, subjects, verdict } = review;
  const submitted = new Map(task.submissions.map(({ id, document }) => [id, document]));
  must(task.kind === 'review', 'task.kind', 'is a review');
  must(review.format === 'corrigenda.review/1', 'format', 'is the first version');
  must(UUID.test(review.id), 'id', 'is a uuid');
  must(review.task.id === task.id && review.task.revision === task.revision, 'task', 'is the task that was reviewed');
  must(subjects.length > 0 && subjects.every((id) => submitted.has(id)), 'subjects', 'are submissions of the task');
  must(VERDICTS.includes(verdict), 'verdict', 'is known');
  must(['fix', 'adjudicate'].includes(verdict) === Boolean(result), 'result', 'is there where the verdict asks for one');
  must((subjects.length > 1) === (verdict === 'adjudicate'), 'subjects', 'are several where they become one');
  must(new Set(findings.map(({ id }) => id)).size === findings.length, 'findings', 'have ids of their own');
  findings.forEach((finding, index) => ofFinding(task, submitted, finding, `findings[${index}]`, must));
  must(review.time.active_ms > 0, 'time', 'was counted');
  const { id, submitted_at: at, time, reviewer } = review;
  if (result) found.push(...broken({ task, annotation: { ...result, id, submitted_at: at, time, annotator: reviewer } }).map((one) => `result.${one}`));
  return found;
}

function ofFinding(task, submitted, finding, path, must) {
  const { issue, ref, subject, verdict } = finding;
  const work = submitted.get(subject);
  must(Boolean(work), path, 'is about a submission');
  must(['right', 'wrong', 'harmful', 'missed'].includes(verdict), path, 'has a known verdict');
  must((verdict === 'missed') === Boolean(issue), path, 'has an issue where something was missed');
  must(!['wrong', 'harmful'].includes(verdict) || finding.comment.trim() !== '', path, 'says why');
  if (issue) return ofIssue(task, new Map(task.responses.map(({ id, text }) => [id, text])), issue, `${path}.issue`, must);
  const parts = [...work.issues, ...work.corrections.flatMap(({ edits }) => edits), ...work.steps ?? []].map(({ id }) => id);
  return must([...parts, ...work.scores.map((score) => score.criterion), 'preference'].includes(ref), path, 'names a part of the work');
}

function head(task, annotation, must) {
  must(task.format === 'corrigenda.task/1', 'task.format', 'is the first version');
  must(annotation.format === 'corrigenda.annotation/1', 'format', 'is the first version');
  must(UUID.test(annotation.id), 'id', 'is a uuid');
  must(typeof annotation.annotator === 'string' && annotation.annotator !== '', 'annotator', 'is named');
  must(!Number.isNaN(Date.parse(annotation.submitted_at)), 'submitted_at', 'is a time');
  must(annotation.task.id === task.id, 'task.id', 'is the task');
  must(annotation.task.revision === task.revision, 'task.revision', 'is the revision that was judged');
  must((annotation.task.instructions ?? undefined) === task.instructions?.version, 'task.instructions', 'is their version');
  must((annotation.task.rubric ?? undefined) === task.rubric?.version, 'task.rubric', 'is its version');
  const { active_ms: active, idle_ms: idle } = annotation.time ?? {};
  must(Number.isFinite(active) && active > 0 && Number.isFinite(idle) && idle >= 0, 'time', 'was counted');
  must(!annotation.exit || EXITS.includes(annotation.exit.kind), 'exit.kind', 'is known');
  must(!annotation.exit || annotation.exit.note.trim() !== '', 'exit.note', 'says why');
}

/** A span counts code points of the original, says what is there and what is around it, and cuts no grapheme. */
function ofSpan(text, span, path, must) {
  if (!span || text === undefined) return must(false, path, 'is a span of a response');
  const points = [...text];
  const { start, end } = span;
  must(span.unit === 'codepoint', path, 'counts code points');
  must(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= points.length, path, 'lies in the text');
  must(points.slice(start, end).join('') === span.exact, path, 'says exactly what stands there');
  must(points.slice(Math.max(0, start - 32), start).join('').endsWith(span.prefix ?? ''), path, 'says what stands before');
  must(points.slice(end, end + 32).join('').startsWith(span.suffix ?? ''), path, 'says what stands after');
  const cuts = new Set([0, text.length, ...Array.from(new Intl.Segmenter().segment(text), ({ index }) => index)]);
  const units = (count) => points.slice(0, count).join('').length;
  must(cuts.has(units(start)) && cuts.has(units(end)), path, 'cuts no grapheme');
}

function ofIssue(task, texts, issue, path, must) {
  must(texts.has(issue.response), path, 'is of a response');
  must(task.taxonomy.categories.some(({ id }) => id === issue.category), path, 'has a category of the taxonomy');
  must(task.taxonomy.severities.some(({ id }) => id === issue.severity), path, 'has a severity of the taxonomy');
  if (issue.span !== null) ofSpan(texts.get(issue.response), issue.span, `${path}.span`, must);
}

function ofCorrection(texts, { response, text, edits }, path, must) {
  const original = texts.get(response);
  edits.forEach((edit, at) => ofSpan(original, edit.span, `${path}.edits[${at}].span`, must));
  const sorted = [...edits].sort((one, other) => one.span.start - other.span.start);
  must(sorted.every(({ span }, at) => at === 0 || sorted[at - 1].span.end <= span.start), path, 'has disjoint edits');
  const points = [...original];
  for (const { span, insert } of sorted.reverse()) points.splice(span.start, span.end - span.start, ...insert);
  must(points.join('') === text, path, 'is the original with its edits');
}

/** What responses are judged by: the rubric that was written where one is asked for. */
function rubricOf(task, annotation, must) {
  const asks = (part) => task.parts.includes(part);
  const said = (text) => Boolean(text?.trim());
  const { turns, rubric, reference } = annotation.authored ?? {};
  must(!asks('prompt') || turns?.some(({ text }) => said(text)), 'authored.turns', 'say something where a prompt is asked for');
  must(!asks('reference') || said(reference?.text), 'authored.reference', 'says something where it is asked for');
  if (!asks('rubric')) return task.rubric;
  must(rubric?.criteria.length > 0, 'authored.rubric', 'has criteria where it is asked for');
  rubric?.criteria.forEach(({ title, text }, at) => must(said(title) || said(text), `authored.rubric.criteria[${at}]`, 'has words'));
  must((annotation.dismissed ?? []).every(({ rule, reason }) => said(rule) && said(reason)), 'dismissed', 'names the rule and the reason');
  return rubric;
}

function ofScore(rubric, annotation, score, path, must) {
  const criterion = rubric?.criteria.find(({ id }) => id === score.criterion);
  must(Boolean(criterion), path, 'is of a criterion');
  must(STATES.includes(score.state), path, 'has a known state');
  const judged = score.state === 'met' || score.state === 'unmet';
  const binary = criterion?.scale.kind === 'binary';
  must(!judged || (score.value === null || score.value === undefined) === binary, path, 'has a value where its scale has');
  must(criterion?.rationale !== 'required' || score.rationale?.trim(), path, 'has a rationale where it must');
  const ids = new Set([...annotation.issues ?? [], ...(annotation.corrections ?? []).flatMap(({ edits }) => edits)].map(({ id }) => id));
  must((score.evidence ?? []).every((one) => one.source || ids.has(one.ref)), path, 'rests on what is there');
}

function ofPreference(texts, preference, must) {
  if (!preference) return;
  must(preference.ranking.flat().every((id) => texts.has(id)), 'preference.ranking', 'ranks responses');
  must([...preference.shown].sort().join() === [...texts.keys()].sort().join(), 'preference.shown', 'is all responses');
  for (const { left, right, strength } of preference.pairs ?? []) {
    must(texts.has(left) && texts.has(right) && left !== right, 'preference.pairs', 'are of two responses');
    must(Number.isInteger(strength) && Math.abs(strength) <= 3, 'preference.pairs', 'have a strength from -3 to 3');
  }
}

function unique(task, annotation, must) {
  const edits = (annotation.corrections ?? []).flatMap((one) => one.edits);
  const ids = [...annotation.issues ?? [], ...edits, ...task.responses, ...task.turns, ...(annotation.authored?.rubric ?? task.rubric)?.criteria ?? []].map(({ id }) => id);
  must(new Set(ids).size === ids.length, 'ids', 'are unique in task and annotation');
  const known = new Set([...(annotation.issues ?? []), ...(task.rubric?.criteria ?? [])].map(({ id }) => id));
  must(edits.every(({ answers }) => answers.every((id) => known.has(id))), 'answers', 'name issues and criteria');
}
