//! What a problem's code means, for a developer who reads it; experts read the workbench's own words.

use crate::annotation::Code;

/// A code in words.
pub const fn of(code: Code) -> &'static str {
    match code {
        Code::Unjudged => "the criterion is not judged",
        Code::ValueMissing => "the judgement needs a number or a level",
        Code::RationaleMissing => "the judgement needs a rationale",
        Code::EvidenceMissing => "the judgement needs evidence",
        Code::CategoryMissing => "the issue has no category",
        Code::SeverityMissing => "the issue has no severity",
        Code::IssueUnresolved => "no edit answers the issue, and it is not left with a reason",
        Code::EditUnreasoned => "the edit has no reason",
        Code::PreferenceMissing => "the responses are not ranked",
        Code::ExitNoteMissing => "the exit needs a note",
    }
}
