//! A judged step or claim of a response, as annotations carry it.

use super::Quotation;
use crate::json::{Value, document, words};
use crate::task::SpanDoc;

document! {
    /// What an expert says of a step.
    pub struct StepJudgement {
        /// Its id: the platform's where it cut the steps, else the expert's.
        pub id: String,
        /// Whether it is a step of reasoning or a claim.
        pub kind: StepKind = StepKind::Step,
        /// The response it is in.
        pub response: Option<String>,
        /// Where it stands.
        pub span: Option<SpanDoc>,
        /// What was judged.
        pub verdict: Verdict = Verdict::Unjudged,
        /// Of an incorrect one: where its error comes from.
        pub cause: Option<Cause>,
        /// The steps that it rests on.
        pub uses: Vec<String>,
        /// Why.
        pub rationale: Option<String>,
        /// The step as it should be; kept as it came.
        pub rewrite: Option<Value>,
        /// What shows it.
        pub sources: Vec<Quotation>,
        /// What was judged of other texts for it.
        pub alternatives: Vec<JudgedAlternative>,
    }

    /// What an expert says of another text for a step.
    pub struct JudgedAlternative {
        /// The alternative's id.
        pub id: String,
        /// What was judged.
        pub verdict: Verdict = Verdict::Unjudged,
    }
}

words! {
    /// What a judged piece is.
    pub enum StepKind {
        /// A step of reasoning.
        Step = "step",
        /// A claim about the world.
        Claim = "claim",
    }

    /// What was judged of a step. Neutral is not unjudged.
    pub enum Verdict {
        /// It holds.
        Correct = "correct",
        /// It neither helps nor harms.
        Neutral = "neutral",
        /// It does not hold.
        Incorrect = "incorrect",
        /// It cannot be told.
        Unsure = "unsure",
        /// Nobody has judged it yet.
        Unjudged = "unjudged",
    }

    /// Where the error of a step comes from.
    pub enum Cause {
        /// It is its own.
        Own = "own",
        /// It follows from a step that it uses.
        Inherited = "inherited",
    }
}
