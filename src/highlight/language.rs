//! What tells languages apart: their words, their remarks, their texts.

/// How a language is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Language {
    /// Its names behind a fence.
    pub names: &'static str,
    /// Its words.
    pub words: &'static str,
    /// What begins a remark up to the end of the line.
    pub line: &'static [&'static str],
    /// What begins and ends a remark.
    pub block: &'static [(&'static str, &'static str)],
    /// What begins and ends a text; the longest first.
    pub quotes: &'static [&'static str],
    /// Those of them that go over lines.
    pub long: &'static [&'static str],
    /// How it differs.
    pub way: Way,
}

/// How a language differs from the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It does not.
    Usual,
    /// Its words may have any case.
    AnyCase,
    /// A single quote may begin a lifetime.
    Lifetimes,
    /// Variables begin with `$`; a `#` begins a remark only behind a space.
    Shell,
    /// Tags.
    Markup,
    /// Keys before a colon.
    Keys,
    /// Properties, selectors.
    Styles,
}

const SLASHES: &[&str] = &["//"];
const HASH: &[&str] = &["#"];
const STARS: &[(&str, &str)] = &[("/*", "*/")];
const BOTH: &[&str] = &["\"", "'"];

const fn usual(names: &'static str, words: &'static str) -> Language {
    Language { names, words, line: SLASHES, block: STARS, quotes: BOTH, long: &[], way: Way::Usual }
}

const SCRIPT: Language = Language {
    quotes: &["\"", "'", "`"],
    long: &["`"],
    ..usual(
        "javascript js jsx mjs cjs node",
        "async await break case catch class const continue debugger default delete do else export extends false finally for from function get if import in instanceof let new null of return set static super switch this throw true try typeof undefined var void while with yield",
    )
};

