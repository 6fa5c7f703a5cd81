//! Schedules run when Harbor's own library ran them.

use chrono::{DateTime, Utc};
use harbor_rules::{Cron, CronError};

struct Case<'a> {
    line: &'a str,
    text: String,
    from: DateTime<Utc>,
    runs: &'a str,
    checks: &'a str,
}

fn cases(text: &str) -> Vec<Case<'_>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut fields = line.split('\t');
            let text = fields.next().expect("a schedule");
            let from = fields.next().expect("a time").parse().expect("a time");
            Case {
                line,
                text: text.replace("<sp>", " ").replace("\\t", "\t"),
                from,
                runs: fields.next().expect("runs"),
                checks: fields.next().unwrap_or_default(),
            }
        })
        .collect()
}

fn check(case: &Case<'_>) -> Result<(), String> {
    let said = |what: String| Err(format!("{}: {what}", case.line));
    let read = Cron::read(&case.text);
    if case.runs == "ERR" {
        return match read {
            Err(_) => Ok(()),
            Ok(cron) => said(format!("{cron:?}")),
        };
    }
    let cron = match read {
        Ok(cron) => cron,
        Err(error) => return said(format!("{error:?}")),
    };
    if case.checks.contains("validate=ok") && Cron::parse(&case.text).is_err() {
        return said("refused".to_owned());
    }
    if case.checks.contains("validate=sec") && Cron::parse(&case.text) != Err(CronError::Seconds) {
        return said("not refused".to_owned());
    }
    if cron.zone().is_some() {
        return Ok(());
    }
    let expected: Vec<&str> = match case.runs {
        "never" => Vec::new(),
        runs => runs
            .split('|')
            .map(|run| run.split_whitespace().next().unwrap_or_default())
            .collect(),
    };
    let count = expected.len().max(1);
    let found: Vec<String> = cron
        .runs_after(case.from)
        .take(count)
        .map(|run| run.format("%Y-%m-%dT%H:%M:%S").to_string())
        .collect();
    if found == expected {
        Ok(())
    } else {
        said(format!("{found:?}"))
    }
}

fn check_all(text: &str, least: usize) {
    let cases = cases(text);
    assert!(cases.len() >= least, "{} cases", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn schedules_run_as_at_the_server() {
    check_all(include_str!("cases/cron.tsv"), 80);
}

#[test]
fn random_schedules_run_as_at_the_server() {
    check_all(include_str!("cases/cron-random.tsv"), 400);
}

#[test]
fn a_schedule_with_a_time_zone_is_read_and_its_runs_are_not_claimed() {
    let mut count = 0;
    for line in include_str!("cases/cron-timezone.tsv").lines() {
        let mut fields = line.split('\t');
        let (Some(text), Some(zone)) = (fields.next(), fields.next()) else {
            continue;
        };
        if text.starts_with('#') {
            continue;
        }
        count += 1;
        for prefix in ["TZ=", "CRON_TZ="] {
            let cron = Cron::parse(&format!("{prefix}{zone} {text}")).expect("a schedule");
            assert_eq!(cron.zone(), Some(zone));
            assert_eq!(cron.runs_after(Utc::now()).next(), None);
        }
    }
    assert_eq!(count, 48);
}
