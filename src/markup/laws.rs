//! Laws that hold for every text.
