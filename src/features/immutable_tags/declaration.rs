//! How the list of rules is declared: columns and filter.

use listing::{Listing, lists::ImmutableRules};

use crate::{
    filter::FilterField,
    list::{Column, LineView, TextCell, Values},
    words::words,
};

const OF_LIST: &[listing::Column] = ImmutableRules::COLUMNS;

/// The table's columns.
pub fn columns() -> Vec<Column> {
    let w = &words().immutable_tags;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("rule", w.number).width(70).sorted(),
        column("state", w.state)
            .width(96)
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, column| {
                    state_words(line.text(column))
                }))
            })
            .text(|line| state_words(line.text("state")))
            .sorted(),
        column("repositories", w.repositories)
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, _| repositories(line)))
            })
            .text(|line| repositories(line))
            .sorted(),
        column("tags", w.tags)
            .cell(|cell, column| Box::new(TextCell::new(cell, column, |line, _| tags(line))))
            .text(tags_text)
            .sorted(),
    ]
}

/// What it can be filtered by.
pub fn fields() -> Vec<FilterField> {
    let w = &words().immutable_tags;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("state", w.state, "check-circle").shown_as(state_words),
        field("repositories", w.repositories, "repository"),
        field("tags", w.tags, "tag"),
    ]
}

fn state_words(word: &str) -> String {
    let w = &words().immutable_tags;
    if word == "on" { w.on } else { w.off }.to_owned()
}

fn tags_text(line: &LineView<'_>) -> String {
    tags(line)
}

fn said(pattern: &str, excluded: &str, every: &str) -> String {
    let w = &words().immutable_tags;
    if excluded == "yes" {
        format!("{} {pattern}", w.except)
    } else if pattern.is_empty() || pattern == "**" {
        every.to_owned()
    } else {
        format!("{} {pattern}", w.matching)
    }
}

/// The repositories of a rule, in words.
pub fn repositories(rule: &Values<'_>) -> String {
    let every = words().immutable_tags.every_repository;
    said(
        rule.text("repositories"),
        rule.text("repositories_excluded"),
        every,
    )
}

/// The tags of a rule, in words.
pub fn tags(rule: &Values<'_>) -> String {
    let w = &words().immutable_tags;
    if rule.text("frozen") == "none" {
        return w.no_tag.to_owned();
    }
    said(rule.text("tags"), rule.text("tags_excluded"), w.every_tag)
}
