//! Conditions on rows, and their text: `type=image,pulled<30d,size>=1GiB`.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use crate::value::{Unit, check};

/// How a condition's column and value belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    Is,
    IsNot,
    Contains,
    ContainsNot,
    /// At most that long ago; of a deadline, at most that long ahead, or over.
    Within,
    /// Longer ago or ahead than that, or never.
    NotWithin,
    AtLeast,
    AtMost,
}

impl Operator {
    /// How it is written between column and value. The longer signs come first, for reading.
    pub const SIGNS: [(&'static str, Self); 8] = [
        ("!=", Self::IsNot),
        ("=~", Self::Contains),
        ("!~", Self::ContainsNot),
        (">=", Self::AtLeast),
        ("<=", Self::AtMost),
        ("=", Self::Is),
        ("<", Self::Within),
        (">", Self::NotWithin),
    ];

    fn sign(self) -> &'static str {
        Self::SIGNS
            .iter()
            .find(|(_, operator)| *operator == self)
            .map_or("=", |(sign, _)| sign)
    }
}

/// A column, how, and a value: `pushed within 30 days`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Condition {
    /// [`crate::Column::id`]. A condition on a column that the list lacks is none.
    pub field: String,
    pub operator: Operator,
    /// As [`check`] gave it.
    pub value: String,
}

/// Signs that mean something in a filter's text.
const MEANING: &AsciiSet = &CONTROLS.add(b',').add(b'%').add(b'~').add(b'=');

/// The text of a filter; the same in each language.
pub fn write_conditions(conditions: &[Condition]) -> String {
    let terms: Vec<String> = conditions
        .iter()
        .map(|condition| {
            let value = utf8_percent_encode(&condition.value, MEANING);
            format!("{}{}{value}", condition.field, condition.operator.sign())
        })
        .collect();
    terms.join(",")
}

/// What a condition can be on.
pub trait Filterable {
    /// [`Condition::field`]
    fn id(&self) -> &'static str;

    /// How values may be compared; the first is the usual one.
    fn operators(&self) -> &'static [Operator];

    /// How values are typed and written.
    fn unit(&self) -> Unit;
}

/// Reads a filter's text; nothing if any part of it is no condition on these fields.
pub fn read_conditions<F: Filterable>(fields: &[F], text: &str) -> Option<Vec<Condition>> {
    text.trim()
        .split(',')
        .map(|term| read_one(fields, term))
        .collect()
}

fn read_one<F: Filterable>(fields: &[F], term: &str) -> Option<Condition> {
    let at = term.find(['!', '=', '<', '>'])?;
    let (name, rest) = term.split_at(at);
    let field = fields.iter().find(|field| field.id() == name.trim())?;
    let (sign, operator) = Operator::SIGNS
        .iter()
        .find(|(sign, _)| rest.starts_with(sign))?;
    let value = percent_decode_str(&rest[sign.len()..]).decode_utf8().ok()?;
    Some(Condition {
        field: field.id().to_owned(),
        operator: *field.operators().iter().find(|known| *known == operator)?,
        value: check(field.unit(), &value).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::{Column, ColumnKind};

    static COLUMNS: [Column; 2] = [
        Column::new("tag", ColumnKind::Texts),
        Column::new("pulled", ColumnKind::Time),
    ];

    #[test]
    fn a_filter_can_be_written_and_read_again() {
        for (field, operator, value) in [
            ("tag", Operator::Contains, "a,b=~%c"),
            ("tag", Operator::Is, "~x"),
            ("tag", Operator::ContainsNot, "é ü"),
            ("pulled", Operator::NotWithin, "30d"),
        ] {
            let conditions = vec![Condition {
                field: field.to_owned(),
                operator,
                value: value.to_owned(),
            }];
            let text = write_conditions(&conditions);
            assert_eq!(read_conditions(&COLUMNS, &text), Some(conditions), "{text}");
        }
    }

    #[test]
    fn texts_that_are_no_filter_are_refused() {
        for text in [
            "",
            "tag",
            "tag=",
            "size>=1",
            "pulled=~1d",
            "pulled<soon",
            "tag=a,,",
        ] {
            assert_eq!(read_conditions(&COLUMNS, text), None, "{text}");
        }
    }
}
