//! What two texts that face each other say, in English and in German written by hand.

use crate::app::word::say;

say! {
    PAIR: "Two texts side by side" / "Zwei Texte nebeneinander";
    ON_SIDE_LEFT: "Text on the left" / "Text links";
    ON_SIDE_RIGHT: "Text on the right" / "Text rechts";
    STAYS: "Stays" / "Bleibt";
    STAYS_HINT: "This side stays while the other changes" / "Diese Seite bleibt, während die andere wechselt";
    WORKED_ON: "judged here" / "wird bewertet";
    TO_READ: "to read" / "zum Lesen";
    DIFFERENCES: "Differences" / "Unterschiede";
    TOGETHER: "Scroll together" / "Gemeinsam rollen";
    PAIRED: "1 sentence corresponds|{} sentences correspond" / "1 Satz entspricht sich|{} Sätze entsprechen sich";
    UNPAIRED: "No sentence corresponds" / "Kein Satz entspricht einem anderen";
    LEFT_ONLY: "only left: {}" / "nur links: {}";
    RIGHT_ONLY: "only right: {}" / "nur rechts: {}";
    COARSE: "Very long: matched near their place only" / "Sehr lang: nur in der Nähe verglichen";
}
