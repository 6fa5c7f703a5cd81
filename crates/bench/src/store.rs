//! The list engine's store: a million rows found, filtered and sorted.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use fixedbitset::FixedBitSet;
use listing::{
    Cell, Condition, Direction, Listing, Operator, Query, Sort, Store, View, Wanted,
    lists::Artifacts,
};

use crate::{
    desk::{Outcome, said},
    figure::{Figure, of_budget, shown},
};

const ROWS: u32 = 1_000_000;
/// A query's slowest twentieth may take so long.
const QUERY: Duration = Duration::from_millis(30);
const BYTES_A_ROW: f64 = 600.0;

/// A row as an artifact of a large repository has it.
fn row(number: u32, now: DateTime<Utc>) -> Vec<Cell> {
    // Spread without a pattern that a sort could use.
    let mixed = u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let age = i64::try_from(mixed % 100_000_000).unwrap_or_default();
    let text = |text: String| Cell::Text(text);
    Artifacts::COLUMNS
        .iter()
        .map(|column| match column.id {
            "digest" => text(format!(
                "sha256:{mixed:016x}{mixed:016x}{mixed:016x}{number:016x}"
            )),
            "tag" => Cell::Texts(vec![format!("build-{number:07}")]),
            "label" if number.is_multiple_of(3) => Cell::Texts(vec!["nightly".to_owned()]),
            "type" => text("image".to_owned()),
            "platform" => Cell::Texts(vec!["linux/amd64".to_owned()]),
            "size" => Cell::Number(i64::try_from(mixed >> 30).unwrap_or_default()),
            "scan" => text("done".to_owned()),
            "vulnerabilities" => Cell::Numbers(vec![0, i64::from(number % 50), 3, 4, 0, 0]),
            "signature" | "sbom" => text("none".to_owned()),
            "tagged" => text("yes".to_owned()),
            "pushed" => Cell::Number((now - TimeDelta::seconds(age)).timestamp_micros()),
            _ => Cell::None,
        })
        .collect()
}

/// Queries as a person makes them: a word letter by letter, conditions, orders and their turns.
fn queries(now: DateTime<Utc>) -> Vec<(&'static str, Query)> {
    let everything = Query::everything(now);
    let mut all = Vec::new();
    for word in ["build-0099", "nightly", "sha256:ab12", "gpu"] {
        for end in 1..=word.len() {
            let find = word[..end].to_owned();
            all.push((
                "find",
                Query {
                    find,
                    ..everything.clone()
                },
            ));
        }
        all.push(("find", everything.clone()));
    }
    for (field, operator, value) in [
        ("size", Operator::AtLeast, "5GiB"),
        ("pushed", Operator::Within, "90d"),
        ("label", Operator::Is, "nightly"),
        ("signature", Operator::Is, "found"),
        ("tag", Operator::Contains, "99"),
    ] {
        let condition = Condition {
            field: field.to_owned(),
            operator,
            value: value.to_owned(),
        };
        let conditions = vec![condition];
        all.push((
            "filter",
            Query {
                conditions,
                ..everything.clone()
            },
        ));
    }
    for column in ["size", "pushed", "vulnerabilities", "tag"] {
        for (kind, direction) in [
            ("sort", Direction::Ascending),
            ("turn", Direction::Descending),
            ("turn", Direction::Ascending),
        ] {
            let sort = Some(Sort {
                column: column.to_owned(),
                direction,
            });
            all.push((
                kind,
                Query {
                    sort,
                    ..everything.clone()
                },
            ));
        }
    }
    all
}

/// Measures them all; the first order by a column counts apart, for it is made once.
pub fn queries_of_a_million() -> Outcome {
    let now = Utc::now();
    let mut store = Store::new(Artifacts::COLUMNS, ROWS as usize, usize::MAX);
    let started = Instant::now();
    for number in 0..ROWS {
        store.upsert(&row(number, now));
    }
    let filled = started.elapsed();
    let bytes = u32::try_from(store.bytes() / ROWS as usize).map_err(said)?;
    Figure {
        name: format!("a store of {ROWS} rows, bytes a row"),
        measured: format!("{:.2} of budget", f64::from(bytes) / BYTES_A_ROW),
        budget: format!("≤ {BYTES_A_ROW:.0} bytes"),
        information: format!("{bytes} bytes; filled in {}", shown(filled)),
    }
    .print();

    let mut view = View::default();
    let none = FixedBitSet::new();
    let wanted = Wanted {
        first: 0,
        count: 60,
        place_of: None,
    };
    let mut times: Vec<(&str, Duration)> = Vec::new();
    for (kind, query) in queries(now) {
        let started = Instant::now();
        let lines = view.lines(&mut store, &query, None, wanted, &none);
        times.push((kind, started.elapsed()));
        drop(lines);
    }
    for kind in ["find", "filter", "sort", "turn"] {
        let mut of_kind: Vec<Duration> = times
            .iter()
            .filter(|(other, _)| *other == kind)
            .map(|(_, took)| *took)
            .collect();
        of_kind.sort();
        let late = of_kind[(of_kind.len() - 1) * 95 / 100];
        Figure {
            name: format!("{kind} over {ROWS} rows in the store, p95"),
            measured: of_budget(late, QUERY),
            budget: format!("≤ {}", shown(QUERY)),
            information: format!(
                "{}; slowest {}, median {}, of {}",
                shown(late),
                shown(of_kind[of_kind.len() - 1]),
                shown(of_kind[of_kind.len() / 2]),
                of_kind.len()
            ),
        }
        .print();
    }
    Ok(())
}
