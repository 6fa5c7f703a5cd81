//! Regular expressions, which Harbor reads with Go's `regexp` (RE2's syntax).

use regex_syntax::ast::{ErrorKind, parse::Parser};

/// The most that Go repeats one part (`regexp/syntax`, `maxRepeat`).
const MOST_REPEATS: u32 = 1000;

/// Whether Go surely refuses `expression`: something is not closed, a repetition repeats nothing or
/// too much, a range ends before it begins, or it looks around.
///
/// What only Go takes (`\Q…\E`, octal numbers, a lone brace) is never called bad; so some that Go
/// refuses too are left to the server.
pub fn is_bad_expression(expression: &str) -> bool {
    // What is quoted is no syntax, and the parser knows no quotes.
    if expression.contains("\\Q") {
        return false;
    }
    match Parser::new().parse(expression) {
        Ok(_) => repeats_too_much(expression),
        // A brace with nothing before it is a brace to Go.
        Err(error) if *error.kind() == ErrorKind::RepetitionMissing => {
            !expression[error.span().start.offset..].starts_with('{')
        }
        Err(error) => matches!(
            error.kind(),
            ErrorKind::ClassUnclosed
                | ErrorKind::ClassRangeInvalid
                | ErrorKind::EscapeUnexpectedEof
                | ErrorKind::FlagUnexpectedEof
                | ErrorKind::GroupNameUnexpectedEof
                | ErrorKind::GroupUnclosed
                | ErrorKind::GroupUnopened
                | ErrorKind::RepetitionCountInvalid
                | ErrorKind::UnsupportedLookAround
        ),
    }
}

/// Whether a count between braces is more than Go repeats. Called for expressions that were read.
fn repeats_too_much(expression: &str) -> bool {
    let mut rest = expression;
    while let Some((before, after)) = rest.split_once('{') {
        // A brace that is escaped, or between brackets, counts nothing.
        let is_escaped = before.ends_with('\\');
        let is_in_class = before.rfind('[') > before.rfind(']');
        let counts = after.split_once('}').map_or("", |(counts, _)| counts);
        let is_too_much = counts
            .split(',')
            .filter_map(|count| count.parse::<u32>().ok())
            .any(|count| count > MOST_REPEATS);
        if is_too_much && !is_escaped && !is_in_class {
            return true;
        }
        rest = after;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_bad_expression;

    #[test]
    fn what_go_refuses_is_found() {
        for bad in [
            "nvidia/(a|b",
            "nvidia/a)",
            "[a-",
            "[z-a]",
            "*nvidia",
            "+",
            "(?=x)a",
            "(?<!x)a",
            "a\\",
            "a{3,2}",
            "a{1001}",
            "(?P<name",
        ] {
            assert!(is_bad_expression(bad), "{bad}");
        }
    }

    #[test]
    fn what_go_takes_is_not_called_bad() {
        for good in [
            "",
            "^nvidia/.+$",
            "(?i)^(nvidia|nim)/[a-z0-9._-]+",
            "\\Qnvidia/(\\E.*",
            "a{1,1000}",
            "[{]a{2}",
            "\\{2000}",
            "a{",
            "a{x}",
            "{,5}",
            "\\pL+",
            "[[:alpha:]]+",
            "(?P<name>a)(?:b)",
            "\\012",
            "a*?",
            "[]a]",
            "a||b",
        ] {
            assert!(!is_bad_expression(good), "{good}");
        }
    }
}
