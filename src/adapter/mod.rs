//! Pure codecs between calls and HTTP.
