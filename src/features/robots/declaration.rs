//! How the list of robot accounts is declared to the window: columns and filter.

use harbor_api::robots::Ability;
use listing::{
    Listing,
    lists::{
        Robots,
        robots::{ALL_PROJECTS, OFF, ON, SYSTEM},
    },
};

use crate::{
    features::robots::{
        cells::{ExpiryCell, NameCell, can_cell, can_text, expiry_text, place_cell, place_text},
        words::capital,
    },
    filter::FilterField,
    list::Column,
    words::words,
};

const OF_LIST: &[listing::Column] = Robots::COLUMNS;

/// The table's columns; `is_of_project`: where they all apply to is known.
pub fn columns(is_of_project: bool) -> Vec<Column> {
    let w = &words().robots;
    let column = |id, words| Column::new(OF_LIST, id, words);
    let mut columns = vec![
        column("name", w.name)
            .width(230)
            .cell(NameCell::make)
            .sorted()
            .exported(&[
                ("id", "id"),
                ("name", w.name),
                ("description", w.description),
                ("state", w.state),
            ]),
    ];
    if !is_of_project {
        columns.push(
            column("project", w.level)
                .kept_as("level")
                .width(130)
                .cell(place_cell)
                .text(place_text)
                .sorted()
                .exported(&[("level", w.level_filter), ("project", w.level)]),
        );
    }
    columns.extend([
        column("can", w.can).cell(can_cell).text(can_text),
        column("expires", w.expires)
            .width(116)
            .class("r")
            .cell(ExpiryCell::make)
            .text(expiry_text)
            .sorted()
            .exported(&[("expires", w.expires)]),
        column("created", w.created)
            .width(104)
            .class("r p2")
            .sorted(),
        column("seen", words().audit_log.seen)
            .width(104)
            .class("r p2")
            .sorted(),
    ]);
    columns
}

/// What it can be filtered by.
pub fn fields(is_of_project: bool) -> Vec<FilterField> {
    let w = &words().robots;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    let mut fields = vec![
        field("expires", w.expires, "calendar"),
        field("state", w.state, "info").shown_as(state_name),
        field("can", w.can, "shield").shown_as(ability_name),
    ];
    if !is_of_project {
        fields.extend([
            field("level", w.level_filter, "layers").shown_as(level_name),
            field("project", w.project, "projects").shown_as(place_name),
        ]);
    }
    fields.extend([
        field("name", w.name, "robot"),
        field("created", w.created, "calendar"),
        field("seen", words().audit_log.seen, "history"),
        field("denies", w.denies, "lock").shown_as(yes_or_no),
    ]);
    fields
}

fn state_name(word: &str) -> String {
    let w = &words().robots;
    match word {
        ON => w.on,
        OFF => w.off,
        other => other,
    }
    .to_owned()
}

fn level_name(word: &str) -> String {
    let w = &words().robots;
    match word {
        "system" => w.system,
        "project" => w.project,
        other => other,
    }
    .to_owned()
}

fn ability_name(word: &str) -> String {
    match Ability::from_word(word) {
        Some(ability) => capital(&words().robots.ability(ability)),
        None => word.to_owned(),
    }
}

/// A project, or what stands for all of them or the server.
pub fn place_name(name: &str) -> String {
    let w = &words().robots;
    match name {
        ALL_PROJECTS => w.all_projects,
        SYSTEM => w.system,
        other => other,
    }
    .to_owned()
}

fn yes_or_no(value: &str) -> String {
    let w = &words().filter;
    if value == "yes" { w.yes } else { w.no }.to_owned()
}
