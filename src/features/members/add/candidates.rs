//! Who could become a member: the registry's users and groups whose names contain what is typed.

use harbor_api::{
    Page,
    operations::{SearchUserGroups, SearchUsers},
    types::GroupKind,
};
use listing::{Condition, Operator};
use pilothouse_protocol::{ConnectionId, Failure};

use crate::{
    features::{
        members::{add::run::Newcomer, member::MemberRow},
        projects::role_name,
    },
    ipc::{Ticket, harbor},
    list::List,
    words::words,
};

/// Somebody who was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub newcomer: Newcomer,
    /// Where a group is known from.
    pub kind: Option<GroupKind>,
    /// The role that they have here already.
    pub role: Option<String>,
}

/// People and groups whose names contain a text, with the roles that they have here already.
pub async fn candidates(
    connection: ConnectionId,
    wanted: &str,
    members: List,
) -> Result<Vec<Candidate>, Failure> {
    let users = SearchUsers {
        username: wanted.to_owned(),
        page: Page::FIRST,
    };
    let groups = SearchUserGroups {
        groupname: wanted.to_owned(),
        page: Page::FIRST,
    };
    let (users, groups) = futures::join!(
        harbor(connection.clone(), &users, Ticket::new()),
        harbor(connection, &groups, Ticket::new()),
    );
    let users = users?.value.good().map(|user| Candidate {
        newcomer: Newcomer::User(user.username),
        kind: None,
        role: None,
    });
    // Where there are no groups, people are found all the same.
    let groups = groups.into_iter().flat_map(|groups| groups.value.good());
    let groups = groups.map(|group| Candidate {
        newcomer: Newcomer::Group {
            id: group.id,
            name: group.group_name,
        },
        kind: Some(group.group_type),
        role: None,
    });
    Ok(with_roles(members, users.chain(groups).collect()).await)
}

async fn with_roles(members: List, mut found: Vec<Candidate>) -> Vec<Candidate> {
    let names = found.iter().map(|one| Condition {
        field: "name".to_owned(),
        operator: Operator::Is,
        value: one.newcomer.name().to_owned(),
    });
    let names: Vec<Condition> = names.collect();
    if names.is_empty() {
        return found;
    }
    let count = 2 * names.len();
    // Who is a member already is refused by the registry too.
    let rows = members.rows_where(names, count).await.unwrap_or_default();
    let known: Vec<MemberRow> = rows
        .iter()
        .filter_map(|row| MemberRow::from_cells(&row.cells))
        .collect();
    for one in &mut found {
        one.role = role_of(&known, &one.newcomer);
    }
    found
}

/// The role that somebody has among known members; a user and a group may have one name.
pub fn role_of(known: &[MemberRow], newcomer: &Newcomer) -> Option<String> {
    let is = |member: &&MemberRow| {
        member.name == newcomer.name() && member.is_group == newcomer.is_group()
    };
    let member = known.iter().find(is)?;
    Some(member.role.map_or_else(
        || words().members.some_role.to_owned(),
        |role| role_name(role).to_owned(),
    ))
}
