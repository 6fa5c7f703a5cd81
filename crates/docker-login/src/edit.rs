//! Changing one member of a JSON object in a text, and not a byte beside it.

use std::{borrow::Cow, fmt, ops::Range};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor},
};
use serde_json::value::RawValue;

/// The members of an object, in their order, with their values as they stand in the text.
pub(crate) struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Members<'a> {
    /// Reads an object. A name that is there twice is refused: programs do not agree which counts.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.get())
    }

    /// A member that docker knows by this name. Go reads names without regard to case, so `credsstore`
    /// is `credsStore`. Gives the name as it stands there, too; an error where two members mean the
    /// same, since programs do not agree which counts.
    pub(crate) fn known(&self, name: &str) -> Result<Option<Known<'_, 'a>>, Twice> {
        let mut found = self
            .0
            .iter()
            .filter(|(known, _)| folded(known) == folded(name));
        let first = found.next();
        if found.next().is_some() {
            return Err(Twice);
        }
        Ok(first.map(|(name, value)| Known {
            name,
            value: value.get(),
        }))
    }

    /// Names and values, in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_ref(), value.get()))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A member, and how its name is spelled.
pub(crate) struct Known<'s, 'a> {
    pub(crate) name: &'s str,
    pub(crate) value: &'a str,
}

/// Two members have one meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Twice;

/// A name as Go compares those of a struct's fields (`encoding/json`, `foldName`): without regard to
/// case, and with the two letters outside ASCII whose simple folding is in it.
pub(crate) fn folded(name: &str) -> String {
    let fold = |c: char| match c {
        '\u{17f}' => 's',
        '\u{212a}' => 'k',
        c => c.to_ascii_lowercase(),
    };
    name.chars().map(fold).collect()
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members: Vec<(Cow<'de, str>, &'de RawValue)> = Vec::new();
                while let Some(name) = map.next_key::<String>()? {
                    if members.iter().any(|(known, _)| *known == name) {
                        return Err(A::Error::custom("a name is there twice"));
                    }
                    members.push((Cow::Owned(name), map.next_value()?));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Reader)
    }
}

/// Where a part of a text stands in it.
pub(crate) fn place(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    start..start + part.len()
}

/// The text with another value for a member of the object that stands at `object`. A new member
/// comes first, on a line of its own behind `indent`.
pub(crate) fn with_member(
    text: &str,
    object: Range<usize>,
    name: &str,
    value: &str,
    indent: &str,
) -> Option<String> {
    let members = Members::read(&text[object.clone()])?;
    let mut changed = text.to_owned();
    if let Some(old) = members.get(name) {
        changed.replace_range(place(text, old), value);
        return Some(changed);
    }
    let name = serde_json::to_string(name).ok()?;
    let inside = object.start + text[object].find('{')? + 1;
    let end = if members.is_empty() {
        // Nothing but white space is in it, so the closing brace gets its own line.
        let outer = indent.strip_suffix('\t').unwrap_or(indent);
        let close = inside + text[inside..].find('}')?;
        changed.replace_range(inside..close, "");
        format!("\n{outer}")
    } else {
        ",".to_owned()
    };
    changed.insert_str(inside, &format!("\n{indent}{name}: {value}{end}"));
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, name: &str) -> Option<String> {
        with_member(text, 0..text.len(), name, "1", "\t")
    }

    #[test]
    fn only_the_member_changes() {
        for (text, after) in [
            ("{}", "{\n\t\"a\": 1\n}"),
            (" { } \n", " {\n\t\"a\": 1\n} \n"),
            ("{\"b\":2.50}", "{\n\t\"a\": 1,\"b\":2.50}"),
            (
                "{\"b\":\"{\", \"a\" : {\"x\": []} }",
                "{\"b\":\"{\", \"a\" : 1 }",
            ),
            ("{\"\\u0061\":0}", "{\"\\u0061\":1}"),
        ] {
            assert_eq!(changed(text, "a").as_deref(), Some(after), "{text}");
        }
    }

    #[test]
    fn a_name_in_another_case_is_the_same_and_must_not_be_there_twice() {
        for name in ["credsStore", "credsstore", "CREDSSTORE", "cred\u{17f}Store"] {
            let text = format!("{{\"a\":0,\"{name}\":1}}");
            let members = Members::read(&text).expect("an object");
            let known = members.known("credsStore").expect("once").expect("there");
            assert_eq!((known.name, known.value), (name, "1"));
        }
        let members = Members::read("{\"auths\":{},\"Auths\":{}}").expect("an object");
        assert!(members.known("auths").is_err());
        assert!(members.known("other").is_ok_and(|found| found.is_none()));
    }

    #[test]
    fn what_is_no_object_is_not_changed() {
        for text in [
            "",
            "[]",
            "{",
            "{\"a\":1,\"a\":2}",
            "{} x",
            "null",
            "{\"a\":}",
        ] {
            assert_eq!(changed(text, "a"), None, "{text}");
        }
    }
}
