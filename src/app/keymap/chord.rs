//! Chords: which are heard while someone types, and how a keyboard shows them.

use super::Chord;
use crate::app::Lang;

impl Chord {
    /// Whether the chord means a command even while someone types: it has a modifier, or types nothing.
    #[must_use]
    pub fn is_for_typing(&self) -> bool {
        let letter = |modifier: &str| self.0.strip_prefix(modifier).is_some();
        letter("Ctrl+") && !self.0.contains("Arrow")
            || letter("Alt+") && !self.0.ends_with("ArrowLeft") && !self.0.ends_with("ArrowRight")
            || self.0 == "Escape"
    }

    /// The chord as the keyboard shows it, in the expert's language.
    #[must_use]
    pub fn shown(&self, lang: Lang, mac: bool) -> String {
        let german = lang == Lang::De;
        let part = |part: &str| match part {
            "Ctrl" if mac => "⌘".to_owned(),
            "Ctrl" if german => "Strg".to_owned(),
            "Alt" if mac => "⌥".to_owned(),
            "Shift" => "⇧".to_owned(),
            "Enter" => "⏎".to_owned(),
            "Escape" => "Esc".to_owned(),
            "Delete" if german => "Entf".to_owned(),
            "Delete" => "Del".to_owned(),
            "Backspace" => "⌫".to_owned(),
            "ArrowRight" => "→".to_owned(),
            "ArrowLeft" => "←".to_owned(),
            "ArrowUp" => "↑".to_owned(),
            "ArrowDown" => "↓".to_owned(),
            one if one.chars().count() == 1 && self.0 != one => one.chars().map(keycap).collect(),
            other => other.to_owned(),
        };
        self.0.split('+').map(part).collect::<Vec<_>>().join(" ")
    }
}

/// A letter as it stands on a key: of Latin, Greek and Cyrillic keyboards, without the library's tables.
fn keycap(letter: char) -> char {
    let up = match letter {
        'a'..='z' | 'à'..='ö' | 'ø'..='þ' | 'α'..='ρ' | 'σ'..='ω' | 'а'..='я' => 0x20,
        'ѐ'..='џ' => 0x50,
        _ => 0,
    };
    char::from_u32(u32::from(letter) - up).unwrap_or(letter)
}
