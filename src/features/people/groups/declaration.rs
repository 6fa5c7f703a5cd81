//! How the list of groups is declared to the window: columns and filter.

use harbor_api::types::GroupKind;
use leptos::prelude::*;
use listing::{Listing, lists::UserGroups};
use web_sys::Element;

use super::administrators::AdministratorGroups;
use crate::{
    features::{people::cells::ProjectsCell, projects::named_role},
    filter::FilterField,
    list::{
        Attribute, Avatar, CellView, Column, LineView, Shown, StateCell, StateWords, Text,
        TextCell, Tone, append, element,
    },
    words::words,
};

const OF_LIST: &[listing::Column] = UserGroups::COLUMNS;

/// What cells know beside their lines.
#[derive(Clone, Copy)]
pub struct Known {
    /// The kind of groups that sign-ins fill; none where the server itself keeps passwords.
    pub kind: Memo<Option<GroupKind>>,
    pub administrators: Memo<AdministratorGroups>,
}

impl Known {
    fn administers(self, line: &LineView<'_>) -> bool {
        self.administrators
            .with_untracked(|groups| groups.have(line))
    }
}

pub fn columns(known: Known) -> Vec<Column> {
    let w = &words().people;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("name", w.group_name)
            .sorted()
            .cell(move |cell, _| GroupCell::make(known, cell))
            .exported(&[("id", "id"), ("name", w.group_name), ("dn", w.dn)]),
        column("kind", w.kind)
            .width(170)
            .cell(move |cell, _| kind_cell(known, cell))
            .text(|line| kind_name(line.text("kind"))),
        column("projects", w.projects)
            .width(104)
            .class("r")
            .sorted()
            .cell(move |cell, _| {
                Box::new(ProjectsCell::new(cell, move |line| known.administers(line)))
            }),
        column("highest_role", w.highest_role)
            .width(150)
            .class("p2")
            .sorted()
            .cell(|cell, column| Box::new(TextCell::new(cell, column, role_text))),
    ]
}

pub fn fields() -> Vec<FilterField> {
    let w = &words().people;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("kind", w.kind, "key").shown_as(kind_name),
        field("name", w.group_name, "people"),
        field("projects", w.projects, "projects"),
        field("highest_role", w.highest_role, "user").shown_as(named_role),
    ]
}

/// The kind that a word means.
pub fn kind_of(word: &str) -> GroupKind {
    match word {
        "ldap" => GroupKind::Ldap,
        "http" => GroupKind::Http,
        "oidc" => GroupKind::Oidc,
        _ => GroupKind::default(),
    }
}

/// What a kind is called.
pub fn kind_name(word: &str) -> String {
    let w = &words().people;
    match word {
        "ldap" => w.ldap_group,
        "http" => w.http_group,
        "oidc" => w.oidc_group,
        other => other,
    }
    .to_owned()
}

/// The kind, and whether sign-ins never fill such a group.
fn kind_cell(known: Known, cell: &Element) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, move |line| {
        let word = line.text("kind");
        let name = kind_name(word);
        if known.kind.get_untracked() == Some(kind_of(word)) {
            StateWords::new("", Tone::Active, name)
        } else {
            StateWords::new("warning", Tone::Odd, words().people.kind_not_used(&name))
        }
    }))
}

fn role_text(line: &LineView<'_>, column: &'static str) -> String {
    match line.text(column) {
        "" => "–".to_owned(),
        role => named_role(role),
    }
}

/// The name behind the mark of a group, and whether it makes administrators.
struct GroupCell {
    known: Known,
    avatar: Avatar,
    name: (Attribute, Text),
    administers: Shown,
}

impl GroupCell {
    fn make(known: Known, cell: &Element) -> Box<dyn CellView> {
        let all = element("span", "c");
        let avatar = Avatar::new(&all);
        let name = element("span", "trunc strong");
        let administers = element("span", "bdg acc");
        append(&all, &name);
        append(&all, &administers);
        append(cell, &all);
        Text::new(&administers).set(words().people.administrators);
        Box::new(Self {
            known,
            avatar,
            name: (Attribute::new(&name, "title"), Text::new(&name)),
            administers: Shown::new(&administers),
        })
    }
}

impl CellView for GroupCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let name = line.text("name");
        self.avatar.paint(name, true);
        self.name.0.set(Some(name));
        self.name.1.set(name);
        self.administers.set(self.known.administers(line));
    }
}
