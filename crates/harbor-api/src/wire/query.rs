//! The `q=` language and `sort=`.

use serde::{Deserialize, Serialize};

use crate::{operation::QueryValue, wire::encode};

/// One condition of a filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// `k=v`
    Exactly(String),
    /// `k=~v`: contains; without regard to case but for artifact tags.
    Contains(String),
    /// `k=[a~b]`; either end may be open.
    Between(Option<String>, Option<String>),
    /// `k={a b}`: one of them.
    OneOf(Vec<String>),
    /// `k=(a b)`: all of them; only artifact labels understand it.
    AllOf(Vec<String>),
}

/// Why a condition can't be said in Harbor's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTerm {
    #[error("a filter needs a value")]
    Empty,
    #[error("the registry can't filter by a value with a comma")]
    Comma,
    #[error("the registry can't filter by several values with spaces in them")]
    Space,
    #[error("the registry can't filter by several values with quotes in them")]
    Quote,
    #[error("the registry can't filter by a range with a ~ in its ends")]
    Tilde,
    #[error("the registry can't filter by a value with a ; in it")]
    Semicolon,
    #[error("a filter's field is made of letters, digits, . and _")]
    Field,
}

/// Conditions that all must hold. Empty: everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<(String, Term)>", into = "Vec<(String, Term)>")]
pub struct Filter(Vec<(String, Term)>);

impl Filter {
    /// No condition.
    pub fn all() -> Self {
        Self::default()
    }

    /// Adds a condition. Harbor ignores fields that it does not know: ask only for known ones.
    pub fn and(mut self, field: impl Into<String>, term: Term) -> Result<Self, InvalidTerm> {
        let field = field.into();
        let letter = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'.';
        if field.is_empty() || !field.bytes().all(letter) {
            return Err(InvalidTerm::Field);
        }
        check(&term)?;
        self.0.push((field, term));
        Ok(self)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn terms(&self) -> &[(String, Term)] {
        &self.0
    }

    /// The filter in Harbor's own words, before the query's encoding.
    pub fn to_q(&self) -> String {
        let terms: Vec<String> = self
            .0
            .iter()
            .map(|(field, term)| format!("{field}={}", written(term)))
            .collect();
        terms.join(",")
    }
}

impl TryFrom<Vec<(String, Term)>> for Filter {
    type Error = InvalidTerm;

    fn try_from(terms: Vec<(String, Term)>) -> Result<Self, InvalidTerm> {
        terms
            .into_iter()
            .try_fold(Self::all(), |filter, (field, term)| filter.and(field, term))
    }
}

impl From<Filter> for Vec<(String, Term)> {
    fn from(filter: Filter) -> Self {
        filter.0
    }
}

impl QueryValue for Filter {
    fn append(&self, name: &'static str, query: &mut Vec<(&'static str, String)>) {
        if !self.is_empty() {
            query.push((name, self.to_q()));
        }
    }
}

fn check(term: &Term) -> Result<(), InvalidTerm> {
    let one = |value: &str| {
        if value.is_empty() {
            Err(InvalidTerm::Empty)
        } else if value.contains(',') {
            Err(InvalidTerm::Comma)
        } else if value.contains(';') {
            Err(InvalidTerm::Semicolon)
        } else {
            Ok(())
        }
    };
    // Harbor splits lists at spaces and takes quotes at the ends away.
    let word = |value: &str| {
        if value.contains(char::is_whitespace) {
            Err(InvalidTerm::Space)
        } else if value.contains(['"', '\'']) {
            Err(InvalidTerm::Quote)
        } else {
            Ok(())
        }
    };
    match term {
        Term::Exactly(value) | Term::Contains(value) => one(value),
        Term::Between(None, None) => Err(InvalidTerm::Empty),
        Term::Between(low, high) => {
            for end in [low, high].into_iter().flatten() {
                one(end)?;
                if end.contains('~') {
                    return Err(InvalidTerm::Tilde);
                }
                word(end)?;
            }
            Ok(())
        }
        Term::OneOf(values) | Term::AllOf(values) => {
            if values.is_empty() {
                return Err(InvalidTerm::Empty);
            }
            for value in values {
                one(value)?;
                word(value)?;
            }
            Ok(())
        }
    }
}

fn written(term: &Term) -> String {
    let one = |value: &String| encode::inside_q(value);
    let many = |values: &[String]| values.iter().map(one).collect::<Vec<_>>().join(" ");
    let end = |value: &Option<String>| value.as_ref().map(one).unwrap_or_default();
    match term {
        // A value that begins like another kind of term is marked as plain by a backslash.
        Term::Exactly(value) if value.starts_with(['~', '[', '{', '(', '\\']) => {
            format!("\\{}", one(value))
        }
        Term::Exactly(value) => one(value),
        Term::Contains(value) => format!("~{}", one(value)),
        Term::Between(low, high) => format!("[{}~{}]", end(low), end(high)),
        Term::OneOf(values) => format!("{{{}}}", many(values)),
        Term::AllOf(values) => format!("({})", many(values)),
    }
}

/// The order of a list: fields, each up or down. Harbor ignores fields that it does not know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort(Vec<(String, Direction)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Ascending,
    Descending,
}

impl Sort {
    /// The server's own order.
    pub fn server() -> Self {
        Self::default()
    }

    pub fn by(field: impl Into<String>, direction: Direction) -> Self {
        Self(vec![(field.into(), direction)])
    }
}

impl QueryValue for Sort {
    fn append(&self, name: &'static str, query: &mut Vec<(&'static str, String)>) {
        if self.0.is_empty() {
            return;
        }
        let fields: Vec<String> = self
            .0
            .iter()
            .map(|(field, direction)| match direction {
                Direction::Ascending => field.clone(),
                Direction::Descending => format!("-{field}"),
            })
            .collect();
        query.push((name, fields.join(",")));
    }
}
