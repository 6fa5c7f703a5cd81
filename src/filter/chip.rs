//! One condition.

/// How a chip's field and value belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    Is,
    IsNot,
    Contains,
    ContainsNot,
    /// At most that long ago.
    Within,
    /// Longer ago than that, or never.
    NotWithin,
    AtLeast,
    AtMost,
}

impl Operator {
    /// How it is written between field and value. The longer signs come first, for reading.
    pub(super) const SIGNS: [(&'static str, Self); 8] = [
        ("!=", Self::IsNot),
        ("=~", Self::Contains),
        ("!~", Self::ContainsNot),
        (">=", Self::AtLeast),
        ("<=", Self::AtMost),
        ("=", Self::Is),
        ("<", Self::Within),
        (">", Self::NotWithin),
    ];
}

/// A field, how, and a value: `pushed within 30 days`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Chip {
    /// [`super::Field::id`].
    pub field: String,
    pub operator: Operator,
    /// As [`super::check`] gave it.
    pub value: String,
}
