//! Every word that the interface says, in English and in German written by hand.

use crate::json::words;

words! {
    /// A language of the interface.
    #[derive(Default)]
    pub enum Lang {
        /// English.
        #[default]
        En = "en",
        /// German.
        De = "de",
    }
}

impl Lang {
    /// The language of a BCP 47 tag; English where there are no words for it.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("de") { Self::De } else { Self::En }
    }
}

/// Something the interface says; `{}` stands for a detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(&'static str);

impl Word {
    /// In English and, after a line's end, in German: one text is half the code of two.
    #[must_use]
    pub const fn new(both: &'static str) -> Self {
        Self(both)
    }

    /// In a language.
    #[must_use]
    #[inline(never)]
    pub fn get(self, lang: Lang) -> &'static str {
        let (en, de) = self.0.split_once('\n').unwrap_or((self.0, self.0));
        match lang {
            Lang::En => en,
            Lang::De => de,
        }
    }

    /// In a language, with a detail in its place.
    #[must_use]
    #[inline(never)]
    pub fn with(self, lang: Lang, detail: &str) -> String {
        self.get(lang).replace("{}", detail)
    }

    /// One form for one, the other for any other number: "1 change", "3 changes", kept as `one|many`.
    #[must_use]
    #[inline(never)]
    pub fn count(self, lang: Lang, count: usize) -> String {
        let text = self.get(lang);
        let (one, many) = text.split_once('|').unwrap_or((text, text));
        (if count == 1 { one } else { many }).replace("{}", &count.to_string())
    }
}

