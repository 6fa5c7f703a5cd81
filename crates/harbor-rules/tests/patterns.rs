//! Patterns give what Harbor's own library gave.

use harbor_rules::{BadPattern, Pattern};
use proptest::prelude::*;

fn check(cases: &str) {
    let mut count = 0;
    let mut wrong = Vec::new();
    for line in cases.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t').map(|field| match field {
            "<empty>" => String::new(),
            field => field.replace("<sp>", " "),
        });
        let (Some(pattern), Some(name), Some(expected)) =
            (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        count += 1;
        let expected = match expected.as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            "ERR" => Err(BadPattern),
            other => panic!("{line}: {other}"),
        };
        let found = Pattern::new(&pattern).matches(&name);
        if found != expected {
            wrong.push(format!("{line}: {found:?}"));
        }
    }
    assert!(count >= 200, "{count} cases");
    assert!(
        wrong.is_empty(),
        "{} of {count}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn patterns_mean_what_they_mean_at_the_server() {
    check(include_str!("cases/glob.tsv"));
}

#[test]
fn random_patterns_mean_what_they_mean_at_the_server() {
    check(include_str!("cases/glob-random.tsv"));
}

#[test]
fn many_stars_end_soon() {
    let pattern = Pattern::new(&"*a".repeat(30));
    assert_eq!(pattern.matches(&("a".repeat(200) + "b")), Ok(false));
}

proptest! {
    #[test]
    fn no_text_breaks_the_matcher(pattern in "[a-c*?{},/\\[\\]^\\\\-]{0,14}", name in "[a-c/]{0,8}") {
        let _ = Pattern::new(&pattern).matches(&name);
        let _ = harbor_rules::Alternatives::of(&Pattern::new(&pattern)).and_then(|it| it.lost_example());
    }

    /// A text without any of the pattern's own characters means itself.
    #[test]
    fn a_plain_text_means_itself_alone(text in "[a-z0-9._-]{1,12}", other in "[a-z0-9._-]{1,12}") {
        let pattern = Pattern::new(&text);
        prop_assert_eq!(pattern.matches(&text), Ok(true));
        prop_assert_eq!(pattern.matches(&other), Ok(text == other));
    }
}
