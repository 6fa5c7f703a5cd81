//! A list's fields can be written in a filter's text, and read again.

use listing::Condition;

use crate::filter::{Field, Kind, Operator, read, write};

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
