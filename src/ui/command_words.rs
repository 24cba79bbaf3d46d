//! What commands are called, in groups, for the map of keys.

use crate::app::word::say;
use crate::app::{Command, Word};

say! {
    GROUP_WORK: "Work" / "Arbeit";
    GROUP_CARDS: "Judging and cards" / "Bewerten und Karten";
    GROUP_VIEWS: "Views" / "Ansichten";
    GROUP_TEXT: "Selecting in the text by key" / "Im Text mit Tasten auswählen";
    HELP: "This map" / "Diese Übersicht";
    UNDO: "Undo" / "Rückgängig";
    REDO: "Redo" / "Wiederholen";
    SUBMIT: "Submit" / "Abgeben";
    SKIP: "Skip" / "Überspringen";
    EXIT: "Other ways out" / "Anders beenden";
    SAVE: "Send the draft now" / "Entwurf jetzt senden";
    ESCAPE: "Leave the field, drop the selection" / "Feld verlassen, Auswahl aufheben";
    NEXT_MISSING: "Next missing thing" / "Nächstes, das fehlt";
    NEXT_CARD: "Next card" / "Nächste Karte";
    PREVIOUS_CARD: "Card before" / "Vorige Karte";
    WRITE: "Write in the card" / "In die Karte schreiben";
    REMOVE: "Remove the issue, revert the change" / "Fehler entfernen, Änderung zurücknehmen";
    READ: "Read" / "Lesen";
    CORRECT: "Correct" / "Korrigieren";
    SOURCE: "Source" / "Quelltext";
    NEXT_RESPONSE: "Next response" / "Nächste Antwort";
    PREVIOUS_RESPONSE: "Response before" / "Vorige Antwort";
    NEXT_CHANGE: "Next change" / "Nächste Änderung";
    PREVIOUS_CHANGE: "Change before" / "Vorige Änderung";
    KEEP: "Keep the change" / "Änderung behalten";
    REVIEW: "Review" / "Prüfung";
    RUBRIC: "Rubric" / "Rubrik";
    ISSUES: "Issues" / "Fehler";
    STEPS: "Steps or claims" / "Schritte oder Aussagen";
    GRAPH: "Graph of the steps" / "Graph der Schritte";
    EXPORT: "Save in another format" / "In anderem Format speichern";
    SPLIT: "Split the step, claim or change at the caret; make a claim of what is selected" / "Schritt, Aussage oder Änderung an der Schreibmarke teilen; aus der Auswahl eine Aussage machen";
    MERGE: "Merge the step, claim or change with the next one" / "Schritt, Aussage oder Änderung mit der nächsten verbinden";
    CHANGES: "Changes" / "Änderungen";
    COMPARE: "Comparison" / "Vergleich";
    FIND: "Find a quote" / "Zitat suchen";
    MARK: "Mark the selection" / "Auswahl markieren";
    MARK_WHOLE: "Issue with the whole response" / "Fehler der ganzen Antwort";
    REST: "Take the selection as evidence" / "Auswahl als Beleg übernehmen";
    ENDS: "Move the mark's end, then its start" / "Ende der Markierung verschieben, dann Anfang";
    TO_TEXT: "To the text" / "Zum Text";
    TASK: "Task pane" / "Aufgabe";
    WHOLE: "All of the work, or only what is to be decided" / "Die ganze Arbeit oder nur, was zu entscheiden ist";
    FACING: "Two texts side by side" / "Zwei Texte nebeneinander";
    ACROSS: "Side by side: to the other text" / "Nebeneinander: zum anderen Text";
    PIN: "Side by side: this side stays" / "Nebeneinander: diese Seite bleibt";
    DIFFERENCES: "Side by side: differences" / "Nebeneinander: Unterschiede";
    TIE: "Side by side: scroll together" / "Nebeneinander: gemeinsam rollen";
    GROUP_WRITE: "Writing a rubric" / "Bewertungsbogen verfassen";
    AUTHOR: "Write" / "Verfassen";
    ADD_CRITERION: "New criterion" / "Neues Kriterium";
    DUPLICATE: "Duplicate the criterion" / "Kriterium verdoppeln";
    MOVE_UP: "Criterion up" / "Kriterium nach oben";
    MOVE_DOWN: "Criterion down" / "Kriterium nach unten";
    NEXT_FINDING: "Next finding" / "Nächster Befund";
    CURE: "Cure the finding, make it an issue" / "Befund beheben, zum Fehler machen";
    LET_STAND: "Let the finding stand, dismiss it" / "Befund so lassen, verwerfen";
    WORD_NEXT: "Word on" / "Wort weiter";
    WORD_PREVIOUS: "Word back" / "Wort zurück";
    EXTEND_WORD_NEXT: "Select a word on" / "Wort weiter auswählen";
    EXTEND_WORD_PREVIOUS: "Select a word back" / "Wort zurück auswählen";
    LETTER_NEXT: "Letter on" / "Zeichen weiter";
    LETTER_PREVIOUS: "Letter back" / "Zeichen zurück";
    EXTEND_LETTER_NEXT: "Select a letter on" / "Zeichen weiter auswählen";
    EXTEND_LETTER_PREVIOUS: "Select a letter back" / "Zeichen zurück auswählen";
    SENTENCE_NEXT: "Sentence on" / "Satz weiter";
    SENTENCE_PREVIOUS: "Sentence back" / "Satz zurück";
    EXTEND_SENTENCE_NEXT: "Select a sentence on" / "Satz weiter auswählen";
    EXTEND_SENTENCE_PREVIOUS: "Select a sentence back" / "Satz zurück auswählen";
    BLOCK_NEXT: "Paragraph on" / "Absatz weiter";
    BLOCK_PREVIOUS: "Paragraph back" / "Absatz zurück";
    EXTEND_BLOCK_NEXT: "Select a paragraph on" / "Absatz weiter auswählen";
    EXTEND_BLOCK_PREVIOUS: "Select a paragraph back" / "Absatz zurück auswählen";
    CHOICE_1: "First choice of the card" / "Erste Wahl der Karte";
    CHOICE_2: "Second choice" / "Zweite Wahl";
    CHOICE_3: "Third choice" / "Dritte Wahl";
    CHOICE_4: "Fourth choice" / "Vierte Wahl";
    CHOICE_5: "Fifth choice" / "Fünfte Wahl";
    CHOICE_6: "Sixth choice" / "Sechste Wahl";
    CHOICE_7: "Seventh choice" / "Siebte Wahl";
    CHOICE_8: "Eighth choice" / "Achte Wahl";
    CHOICE_9: "Ninth choice" / "Neunte Wahl";
}

