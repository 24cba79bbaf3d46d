//! What the views say, in English and in German written by hand.

use crate::app::word::say;

say! {
    // The day.
    CLAIM: "Get a task" / "Aufgabe holen";
    CLAIMING: "Getting your task …" / "Ihre Aufgabe wird geholt …";
    OPENING: "Opening …" / "Wird geöffnet …";
    TRY_NOW: "Try now" / "Jetzt versuchen";
    TRYING_AGAIN: "Trying again by itself." / "Es wird von selbst erneut versucht.";
    NO_TASK_TITLE: "Nothing to do right now" / "Im Moment ist nichts zu tun";
    NO_TASK_TEXT: "New tasks open by themselves when they arrive." / "Neue Aufgaben öffnen sich von selbst, sobald sie da sind.";
    DONE_TITLE: "Done for today" / "Für heute geschafft";
    DONE_COUNT: "One task submitted. Nothing is waiting.|{} tasks submitted. Nothing is waiting." / "Eine Aufgabe abgegeben. Es wartet nichts mehr.|{} Aufgaben abgegeben. Es wartet nichts mehr.";
    LOOK_AGAIN: "Look again" / "Noch einmal nachsehen";
    REFUSED_TITLE: "No task could be opened" / "Es konnte keine Aufgabe geöffnet werden";
    RESTING_TITLE: "Ready when you are" / "Bereit, wenn Sie es sind";
    RESTING_TEXT: "No backend is set for this workbench." / "Für diesen Arbeitsplatz ist kein Backend eingestellt.";

    // The bar.
    RESPONSES: "Responses" / "Antworten";
    RESPONSE: "Response {}" / "Antwort {}";
    KEYS: "Keys" / "Tasten";
    SETTINGS: "View" / "Ansicht";
    FORGET: "Forget everything on this device …" / "Alles auf diesem Gerät vergessen …";
    TIME_TITLE: "Active time; it pauses when you are away" / "Aktive Zeit; sie ruht, wenn Sie nicht da sind";
    TIME_CAP: "/ {} h" / "/ {} h";
    PAUSED: "paused" / "ruht";
    SAFE_NOTHING: "No changes yet" / "Noch nichts geändert";
    SAFE_KEEPING: "Saving …" / "Wird gesichert …";
    SAFE_HERE: "Saved on this device" / "Auf diesem Gerät gesichert";
    SAFE_SENDING: "Sending …" / "Wird gesendet …";
    SAFE_THERE: "Saved {}" / "Gesichert {}";
    SAFE_OFFLINE: "Offline, saved on this device" / "Offline, auf diesem Gerät gesichert";
    SAFE_RETRYING: "Server silent, saved on this device" / "Server antwortet nicht, auf diesem Gerät gesichert";
    SAFE_LOST: "Time for this task is over" / "Zeit für diese Aufgabe abgelaufen";
    SAFE_READ_ONLY: "Read only" / "Nur lesen";
    SAFE_SIGN_IN: "Signed out, saved on this device" / "Abgemeldet, auf diesem Gerät gesichert";
    SAFE_REFUSED: "Not accepted, saved on this device" / "Nicht angenommen, auf diesem Gerät gesichert";
    SAFE_UNSAFE: "Not saved yet" / "Noch nicht gesichert";

    // Banners.
    LOST_TITLE: "Your time for this task is over." / "Ihre Zeit für diese Aufgabe ist abgelaufen.";
    LOST_TEXT: "Your work is safe on this device. Ask for the task again, or download what you have." / "Ihre Arbeit ist auf diesem Gerät gesichert. Holen Sie die Aufgabe erneut oder laden Sie Ihren Stand herunter.";
    ASK_AGAIN: "Ask for it again" / "Erneut holen";
    DOWNLOAD: "Download my work" / "Meine Arbeit herunterladen";
    SIGN_IN_TEXT: "You were signed out. Your work is safe on this device. Sign in in the page around, then continue." / "Sie wurden abgemeldet. Ihre Arbeit ist auf diesem Gerät gesichert. Melden Sie sich auf der Seite an und machen Sie weiter.";
    CONTINUE: "Continue" / "Weiter";
    STATE: "State of your work" / "Stand Ihrer Arbeit";
    OBJECTIONS: "The server objects:" / "Der Server beanstandet:";
    SUBMITTING: "Submitting …" / "Wird abgegeben …";
    SUBMIT_WAITS: "Your submission is safe on this device and is sent as soon as the server answers." / "Ihre Abgabe ist auf diesem Gerät gesichert und wird gesendet, sobald der Server antwortet.";

    // The task pane.
    TASK: "Task" / "Aufgabe";
    CONVERSATION: "Conversation" / "Gespräch";
    SOURCES: "Sources" / "Quellen";
    ATTACHMENTS: "Attachments" / "Anlagen";
    INSTRUCTIONS: "Instructions" / "Anleitung";
    REFERENCE: "Reference answer" / "Musterantwort";
    ROLE_USER: "Question" / "Frage";
    ROLE_ASSISTANT: "Earlier answer" / "Frühere Antwort";
    ROLE_SYSTEM: "Set-up" / "Vorgabe";
    ROLE_TOOL: "Tool" / "Werkzeug";
    OPEN_DRAWER: "Show the task" / "Aufgabe zeigen";
    CLOSE: "Close" / "Schließen";
    CLOSE_DRAWER: "Hide the task" / "Aufgabe ausblenden";
    RESIZE_TASK: "Width of the task pane" / "Breite der Aufgabe";
    RESIZE_JUDGE: "Width of the judgement pane" / "Breite der Bewertung";
    NO_RESPONSE: "This task has no response to judge." / "Diese Aufgabe hat keine Antwort, die zu bewerten wäre.";

    // The surface.
    VIEW: "View of the response" / "Ansicht der Antwort";
    READ: "Read" / "Lesen";
    CORRECT: "Correct" / "Korrigieren";
    SOURCE: "Source" / "Quelltext";
    INLINE: "In one text" / "In einem Text";
    SIDES: "Side by side" / "Nebeneinander";
    ONLY: "Only changes" / "Nur Änderungen";
    TYPED: "Typed in place" / "Direkt im Text";
    TYPED_LABEL: "Corrected text with tracked changes, Markdown" / "Korrigierter Text mit nachverfolgten Änderungen, Markdown";
    FOLDED: "… 1 line …|… {} lines …" / "… 1 Zeile …|… {} Zeilen …";
    COMPARED: "View of the changes" / "Ansicht der Änderungen";
    ORIGINAL: "Original" / "Original";
    CORRECTED: "Corrected" / "Korrigiert";
    FIELD: "Corrected text, Markdown" / "Korrigierter Text, Markdown";
    UNSEEN_CHARACTER: "Character that cannot be seen: {}" / "Unsichtbares Zeichen: {}";
    NOT_SET: "This formula cannot be set: its source is shown." / "Diese Formel lässt sich nicht setzen: Es steht ihr Quelltext da.";
    TRACKED: "Tracked changes" / "Nachverfolgte Änderungen";
    CHANGES_COUNT: "1 change|{} changes" / "1 Änderung|{} Änderungen";
    NO_CHANGES: "No changes yet" / "Noch keine Änderungen";
    WITHOUT_REASON: "{} without a reason|{} without a reason" / "{} ohne Grund|{} ohne Grund";
    WITHOUT_EDIT: "1 issue without a change|{} issues without a change" / "1 Fehler ohne Änderung|{} Fehler ohne Änderung";
    ALL_TIED: "every change has its reason" / "jede Änderung hat ihren Grund";
    UNDO: "Undo" / "Rückgängig";
    REDO: "Redo" / "Wiederholen";
    ARTICLE: "Response {}. Arrow keys move by word, with Shift they select, Enter marks." / "Antwort {}. Pfeiltasten gehen wortweise, mit Umschalt wird ausgewählt, Eingabe markiert.";
    MARKS: "Issues beside the text" / "Fehler neben dem Text";
    READ_HINT: "Select what is wrong; a digit names it." / "Markieren Sie, was falsch ist; eine Ziffer benennt es.";
    FIND: "Find a quote" / "Zitat suchen";

    // Issues.
    ISSUES: "Issues" / "Fehler";
    MARK_AS: "Mark as" / "Markieren als";
    MARK_WHOLE: "Issue with the whole response" / "Fehler der ganzen Antwort";
    CATEGORY: "Category" / "Art";
    SEVERITY: "Severity" / "Schwere";
    CHOOSE_CATEGORY: "What kind of error?" / "Welche Art Fehler?";
    COMMENT: "Comment" / "Kommentar";
    COMMENT_HINT: "What is wrong, and what would be right?" / "Was ist falsch, und was wäre richtig?";
    NO_ISSUES: "No issues marked. Select text in the response, or press {}." / "Keine Fehler markiert. Markieren Sie Text in der Antwort oder drücken Sie {}.";
    NO_CHANGE_YET: "No change yet" / "Noch keine Änderung";
    WHOLE_RESPONSE: "The whole response" / "Die ganze Antwort";
    REMOVE: "Remove" / "Entfernen";
    LEAVE: "Leave as it is …" / "So lassen …";
    LEFT: "Left as it is" / "Bleibt so";
    LEFT_HINT: "Why does it stay?" / "Warum bleibt es so?";
    CRITERION_N: "C{}" / "C{}";
    CHANGE_N: "Change {}" / "Änderung {}";
    ISSUE_N: "Issue {}" / "Fehler {}";
    PLACE_LOST: "Its place was not found in this version of the text." / "Die Stelle wurde in dieser Fassung des Textes nicht gefunden.";

    // Changes.
    CHANGES: "Changes" / "Änderungen";
    NO_EDITS: "Nothing is corrected yet. Press {} and edit the text; every change appears here." / "Noch ist nichts korrigiert. Drücken Sie {} und bearbeiten Sie den Text; jede Änderung erscheint hier.";
    REVERT: "Revert" / "Zurücknehmen";
    REVERT_COUNT: "Revert it|Revert {}" / "Zurücknehmen|{} zurücknehmen";
    KEEP: "Keep" / "Behalten";
    KEEP_COUNT: "Keep it|Keep {}" / "Behalten|{} behalten";
    SPLIT: "Split" / "Teilen";
    JOIN: "Join with next" / "Mit nächster verbinden";
    LISTED: "Changes by category" / "Änderungen nach Art";
    OTHER_COUNT: "{} other" / "{} sonstige";
    SELECTED_COUNT: "{} selected" / "{} ausgewählt";
    NEW_COUNT: "{} to look over" / "{} durchzusehen";
    NEW: "To look over" / "Durchzusehen";
    REASON: "Reason" / "Grund";
    REASON_HINT: "Why is this better?" / "Warum ist das besser?";
    NO_REASON: "No reason yet" / "Noch ohne Grund";
    ANSWERS: "Answers" / "Behebt";
    LINE_BREAK: "line break" / "Zeilenumbruch";

    // Steps.
    STEPS: "Steps" / "Schritte";
    STEP_N: "Step {}" / "Schritt {}";
    STEP_CORRECT: "correct" / "richtig";
    STEP_NEUTRAL: "neutral" / "neutral";
    STEP_INCORRECT: "incorrect" / "falsch";
    STEP_UNSURE: "unsure" / "unklar";
    CAUSE: "Where does its error come from?" / "Woher kommt der Fehler?";
    CAUSE_OWN: "own error" / "eigener Fehler";
    CAUSE_INHERITED: "inherited" / "geerbt";
    USES: "Rests on" / "Stützt sich auf";
    QUESTIONED: "It rests on an incorrect step: inherited, an error of its own, or right by itself?" / "Er stützt sich auf einen falschen Schritt: geerbt, eigener Fehler oder für sich richtig?";
    STEP_REASON: "Why?" / "Warum?";
    STEPS_EVERY: "Judge every step." / "Beurteilen Sie jeden Schritt.";
    STEPS_FIRST: "Judge up to the first error; what comes after it stays open." / "Beurteilen Sie bis zum ersten Fehler; was danach kommt, bleibt offen.";
    NOT_ASKED: "after the first error, not asked" / "nach dem ersten Fehler, nicht gefragt";
    CUT_PARAGRAPHS: "By paragraph" / "Nach Absätzen";
    CUT_SENTENCES: "By sentence" / "Nach Sätzen";
    CUT_AGAIN: "Cut anew" / "Neu einteilen";
    SPLIT_HERE: "Split at the caret" / "An der Schreibmarke teilen";
    MERGE_NEXT: "Merge with the next" / "Mit dem nächsten verbinden";

    // Rubric.
    RUBRIC: "Rubric" / "Rubrik";
    POINTS_OF: "/ {} points" / "/ {} Punkte";
    NO_POINTS: "Nothing judged yet" / "Noch nichts bewertet";
    DECIDED_GATE: "Decided by {}: a must is not met" / "Entschieden durch {}: Muss-Kriterium nicht erfüllt";
    DECIDED_LOSS: "{} costs most" / "{} kostet am meisten";
    ALL_EARNED: "Nothing lost so far" / "Bisher nichts verloren";
    STILL_UNJUDGED: "1 unjudged|{} unjudged" / "1 unbewertet|{} unbewertet";
    GATE: "Must" / "Muss";
    MET: "met" / "erfüllt";
    UNMET: "not met" / "nicht erfüllt";
    TRUE_OF: "applies" / "trifft zu";
    NOT_TRUE_OF: "does not apply" / "trifft nicht zu";
    NA: "n/a" / "n. z.";
    NA_LONG: "not applicable" / "nicht zutreffend";
    UNSURE: "unsure" / "unklar";
    RATIONALE: "Rationale" / "Begründung";
    RATIONALE_HINT: "Rationale …" / "Begründung …";
    RATIONALE_REQUIRED: "Rationale, required …" / "Begründung, erforderlich …";
    EVIDENCE: "Evidence" / "Beleg";
    EVIDENCE_REQUIRED: "Evidence required: link an issue or a change" / "Beleg erforderlich: Fehler oder Änderung verknüpfen";
    LINK: "Link …" / "Verknüpfen …";
    VALUE_FOUND: "Value in the response" / "Wert in der Antwort";
    TARGET: "Target {}" / "Soll {}";
    WAITS_FOR: "Applies once {} is met" / "Gilt erst, wenn {} erfüllt ist";

    // Comparison.
    COMPARISON: "Comparison" / "Vergleich";
    PREFERENCE: "Which response is better?" / "Welche Antwort ist besser?";
    MUCH_BETTER: "{} much better" / "{} viel besser";
    BETTER: "{} better" / "{} besser";
    SLIGHTLY_BETTER: "{} slightly better" / "{} etwas besser";
    EQUAL: "Equal" / "Gleich gut";
    RANK: "Rank {}" / "Rang {}";
    RANKING: "Ranking, ties allowed" / "Rangfolge, Gleichstand erlaubt";
    UNACCEPTABLE: "Unacceptable" / "Unannehmbar";
    BOTH_BAD: "Mark what nobody should get" / "Was niemand bekommen sollte";
    PREFERENCE_HINT: "Why? Name every response." / "Warum? Nennen Sie jede Antwort.";

    // Review.
    REVIEW: "Review" / "Prüfung";
    VERDICT: "What becomes of it?" / "Was wird daraus?";
    ACCEPT: "Accept" / "Annehmen";
    ACCEPT_LONG: "it stands" / "es gilt so";
    FIX: "Fix" / "Selbst verbessern";
    FIX_LONG: "mend it yourself; your version stands" / "Ihre Fassung gilt";
    RETURN: "Return" / "Zurückgeben";
    RETURN_LONG: "to its author, with your findings" / "mit Ihren Befunden";
    REJECT: "Reject" / "Verwerfen";
    REJECT_LONG: "it does not count" / "es zählt nicht";
    ADJUDICATE: "Settle" / "Entscheiden";
    ADJUDICATE_LONG: "one version of them all stands" / "eine gemeinsame Fassung gilt";
    REMARK: "To the author" / "An die Verfasserin oder den Verfasser";
    REMARK_HINT: "A word on the whole: needed to return or reject without a finding" / "Ein Wort zum Ganzen: nötig, wenn ohne Befund zurückgegeben oder verworfen wird";
    AUTHORS_WORD: "The author's word" / "Wort zur Arbeit von";
    DECIDED: "Decided" / "Entschieden";
    DECIDED_OF: "of {} parts decided" / "von {} Teilen entschieden";
    STILL_UNDECIDED: "1 undecided|{} undecided" / "1 offen|{} offen";
    REST_RIGHT: "The rest is right" / "Der Rest ist richtig";
    ERRORS_FOUND: "Errors found" / "Gefundene Fehler";
    FINDING: "Your finding" / "Ihr Befund";
    FINDING_HINT: "Why? What would be right?" / "Warum? Was wäre richtig?";
    FINDING_OPTIONAL: "A word to it, if you like" / "Ein Wort dazu, wenn Sie mögen";
    FINDING_SEVERITY: "How grave is the author's error?" / "Wie schwer wiegt der Fehler der Bearbeitung?";
    RIGHT: "right" / "richtig";
    WRONG: "wrong" / "falsch";
    HARMFUL: "harmful" / "schädlich";
    MISSED: "missed by the author" / "in der Arbeit übersehen";
    UNDECIDED: "undecided" / "noch offen";
    CAME_BACK: "This came back from review:" / "Das kam aus der Prüfung zurück:";
    REVIEW_HINT: "Judge each part with 1, 2 or 3. Select what was missed." / "Beurteilen Sie jeden Teil mit 1, 2 oder 3. Markieren Sie, was übersehen wurde.";

    // The foot.
    MISSING_COUNT: "1 thing missing|{} things missing" / "1 Ding fehlt|{} Dinge fehlen";
    NOTHING_MISSING: "Everything is there." / "Es ist alles da.";
    MORE: "{} more" / "{} weitere";
    SKIP: "Skip" / "Überspringen";
    EXIT: "Other ways out …" / "Anders beenden …";
    SUBMIT: "Submit" / "Abgeben";
    M_UNJUDGED: "{} unjudged" / "{} unbewertet";
    M_VALUE: "{} without a value" / "{} ohne Wert";
    M_RATIONALE: "{} without a rationale" / "{} ohne Begründung";
    M_EVIDENCE: "{} without evidence" / "{} ohne Beleg";
    M_CATEGORY: "{} without a category" / "{} ohne Art";
    M_SEVERITY: "{} without a severity" / "{} ohne Schwere";
    M_UNRESOLVED: "{} without a change" / "{} ohne Änderung";
    M_UNREASONED: "{} without a reason" / "{} ohne Grund";
    M_PREFERENCE: "Comparison open" / "Vergleich offen";
    M_PROMPT: "Prompt not written" / "Aufgabenstellung fehlt";
    M_ANSWER: "Golden answer not written" / "Musterantwort fehlt";
    M_RUBRIC: "No criterion yet" / "Noch kein Kriterium";
    M_EMPTY: "{} without words" / "{} ohne Worte";
    M_SCALE: "{}: scale not complete" / "{}: Skala unvollständig";
    M_CAUSE: "{}: inherited?" / "{}: geerbt?";
    M_UNDECIDED: "{} undecided" / "{} offen";
    M_VERDICT: "No verdict yet" / "Noch kein Urteil";
    M_REMARK: "A word on why" / "Ein Wort, warum";
    M_RESULT: "Nothing mended yet" / "Noch nichts verbessert";
    M_FINDING: "{}: why?" / "{}: warum?";
    M_HARMFUL: "{} is harmful, so do not accept" / "{} ist schädlich, daher nicht annehmen";
    M_FITS_NOT: "{} does not fit" / "{} passt nicht";
    M_EXIT: "A word on why you leave" / "Ein Wort, warum Sie beenden";

    // Dialogs.
    CANCEL: "Cancel" / "Abbrechen";
    SKIP_TITLE: "Skip this task?" / "Diese Aufgabe überspringen?";
    SKIP_TEXT: "Your work on it is dropped, and it is not offered to you again. To keep partial work, use one of the other ways out." / "Ihre Arbeit daran wird verworfen, und sie wird Ihnen nicht wieder angeboten. Um Teile zu behalten, beenden Sie sie anders.";
    SKIP_YES: "Skip and drop my work" / "Überspringen und verwerfen";
    EXIT_TITLE: "End this task another way" / "Aufgabe anders beenden";
    EXIT_TEXT: "What you did so far is submitted with it." / "Was Sie bisher getan haben, wird mit abgegeben.";
    EXIT_BAD_TASK: "The task itself is wrong" / "Die Aufgabe selbst ist falsch";
    EXIT_NOT_MY_FIELD: "Not my field" / "Nicht mein Gebiet";
    EXIT_CANNOT_VERIFY: "It cannot be verified" / "Nicht nachprüfbar";
    EXIT_GIVE_UP: "I give up" / "Ich gebe auf";
    EXIT_ESCALATE: "Somebody else has to decide" / "Jemand anderes muss entscheiden";
    EXIT_NOTE: "Why? (required)" / "Warum? (erforderlich)";
    EXIT_SUBMIT: "Submit and end" / "Abgeben und beenden";
    FIND_HINT: "Type or paste a passage of the response" / "Passage der Antwort eintippen oder einfügen";
    FOUND: "Found and selected: {}" / "Gefunden und ausgewählt: {}";
    NOT_FOUND: "Not found" / "Nicht gefunden";
    MARK_IT: "Mark it" / "Markieren";
    PRESS_KEY: "Press the new key for “{}”. Esc cancels." / "Drücken Sie die neue Taste für „{}“. Esc bricht ab.";
    KEYS_RESET: "Reset all keys" / "Alle Tasten zurücksetzen";
    CHANGE_KEY: "Change the key for “{}”" / "Taste für „{}“ ändern";
    NO_KEY: "none" / "keine";
    THEME: "Colours" / "Farben";
    THEME_AUTO: "As the system" / "Wie das System";
    THEME_LIGHT: "Light" / "Hell";
    THEME_DARK: "Dark" / "Dunkel";
    LANGUAGE: "Language" / "Sprache";
    FONT: "Reading face" / "Leseschrift";
    FONT_SERIF: "Serif" / "Mit Serifen";
    FONT_SANS: "Sans" / "Ohne Serifen";
    SIZE: "Reading size" / "Lesegröße";
    SMALLER: "Smaller" / "Kleiner";
    LARGER: "Larger" / "Größer";
    NOTE: "Word to the reviewer" / "Wort an die Prüfung";
    NOTE_HINT: "Defend a choice in advance, or leave it empty" / "Begründen Sie eine Entscheidung vorab, oder lassen Sie es leer";
    PANES: "Panes" / "Bereiche";
    PANE_TEXT: "Text" / "Text";
    PANE_JUDGE: "Judgement" / "Bewertung";
    JUDGEMENT: "Judgement" / "Bewertung";
}
