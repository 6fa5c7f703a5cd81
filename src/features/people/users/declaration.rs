//! How the list of users is declared to the window: columns and filter.

use leptos::prelude::*;
use listing::{Condition, Listing, Operator, lists::Users};

use super::{
    OneSelf,
    cells::{UserCell, administrator_cell, administrator_text, user_text},
};
use crate::{
    features::people::cells::ProjectsCell,
    filter::FilterField,
    list::{Column, QuickFilter},
    words::words,
};

const OF_LIST: &[listing::Column] = Users::COLUMNS;

pub fn columns(oneself: OneSelf, made_at_sign_in: bool) -> Vec<Column> {
    let w = &words().people;
    let column = |id, words| Column::new(OF_LIST, id, words);
    let since = if made_at_sign_in {
        w.first_sign_in
    } else {
        w.since
    };
    vec![
        column("name", w.user_column)
            .sorted()
            .cell(move |cell, _| UserCell::make(oneself, cell))
            .text(user_text)
            .exported(&[
                ("id", "id"),
                ("name", w.user_name),
                ("full_name", w.full_name),
                ("email", w.email),
            ]),
        column("administrator", w.admin)
            .width(110)
            .cell(move |cell, _| administrator_cell(oneself, cell))
            .text(administrator_text),
        column("projects", w.projects)
            .width(92)
            .class("r")
            .sorted()
            .cell(|cell, _| Box::new(ProjectsCell::new(cell, |_| false))),
        column("created", since).width(112).class("r p2").sorted(),
    ]
}

/// What one press shows, where it is known.
pub fn quick(are_counted: Signal<bool>) -> Vec<QuickFilter> {
    let w = &words().people;
    let filter = |words, field: &str, operator, value: &str, is_known| QuickFilter {
        words,
        condition: Condition {
            field: field.to_owned(),
            operator,
            value: value.to_owned(),
        },
        is_known,
    };
    let always = Signal::stored(true);
    vec![
        filter(w.admins, "administrator", Operator::Is, "yes", always),
        filter(w.no_project, "projects", Operator::AtMost, "0", are_counted),
    ]
}

pub fn fields() -> Vec<FilterField> {
    let w = &words().people;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("administrator", w.administrator, "shield").shown_as(yes_or_no),
        field("projects", w.projects, "projects"),
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
