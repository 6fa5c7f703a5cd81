//! Filters as text, to share: `type=image,pulled<30d,size>=1GiB`.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::{
    chip::{Chip, Operator},
    field::Field,
    value::check,
};

/// Signs that mean something in a filter's text.
const MEANING: &AsciiSet = &CONTROLS.add(b',').add(b'%').add(b'~').add(b'=');

/// The text of a filter; the same in each language.
pub fn write(chips: &[Chip]) -> String {
    let terms: Vec<String> = chips
        .iter()
        .map(|chip| {
            let sign = Operator::SIGNS
                .iter()
                .find(|(_, operator)| *operator == chip.operator)
                .map_or("=", |(sign, _)| sign);
            let value = utf8_percent_encode(&chip.value, MEANING);
            format!("{}{sign}{value}", chip.field)
        })
        .collect();
    terms.join(",")
}

/// Reads a filter's text; nothing if any part of it is none of these fields.
pub fn read<T>(fields: &'static [Field<T>], text: &str) -> Option<Vec<Chip>> {
    text.trim()
        .split(',')
        .map(|term| chip(fields, term))
        .collect()
}

fn chip<T>(fields: &'static [Field<T>], term: &str) -> Option<Chip> {
    let at = term.find(['!', '=', '<', '>'])?;
    let (name, rest) = term.split_at(at);
    let field = fields.iter().find(|field| field.id == name.trim())?;
    let (sign, operator) = Operator::SIGNS
        .iter()
        .find(|(sign, _)| rest.starts_with(sign))?;
    let value = percent_decode_str(&rest[sign.len()..]).decode_utf8().ok()?;
    Some(Chip {
        field: field.id.to_owned(),
        operator: *field.operators().iter().find(|known| *known == operator)?,
        value: check(field.unit(), &value).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::field::Kind;
    use super::*;

    static FIELDS: [Field<()>; 2] = [
        Field {
            id: "tag",
            name: |_| "Tag",
            icon: "tag",
            kind: Kind::Text(|(), _| ()),
            asked: None,
        },
        Field {
            id: "pulled",
            name: |_| "Pulled",
            icon: "clock",
            kind: Kind::Time(|()| None),
            asked: None,
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
            let chips = vec![Chip {
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
