// What the page says, English and German side by side.

const WORDS = {
  title: ['Figures', 'Zahlen'],
  token: ['Token of an admin', 'Token einer Administratorin'],
  tokenHint: ['It stays in this page’s memory, and is gone when you leave.', 'Es bleibt im Speicher dieser Seite und ist weg, wenn Sie gehen.'],
  signIn: ['Sign in', 'Anmelden'],
  signOut: ['Sign out', 'Abmelden'],
  refused: ['This token is not that of an admin.', 'Dieses Token gehört keiner Administratorin.'],
  refresh: ['Refresh', 'Auffrischen'],
  asOf: ['As of {0}', 'Stand {0}'],
  language: ['Deutsch', 'English'],
  theme: ['Appearance', 'Darstellung'],
  auto: ['As the system', 'Wie das System'],
  light: ['Light', 'Hell'],
  dark: ['Dark', 'Dunkel'],
  loading: ['Loading …', 'Lädt …'],
  failed: ['The figures could not be had: {0}', 'Die Zahlen waren nicht zu bekommen: {0}'],
  offline: ['the server does not answer', 'der Server antwortet nicht'],
  again: ['Try again', 'Noch einmal'],
  noTasks: ['There are no tasks yet. Bring some in: POST /api/tasks, or corrigenda-server import.', 'Es gibt noch keine Aufgaben. Bringen Sie welche herein: POST /api/tasks oder corrigenda-server import.'],
  progress: ['Progress', 'Fortschritt'],
  queue: ['Queue', 'Warteschlange'],
  noQueue: ['without a queue', 'ohne Warteschlange'],
  annotate: ['to judge', 'zu beurteilen'],
  review: ['reviews', 'Prüfungen'],
  done: ['Done', 'Fertig'],
  doneOf: ['{0} of {1}', '{0} von {1}'],
  held: ['In work', 'In Arbeit'],
  submissions: ['Submissions', 'Abgaben'],
  known: ['Known answers', 'Bekannte Antworten'],
  throughput: ['Throughput', 'Durchsatz'],
  perHour: ['Submissions an hour, the last two days', 'Abgaben je Stunde, die letzten zwei Tage'],
  perDay: ['Submissions a day, the last thirty days', 'Abgaben am Tag, die letzten dreißig Tage'],
  sum: ['{0} in all, at most {1}', '{0} im Ganzen, höchstens {1}'],
  asTable: ['As a table', 'Als Tabelle'],
  from: ['From', 'Ab'],
  workers: ['Workers', 'Mitarbeitende'],
  worker: ['Worker', 'Kennung'],
  noWorkers: ['Nobody has submitted anything yet.', 'Noch hat niemand etwas abgegeben.'],
  noneFound: ['Nobody of this name has submitted anything.', 'Niemand dieses Namens hat etwas abgegeben.'],
  find: ['Find', 'Suchen'],
  order: ['Order', 'Ordnung'],
  byDone: ['most submissions first', 'meiste Abgaben zuerst'],
  byTime: ['longest time first', 'längste Zeit zuerst'],
  byGold: ['least agreement with known answers first', 'geringste Übereinstimmung mit Bekanntem zuerst'],
  byWorker: ['by name', 'nach Namen'],
  days: ['Days', 'Tage'],
  time: ['Time for a task', 'Zeit je Aufgabe'],
  goldShare: ['Share with a known answer', 'Anteil mit bekannter Antwort'],
  goldAgreed: ['Agrees with it', 'Stimmt damit überein'],
  goldOf: ['{0} ({1} of {2})', '{0} ({1} von {2})'],
  none: ['none', 'keine'],
  last: ['Last', 'Zuletzt'],
  more: ['Show {0} more', 'Weitere {0} zeigen'],
  shown: ['{0} shown', '{0} gezeigt'],
  agreement: ['Agreement', 'Übereinstimmung'],
  judgements: ['Judgements (Krippendorff’s α)', 'Urteile (Krippendorffs α)'],
  places: ['Marked places (F1)', 'Markierte Stellen (F1)'],
  base: ['{0} agreed, of {1} judgements that at least two made', '{0} gleich, von {1} Urteilen, die mindestens zwei fällten'],
  baseOfPlaces: ['in {0} responses', 'in {0} Antworten'],
  interval: ['95 % lie between {0} and {1}', '95 % liegen zwischen {0} und {1}'],
  undefined: ['undefined', 'nicht bestimmt'],
  ofTasks: ['The last {0} tasks that several people did', 'Die letzten {0} Aufgaben, die mehrere gemacht haben'],
  noTasksTwice: ['No task was done by several people yet.', 'Noch hat keine Aufgabe mehrere Abgaben.'],
  export: ['Export', 'Ausfuhr'],
  exportHint: ['Every submission with its task, one a line. For millions of them: corrigenda-server export.', 'Jede Abgabe mit ihrer Aufgabe, eine je Zeile. Bei Millionen: corrigenda-server export.'],
  download: ['Download annotations.jsonl', 'annotations.jsonl herunterladen'],
  exporting: ['{0} so far …', '{0} bisher …'],
  exported: ['Done: {0}.', 'Fertig: {0}.'],
  exportFailed: ['The export broke off: {0}', 'Die Ausfuhr brach ab: {0}'],
  minutes: ['{0} min', '{0} min'],
  timesIn: ['Hours are those of {0}, days those of UTC.', 'Stunden sind die von {0}, Tage die von UTC.'],
};

// The server says why a figure is undefined in English.
const REASONS = {
  'no unit was judged by two raters': 'keine Einheit haben zwei Personen beurteilt',
  'everybody always chose the same category: chance alone explains all agreement': 'alle wählten immer dasselbe: schon der Zufall erklärt die ganze Übereinstimmung',
  'nobody marked anything': 'niemand hat etwas markiert',
  'there are no two raters': 'es gibt keine zwei Personen',
};

export const LANGS = ['en', 'de'];

/** How a language says things: words, numbers and times. */
export function speech(lang) {
  const at = LANGS.indexOf(lang);
  // Of several English times and numbers, those of the reader.
  const place = navigator.language.startsWith(lang) ? navigator.language : lang;
  const number = new Intl.NumberFormat(place);
  const share = new Intl.NumberFormat(place, { style: 'percent', maximumFractionDigits: 1 });
  const figure = new Intl.NumberFormat(place, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const one = new Intl.NumberFormat(place, { maximumFractionDigits: 1 });
  const format = (options) => {
    const made = new Intl.DateTimeFormat(place, options);
    return (text) => made.format(new Date(text));
  };
  return {
    lang,
    say: (key, ...values) => WORDS[key][at].replace(/\{(\d)\}/g, (_, index) => values[Number(index)]),
    reason: (text) => (lang === 'de' ? REASONS[text] ?? text : text),
    number: (value) => number.format(value),
    share: (value) => share.format(value),
    figure: (value) => figure.format(value),
    minutes: (ms) => one.format(ms / 60000),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    moment: format({ dateStyle: 'medium', timeStyle: 'medium' }),
    hour: format({ weekday: 'short', hour: '2-digit', minute: '2-digit' }),
    // Days are those of the server: UTC.
    day: format({ day: 'numeric', month: 'short', timeZone: 'UTC' }),
  };
}
