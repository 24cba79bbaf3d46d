//! What the cards of issues, changes and criteria are made of.

use crate::app::Word;
use crate::app::{Focus, Msg, keymap};
use crate::task::Taxonomy;
use crate::ui::kit::{Ctx, gravity_class, join};
use crate::ui::template::{Act, Html, view};
use crate::ui::words as w;

/// Something a card can be tied to.
#[derive(Clone)]
pub struct Link {
    pub id: String,
    pub name: String,
    pub focus: Focus,
}

/// Makes a message of a card's id and of the id of what is tied to it.
pub type Toggle = fn(String, String) -> Msg;

/// What a chip chooses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Chip {
    Category,
    Severity,
}

/// The head of a card: its number, its category, its severity.
pub fn head(ctx: Ctx, number: usize, name: &str, severity: Option<&str>) -> Html {
    view! { ctx, <header><b aria-hidden="true">{ number }</b><span class="name">{ name }</span><em>{ severity }</em></header> }
}

/// Categories and severities to choose from, those chosen pressed, with digits on the kind that keys speak to.
pub fn chips(
    ctx: Ctx,
    taxonomy: &Taxonomy,
    chosen: (&Option<String>, &Option<String>),
    keyed: Option<Chip>,
    msg: &dyn Fn(Chip, &str) -> Msg,
) -> Html {
    let key = |chip: Chip, at: usize| (keyed == Some(chip)).then(|| ctx.some_key(keymap::choice(at)));
    view! { ctx,
        <div class="chips" role="group" aria-label={ w::CATEGORY }>
            { for taxonomy.categories.iter().enumerate().map(|(at, one)| view! { ctx,
                <button type="button" key={ &one.id } aria-pressed={ chosen.0.as_ref() == Some(&one.id) } title={ &one.description }
                    onclick={ msg(Chip::Category, &one.id) }>
                    { taxonomy.category_name(&one.id) }{ key(Chip::Category, at) }
                </button>
            }) }
        </div>
        <div class="chips" role="group" aria-label={ w::SEVERITY }>
            { for taxonomy.severities.iter().enumerate().map(|(at, one)| view! { ctx,
                <button type="button" key={ &one.id } aria-pressed={ chosen.1.as_ref() == Some(&one.id) }
                    class={ gravity_class(taxonomy.gravity(&one.id)) } onclick={ msg(Chip::Severity, &one.id) }>
                    { taxonomy.severity_name(&one.id) }{ key(Chip::Severity, at) }
                </button>
            }) }
        </div>
    }
}

/// What a card is tied to, each with a button that unties it.
pub fn linked(
    ctx: Ctx,
    links: &[Link],
    tied: &dyn Fn(&Link) -> bool,
    card: &str,
    msg: Toggle,
    open: bool,
) -> Vec<Html> {
    let mut views = Vec::new();
    for link in links {
        if tied(link) {
            views.push(view! { ctx,
                <span class="tie" key={ &link.id }>
                    { jump(ctx, &link.name, &link.focus) }
                    <button type="button" class="quiet icon" hidden={ !open } aria-label={ join(&[ctx.say(w::REMOVE), " ", &link.name]) }
                        onclick={ msg(card.to_owned(), link.id.clone()) }>{ "×" }</button>
                </span>
            });
        }
    }
    views
}

/// A list to tie a card to something more.
pub fn choose_link(
    ctx: Ctx,
    links: &[Link],
    tied: &dyn Fn(&Link) -> bool,
    label: Word,
    card: &str,
    msg: Toggle,
    shown: bool,
) -> Html {
    // A list that is not shown has nothing in it: two hundred cards with two hundred lines each are not made for nobody.
    let free = links.iter().filter(|link| shown && !tied(link));
    view! { ctx,
        <select key="link" data-menu="" hidden={ !shown } aria-label={ label } onchange={ Act::value(card, msg) }>
            <option value="" selected=true>{ w::LINK }</option>
            { for free.map(|link| view! { ctx, <option key={ &link.id } value={ &link.id }>{ &link.name }</option> }) }
        </select>
    }
}

/// A button that leads to something.
pub fn jump(ctx: Ctx, name: &str, focus: &Focus) -> Html {
    view! { ctx, <button type="button" class="link" key={ name } onclick={ Msg::Focused(focus.clone()) }>{ name }</button> }
}

