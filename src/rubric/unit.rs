//! Units: which base they share and by which factor. Prefixes only where they cannot be mistaken for something else.

/// What a unit measures, and how much of the base it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The base unit; two measures compare where it is the same.
    pub base: String,
    /// How many of the base one of the unit is.
    pub factor: f64,
}

impl Measure {
    fn new(base: &str, factor: f64) -> Self {
        Self { base: base.into(), factor }
    }
}

/// Shares of a whole: they compare with bare numbers.
pub(super) const SHARE: &str = "1";

/// Units that are written in several ways: name, base, factor.
const NAMED: [(&str, &str, f64); 58] = [
    ("%", SHARE, 0.01),
    ("percent", SHARE, 0.01),
    ("per cent", SHARE, 0.01),
    ("Prozent", SHARE, 0.01),
    ("v. H.", SHARE, 0.01),
    ("‰", SHARE, 0.001),
    ("Promille", SHARE, 0.001),
    ("ppm", SHARE, 1e-6),
    ("ppb", SHARE, 1e-9),
    ("bp", SHARE, 1e-4),
    ("bps", SHARE, 1e-4),
    ("Prozentpunkte", "pp", 1.0),
    ("percentage points", "pp", 1.0),
    ("pp", "pp", 1.0),
    ("€", "EUR", 1.0),
    ("EUR", "EUR", 1.0),
    ("Euro", "EUR", 1.0),
    ("euros", "EUR", 1.0),
    ("T€", "EUR", 1e3),
    ("TEUR", "EUR", 1e3),
    ("ct", "EUR", 0.01),
    ("Cent", "EUR", 0.01),
    ("$", "USD", 1.0),
    ("US$", "USD", 1.0),
    ("USD", "USD", 1.0),
    ("dollars", "USD", 1.0),
    ("£", "GBP", 1.0),
    ("GBP", "GBP", 1.0),
    ("¥", "JPY", 1.0),
    ("CHF", "CHF", 1.0),
    ("t", "g", 1e6),
    ("min", "s", 60.0),
    ("minutes", "s", 60.0),
    ("Minuten", "s", 60.0),
    ("h", "s", 3600.0),
    ("hours", "s", 3600.0),
    ("Stunden", "s", 3600.0),
    ("seconds", "s", 1.0),
    ("Sekunden", "s", 1.0),
    ("d", "s", 86_400.0),
    ("days", "s", 86_400.0),
    ("Tage", "s", 86_400.0),
    ("cal", "J", 4.184),
    ("kcal", "J", 4184.0),
    ("bar", "Pa", 1e5),
    ("mbar", "Pa", 100.0),
    ("atm", "Pa", 101_325.0),
    ("L", "l", 1.0),
    ("mL", "l", 1e-3),
    ("µL", "l", 1e-6),
    ("ha", "m²", 1e4),
    ("km²", "m²", 1e6),
    ("cm²", "m²", 1e-4),
    ("m2", "m²", 1.0),
    ("cm³", "m³", 1e-6),
    ("m3", "m³", 1.0),
    ("km/h", "m/s", 1.0 / 3.6),
    ("Å", "m", 1e-10),
];

/// Units that take prefixes.
const PREFIXED: [&str; 22] = [
    "Hz", "Pa", "eV", "Wh", "mol", "Ohm", "m", "g", "s", "W", "J", "V", "A", "N", "K", "l", "B", "T", "F", "C", "Ω",
    "Bq",
];

/// Prefixes that stand for one thing only.
const PREFIXES: [(&str, f64); 12] = [
    ("T", 1e12),
    ("G", 1e9),
    ("M", 1e6),
    ("k", 1e3),
    ("h", 1e2),
    ("d", 1e-1),
    ("c", 1e-2),
    ("m", 1e-3),
    ("µ", 1e-6),
    ("μ", 1e-6),
    ("n", 1e-9),
    ("p", 1e-12),
];

/// Words that multiply, before a unit or alone.
const SCALES: [(&str, f64); 19] = [
    ("thousand", 1e3),
    ("Tausend", 1e3),
    ("Tsd.", 1e3),
    ("Tsd", 1e3),
    ("million", 1e6),
    ("millions", 1e6),
    ("Million", 1e6),
    ("Millionen", 1e6),
    ("Mio.", 1e6),
    ("Mio", 1e6),
    ("mn", 1e6),
    ("billion", 1e9),
    ("billions", 1e9),
    ("bn", 1e9),
    ("Milliarde", 1e9),
    ("Milliarden", 1e9),
    ("Mrd.", 1e9),
    ("Mrd", 1e9),
    ("Billionen", 1e12),
];

/// What a unit measures; an unknown one measures itself. None where nothing is said.
#[must_use]
pub fn measure(unit: &str) -> Option<Measure> {
    let unit = unit.trim();
    if unit.is_empty() {
        return None;
    }
    let (scale, rest) = scaled(unit);
    if rest.is_empty() {
        return Some(Measure::new("", scale));
    }
    let found = known(rest).unwrap_or_else(|| Measure::new(rest, 1.0));
    Some(Measure { base: found.base, factor: found.factor * scale })
}

/// A known unit, plain or with a prefix.
pub(super) fn known(unit: &str) -> Option<Measure> {
    if let Some((_, base, factor)) = NAMED.iter().find(|(name, ..)| *name == unit) {
        return Some(Measure::new(base, *factor));
    }
    if PREFIXED.contains(&unit) {
        return Some(Measure::new(unit, 1.0));
    }
    // Both parts of a quotient: kJ/mol, mg/l.
    if let Some((over, under)) = unit.split_once('/') {
        let (over, under) = (known(over.trim())?, known(under.trim())?);
        return Some(Measure::new(&format!("{}/{}", over.base, under.base), over.factor / under.factor));
    }
    PREFIXES.iter().find_map(|(prefix, factor)| {
        let base = unit.strip_prefix(prefix)?;
        // "cd" or "hs" are no length of anything; centi and hecto go with few.
        let usual = match *prefix {
            "h" => base == "Pa" || base == "l",
            "d" | "c" => base == "m" || base == "l",
            _ => true,
        };
        (usual && PREFIXED.contains(&base)).then(|| Measure::new(base, *factor))
    })
}

/// The factor of a scale word at the front, and the rest.
pub(super) fn scaled(unit: &str) -> (f64, &str) {
    for (word, factor) in SCALES {
        if let Some(rest) = unit.strip_prefix(word)
            && (rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with(['€', '$']))
        {
            return (factor, rest.trim_start());
        }
    }
    (1.0, unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(unit: &str, base: &str, factor: f64) {
        let found = measure(unit).expect("a unit");
        assert!(found.base == base && (found.factor / factor - 1.0).abs() < 1e-12, "{unit}: {found:?}");
    }

    #[test]
    fn units_have_a_base_and_a_factor() {
        is("km", "m", 1e3);
        is("mg/l", "g/l", 1e-3);
        is("kJ/mol", "J/mol", 1e3);
        is("Mio. €", "EUR", 1e6);
        is("TEUR", "EUR", 1e3);
        is("kWh", "Wh", 1e3);
        is("Punkte", "Punkte", 1.0);
        is("bp", "1", 1e-4);
        assert_eq!(measure(" "), None);
    }

    #[test]
    fn a_prefix_is_not_seen_where_there_is_none() {
        // Minutes are no milli-inches, candela no centi-days, and a point is no pico-oint.
        is("min", "s", 60.0);
        is("cd", "cd", 1.0);
        is("pt", "pt", 1.0);
        is("hs", "hs", 1.0);
    }
}
