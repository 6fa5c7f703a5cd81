//! A rule's pattern tried on a hundred thousand tags, as at each key that is typed.

use std::time::{Duration, Instant};

use harbor_rules::{
    Pattern,
    retention::Selector,
    trial::{RepositoryNames, try_selectors},
};

use crate::{
    desk::Outcome,
    figure::{Figure, of_budget, shown},
};

const TAGS: usize = 100_000;
const REPOSITORIES: usize = 200;
const KEY: Duration = Duration::from_millis(16);

fn names() -> Vec<RepositoryNames> {
    let tags = TAGS / REPOSITORIES;
    (0..REPOSITORIES)
        .map(|repository| RepositoryNames {
            name: format!("team-{}/tool-{repository}", repository % 9),
            artifacts: (0..tags)
                .map(|tag| match tag % 3 {
                    0 => vec![format!("nightly-202611{tag:04}")],
                    1 => vec![format!("{}.{}.{tag}-gpu", tag % 9, tag % 40)],
                    _ => vec![format!("{}.{}.{tag}", tag % 9, tag % 40)],
                })
                .collect(),
        })
        .collect()
}

fn selector(text: &str) -> Selector {
    Selector {
        pattern: Pattern::new(text),
        excludes: false,
        untagged: true,
    }
}

/// Measures each key of patterns that are typed letter by letter.
pub fn patterns_at_each_key() -> Outcome {
    let names = names();
    let mut times = Vec::new();
    for text in [
        "nightly-202611*",
        "{6.*,25.*,nightly-*}",
        "*{,-gpu}",
        "[0-4].?*-{gpu,cpu}",
        "**",
    ] {
        for (end, _) in text.char_indices() {
            let typed = &text[..end];
            let started = Instant::now();
            let trial = try_selectors(&[selector("**")], &[selector(typed)], &names);
            times.push(started.elapsed());
            drop(trial);
        }
        let started = Instant::now();
        let trial = try_selectors(&[selector("**")], &[selector(text)], &names);
        times.push(started.elapsed());
        assert_eq!(trial.tags.total, TAGS, "all of them are tried");
    }
    times.sort();
    let late = times[(times.len() - 1) * 95 / 100];
    Figure {
        name: format!("a pattern tried on {TAGS} tags, p95 of keys"),
        measured: of_budget(late, KEY),
        budget: format!("≤ {}", shown(KEY)),
        information: format!(
            "{}; slowest {}, median {}, of {}",
            shown(late),
            shown(times[times.len() - 1]),
            shown(times[times.len() / 2]),
            times.len()
        ),
    }
    .print();
    Ok(())
}