/// Source text as a line to be read: without the signs of Markdown and TeX. Powers keep theirs: 10^3 is not 103.
pub fn readable(source: &str) -> String {
    let mut line = String::with_capacity(source.len());
    let mut letters = source.chars().peekable();
    let (mut formula, mut code) = (begins_in_formula(source), false);
    // Where the words of a link may begin.
    let mut bracket = None;
    while let Some(letter) = letters.next() {
        match letter {
            '`' => code = !code,
            '\n' => line.push(' '),
            other if code => line.push(other),
            '$' => {
                letters.next_if_eq(&'$');
                formula = !formula;
            }
            '*' if letters.peek() == Some(&'*') => {
                letters.next();
            }
            '[' if !formula => {
                bracket = Some(line.len());
                line.push('[');
            }
            // A link is its words, an image what it is said to show.
            ']' if !formula && letters.peek() == Some(&'(') && letters.clone().any(|letter| letter == ')') => {
                if let Some(at) = bracket.take() {
                    line.remove(at);
                    if line.get(..at).is_some_and(|head| head.ends_with('!')) {
                        line.remove(at - 1);
                    }
                    letters.find(|letter| *letter == ')');
                } else {
                    line.push(']');
                }
            }
            '\\' if formula => {
                let mut name = String::new();
                while let Some(more) = letters.next_if(char::is_ascii_alphabetic) {
                    name.push(more);
                }
                if name.is_empty() {
                    letters.next();
                    name.push(' ');
                }
                line.push_str(spoken(&name));
                // A fraction of two signs has no braces.
                if name.ends_with("frac") && letters.peek().is_some_and(char::is_ascii_alphanumeric) {
                    line.extend(letters.next());
                    line.push('/');
                }
            }
            '_' if formula && letters.peek().is_some_and(char::is_ascii_digit) => {
                let digit = letters.next().and_then(|digit| char::from_u32(u32::from(digit) - 0x30 + 0x2080));
                line.extend(digit);
            }
            '{' | '}' if formula => {
                if letter == '}' && letters.next_if_eq(&'{').is_some() {
                    line.push('/');
                }
            }
            '_' | '&' if formula => {}
            other => line.push(other),
        }
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text begins within a formula, whose first sign it lacks: it says a command of TeX before any other sign of one.
fn begins_in_formula(source: &str) -> bool {
    let is_known = |rest: &str| {
        let name: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
        name.len() > 2 && (matches!(name.as_str(), "sqrt" | "sum" | "int") || spoken(&name) != name)
            || matches!(name.as_str(), "le" | "ge" | "ne" | "pm" | "to")
    };
    let head = source.split('$').next().unwrap_or_default();
    !head.contains('`') && head.split('\\').skip(1).any(is_known)
}

/// The commands of TeX that a line has a sign for, each before its sign.
const SIGNS: &str = "times×cdot·pm±mp∓le≤leq≤ge≥geq≥ne≠neq≠approx≈sim∼equiv≡propto∝to→rightarrow→longrightarrow⟶mapsto↦\
    implies⇒Rightarrow⇒iff⇔leftrightarrow↔infty∞in∈notin∉subset⊂subseteq⊆cup∪cap∩forall∀exists∃partial∂nabla∇\
    ldots…dots…cdots⋯circ°prime′alphaαbetaβgammaγdeltaδepsilonεvarepsilonεzetaζetaηthetaθkappaκlambdaλmuμnuνxiξpiπrhoρ\
    sigmaσtauτphiφvarphiφchiχpsiψomegaωGammaΓDeltaΔThetaΘLambdaΛSigmaΣPhiΦPsiΨOmegaΩ";

/// A command of TeX in a line: a sign, nothing where it only says how to set, else its name.
fn spoken(command: &str) -> &str {
    match command {
        "ce" | "text" | "mathrm" | "mathbf" | "mathit" | "mathbb" | "mathcal" | "operatorname" | "left" | "right"
        | "frac" | "dfrac" | "tfrac" | "big" | "Big" | "displaystyle" => "",
        "quad" | "qquad" => " ",
        name => {
            let sign = |one: &'static str| one.strip_prefix(name).filter(|sign| sign.chars().count() == 1);
            SIGNS.split_inclusive(|sign: char| !sign.is_ascii()).find_map(sign).unwrap_or(name)
        }
    }
}

/// The beginning of a text that is longer than so many characters.
pub fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => join(&[text.get(..end).unwrap_or_default(), " …"]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn source_is_a_line_without_the_signs_of_markdown_and_tex() {
        let check = |source: &str, line: &str| assert_eq!(readable(source), line);
        check("the air is **thicker**, so `x` it", "the air is thicker, so x it");
        check("$\\ce{NaN3}$ in DMF", "NaN3 in DMF");
        check("$\\ce{CH3-CH(Br)-CH3}$", "CH3-CH(Br)-CH3");
        check("$\\frac{a}{b} \\le 2 \\times 10^{3}\\,\\mathrm{mol}$", "a/b ≤ 2 × 10^3 mol");
        check("$x_1 \\approx \\alpha$\nand on", "x₁ ≈ α and on");
        check("call `f(2**3, \"$a\")` **now**", "call f(2**3, \"$a\") now");
        check("2 * 3 = 6, a_b, {c}, a\\b", "2 * 3 = 6, a_b, {c}, a\\b");
        check("$$\n|x_n| \\le 1\n$$", "|xn| ≤ 1");
        check("", "");
        check("35, as [shown](https://a.b/c). ![A curve](x.png) [1] rises", "35, as shown. A curve [1] rises");
        check("`f[0](x)` is $a[1](b)$, [open](no", "f[0](x) is a[1](b), [open](no");
        check("\\frac{3072}{43} \\cdot x_1", "3072/43 · x₁");
        check("$\\frac1n \\to 0$ as $n \\to \\infty$, $\\varepsilon_0 \\in \\mathbb{R}$", "1/n → 0 as n → ∞, ε₀ ∈ R");
        check("\\frac{a}{b}$$ and on, C:\\in", "a/b and on, C:\\in");
        check("D:\\in\\a_b and \\unheardof", "D:\\in\\a_b and \\unheardof");
        check("$\\", "");
        check("**", "");
    }
}
