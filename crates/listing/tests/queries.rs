//! Every query of the store gives what a plain loop over plain rows gives.

use chrono::{DateTime, TimeDelta, Utc};
use fixedbitset::FixedBitSet;
use listing::{
    Cell, Column, ColumnKind, Condition, Direction, Operator, Parts, PartsOf, Query, Sort, Store,
    View, Wanted,
};
use proptest::prelude::*;

static COLUMNS: [Column; 7] = [
    Column::new("name", ColumnKind::Text).searched(),
    Column::new("tag", ColumnKind::Texts).searched(),
    Column::new("kind", ColumnKind::Word).ordered(&["model", "image"]),
    Column::new("size", ColumnKind::Bytes),
    Column::new("pushed", ColumnKind::Time),
    Column::new("ends", ColumnKind::Deadline),
    Column::new("found", ColumnKind::Counts(&["critical", "high"])),
];

fn now() -> DateTime<Utc> {
    "2026-11-20T12:00:00Z".parse().expect("a time")
}

#[derive(Debug, Clone)]
struct Plain {
    name: String,
    tags: Vec<String>,
    kind: Option<&'static str>,
    size: Option<i64>,
    pushed: Option<i64>,
    ends: Option<i64>,
    found: Option<[i64; 2]>,
}

impl Plain {
    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Text(self.name.clone()),
            if self.tags.is_empty() {
                Cell::None
            } else {
                Cell::Texts(self.tags.clone())
            },
            self.kind
                .map_or(Cell::None, |kind| Cell::Text(kind.to_owned())),
            self.size.map_or(Cell::None, Cell::Number),
            self.pushed.map_or(Cell::None, Cell::Number),
            self.ends.map_or(Cell::None, Cell::Number),
            self.found
                .map_or(Cell::None, |found| Cell::Numbers(found.to_vec())),
        ]
    }

    fn holds(&self, condition: &Condition) -> bool {
        let wanted = condition.value.as_str();
        let words = match condition.field.as_str() {
            "name" => vec![self.name.clone()],
            "tag" => self.tags.clone(),
            "kind" => self.kind.map(str::to_owned).into_iter().collect(),
            _ => Vec::new(),
        };
        let low = wanted.to_lowercase();
        match condition.operator {
            Operator::Is => words.iter().any(|word| word == wanted),
            Operator::IsNot => words.iter().all(|word| word != wanted),
            Operator::Contains => words.iter().any(|word| word.to_lowercase().contains(&low)),
            Operator::ContainsNot => words.iter().all(|word| !word.to_lowercase().contains(&low)),
            Operator::Within if condition.field == "ends" => {
                self.ends.is_some_and(|at| at <= until(wanted))
            }
            Operator::NotWithin if condition.field == "ends" => {
                self.ends.is_none_or(|at| at > until(wanted))
            }
            Operator::Within => self.pushed.is_some_and(|at| at >= since(wanted)),
            Operator::NotWithin => self.pushed.is_none_or(|at| at < since(wanted)),
            Operator::AtLeast => self.size.is_some_and(|size| size >= bound(wanted)),
            Operator::AtMost => self.size.is_some_and(|size| size <= bound(wanted)),
        }
    }

    fn found(&self, find: &str) -> bool {
        let wanted = find.trim().to_lowercase();
        let mut texts = std::iter::once(&self.name).chain(&self.tags);
        wanted.is_empty() || texts.any(|text| text.to_lowercase().contains(&wanted))
    }
}

fn since(span: &str) -> i64 {
    let days: i64 = span.trim_end_matches('d').parse().expect("days");
    (now() - TimeDelta::days(days)).timestamp_micros()
}

fn until(span: &str) -> i64 {
    let days: i64 = span.trim_end_matches('d').parse().expect("days");
    (now() + TimeDelta::days(days)).timestamp_micros()
}

fn bound(size: &str) -> i64 {
    size.trim_end_matches('B').parse().expect("bytes")
}

