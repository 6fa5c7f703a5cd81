//! Filters as text, to share: `type=image,pulled<30d,size>=1GiB`.

use listing::{Condition, Operator, check};
use percent_encoding::percent_decode_str;

use super::field::{Field, FilterField};

/// Reads a filter's text; nothing if any part of it is none of these fields.
pub fn read<T>(fields: &'static [Field<T>], text: &str) -> Option<Vec<Condition>> {
    let fields: Vec<FilterField> = fields.iter().map(Field::described).collect();
    read_in(&fields, text)
}

/// The same for fields of any list.
pub fn read_in(fields: &[FilterField], text: &str) -> Option<Vec<Condition>> {
    text.trim()
        .split(',')
        .map(|term| condition(fields, term))
        .collect()
}

fn condition(fields: &[FilterField], term: &str) -> Option<Condition> {
    let at = term.find(['!', '=', '<', '>'])?;
    let (name, rest) = term.split_at(at);
    let field = fields.iter().find(|field| field.id == name.trim())?;
    let (sign, operator) = Operator::SIGNS
        .iter()
        .find(|(sign, _)| rest.starts_with(sign))?;
    let value = percent_decode_str(&rest[sign.len()..]).decode_utf8().ok()?;
    Some(Condition {
        field: field.id.to_owned(),
        operator: *field.operators.iter().find(|known| *known == operator)?,
        value: check(field.unit, &value).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Field, Kind, Operator, write};
    use super::*;

    static FIELDS: [Field<()>; 2] = [
        Field {
            id: "tag",
            name: |_| "Tag",
            icon: "tag",
            kind: Kind::Text(|(), _| ()),
        },
        Field {
            id: "pulled",
            name: |_| "Pulled",
            icon: "clock",
            kind: Kind::Time(|()| None),
        },
    ];

    #[test]
    fn a_filter_can_be_written_and_read_again() {
        for (field, operator, value) in [
            ("tag", Operator::Contains, "a,b=~%c"),
            ("tag", Operator::Is, "~x"),
            ("tag", Operator::ContainsNot, "é ü"),
            ("pulled", Operator::NotWithin, "30d"),
        ] {
            let chips = vec![Condition {
                field: field.to_owned(),
                operator,
                value: value.to_owned(),
            }];
            let text = write(&chips);
            assert_eq!(read(&FIELDS, &text), Some(chips), "{text}");
        }
        assert_eq!(
            read(&FIELDS, " tag=~gpu, pulled<1y ").map(|chips| write(&chips)),
            Some("tag=~gpu,pulled<1y".to_owned())
        );
    }

    #[test]
    fn what_is_no_filter_is_none() {
        for text in [
            "",
            "tag",
            "tag=",
            "size>=1",
            "pulled=~1d",
            "pulled<soon",
            "tag=a,,",
        ] {
            assert_eq!(read(&FIELDS, text), None, "{text}");
        }
    }
}
