//! What issues are called: MQM-like categories and severities.

use crate::json::document;

document! {
    /// Categories and severities of issues.
    pub struct Taxonomy {
        /// In the order they are shown, which gives them their keys.
        pub categories: Vec<Category>,
        /// From the lightest to the gravest.
        pub severities: Vec<Severity>,
    }

    /// A kind of error.
    pub struct Category {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: String = String::new(),
        /// The category it is a part of.
        pub parent: Option<String> => omitted,
        /// When to choose it.
        pub description: Option<String> => omitted,
    }

    /// How grave an error is.
    pub struct Severity {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: String = String::new(),
        /// Its weight in sums of penalties (MQM: minor 1, major 5).
        pub weight: f64 = 1.0,
    }
}

impl Taxonomy {
    /// The name of a category, or its id where there is none.
    #[must_use]
    pub fn category_name<'a>(&'a self, id: &'a str) -> &'a str {
        let name = self.categories.iter().find(|category| category.id == id).map_or(id, |category| &category.name);
        if name.is_empty() { id } else { name }
    }

    /// The name of a severity, or its id where there is none.
    #[must_use]
    pub fn severity_name<'a>(&'a self, id: &'a str) -> &'a str {
        let name = self.severities.iter().find(|severity| severity.id == id).map_or(id, |severity| &severity.name);
        if name.is_empty() { id } else { name }
    }

    /// How grave a severity is among its kind: 0 the lightest, 2 the gravest, 1 what lies between. It picks the colour.
    #[must_use]
    pub fn gravity(&self, severity: &str) -> u8 {
        let Some(at) = self.severities.iter().position(|one| one.id == severity) else {
            return 1;
        };
        match at {
            0 if self.severities.len() > 1 => 0,
            _ if at + 1 == self.severities.len() && at >= 2 => 2,
            _ => 1,
        }
    }
}
