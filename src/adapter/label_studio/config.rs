//! A labelling configuration as data: what it shows, and what it asks for.

use super::xml::{self, Element};
use crate::json::DecodeError;

/// What a project shows and asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// What is shown, in the order of the page.
    pub shown: Vec<Shown>,
    /// What is asked for, in the order of the page.
    pub controls: Vec<Control>,
}

/// Something that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its name, which controls aim at.
    pub name: String,
    /// What it is.
    pub kind: ShownKind,
    /// `$field` of the data, or a text as it stands.
    pub value: String,
    /// The heading above it.
    pub heading: String,
    /// Of a dialogue: the fields with who speaks and what is said.
    pub keys: (String, String),
}

/// What something shown is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownKind {
    /// One text.
    Text,
    /// Texts with who says them.
    Dialogue,
    /// Texts to be put in order.
    List,
    /// A picture, a sound, a page: something that is no text.
    Medium,
}

/// Something that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Its name, which results carry.
    pub name: String,
    /// What it is.
    pub kind: ControlKind,
    /// The names of what it is about.
    pub to: Vec<String>,
    /// Whether it is about a marked region and not about the whole.
    pub per_region: bool,
    /// Whether Label Studio's own page insists on it.
    pub required: bool,
    /// What can be chosen.
    pub options: Vec<Choice>,
    /// The field of the data with what can be chosen, where the configuration does not say it.
    pub dynamic: Option<String>,
    /// The heading above it, or what its field says while it is empty.
    pub heading: String,
    /// The text that it begins with.
    pub value: String,
}

/// What a control is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ControlKind {
    /// Marks in a text.
    Labels,
    /// Marks in a dialogue.
    ParagraphLabels,
    /// One choice, or several.
    Choices {
        /// Whether several may be chosen.
        multiple: bool,
    },
    /// Stars, 1 to this many.
    Rating(u32),
    /// A whole number from a small range.
    Number(i32, i32),
    /// A text.
    TextArea,
    /// The better of two.
    Pairwise,
    /// An order.
    Ranker,
    /// Anything else, by its tag as it is written in the documentation.
    Other(String),
}

/// One of several things to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What a result carries.
    pub value: String,
    /// What is read.
    pub name: String,
    /// When to choose it.
    pub hint: String,
}

/// A number that is too long for a scale of levels.
const LEVELS: i32 = 10;

impl Config {
    /// Reads a project's `label_config`.
    ///
    /// # Errors
    /// Where it is no XML, or repeats parts for each item of a list, which is not read here.
    pub fn read(text: &str) -> Result<Self, DecodeError> {
        let root = xml::read(text)?;
        let mut config = Self::default();
        config.walk(&root, false)?;
        Ok(config)
    }

    /// What is shown under a name.
    pub fn shown(&self, name: &str) -> Option<&Shown> {
        self.shown.iter().find(|one| one.name == name)
    }

    /// The control with a name.
    pub fn control(&self, name: &str) -> Option<&Control> {
        self.controls.iter().find(|one| one.name == name)
    }

    fn walk(&mut self, parent: &Element, inside_region: bool) -> Result<(), DecodeError> {
        // A heading is of what comes next to it, and of no more.
        let mut heading = String::new();
        for element in &parent.children {
            match element.tag.as_str() {
                "header" => heading = element.get("value").to_owned(),
                "repeater" => return Err(DecodeError::new("a configuration without <Repeater>", "<Repeater>")),
                "view" | "filter" | "collapse" | "panel" => {
                    let region = inside_region || element.get("visibleWhen") == "region-selected";
                    self.walk(element, region)?;
                }
                tag if !element.get("name").is_empty() => {
                    let heading = std::mem::take(&mut heading);
                    // `Ranker` and such aim at something; what aims at nothing is shown.
                    if element.get("toName").is_empty() {
                        self.shown.extend(shown(element, tag, heading));
                    } else {
                        let mut control = control(element, tag, &heading);
                        control.per_region |= inside_region;
                        self.controls.push(control);
                    }
                }
                _ => self.walk(element, inside_region)?,
            }
        }
        Ok(())
    }
}

fn or<'t>(first: &'t str, second: &'t str) -> &'t str {
    if first.is_empty() { second } else { first }
}