/// The keys that a query leaves, by a plain loop.
fn expected(rows: &[Plain], query: &Query) -> Vec<String> {
    let mut left: Vec<&Plain> = rows
        .iter()
        .filter(|row| {
            query.conditions.iter().all(|condition| {
                // A row has one name and one kind: of several one is enough.
                let is_same = |other: &&Condition| {
                    other.operator == Operator::Is
                        && other.field == condition.field
                        && ["name", "kind"].contains(&other.field.as_str())
                };
                if is_same(&condition) {
                    let mut others = query.conditions.iter().filter(is_same);
                    return others.any(|other| row.holds(other));
                }
                row.holds(condition)
            })
        })
        .filter(|row| row.found(&query.find))
        .collect();
    if let Some(Sort { column, direction }) = &query.sort {
        macro_rules! order {
            ($value:expr) => {{
                let value = $value;
                left.sort_by(|a, b| value(a).cmp(&value(b)));
                if *direction == Direction::Descending {
                    left.reverse();
                }
                let (known, unknown): (Vec<&Plain>, Vec<&Plain>) =
                    left.iter().copied().partition(|row| value(row).is_some());
                let mut unknown = unknown;
                if *direction == Direction::Descending {
                    unknown.reverse();
                }
                left = known.into_iter().chain(unknown).collect();
            }};
        }
        match column.as_str() {
            "name" => order!(|row: &Plain| Some(row.name.clone())),
            "tag" => order!(|row: &Plain| (!row.tags.is_empty()).then(|| row.tags.join("\n"))),
            "kind" => order!(|row: &Plain| {
                let rank = |kind| {
                    ["chart", "model", "image"]
                        .iter()
                        .position(|known| *known == kind)
                };
                row.kind.map(rank)
            }),
            "size" => order!(|row: &Plain| row.size),
            "pushed" => order!(|row: &Plain| row.pushed),
            "ends" => order!(|row: &Plain| row.ends),
            _ => order!(|row: &Plain| row.found),
        }
    }
    left.into_iter().map(|row| row.name.clone()).collect()
}

/// The keys that a query leaves, by the store.
fn given(view: &mut View, store: &mut Store, query: &Query) -> Vec<String> {
    let wanted = Wanted {
        first: 0,
        count: usize::MAX,
        place_of: None,
    };
    let lines = view.lines(store, query, None, wanted, &FixedBitSet::new());
    assert_eq!(lines.matched, lines.lines.len());
    lines.lines.into_iter().map(|line| line.key).collect()
}

fn text() -> impl Strategy<Value = String> {
    // Few letters, so that much is found; one that changes its length in lower case.
    proptest::string::string_regex("[abAB1İé.-]{1,6}").expect("a pattern")
}

fn row() -> impl Strategy<Value = Plain> {
    (
        0..40_u32,
        prop_oneof![text(), text().prop_map(|text| format!("sha256:0123{text}"))],
        proptest::collection::vec(text(), 0..3),
        proptest::option::of(prop_oneof![Just("image"), Just("chart"), Just("model")]),
        proptest::option::of(prop_oneof![-5..2_000_i64, i64::MIN + 1..i64::MAX]),
        proptest::option::of(0..40_i64),
        proptest::option::of(-5..40_i64),
        proptest::option::of([0..3_i64, 0..3_i64]),
    )
        .prop_map(
            |(number, name, tags, kind, size, days, left, found)| Plain {
                name: format!("{name}{number}"),
                tags,
                kind,
                size,
                pushed: days.map(|days| (now() - TimeDelta::days(days)).timestamp_micros()),
                ends: left.map(|days| (now() + TimeDelta::days(days)).timestamp_micros()),
                found,
            },
        )
}