const ALL: [Language; 22] = [
    Language {
        line: HASH,
        block: &[],
        quotes: &["\"\"\"", "'''", "\"", "'"],
        long: &["\"\"\"", "'''"],
        ..usual(
            "python py python3",
            "and as assert async await break case class continue def del elif else except False finally for from global if import in is lambda match None nonlocal not or pass raise return self True try while with yield",
        )
    },
    SCRIPT,
    Language {
        names: "typescript ts tsx",
        words: "abstract any as async await boolean break case catch class const constructor continue declare default delete do else enum export extends false finally for from function get if implements import in infer instanceof interface is keyof let namespace never new null number of private protected public readonly return satisfies set static string super switch this throw true try type typeof undefined unknown var void while with yield",
        ..SCRIPT
    },
    usual(
        "java",
        "abstract assert boolean break byte case catch char class continue default do double else enum extends false final finally float for if implements import instanceof int interface long native new null package private protected public record return sealed short static super switch synchronized this throw throws transient true try var void volatile while yield",
    ),
    usual(
        "c h",
        "auto bool break case char const continue default do double else enum extern float for goto if inline int long register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while NULL true false #include #define #ifdef #ifndef #endif #if #else #pragma",
    ),
    usual(
        "cpp c++ cc cxx hpp",
        "alignas auto bool break case catch char class co_await co_return co_yield concept const constexpr continue decltype default delete do double else enum explicit extern false final float for friend goto if inline int long mutable namespace new noexcept nullptr operator override private protected public requires return short signed sizeof static static_cast struct switch template this throw true try typedef typename union unsigned using virtual void volatile while #include #define #ifdef #ifndef #endif #if #else #pragma",
    ),
    usual(
        "csharp cs c#",
        "abstract as async await base bool break byte case catch char class const continue decimal default delegate do double else enum event explicit extern false finally fixed float for foreach get if implicit in int interface internal is lock long namespace new null object operator out override params private protected public readonly record ref return sealed set short sizeof static string struct switch this throw true try typeof uint ulong unchecked unsafe using var virtual void volatile where while yield",
    ),
    Language {
        quotes: &["\"", "'", "`"],
        long: &["`"],
        ..usual(
            "go golang",
            "any bool break byte case chan const continue default defer else error fallthrough false float64 for func go goto if import int int64 interface iota map nil package range return rune select string struct switch true type uint var",
        )
    },
    Language {
        quotes: &["\""],
        long: &["\""],
        way: Way::Lifetimes,
        ..usual(
            "rust rs",
            "as async await bool break const continue crate dyn else enum extern f32 f64 false fn for i32 i64 if impl in let loop match mod move mut pub ref return self Self static str struct super trait true type u32 u64 u8 unsafe use usize where while",
        )
    },
    Language {
        line: &["//", "#"],
        way: Way::Shell,
        ..usual(
            "php",
            "abstract and array as break case catch class clone const continue declare default do echo else elseif empty enum extends false final finally fn for foreach function global if implements include instanceof interface isset match namespace new null or print private protected public readonly require require_once return static switch this throw trait true try unset use var while yield",
        )
    },
    Language {
        line: HASH,
        block: &[("=begin", "=end")],
        ..usual(
            "ruby rb",
            "alias and attr_accessor attr_reader begin break case class def defined do else elsif end ensure extend false for if in include lambda loop module next nil not or private proc protected public puts raise redo require rescue retry return self super then true undef unless until when while yield",
        )
    },
    Language {
        quotes: &["\"\"\"", "\"", "'"],
        long: &["\"\"\""],
        ..usual(
            "kotlin kt kts",
            "abstract as break by catch class companion const constructor continue data do else enum false final finally for fun if import in init inline inner interface internal is lateinit null object open operator override package private protected public return sealed super suspend this throw true try typealias val var when where while",
        )
    },
    Language {
        quotes: &["\"\"\"", "\""],
        long: &["\"\"\""],
        ..usual(
            "swift",
            "actor any as async await break case catch class continue default defer deinit do else enum extension fallthrough false fileprivate final for func guard if import in init inout internal is lazy let mutating nil open operator override private protocol public repeat rethrows return self Self some static struct subscript super switch throw throws true try typealias var weak where while",
        )
    },
    Language {
        line: &["--"],
        way: Way::AnyCase,
        ..usual(
            "sql mysql postgresql postgres sqlite plsql tsql",
            "add all alter and as asc begin between bigint boolean by cascade case check column commit constraint create cross database date default delete desc distinct double drop else end exists false foreign from full function group having if in index inner insert int integer into is join key left like limit not null numeric offset on or order outer over partition primary procedure references returning right rollback select serial set table text then timestamp transaction trigger true union unique update using values varchar view when where with",
        )
    },
    Language {
        line: HASH,
        block: &[],
        long: &["\"", "'"],
        way: Way::Shell,
        ..usual(
            "bash sh shell zsh console shellscript",
            "alias break case cd continue declare do done echo elif else esac eval exec exit export fi for function if in local read readonly return select set shift source sudo then trap unset until while",
        )
    },
    Language { line: &[], block: &[("<!--", "-->")], way: Way::Markup, ..usual("html xml svg xhtml vue", "") },
    Language { line: &[], way: Way::Styles, ..usual("css scss less", "") },
    Language { line: SLASHES, quotes: &["\""], way: Way::Keys, ..usual("json json5 jsonc", "true false null") },
    Language { line: HASH, block: &[], way: Way::Keys, ..usual("yaml yml", "true false null yes no on off") },
    Language { line: HASH, block: &[], way: Way::Keys, ..usual("toml ini", "true false") },
    Language {
        line: HASH,
        block: &[],
        ..usual("r", "break else FALSE for function if in Inf library NA NaN next NULL repeat return TRUE while")
    },
    Language {
        line: &["%"],
        block: &[],
        ..usual(
            "matlab octave",
            "break case catch classdef continue else elseif end error for function global if otherwise parfor persistent return switch true false try while",
        )
    },
];

/// The language with a name, whatever its case.
pub(super) fn of(name: &str) -> Option<&'static Language> {
    let name = name.to_lowercase();
    ALL.iter().find(|one| one.names.split(' ').any(|known| known == name))
}

#[cfg(test)]
pub(super) fn all() -> &'static [Language] {
    &ALL
}
