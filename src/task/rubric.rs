//! The rubric: criteria with signed points, scales, gates and dependencies.

use crate::json::{DecodeError, Doc, Map, Object, Value, document, object, words};

document! {
    /// What responses are judged by.
    pub struct Rubric {
        /// Its id.
        pub id: String = "rubric".into(),
        /// The version that the annotation will name.
        pub version: String = "1".into(),
        /// In the order they are shown.
        pub criteria: Vec<Criterion>,
    }

    /// One claim about a response, with the points it is worth.
    pub struct Criterion {
        /// Its id.
        pub id: String,
        /// What is claimed, in a line.
        pub title: String = String::new(),
        /// The whole of it, Markdown.
        pub text: String = String::new(),
        /// What meeting it earns; negative for what should not be.
        pub points: f64 = 1.0,
        /// A weight class of the platform's own.
        pub class: Option<String> => omitted,
        /// Free tags, as `axis:accuracy`.
        pub tags: Vec<String> => omitted,
        /// What a judgement of it is.
        pub scale: Scale = Scale::Binary,
        /// Unmet, the response fails, whatever else it earns.
        pub gate: bool = false,
        /// Criteria that must be met for this one to apply.
        pub requires: Vec<String> => omitted,
        /// The user turn it is about; the whole conversation where nothing is said.
        pub turn: Option<String> => omitted,
        /// Whether a judgement needs a reason.
        pub rationale: Demand = Demand::Optional,
        /// Whether a judgement needs evidence.
        pub evidence: Demand = Demand::Optional,
        /// Where the claim comes from.
        pub source: Option<String> => omitted,
        /// What stands there.
        pub quote: Option<String> => omitted,
    }

    /// One level of an ordinal scale.
    pub struct Level {
        /// What is stored when it is chosen.
        pub value: f64,
        /// Its name.
        pub name: String = String::new(),
        /// What it takes.
        pub description: String = String::new(),
        /// The share of the points it earns, 0 to 1; linear over the levels where nothing is said.
        pub share: Option<f64> => omitted,
    }
}

words! {
    /// Whether something must be given with a judgement.
    pub enum Demand {
        /// It must.
        Required = "required",
        /// It may.
        Optional = "optional",
        /// It is not asked for.
        None = "none",
    }
}

/// What a judgement of a criterion is.
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    /// Met or unmet.
    Binary,
    /// One of several described levels.
    Ordinal(Vec<Level>),
    /// A number that should be a target.
    Numeric {
        /// A decimal string.
        target: String,
        /// How far from the target still counts.
        tolerance: Tolerance,
        /// The unit, as it is written.
        unit: Option<String>,
    },
}

/// How far from a target a number may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// In the target's unit.
    Absolute(f64),
    /// As a share of the target, 0.01 for one per cent.
    Relative(f64),
}

impl Criterion {
    /// A criterion with nothing but its words and points: met or not.
    #[must_use]
    pub fn of(id: String, title: &str, text: &str, points: f64) -> Self {
        Self {
            id,
            title: title.to_owned(),
            text: text.to_owned(),
            points,
            class: None,
            tags: Vec::new(),
            scale: Scale::Binary,
            gate: false,
            requires: Vec::new(),
            turn: None,
            rationale: Demand::Optional,
            evidence: Demand::Optional,
            source: None,
            quote: None,
            extra: Map::new(),
        }
    }
}

impl Doc for Scale {
    fn read(value: Value) -> Result<Self, DecodeError> {
        let mut object = Object::open(value)?;
        let kind: String = object.take("kind")?;
        match kind.as_str() {
            "binary" => Ok(Self::Binary),
            "ordinal" => Ok(Self::Ordinal(object.take("levels")?)),
            "numeric" => Ok(Self::Numeric {
                target: object.take("target")?,
                tolerance: object.take_or("tolerance", Tolerance::Relative(0.0))?,
                unit: object.take("unit")?,
            }),
            _ => Err(DecodeError::unexpected("one of binary ordinal numeric", &kind.into()).under_field("kind")),
        }
    }

    fn write(&self) -> Value {
        let mut map = Map::new();
        let kind = match self {
            Self::Binary => "binary",
            Self::Ordinal(levels) => {
                map.insert("levels".into(), levels.write());
                "ordinal"
            }
            Self::Numeric { target, tolerance, unit } => {
                map.insert("target".into(), target.write());
                map.insert("tolerance".into(), tolerance.write());
                map.insert("unit".into(), unit.write());
                "numeric"
            }
        };
        map.insert("kind".into(), kind.into());
        Value::Object(map)
    }
}

impl Doc for Tolerance {
    fn read(value: Value) -> Result<Self, DecodeError> {
        let mut object = Object::open(value)?;
        if let Some(share) = object.take::<Option<f64>>("relative")? {
            return Ok(Self::Relative(share));
        }
        match object.take::<Option<f64>>("absolute")? {
            Some(distance) => Ok(Self::Absolute(distance)),
            None => Err(DecodeError::new("`relative` or `absolute`", "neither")),
        }
    }

    fn write(&self) -> Value {
        let (key, number) = match self {
            Self::Absolute(distance) => ("absolute", distance),
            Self::Relative(share) => ("relative", share),
        };
        object([(key, number.write())])
    }
}