fn condition() -> impl Strategy<Value = Condition> {
    let words = prop_oneof![
        Just(Operator::Is),
        Just(Operator::IsNot),
        Just(Operator::Contains),
        Just(Operator::ContainsNot)
    ];
    let texts = (prop_oneof![Just("name"), Just("tag")], words, text());
    let kinds = (
        prop_oneof![2 => Just(Operator::Is), 1 => Just(Operator::IsNot)],
        prop_oneof![Just("image"), Just("chart"), Just("gone")],
    );
    let times = (
        prop_oneof![Just("pushed"), Just("ends")],
        prop_oneof![Just(Operator::Within), Just(Operator::NotWithin)],
        1..40_u32,
    );
    let sizes = (
        prop_oneof![Just(Operator::AtLeast), Just(Operator::AtMost)],
        0..2_000_u32,
    );
    let made = |field: &str, operator, value: String| Condition {
        field: field.to_owned(),
        operator,
        value,
    };
    prop_oneof![
        texts.prop_map(move |(field, operator, value)| made(field, operator, value)),
        kinds.prop_map(move |(operator, value)| made("kind", operator, value.to_owned())),
        times.prop_map(move |(field, operator, days)| made(field, operator, format!("{days}d"))),
        sizes.prop_map(move |(operator, size)| made("size", operator, format!("{size}B"))),
    ]
}

fn query() -> impl Strategy<Value = Query> {
    let column = prop_oneof![
        Just("name"),
        Just("tag"),
        Just("kind"),
        Just("size"),
        Just("pushed"),
        Just("ends"),
        Just("found")
    ];
    let direction = prop_oneof![Just(Direction::Ascending), Just(Direction::Descending)];
    (
        prop_oneof![Just(String::new()), text(), "[ab]"],
        proptest::collection::vec(condition(), 0..3),
        proptest::option::of((column, direction)),
    )
        .prop_map(|(find, conditions, sort)| Query {
            find,
            conditions,
            sort: sort.map(|(column, direction)| Sort {
                column: column.to_owned(),
                direction,
            }),
            expanded: Vec::new(),
            now: now(),
        })
}

/// A change of the rows, or a question.
#[derive(Debug, Clone)]
enum Step {
    Patch(Plain),
    Remove(u32),
    /// The whole list, read anew.
    Pass(Vec<Plain>),
    Ask(Query),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => row().prop_map(Step::Patch),
        1 => proptest::collection::vec(row(), 0..20).prop_map(Step::Pass),
        1 => (0..40_u32).prop_map(Step::Remove),
        3 => query().prop_map(Step::Ask),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn queries_give_what_a_plain_loop_gives(steps in proptest::collection::vec(step(), 1..80)) {
        let mut store = Store::new(&COLUMNS, 1_000, usize::MAX);
        let mut view = View::default();
        let mut rows: Vec<Plain> = Vec::new();
        for step in steps {
            match step {
                Step::Patch(row) => {
                    store.patch(&row.cells());
                    match rows.iter_mut().find(|known| known.name == row.name) {
                        Some(known) => *known = row,
                        None => rows.push(row),
                    }
                }
                Step::Remove(at) => {
                    if let Some(row) = rows.get(at as usize) {
                        prop_assert!(store.remove(&row.name));
                        rows.remove(at as usize);
                    }
                }
                Step::Pass(pass) => {
                    let mut read: Vec<Plain> = Vec::new();
                    for row in pass {
                        if read.iter().all(|known| known.name != row.name) {
                            read.push(row);
                        }
                    }
                    // Some of them stand elsewhere now.
                    for row in rows.iter().step_by(2) {
                        if read.iter().all(|known| known.name != row.name) {
                            read.insert(read.len() / 2, row.clone());
                        }
                    }
                    store.begin_pass();
                    for row in &read {
                        store.upsert(&row.cells());
                    }
                    store.end_pass();
                    rows = read;
                }
                Step::Ask(query) => {
                    prop_assert_eq!(given(&mut view, &mut store, &query), expected(&rows, &query));
                    // Typed on, letter by letter, and turned round: what is kept must not matter.
                    let mut typed = query.clone();
                    typed.find.push('a');
                    prop_assert_eq!(given(&mut view, &mut store, &typed), expected(&rows, &typed));
                    prop_assert_eq!(given(&mut view, &mut store, &query), expected(&rows, &query));
                }
            }
        }
        for row in &rows {
            let at = store.find(&row.name).expect("the row");
            prop_assert_eq!(store.cells(at), row.cells());
        }
    }
}

