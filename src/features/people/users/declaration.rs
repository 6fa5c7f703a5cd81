//! How the list of users is declared to the window: columns and filter.

use listing::{Listing, lists::Users};
use web_sys::Element;

use crate::{
    filter::FilterField,
    list::{CellView, Column, LineView, StateCell, StateWords, Tone},
    words::words,
};

const OF_LIST: &[listing::Column] = Users::COLUMNS;

pub fn columns() -> Vec<Column> {
    let w = &words().people;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("name", w.user_name)
            .width(150)
            .class("p")
            .sorted()
            .exported(&[("id", "id"), ("name", w.user_name)]),
        column("full_name", w.full_name),
        column("email", w.email).class("p2"),
        column("administrator", w.administrator)
            .width(140)
            .cell(administrator_cell)
            .text(administrator_text),
        column("created", w.since).width(104).class("r").sorted(),
    ]
}

pub fn fields() -> Vec<FilterField> {
    let w = &words().people;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("administrator", w.administrator, "shield").shown_as(yes_or_no),
        field("name", w.user_name, "user"),
        field("email", w.email, "file"),
        field("created", w.since, "calendar"),
        field("signs_in", w.signs_in_by, "key").shown_as(signs_in),
    ]
}

fn yes_or_no(value: &str) -> String {
    let w = &words().filter;
    if value == "yes" { w.yes } else { w.no }.to_owned()
}

/// What a user signs in by.
pub fn signs_in(word: &str) -> String {
    let w = &words().people;
    match word {
        "provider" => w.provider,
        _ => w.password_or_directory,
    }
    .to_owned()
}

fn administrator(line: &LineView<'_>) -> StateWords {
    match line.text("administrator") {
        "yes" => StateWords::new("shield-check", Tone::Active, words().people.administrator),
        _ => StateWords::new("", Tone::Quiet, ""),
    }
}

fn administrator_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, administrator))
}

fn administrator_text(line: &LineView<'_>) -> String {
    administrator(line).text
}
