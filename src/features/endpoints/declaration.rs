//! How the list of registries is declared to the window: columns and filter.

use listing::{Listing, lists::Endpoints};

use crate::{
    features::endpoints::cells::{
        address_cell, health_cell, health_text, provider_cell, provider_name, used_cell, used_text,
    },
    filter::FilterField,
    list::Column,
    words::words,
};

const OF_LIST: &[listing::Column] = Endpoints::COLUMNS;

/// The table's columns.
pub fn columns() -> Vec<Column> {
    let w = &words().endpoints;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("name", w.column_name)
            .width(140)
            .class("p")
            .sorted()
            .exported(&[
                ("id", "id"),
                ("name", w.column_name),
                ("description", w.description),
            ]),
        column("url", w.address).cell(address_cell),
        column("provider", w.provider)
            .width(124)
            .class("p2")
            .cell(provider_cell)
            .text(|line| provider_name(line.text("provider"))),
        column("health", w.health)
            .width(108)
            .cell(health_cell)
            .text(health_text)
            .sorted(),
        column("caches", w.used_by)
            .kept_as("used")
            .width(112)
            .cell(used_cell)
            .text(used_text)
            .exported(&[("caches", w.caches), ("rules", w.rules)]),
    ]
}

/// What it can be filtered by.
pub fn fields() -> Vec<FilterField> {
    let w = &words().endpoints;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("health", w.health, "info").shown_as(health_name),
        field("provider", w.provider, "box").shown_as(provider_name),
        field("name", w.column_name, "server"),
        field("url", w.address, "globe"),
        field("access_id", w.signed_in_as, "user"),
        field("insecure", w.insecure, "lock").shown_as(yes_or_no),
        field("caches", w.caches, "proxy"),
        field("rules", w.rules, "renew"),
        field("created", w.created, "calendar"),
    ]
}

fn health_name(word: &str) -> String {
    crate::features::endpoints::cells::health(word).text
}

fn yes_or_no(value: &str) -> String {
    let w = &words().filter;
    if value == "yes" { w.yes } else { w.no }.to_owned()
}
