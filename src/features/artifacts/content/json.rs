//! JSON as lines that can be folded. Every name, number and text stays as it was written: it is not
//! read into values and written again.

/// A line of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands.
    pub depth: usize,
    /// The name before the value, with its quotes.
    pub name: Option<String>,
    /// The value, or the bracket that opens or closes one.
    pub value: String,
    /// Where an opening line's value ends: the line of the closing bracket.
    pub ends: Option<usize>,
    /// A comma stands behind it.
    pub comma: bool,
}

/// The lines of a JSON text; `None` if it is none.
pub fn lines(text: &str) -> Option<Vec<Line>> {
    serde_json::from_str::<serde::de::IgnoredAny>(text).ok()?;
    let mut lines: Vec<Line> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut name: Option<String> = None;
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(first) = rest.chars().next() {
        match first {
            '{' | '[' => {
                let closing = if first == '{' { '}' } else { ']' };
                let inside = rest[1..].trim_start();
                if let Some(after) = inside.strip_prefix(closing) {
                    lines.push(line(open.len(), name.take(), format!("{first}{closing}")));
                    rest = after;
                } else {
                    lines.push(line(open.len(), name.take(), first.to_string()));
                    open.push(lines.len() - 1);
                    rest = inside;
                }
            }
            '}' | ']' => {
                if let Some(start) = open.pop() {
                    lines[start].ends = Some(lines.len());
                }
                lines.push(line(open.len(), None, first.to_string()));
                rest = &rest[1..];
            }
            ',' => {
                if let Some(last) = lines.last_mut() {
                    last.comma = true;
                }
                rest = &rest[1..];
            }
            _ => {
                let end = token_end(rest);
                let token = &rest[..end];
                rest = rest[end..].trim_start();
                if let Some(after) = rest.strip_prefix(':') {
                    name = Some(token.to_owned());
                    rest = after;
                } else {
                    lines.push(line(open.len(), name.take(), token.to_owned()));
                }
            }
        }
        rest = rest.trim_start();
    }
    Some(lines)
}

fn line(depth: usize, name: Option<String>, value: String) -> Line {
    Line {
        depth,
        name,
        value,
        ends: None,
        comma: false,
    }
}

/// Where the text or the word ends that a text begins with.
fn token_end(text: &str) -> usize {
    let mut escaped = false;
    if text.starts_with('"') {
        for (place, letter) in text.char_indices().skip(1) {
            match letter {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => return place + 1,
                _ => {}
            }
        }
        return text.len();
    }
    text.find(|c: char| c.is_whitespace() || ",:]}".contains(c))
        .unwrap_or(text.len())
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<String> {
        let lines = lines(text).expect("JSON");
        lines
            .iter()
            .map(|line| {
                let name = line.name.as_ref().map(|name| format!("{name}: "));
                format!(
                    "{}{}{}{}",
                    "  ".repeat(line.depth),
                    name.unwrap_or_default(),
                    line.value,
                    if line.comma { "," } else { "" }
                )
            })
            .collect()
    }

    #[test]
    fn lines_keep_order_numbers_and_texts_as_they_are() {
        let text = r#"{"z":1.0e3,"a":{"b":[],"c":[1,"x, \"y\": {"],"d":{}},"a":12345678901234567890123,"n":null}"#;
        assert_eq!(
            written(text),
            [
                "{",
                "  \"z\": 1.0e3,",
                "  \"a\": {",
                "    \"b\": [],",
                "    \"c\": [",
                "      1,",
                "      \"x, \\\"y\\\": {\"",
                "    ],",
                "    \"d\": {}",
                "  },",
                "  \"a\": 12345678901234567890123,",
                "  \"n\": null",
                "}",
            ]
        );
        let read = lines(text).expect("JSON");
        assert_eq!(read[0].ends, Some(12));
        assert_eq!(read[2].ends, Some(9));
        assert_eq!(read[3].ends, None);
    }

    #[test]
    fn a_value_alone_is_a_line_and_what_is_no_json_has_none() {
        assert_eq!(written(" 7 "), ["7"]);
        assert_eq!(written("\"a\\\\\""), ["\"a\\\\\""]);
        for text in ["", "{", "[1,]", "<html>", "{\"a\":1} x"] {
            assert_eq!(lines(text), None, "{text}");
        }
    }

    #[test]
    fn pretty_text_becomes_the_same_lines() {
        let small = r#"{"a":[{"b":"c"}]}"#;
        let pretty = "{\n   \"a\" : [\r\n {\n \"b\":\t\"c\" } ]\n}\n";
        assert_eq!(lines(small), lines(pretty));
    }
}
