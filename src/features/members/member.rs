//! A member, as a row of the list has it.

use harbor_api::{
    MemberId,
    types::{GroupKind, Role},
};
use leptos::prelude::*;
use listing::{
    Listing,
    lists::{Members, members::GROUP},
};

use pilothouse_protocol::ConnectionId;

use crate::{features::projects::role_name, list::Values, registries::registries, words::words};

/// A row of the list of members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    pub id: MemberId,
    pub name: String,
    pub is_group: bool,
    /// None for a role that is not known here.
    pub role: Option<Role>,
    role_word: String,
}

impl MemberRow {
    pub fn read(row: &Values<'_>) -> Option<Self> {
        let word = row.text("role");
        Some(Self {
            id: MemberId(row.text("id").parse().ok()?),
            name: row.text("name").to_owned(),
            is_group: row.text("kind") == GROUP,
            role: Role::from_word(word),
            role_word: word.to_owned(),
        })
    }

    /// The row's cells as a member.
    pub fn from_cells(cells: &[listing::Cell]) -> Option<Self> {
        Self::read(&Values {
            columns: Members::COLUMNS,
            cells,
        })
    }

    /// The row's key.
    pub fn key(&self) -> String {
        self.id.to_string()
    }

    /// The role as a person reads it.
    pub fn role_text(&self) -> String {
        self.role
            .map_or_else(|| self.role_word.clone(), |role| role_name(role).to_owned())
    }
}

/// Where a group is known from.
pub fn group_kind_name(kind: GroupKind) -> &'static str {
    let w = &words().add_members;
    match kind {
        GroupKind::Ldap => w.ldap_group,
        GroupKind::Http => w.http_group,
        GroupKind::Oidc => w.oidc_group,
        GroupKind::Other(_) => words().members.group,
    }
}

/// The kind of groups that a registry can have; members do not tell it.
pub fn group_kind(connection: Signal<ConnectionId>) -> Memo<Option<GroupKind>> {
    let registries = registries();
    Memo::new(move |_| registries.group_kind(&connection.get()))
}

/// What kind of member it is, by the list's word.
pub fn kind_name(word: &str) -> &'static str {
    let w = &words().members;
    if word == GROUP { w.group } else { w.user }
}