/// The commands as the map of keys groups them.
pub const GROUPS: &[(Word, &[Command])] = &[
    (
        GROUP_WORK,
        &[
            Command::NextMissing,
            Command::Submit,
            Command::Skip,
            Command::Exit,
            Command::Save,
            Command::Export,
            Command::Undo,
            Command::Redo,
            Command::Escape,
            Command::Help,
        ],
    ),
    (
        GROUP_CARDS,
        &[
            Command::NextCard,
            Command::PreviousCard,
            Command::Write,
            Command::Remove,
            Command::Keep,
            Command::Mark,
            Command::MarkWhole,
            Command::Rest,
            Command::Ends,
            Command::Split,
            Command::Merge,
            Command::Find,
            Command::NextFinding,
            Command::Cure,
            Command::LetStand,
            Command::Choose1,
            Command::Choose2,
            Command::Choose3,
            Command::Choose4,
            Command::Choose5,
            Command::Choose6,
            Command::Choose7,
            Command::Choose8,
            Command::Choose9,
        ],
    ),
    (
        GROUP_VIEWS,
        &[
            Command::Read,
            Command::Correct,
            Command::Source,
            Command::Facing,
            Command::Across,
            Command::Pin,
            Command::Differences,
            Command::Tie,
            Command::ToText,
            Command::Task,
            Command::NextResponse,
            Command::PreviousResponse,
            Command::Review,
            Command::Whole,
            Command::Rubric,
            Command::Issues,
            Command::Steps,
            Command::Graph,
            Command::Changes,
            Command::Compare,
            Command::NextChange,
            Command::PreviousChange,
        ],
    ),
    (GROUP_WRITE, &[Command::Author, Command::AddCriterion, Command::Duplicate, Command::MoveUp, Command::MoveDown]),
    (
        GROUP_TEXT,
        &[
            Command::WordNext,
            Command::WordPrevious,
            Command::ExtendWordNext,
            Command::ExtendWordPrevious,
            Command::LetterNext,
            Command::LetterPrevious,
            Command::ExtendLetterNext,
            Command::ExtendLetterPrevious,
            Command::SentenceNext,
            Command::SentencePrevious,
            Command::ExtendSentenceNext,
            Command::ExtendSentencePrevious,
            Command::BlockNext,
            Command::BlockPrevious,
            Command::ExtendBlockNext,
            Command::ExtendBlockPrevious,
        ],
    ),
];

/// What a command is called.
pub fn name(command: Command) -> Word {
    NAMES.get(command as usize).copied().unwrap_or(HELP)
}

/// In the order of the commands.
const NAMES: &[Word] = &[
    HELP,
    UNDO,
    REDO,
    SUBMIT,
    SKIP,
    EXIT,
    SAVE,
    EXPORT,
    ESCAPE,
    NEXT_MISSING,
    NEXT_CARD,
    PREVIOUS_CARD,
    CHOICE_1,
    CHOICE_2,
    CHOICE_3,
    CHOICE_4,
    CHOICE_5,
    CHOICE_6,
    CHOICE_7,
    CHOICE_8,
    CHOICE_9,
    WRITE,
    REMOVE,
    READ,
    CORRECT,
    SOURCE,
    NEXT_RESPONSE,
    PREVIOUS_RESPONSE,
    NEXT_CHANGE,
    PREVIOUS_CHANGE,
    KEEP,
    REVIEW,
    RUBRIC,
    ISSUES,
    STEPS,
    GRAPH,
    SPLIT,
    MERGE,
    CHANGES,
    COMPARE,
    FIND,
    MARK,
    REST,
    MARK_WHOLE,
    ENDS,
    TO_TEXT,
    TASK,
    WHOLE,
    AUTHOR,
    ADD_CRITERION,
    DUPLICATE,
    MOVE_UP,
    MOVE_DOWN,
    NEXT_FINDING,
    CURE,
    LET_STAND,
    FACING,
    ACROSS,
    PIN,
    DIFFERENCES,
    TIE,
    WORD_NEXT,
    WORD_PREVIOUS,
    EXTEND_WORD_NEXT,
    EXTEND_WORD_PREVIOUS,
    LETTER_NEXT,
    LETTER_PREVIOUS,
    EXTEND_LETTER_NEXT,
    EXTEND_LETTER_PREVIOUS,
    SENTENCE_NEXT,
    SENTENCE_PREVIOUS,
    EXTEND_SENTENCE_NEXT,
    EXTEND_SENTENCE_PREVIOUS,
    BLOCK_NEXT,
    BLOCK_PREVIOUS,
    EXTEND_BLOCK_NEXT,
    EXTEND_BLOCK_PREVIOUS,
];
