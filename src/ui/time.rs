//! Time and numbers as people read them.

use super::kit::join;
use crate::app::Lang;

/// Hours and minutes, as 1:24.
pub fn hours(ms: f64) -> String {
    let minutes = whole(ms / 60_000.0);
    parted(minutes)
}

/// A number of points: no fraction where there is none, the language's decimal sign, a real minus.
pub fn points(value: f64, lang: Lang) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    let plain = number(rounded.abs(), lang);
    if rounded < 0.0 { join(&["−", &plain]) } else { plain }
}

/// A number to the last digit it has, in the language's way.
pub fn number(value: f64, lang: Lang) -> String {
    let plain = crate::json::Doc::write(&value).to_string();
    if lang == Lang::De { plain.replace('.', ",") } else { plain }
}

/// The same with its sign.
pub fn signed(value: f64, lang: Lang) -> String {
    let points = points(value, lang);
    if value > 0.0 { join(&["+", &points]) } else { points }
}

/// A clock's time of a moment in milliseconds since 1970, shifted by the zone's offset in minutes.
pub fn clock(ms: f64, offset_minutes: i32) -> String {
    let of_day = whole((ms / 60_000.0).floor() + f64::from(offset_minutes)) % 1440;
    parted(of_day)
}

/// Minutes as hours and minutes.
fn parted(minutes: u64) -> String {
    let (hours, minutes) = ((minutes / 60).to_string(), (minutes % 60).to_string());
    join(&[&hours, if minutes.len() < 2 { ":0" } else { ":" }, &minutes])
}

/// The whole part of a number that is not negative.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and far from the largest")]
fn whole(value: f64) -> u64 {
    value.max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_in_the_language() {
        assert_eq!(points(4.5, Lang::De), "4,5");
        assert_eq!(points(-5.0, Lang::En), "−5");
        assert_eq!(signed(4.0, Lang::En), "+4");
        assert_eq!(hours(5_040_000.0), "1:24");
        assert_eq!(clock(0.0, 60), "1:00");
        assert_eq!(clock(86_399_000.0, 0), "23:59");
    }
}
