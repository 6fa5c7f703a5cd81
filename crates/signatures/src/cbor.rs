//! What COSE needs of CBOR (RFC 8949): definite lengths, as signatures must have, and no floats.

/// Values in each other; what lies deeper is refused.
const DEEPEST: usize = 16;
/// Items and pairs of one value; more are refused.
const MOST: usize = 1024;

/// A value; tags are left out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    Number(i64),
    Bytes(&'a [u8]),
    Text(&'a str),
    Array(Vec<Value<'a>>),
    Map(Vec<(Value<'a>, Value<'a>)>),
    /// True, false, nothing.
    Simple,
}

impl<'a> Value<'a> {
    pub(crate) fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn bytes(&self) -> Option<&'a [u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub(crate) fn items(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// An entry of a map.
    fn entry(&self, is_it: impl Fn(&Self) -> bool) -> Option<&Self> {
        let Self::Map(entries) = self else {
            return None;
        };
        let found = entries.iter().find(|(key, _)| is_it(key));
        found.map(|(_, value)| value)
    }

    pub(crate) fn numbered(&self, key: i64) -> Option<&Self> {
        self.entry(|known| known.number() == Some(key))
    }

    pub(crate) fn named(&self, key: &str) -> Option<&Self> {
        self.entry(|known| matches!(known, Value::Text(text) if *text == key))
    }
}

/// Reads one value and nothing behind it; nothing for what is no CBOR of this kind.
pub(crate) fn read(content: &[u8]) -> Option<Value<'_>> {
    let mut rest = content;
    let value = value(&mut rest, DEEPEST)?;
    rest.is_empty().then_some(value)
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(taken)
}

/// What stands behind a value's kind: a number, a length.
fn argument(rest: &mut &[u8], short: u8) -> Option<u64> {
    let bytes = match short {
        0..=23 => return Some(u64::from(short)),
        24 => take(rest, 1)?,
        25 => take(rest, 2)?,
        26 => take(rest, 4)?,
        27 => take(rest, 8)?,
        _ => return None,
    };
    Some(
        bytes
            .iter()
            .fold(0, |all, byte| all << 8 | u64::from(*byte)),
    )
}

fn value<'a>(rest: &mut &'a [u8], depth: usize) -> Option<Value<'a>> {
    let depth = depth.checked_sub(1)?;
    let first = *take(rest, 1)?.first()?;
    let (kind, short) = (first >> 5, first & 31);
    if kind == 7 {
        return (20..=23).contains(&short).then_some(Value::Simple);
    }
    let argument = argument(rest, short)?;
    let length = usize::try_from(argument).ok()?;
    let is_few = length <= MOST;
    Some(match kind {
        0 => Value::Number(i64::try_from(argument).ok()?),
        1 => Value::Number(-1 - i64::try_from(argument).ok()?),
        2 => Value::Bytes(take(rest, length)?),
        3 => Value::Text(std::str::from_utf8(take(rest, length)?).ok()?),
        4 if is_few => {
            let items = (0..length).map(|_| value(rest, depth));
            Value::Array(items.collect::<Option<_>>()?)
        }
        5 if is_few => {
            let pairs = (0..length).map(|_| Some((value(rest, depth)?, value(rest, depth)?)));
            Value::Map(pairs.collect::<Option<_>>()?)
        }
        6 => value(rest, depth)?,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_and_tags_left_out() {
        // Tagged 18: ["a", -7, h'0102', {33: 1000000}, null]
        let content = b"\xd2\x85\x61a\x26\x42\x01\x02\xa1\x18\x21\x1a\x00\x0f\x42\x40\xf6";
        let read = read(content).unwrap();
        let [text, number, bytes, map, simple] = read.items().unwrap() else {
            panic!("{read:?}");
        };
        assert_eq!((text, number), (&Value::Text("a"), &Value::Number(-7)));
        assert_eq!(bytes.bytes(), Some(&[1, 2][..]));
        assert_eq!(map.numbered(33).and_then(Value::number), Some(1_000_000));
        assert_eq!(simple, &Value::Simple);
    }

    #[test]
    fn hostile_content_ends() {
        for content in [
            &b""[..],
            // More than there is, and more than anybody has.
            b"\x42\x01",
            b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
            b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff",
            // Without an end, and with something behind it.
            b"\x9f\x01\xff",
            b"\x01\x01",
            &[0x81; 100_000],
            &[0xc1; 100_000],
        ] {
            assert_eq!(read(content), None);
        }
    }
}
