//! Percent-encoding, as Harbor wants it in paths and queries.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// One segment of a path; a `:` stays readable, it is allowed in a segment (digests).
const SEGMENT: &AsciiSet = &RESERVED.remove(b':');

/// Encodes a value as one path segment.
pub fn segment(value: &str) -> String {
    utf8_percent_encode(value, SEGMENT).to_string()
}

/// Encodes a value as one path segment, twice: the gateway in front of Harbor takes one layer away
/// before the path is matched, Harbor itself the other (`team/tool` → `team%252Ftool`).
pub fn segment_twice(value: &str) -> String {
    segment(&segment(value))
}

/// Encodes a query value.
pub fn query_value(value: &str) -> String {
    utf8_percent_encode(value, RESERVED).to_string()
}

/// Encodes a value inside `q=`, which Harbor unescapes once more after the query itself was
/// decoded; only `%` and `+` would be changed by that.
pub fn inside_q(value: &str) -> String {
    value.replace('%', "%25").replace('+', "%2B")
}
