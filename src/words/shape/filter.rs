//! The filter bar.

use crate::filter::{Operator, Problem};

super::area! {
    /// The filter bar.
    Filter {
        texts {
            add, add_chip, clear, copy, copied, no_match, remove_that, value, fields, choose_operator, choose_value,
            nothing, add_typed,
            artifact_type, tag, tagged, yes, no, label, platform, bytes, pushed, pulled, severity,
            scan, signature, sbom, name, role, public, private, kind, proxy,             repositories, artifacts, pulls, updated, description,
        }
        says {
            without(chip: &str, number: usize),
            size(number: &str, unit: &str),
            span(number: u16, letter: char),
            scan_state(word: &str),
            operator(operator: Operator),
            problem(problem: Problem),
            chip(field: &str, operator: &str, value: &str),
            remove_chip(field: &str),
            partly(here: &str, total: &str),
        }
    }
}
