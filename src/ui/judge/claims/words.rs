//! What the claims say, in English and in German written by hand.

use crate::app::word::say;

say! {
    CLAIMS: "Claims" / "Aussagen";
    CLAIM_N: "Claim {}" / "Aussage {}";
    CLAIMS_HINT: "Judge each claim; show with a quotation what the sources say." / "Beurteilen Sie jede Aussage; belegen Sie mit einem Zitat, was die Quellen sagen.";
    CLAIMS_NONE: "No claims yet. Select words in the text, then {} makes a claim of them." / "Noch keine Aussagen. Wählen Sie Wörter im Text, {} macht daraus eine Aussage.";
    CLAIMS_OPEN: "{} still open" / "{} noch offen";
    CLAIMS_BEFORE: "{} before" / "{} davor";
    CLAIMS_BEHIND: "{} more" / "{} weitere";
    CLAIM_TAKE: "Take the selection" / "Auswahl übernehmen";
    CLAIM_ISSUE: "Mark as an issue" / "Als Fehler markieren";
    CLAIM_SOURCES: "Show it by" / "Belegen mit";
    QUOTED_FROM: "Quotation from {}" / "Zitat aus {}";
    QUOTE_HINT: "What it says there, word for word" / "Was dort steht, Wort für Wort";
    QUOTE_FOUND: "found" / "gefunden";
    QUOTE_ALTERED: "altered" / "verändert";
    QUOTE_MISSING: "not found" / "nicht gefunden";
    QUOTE_NO_TEXT: "this source has no text here: not checked" / "diese Quelle hat hier keinen Text: nicht geprüft";
    QUOTE_DIFFERENCE: "What the source says, and the quotation" / "Was die Quelle sagt, und das Zitat";
    QUOTE_SLACK: "differs only in {}" / "weicht nur ab in: {}";
    SLACK_SPACES: "spaces" / "Leerraum";
    SLACK_SIGNS: "signs" / "Zeichen";
    SLACK_CASE: "capitals" / "Groß- und Kleinschreibung";
    SLACK_OMISSION: "what […] leaves out" / "Auslassungen […]";
}
