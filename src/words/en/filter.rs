//! The filter bar.

use crate::{
    filter::{Operator, Problem},
    format::count,
    words::shape::Filter,
};

pub const FILTER: Filter = Filter {
    add_chip: "Add a filter",
    add: "Filter",
    clear: "Clear filters",
    copy: "Copy filters as text",
    copied: "Filters copied: paste them into a find field",
    no_match: "No rows match these filters.",
    remove_that: "Remove that filter",
    value: "Value",
    fields: "Filter by",
    choose_operator: "Comparison",
    choose_value: "Value",
    nothing: "No such value here",
    add_typed: "Apply",
    artifact_type: "Type",
    tag: "Tag",
    tagged: "Tagged",
    yes: "yes",
    no: "no",
    label: "Label",
    platform: "Platform",
    bytes: "Size",
    pushed: "Pushed",
    pulled: "Pulled",
    severity: "Severity",
    scan: "Scan",
    signature: "Signature",
    sbom: "SBOM",
    name: "Name",
    role: "Role",
    public: "Public",
    private: "Private",
    kind: "Kind",
    proxy: "Proxy cache",
    repositories: "Repositories",
    artifacts: "Artifacts",
    pulls: "Pulls",
    updated: "Updated",
    description: "Description",
    without: |chip, number| {
        let verb = if number == 1 { "is" } else { "are" };
        format!(
            "Without “{chip}” there {verb} {}.",
            count(i64::try_from(number).unwrap_or(i64::MAX))
        )
    },
    size: |number, unit| format!("{number} {unit}"),
    span: |number, letter| {
        let unit = match letter {
            'h' => "hour",
            'w' => "week",
            'm' => "month",
            'y' => "year",
            _ => "day",
        };
        format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
    },
    scan_state: |word| {
        match word {
            "done" => "Scanned",
            "missing" => "Not scanned",
            "queued" => "Queued",
            "running" => "Scanning",
            "stopped" => "Stopped",
            "failed" => "Failed",
            "no_result" => "No result",
            other => other,
        }
        .to_owned()
    },
    operator: |operator| {
        match operator {
            Operator::Is => "is",
            Operator::IsNot => "is not",
            Operator::Contains => "contains",
            Operator::ContainsNot => "does not contain",
            Operator::Within => "within",
            Operator::NotWithin => "not within",
            Operator::AtLeast => "at least",
            Operator::AtMost => "at most",
        }
        .to_owned()
    },
    problem: |problem| {
        match problem {
            Problem::Empty => "A value is missing.",
            Problem::NoSpan => "Not a valid span of time. Write 12h, 7d, 2w, 3m or 1y.",
            Problem::NoSize => "Not a valid size. Write 500 MiB or 1.5 GiB.",
            Problem::NoNumber => "Not a whole number.",
        }
        .to_owned()
    },
    chip: |field, operator, value| format!("{field} {operator} {value}"),
    remove_chip: |field| format!("Remove filter {field}"),
    partly: |here, total| format!("filtered among {here} of {total} so far"),
};