fn shown(element: &Element, tag: &str, heading: String) -> Option<Shown> {
    let kind = match tag {
        // A text that is fetched from elsewhere is nothing that could be marked here.
        "text" | "markdown" if element.get("valueType") == "url" => ShownKind::Medium,
        "text" | "markdown" => ShownKind::Text,
        "paragraphs" if element.get("valueType") == "url" => ShownKind::Medium,
        "paragraphs" | "dialog" | "chat" => ShownKind::Dialogue,
        "list" => ShownKind::List,
        "shortcut" | "relation" | "style" => return None,
        _ => ShownKind::Medium,
    };
    let (who, what) = if tag == "chat" { ("role", "content") } else { ("author", "text") };
    Some(Shown {
        name: element.get("name").to_owned(),
        kind,
        value: element.get("value").to_owned(),
        heading,
        keys: (or(element.get("nameKey"), who).to_owned(), or(element.get("textKey"), what).to_owned()),
    })
}

fn control(element: &Element, tag: &str, heading: &str) -> Control {
    let number = |name: &str| element.get(name).parse::<i32>().ok();
    let nested = || element.children.iter().any(|one| one.tag == "choice" && !one.children.is_empty());
    let kind = match tag {
        "labels" => ControlKind::Labels,
        "paragraphlabels" => ControlKind::ParagraphLabels,
        "choices" if !nested() => ControlKind::Choices { multiple: element.get("choice") == "multiple" },
        "rating" => ControlKind::Rating(number("maxRating").and_then(|most| u32::try_from(most).ok()).unwrap_or(5)),
        "number" => match (number("min"), number("max")) {
            (Some(least), Some(most)) if least < most && most - least <= LEVELS && number("step").unwrap_or(1) == 1 => {
                ControlKind::Number(least, most)
            }
            _ => ControlKind::Other("Number".into()),
        },
        "textarea" => ControlKind::TextArea,
        "pairwise" => ControlKind::Pairwise,
        // With buckets it sorts into groups, which is no order.
        "ranker" if element.children.is_empty() => ControlKind::Ranker,
        other => ControlKind::Other(other.to_owned()),
    };
    let value = element.get("value");
    let dynamic = value.strip_prefix('$').filter(|_| matches!(tag, "labels" | "paragraphlabels" | "choices"));
    Control {
        name: element.get("name").to_owned(),
        kind,
        to: element.get("toName").split(',').map(|name| name.trim().to_owned()).collect(),
        per_region: element.is("perRegion") || element.is("perItem"),
        required: element.is("required"),
        options: element
            .children
            .iter()
            .filter(|one| matches!(one.tag.as_str(), "label" | "choice"))
            .map(choice)
            .collect(),
        dynamic: dynamic.map(ToOwned::to_owned),
        heading: or(heading, element.get("placeholder")).to_owned(),
        value: value.to_owned(),
    }
}

fn choice(element: &Element) -> Choice {
    let name = element.get("value");
    // An alias is what results carry.
    Choice {
        value: or(element.get("alias"), name).to_owned(),
        name: or(element.get("html"), name).to_owned(),
        hint: element.get("hint").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_belong_to_what_comes_next_and_aliases_are_what_is_stored() {
        let config = Config::read(
            "<View><Header value=\"Quality\"/><Rating name=\"q\" toName=\"t\" maxRating=\"7\"/>\
             <Choices name=\"c\" toName=\"t\" choice=\"multiple\"><Choice value=\"Long\" alias=\"l\"/></Choices>\
             <View visibleWhen=\"region-selected\"><TextArea name=\"w\" toName=\"t\" placeholder=\"Why?\"/></View>\
             <Text name=\"t\" value=\"$text\"/><Image name=\"i\" value=\"$image\"/></View>",
        )
        .expect("a configuration");
        let names: Vec<_> = config.controls.iter().map(|one| (one.name.as_str(), one.heading.as_str())).collect();
        assert_eq!(names, [("q", "Quality"), ("c", ""), ("w", "Why?")]);
        assert_eq!(config.controls[0].kind, ControlKind::Rating(7));
        assert_eq!((config.controls[1].options[0].value.as_str(), config.controls[2].per_region), ("l", true));
        assert_eq!(config.shown.iter().map(|one| one.kind).collect::<Vec<_>>(), [ShownKind::Text, ShownKind::Medium]);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let error = Config::read("<View><Repeater on=\"$x\"><Text name=\"t\" value=\"$x\"/></Repeater></View>");
        assert_eq!(error.expect_err("refused").found, "<Repeater>");
        let other = Config::read("<View><Taxonomy name=\"x\" toName=\"t\"/><Number name=\"n\" toName=\"t\"/></View>");
        let kinds: Vec<_> = other.expect("a configuration").controls.into_iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [ControlKind::Other("taxonomy".into()), ControlKind::Other("Number".into())]);
    }
}