#[test]
fn the_condition_that_leaves_nothing_is_named() {
    let mut store = Store::new(&COLUMNS, 10, usize::MAX);
    for (name, size) in [("a", 5), ("b", 50)] {
        let row = Plain {
            name: name.to_owned(),
            tags: Vec::new(),
            kind: Some("image"),
            size: Some(size),
            pushed: None,
            ends: None,
            found: None,
        };
        store.upsert(&row.cells());
    }
    let condition = |field: &str, operator, value: &str| Condition {
        field: field.to_owned(),
        operator,
        value: value.to_owned(),
    };
    let query = Query {
        conditions: vec![
            condition("kind", Operator::Is, "image"),
            condition("size", Operator::AtLeast, "100B"),
        ],
        ..Query::everything(now())
    };
    let wanted = Wanted {
        first: 0,
        count: 10,
        place_of: None,
    };
    let lines = View::default().lines(&mut store, &query, None, wanted, &FixedBitSet::new());
    let culprit = lines.culprit.expect("one");
    assert_eq!((culprit.condition, culprit.rows), (1, 2));
}

#[test]
fn rows_in_the_order_of_a_time_stand_together_by_days() {
    let mut store = Store::new(&COLUMNS, 10, usize::MAX);
    let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
    for (name, pushed, tags) in [
        ("a", Some("2026-11-20T09:00:00Z"), &[][..]),
        ("b", Some("2026-11-20T08:00:00Z"), &["x", "y"][..]),
        ("c", Some("2026-11-18T23:30:00Z"), &[][..]),
        ("d", None, &[][..]),
    ] {
        let row = Plain {
            name: name.to_owned(),
            tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
            kind: None,
            size: Some(1),
            pushed: pushed.map(|pushed| at(pushed).timestamp_micros()),
            ends: None,
            found: None,
        };
        store.upsert(&row.cells());
    }
    // An hour ahead of UTC: another day for `c`.
    let mut view = View::by_days(4, |time| (time + TimeDelta::hours(1)).date_naive());
    let known = Parts::new();
    let parts = PartsOf {
        column: 1,
        cells: &|part| vec![Cell::Text(part.to_owned())],
        known: &known,
    };
    let mut seen = |query: &Query, place_of| {
        let wanted = Wanted {
            first: 0,
            count: 20,
            place_of,
        };
        let lines = view.lines(&mut store, query, Some(parts), wanted, &FixedBitSet::new());
        let said = lines.lines.iter().map(|line| match &line.day {
            Some(day) => {
                let date = day.date.map_or("never".to_owned(), |date| date.to_string());
                format!("{date}: {}", day.rows)
            }
            None => line.key.clone(),
        });
        let said: Vec<String> = said.collect();
        assert_eq!(lines.count, said.len());
        (lines.matched, said, lines.place)
    };
    let newest = Query {
        sort: Some(Sort::descending("pushed")),
        expanded: vec!["b".to_owned()],
        ..Query::everything(now())
    };
    let (matched, said, place) = seen(&newest, Some("c"));
    assert_eq!(matched, 4);
    let expected = [
        "2026-11-20: 2",
        "a",
        "b",
        "b x",
        "b y",
        "2026-11-19: 1",
        "c",
        "never: 1",
        "d",
    ];
    assert_eq!(said, expected);
    assert_eq!(place, Some(6));
    assert_eq!(seen(&newest, Some("b y")).2, Some(4));
    // In another order there are no days.
    let by_name = Query {
        sort: Some(Sort::ascending("name")),
        ..Query::everything(now())
    };
    assert_eq!(
        seen(&by_name, Some("d")),
        (4, ["a", "b", "c", "d"].map(str::to_owned).to_vec(), Some(3))
    );
    // A head of a day is no row.
    view.rows(&mut store, &newest, Some(1));
    assert_eq!(view.row_at(0), None);
    assert_eq!(view.row_at(1), store.find("a"));
    assert_eq!(view.row_at(3), None);
    assert_eq!(view.row_at(6), store.find("c"));
}
