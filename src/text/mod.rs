//! Texts, spans and edits: comparing, applying, mapping; no word of the domain.
