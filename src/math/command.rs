//! What commands of TeX are given, where it is not to be seen: words and lengths, brackets, single letters.

/// Whether what a command is given is words, a length or a name, and no mathematics.
pub(super) fn is_raw(name: &str) -> bool {
    is_words(name) || matches!(name, "hspace" | "vspace" | "color" | "label")
}

/// Whether what a command is given is words.
pub(super) fn is_words(name: &str) -> bool {
    const NAMES: [&str; 12] = [
        "text",
        "textrm",
        "textbf",
        "textit",
        "textsf",
        "texttt",
        "textnormal",
        "textup",
        "mbox",
        "fbox",
        "operatorname",
        "tag",
    ];
    NAMES.contains(&name)
}

/// Whether a command may be given something in brackets.
pub(super) fn takes_bracket(name: &str) -> bool {
    name == "sqrt" || name.starts_with('x')
}

/// How many things a command is given even where they stand in no braces.
pub(super) fn takes(name: &str) -> usize {
    match name {
        "frac" | "dfrac" | "tfrac" | "cfrac" | "binom" | "dbinom" | "tbinom" | "overset" | "underset" | "stackrel" => 2,
        "sqrt" | "hat" | "bar" | "vec" | "tilde" | "dot" | "ddot" | "overline" | "underline" | "widehat"
        | "widetilde" | "overrightarrow" | "overbrace" | "underbrace" | "not" | "boldsymbol" | "bm" | "boxed"
        | "ce" | "pmod" | "phantom" => 1,
        _ if name.starts_with("math") => 1,
        _ => 0,
    }
}

/// Whether a bracket follows that is no part by itself.
pub(super) fn is_bracket(name: &str) -> bool {
    matches!(name, "left" | "right" | "middle") || name.starts_with("big") && name.len() <= 5 || name.starts_with("Big")
}
