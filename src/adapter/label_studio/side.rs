//! Which of two responses an option speaks for: `A much better`, `Left`, `Response 2 is slightly worse`.

/// For whom an option speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// For the first response.
    Left,
    /// For the second.
    Right,
    /// For both, or for none.
    Neither,
}

/// Tells it by the name of the only response that is named; `worse` turns it.
pub fn side(option: &str, left: &str, right: &str) -> Side {
    let words: Vec<&str> = option.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // `a` is an article more often than a name.
    let is = |word: &str, name: &str| match name.chars().count() {
        0 => false,
        1 if words.len() > 1 => word == name.to_uppercase(),
        _ => word.to_lowercase() == name.to_lowercase(),
    };
    let place = |names: [&str; 5]| words.iter().position(|word| names.iter().any(|name| is(word, name)));
    let one = place(["a", "1", "left", "first", left]);
    let other = place(["b", "2", "right", "second", right]);
    let says = |wanted: [&str; 2]| words.iter().any(|word| wanted.contains(&word.to_lowercase().as_str()));
    let turned = says(["worse", "worst"]);
    let left = match (one, other) {
        (Some(_), None) => true,
        (None, Some(_)) => false,
        // `A is better than B` names both: the first is meant.
        (Some(one), Some(other)) if says(["than", "over"]) => one < other,
        _ => return Side::Neither,
    };
    if left == turned { Side::Right } else { Side::Left }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_speaks_for_the_response_that_it_names() {
        for (option, expected) in [
            ("A much better", Side::Left),
            ("Response B", Side::Right),
            ("B is a bit better", Side::Right),
            ("a", Side::Left),
            ("left", Side::Left),
            ("Answer 2 is slightly worse", Side::Left),
            ("A is better than B", Side::Left),
            ("A is worse than B", Side::Right),
            ("About the same", Side::Neither),
            ("Both A and B are bad", Side::Neither),
            ("Has a typo", Side::Neither),
            ("gamma wins", Side::Left),
            ("Delta wins", Side::Right),
        ] {
            assert_eq!(side(option, "gamma", "delta"), expected, "{option}");
        }
    }
}
