//! What is encoded comes out again on Harbor's side as it was.

use harbor_api::{
    AnyOperation, Filter, Page, RepositoryName, Term, Total, encode, operation::PathValue,
};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use serde_json::json;

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

/// Go's `url.QueryUnescape`.
fn query_unescaped(text: &str) -> String {
    decoded(&text.replace('+', " "))
}

/// Harbor's reading of `q` (`src/lib/q/builder.go`).
fn parsed(q: &str) -> Vec<(String, Term)> {
    let list = |text: &str| {
        text[1..text.len() - 1]
            .split(' ')
            .map(word)
            .collect::<Vec<_>>()
    };
    let unescaped = query_unescaped(q);
    let terms = unescaped.split(',').map(|term| {
        let (field, value) = term.split_once('=').expect("a term has a =");
        assert!(!field.is_empty() && !value.is_empty());
        let term = match value.as_bytes()[0] {
            b'~' => Term::Contains(value[1..].to_owned()),
            b'[' => {
                assert!(
                    value.ends_with(']') && value.matches('~').count() == 1,
                    "{value}"
                );
                let (low, high) = value[1..value.len() - 1].split_once('~').unwrap();
                let end = |text: &str| (!text.trim().is_empty()).then(|| word(text));
                Term::Between(end(low), end(high))
            }
            b'{' => {
                assert!(value.ends_with('}'));
                Term::OneOf(list(value))
            }
            b'(' => {
                assert!(value.ends_with(')'));
                Term::AllOf(list(value))
            }
            _ => Term::Exactly(value.strip_prefix('\\').unwrap_or(value).to_owned()),
        };
        (field.to_owned(), term)
    });
    terms.collect()
}

fn word(text: &str) -> String {
    text.trim().trim_matches(['"', '\'']).to_owned()
}

fn term() -> impl Strategy<Value = Term> {
    let any = "[^,;\\x00]{1,12}";
    let one = "[^,;~\\s\"'\\x00]{1,8}";
    prop_oneof![
        any.prop_map(Term::Exactly),
        any.prop_map(Term::Contains),
        (one, prop::option::of(one)).prop_map(|(low, high)| Term::Between(Some(low), high)),
        prop::collection::vec(one, 1..4).prop_map(Term::OneOf),
        prop::collection::vec(one, 1..4).prop_map(Term::AllOf),
    ]
}

proptest! {
    // Failures are printed; files of old ones have no place beside the sources.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn segments_come_back(text in ".*") {
        let once = encode::segment(&text);
        prop_assert!(!once.contains(['/', '?', '#', ' ']));
        prop_assert_eq!(decoded(&once), text);
    }

    #[test]
    fn repositories_come_back_after_two_decodings(
        name in "[a-z0-9]{1,5}([._-][a-z0-9]{1,5}){0,2}(/[a-z0-9]{1,5}){0,3}",
    ) {
        let repository = RepositoryName::new(name.clone()).unwrap();
        let twice = repository.encoded();
        prop_assert!(!decoded(&twice).contains('/'));
        prop_assert_eq!(decoded(&decoded(&twice)), name);
    }

    #[test]
    fn filters_come_back(terms in prop::collection::vec(("[a-zA-Z_.]{1,8}", term()), 1..4)) {
        let filter = Filter::try_from(terms.clone()).unwrap();
        let arguments = json!({ "q": filter });
        let request = AnyOperation::decode("repository.list_all", arguments).unwrap().request();
        let (_, query) = request.target.split_once('?').unwrap();
        let q = query.split('&').find_map(|pair| pair.strip_prefix("q=")).unwrap();
        prop_assert!(!q.contains(['&', '=', '+', ';']));
        // Once by the HTTP server, once more by Harbor's own reading.
        prop_assert_eq!(parsed(&query_unescaped(q)), terms);
    }

    #[test]
    fn filters_survive_the_door(terms in prop::collection::vec(("[a-z]{1,8}", term()), 0..4)) {
        let filter = Filter::try_from(terms).unwrap();
        let text = serde_json::to_string(&filter).unwrap();
        prop_assert_eq!(serde_json::from_str::<Filter>(&text).unwrap(), filter);
    }

    #[test]
    fn pages_hold_a_whole_list(items in 0_u64..1_000_000, size in 1_u32..=100) {
        let pages = u64::from(Total::Known(items).pages(size).unwrap());
        prop_assert!(pages * u64::from(size) >= items);
        prop_assert!(pages.saturating_sub(1) * u64::from(size) < items.max(1));
    }

    #[test]
    fn pages_are_always_allowed(number in any::<u32>(), size in any::<u32>()) {
        let page = Page::new(number, size);
        prop_assert!(page.number() >= 1 && (1..=100).contains(&page.size()));
        prop_assert!(page.next().number() >= page.number());
        let again: Page = serde_json::from_value(serde_json::to_value(page).unwrap()).unwrap();
        prop_assert_eq!(again, page);
    }

    #[test]
    fn totals_are_read(items in any::<u64>()) {
        prop_assert_eq!(Total::from_header(Some(&items.to_string())), Total::Known(items));
    }
}

#[test]
fn totals_that_are_none() {
    for header in [None, Some("-1"), Some(""), Some("many")] {
        assert_eq!(Total::from_header(header), Total::Unknown);
    }
    assert_eq!(Total::Unknown.pages(10), None);
}

#[test]
fn what_harbor_could_not_read_is_refused() {
    let refused = |term: Term| Filter::all().and("name", term).is_err();
    assert!(refused(Term::Exactly(String::new())));
    assert!(refused(Term::Contains("a,b".into())));
    assert!(refused(Term::OneOf(vec!["a b".into()])));
    assert!(refused(Term::OneOf(vec!["\"a\"".into()])));
    assert!(refused(Term::AllOf(Vec::new())));
    assert!(refused(Term::Between(None, None)));
    assert!(refused(Term::Between(Some("a~b".into()), None)));
    assert!(Filter::all().and("a=b", Term::Exactly("x".into())).is_err());
}