macro_rules! say {
    ($( $(#[$meta:meta])* $name:ident: $en:literal / $de:literal; )*) => {$(
        #[doc = $en]
        $(#[$meta])*
        pub const $name: $crate::app::Word = $crate::app::Word::new(concat!($en, "\n", $de));
    )*};
}

#[cfg(feature = "ui")]
pub(crate) use say;

/// General categories for tasks without a taxonomy, after MQM's top level.
pub const CATEGORIES: &[(&str, Word)] = &[
    ("fact", CATEGORY_FACT),
    ("reasoning", CATEGORY_REASONING),
    ("omission", CATEGORY_OMISSION),
    ("instruction", CATEGORY_INSTRUCTION),
    ("style", CATEGORY_STYLE),
];

/// General severities with MQM's weights.
pub const SEVERITIES: &[(&str, Word, f64)] =
    &[("minor", SEVERITY_MINOR, 1.0), ("major", SEVERITY_MAJOR, 5.0), ("critical", SEVERITY_CRITICAL, 10.0)];

say! {
    CATEGORY_FACT: "Fact" / "Sachfehler";
    CATEGORY_REASONING: "Reasoning" / "Schlussfehler";
    CATEGORY_OMISSION: "Omission" / "Auslassung";
    CATEGORY_INSTRUCTION: "Instruction missed" / "Auftrag verfehlt";
    CATEGORY_STYLE: "Wording" / "Ausdruck";
    SEVERITY_MINOR: "minor" / "leicht";
    SEVERITY_MAJOR: "major" / "schwer";
    SEVERITY_CRITICAL: "critical" / "kritisch";

    // What is told.
    READ_ONLY: "This task is open in another tab. Here you can read it." / "Diese Aufgabe ist in einem anderen Tab geöffnet. Hier können Sie sie lesen.";
    TAKE_OVER: "Continue here" / "Hier weiterarbeiten";
    SUBMITTING_NOW: "Your work is being submitted." / "Ihre Arbeit wird gerade abgegeben.";
    OTHERS_WORK: "This is the author's work. To change it yourself, choose “Fix” as your verdict." / "Das ist die Arbeit anderer. Um sie selbst zu ändern, wählen Sie als Urteil „Selbst verbessern“.";
    MERGED: "This task was also edited elsewhere. Both versions were merged; differences, with the version from here standing: {}. Choose under “Two versions”." / "An dieser Aufgabe wurde auch anderswo gearbeitet. Beide Fassungen wurden zusammengeführt; Unterschiede, in denen die Fassung von hier gilt: {}. Wählen Sie unter „Zwei Fassungen“.";
    MERGED_ON_OPENING: "Work from this device and from the server was merged; conflicts where this device's was kept: {}." / "Arbeit von diesem Gerät und vom Server wurde zusammengeführt; Konflikte, in denen die Fassung dieses Geräts gilt: {}.";
    NOT_KEPT: "This browser does not let us keep your work on this device. It is still sent to the server." / "Dieser Browser lässt uns Ihre Arbeit nicht auf dem Gerät sichern. Sie wird weiterhin an den Server gesendet.";
    STILL_MISSING: "Not yet: {} left to do." / "Noch nicht: {} offen.";
    HOST_SAID_NO: "The page did not allow the submission." / "Die Seite hat die Abgabe nicht zugelassen.";
    SUBMITTED: "Submitted. Thank you." / "Abgegeben. Vielen Dank.";
    SUBMISSION_INVALID: "The server did not accept the submission. Your work is still here. {}" / "Der Server hat die Abgabe nicht angenommen. Ihre Arbeit ist noch da. {}";
    SUBMISSION_REFUSED: "The submission was refused. Your work is still here. {}" / "Die Abgabe wurde abgelehnt. Ihre Arbeit ist noch da. {}";
    KEPT_COUNT: "1 change stays.|{} changes stay." / "1 Änderung bleibt.|{} Änderungen bleiben.";
    REVERTED_COUNT: "1 change taken back.|{} changes taken back." / "1 Änderung zurückgenommen.|{} Änderungen zurückgenommen.";
    NO_PARTS: "This change keeps nothing between its words; there is no place to split it." / "Diese Änderung behält nichts zwischen ihren Wörtern bei; sie lässt sich nicht teilen.";
    NO_NEIGHBOUR: "There is no change close behind this one." / "Dicht hinter dieser Änderung folgt keine weitere.";
    SAID_MOVED: "moved; " / "verschoben; ";
    SAID_DELETED: "deleted {}; " / "gelöscht {}; ";
    SAID_INSERTED: "inserted {}; " / "eingefügt {}; ";
    POINTS: "pp" / "Prozentpunkte";
    MOVED_TO: "Now in place {}." / "Jetzt an Stelle {}.";
    NO_DOUBTS: "Nothing more to check." / "Nichts mehr nachzuprüfen.";
    GRAPH_SHOWN: "The graph of the steps: up and down to each, left to what it rests on, right to what rests on it, Enter links" / "Der Graph der Schritte: auf und ab zu jedem, links zu dem, worauf er sich stützt, rechts zu dem, was sich auf ihn stützt, Eingabe verknüpft";
    LIST_SHOWN: "The list of the steps" / "Die Liste der Schritte";
    USES_NONE: "It rests on no step" / "Er stützt sich auf keinen Schritt";
    USED_BY_NONE: "No step rests on it" / "Kein Schritt stützt sich auf ihn";
    LINK_BEGUN: "Go to the other step and press Enter" / "Gehen Sie zum anderen Schritt und drücken Sie die Eingabetaste";
    LINKED: "Linked: {}" / "Verknüpft: {}";
    UNLINKED: "No longer linked: {}" / "Nicht mehr verknüpft: {}";
    FACING: "Two texts side by side" / "Zwei Texte nebeneinander";
    PINNED: "This side stays; the brackets’ keys change the other" / "Diese Seite bleibt; die Tasten der Klammern wechseln die andere";
    UNPINNED: "No side stays" / "Keine Seite bleibt";
    DIFFERENCES_SHOWN: "Differences are shown" / "Unterschiede werden gezeigt";
    DIFFERENCES_HIDDEN: "Differences are not shown" / "Unterschiede werden nicht gezeigt";
    TIED: "Both sides scroll together" / "Beide Seiten laufen gemeinsam";
    UNTIED: "Each side scrolls by itself" / "Jede Seite läuft für sich";
    WHOLE_SHOWN: "All of the work is shown." / "Die ganze Arbeit wird gezeigt.";
    PART_SHOWN: "Only what is to be decided is shown." / "Nur was zu entscheiden ist, wird gezeigt.";
    END_MOVES: "The caret's keys move the end of the mark. The same key again: its start." / "Die Tasten der Schreibmarke verschieben das Ende der Markierung. Dieselbe Taste noch einmal: den Anfang.";
    START_MOVES: "The caret's keys move the start of the mark." / "Die Tasten der Schreibmarke verschieben den Anfang der Markierung.";
    ENDS_STAND: "The mark stands." / "Die Markierung steht.";
    ISSUE_MADE: "Issue marked. Choose its category and severity." / "Fehler markiert. Wählen Sie Art und Schwere.";

    // What went wrong.
    FAILED_NETWORK: "The server cannot be reached." / "Der Server ist nicht erreichbar.";
    FAILED_TIMEOUT: "The server did not answer in time." / "Der Server hat nicht rechtzeitig geantwortet.";
    FAILED_SERVER: "The server has a problem." / "Der Server hat eine Störung.";
    FAILED_GARBLED: "The server's answer could not be read." / "Die Antwort des Servers war nicht lesbar.";
    FAILED_TAKEN: "Somebody else is working on this task now." / "Diese Aufgabe wird inzwischen von jemand anderem bearbeitet.";
    FAILED_LEASE: "Your time for this task is over." / "Ihre Zeit für diese Aufgabe ist abgelaufen.";
    FAILED_SIGN_IN: "Please sign in again." / "Bitte melden Sie sich erneut an.";
    FAILED_FORBIDDEN: "You may not do this." / "Dazu fehlt Ihnen die Berechtigung.";
    FAILED_NOT_FOUND: "The server does not know this." / "Der Server kennt das nicht.";
    FAILED_TOO_LARGE: "This is too large for the server." / "Das ist dem Server zu groß.";
    FAILED_QUOTA: "You have done what this queue allows a day." / "Sie haben geschafft, was diese Warteschlange am Tag zulässt.";
    FAILED_REFUSED: "The server refused." / "Der Server hat abgelehnt.";
}
