//! Agreement on an order: Kendall's tau-b, which allows for ties.

use super::{Estimate, Found, Table, Undefined};

/// Kendall's tau-b of two raters' numbers (Kendall 1945). `observed` is the share of pairs, tied ones left out, that both
/// put in the same order.
///
/// # Errors
/// Where there are not two raters, or one of them ties everything.
pub fn tau_b(table: &Table) -> Found {
    if table.raters() != 2 {
        return Err(Undefined::because("Kendall's tau compares two raters"));
    }
    let value = |cell: &Option<usize>| cell.and_then(|cell| table.values.get(cell).copied());
    let mut places = Vec::new();
    for row in table.units() {
        if let [first, second] = row
            && let (Some(first), Some(second)) = (value(first), value(second))
        {
            places.push((first, second));
        }
    }
    let (mut same, mut other, mut tied_first, mut tied_second) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    for (index, a) in places.iter().enumerate() {
        for b in places.iter().skip(index + 1) {
            let (first, second) = (a.0 - b.0, a.1 - b.1);
            match (first == 0.0, second == 0.0) {
                (true, true) => {}
                (true, false) => tied_first += 1.0,
                (false, true) => tied_second += 1.0,
                _ if (first > 0.0) == (second > 0.0) => same += 1.0,
                _ => other += 1.0,
            }
        }
    }
    let n = places.len();
    let untied = (same + other + tied_first) * (same + other + tied_second);
    if untied == 0.0 {
        let why = if n < 2 { "there are no two units to put in order" } else { "a rater puts everything level" };
        return Err(Undefined { why: why.into(), observed: None, n });
    }
    let observed = if same + other > 0.0 { same / (same + other) } else { 0.0 };
    Ok(Estimate { value: (same - other) / untied.sqrt(), observed, expected: None, error: None, n })
}
