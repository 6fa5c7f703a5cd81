//! Users and groups of the registry who become members of a project, or are no longer.

use harbor_api::{
    AnyOperation, Decode, List, ProjectName, ProjectReference, UserGroupId, UserId,
    operations::{CreateMember, DeleteMember, ListMembers},
    types::{EntityType, Member, MemberGroup, MemberUser, NewMember, Role},
};
use listing::ListScope;
use pilothouse_protocol::{Failure, FailureCode};

use super::{invalid_key, not_for_this_list};

/// Whom a key names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whom {
    User(UserId),
    Group(UserGroupId),
}

impl Whom {
    fn of(scope: &ListScope, key: &str) -> Result<Self, Failure> {
        let id = || key.parse::<i64>().map_err(|error| invalid_key(key, &error));
        match scope {
            ListScope::Users(_) => Ok(Self::User(UserId(id()?))),
            ListScope::UserGroups(_) => Ok(Self::Group(UserGroupId(id()?))),
            _ => Err(not_for_this_list()),
        }
    }

    fn is(self, member: &Member) -> bool {
        let is_group = member.entity_type == EntityType::Group;
        match self {
            Self::User(UserId(id)) => !is_group && member.entity_id == id,
            Self::Group(UserGroupId(id)) => is_group && member.entity_id == id,
        }
    }

    fn member(self, role: Role) -> NewMember {
        match self {
            Self::User(id) => NewMember {
                role_id: role,
                member_user: Some(MemberUser {
                    user_id: Some(id),
                    username: None,
                }),
                member_group: None,
            },
            Self::Group(id) => NewMember::group(MemberGroup::known(id), role),
        }
    }
}

/// Reads the memberships of one name in a project; a user and a group may have the same.
pub(super) fn reading(
    scope: &ListScope,
    project: &ProjectName,
    name: &str,
) -> Result<AnyOperation, Failure> {
    match scope {
        ListScope::Users(_) | ListScope::UserGroups(_) => Ok(ListMembers {
            project_name_or_id: ProjectReference::Name(project.clone()),
            page: Default::default(),
            entityname: Some(name.to_owned()),
        }
        .into()),
        _ => Err(not_for_this_list()),
    }
}

fn membership(read: &[u8], whom: Whom) -> Result<Option<Member>, Failure> {
    let members = List::<Member>::decode(read).map_err(|error| {
        Failure::new(
            FailureCode::BadAnswer,
            format!("The project's members can't be read: {}.", error.reason),
        )
    })?;
    let found = members.iter_good().find(|member| whom.is(member));
    Ok(found.cloned())
}

/// Makes somebody a member. None for those who are, with the same role; who has another one keeps it.
pub(super) fn add(
    scope: &ListScope,
    key: &str,
    project: &ProjectName,
    role: Role,
    read: &[u8],
) -> Result<Option<AnyOperation>, Failure> {
    let whom = Whom::of(scope, key)?;
    match membership(read, whom)? {
        Some(member) if member.role() == Some(role) => Ok(None),
        Some(_) => Err(Failure::new(
            FailureCode::Conflict,
            "Already a member of the project, with another role.",
        )),
        None => Ok(Some(
            CreateMember {
                project_name_or_id: ProjectReference::Name(project.clone()),
                body: whom.member(role),
            }
            .into(),
        )),
    }
}

/// Ends a membership. None where there is none; who has another role by now stays.
pub(super) fn remove(
    scope: &ListScope,
    key: &str,
    project: &ProjectName,
    role: Role,
    read: &[u8],
) -> Result<Option<AnyOperation>, Failure> {
    match membership(read, Whom::of(scope, key)?)? {
        None => Ok(None),
        Some(member) if member.role() == Some(role) => Ok(Some(
            DeleteMember {
                project_name_or_id: ProjectReference::Name(project.clone()),
                mid: member.id,
            }
            .into(),
        )),
        Some(_) => Err(Failure::new(
            FailureCode::Conflict,
            "The member was given another role meanwhile.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use listing::lists::{UserGroups, Users};

    use super::*;

    /// A user and a group of the same number and name.
    const MEMBERS: &[u8] = br#"[
        {"id": 23, "project_id": 2, "entity_id": 7, "entity_name": "ops", "entity_type": "u",
            "role_id": 2, "role_name": "developer"},
        {"id": 24, "project_id": 2, "entity_id": 7, "entity_name": "ops", "entity_type": "g",
            "role_id": 3, "role_name": "guest"}]"#;

    fn project() -> ProjectName {
        ProjectName::new("skaha").expect("a name")
    }

    fn added(scope: ListScope, key: &str, role: Role) -> Result<Option<AnyOperation>, FailureCode> {
        add(&scope, key, &project(), role, MEMBERS).map_err(|failure| failure.code)
    }

    #[test]
    fn who_is_a_member_already_is_not_added_and_keeps_another_role() {
        let users = || ListScope::from(Users {});
        let groups = || ListScope::from(UserGroups {});
        assert_eq!(added(users(), "7", Role::Developer), Ok(None));
        assert_eq!(added(users(), "7", Role::Guest), Err(FailureCode::Conflict));
        assert_eq!(added(groups(), "7", Role::Guest), Ok(None));
        let Ok(Some(AnyOperation::CreateMember(new))) = added(users(), "8", Role::Guest) else {
            panic!("somebody new is added");
        };
        let sent = serde_json::to_value(&new.body).expect("JSON");
        let wanted = serde_json::json!({ "role_id": 3, "member_user": { "user_id": 8 } });
        assert_eq!(sent, wanted);
        let Ok(Some(AnyOperation::CreateMember(new))) = added(groups(), "8", Role::Guest) else {
            panic!("a group is added");
        };
        let sent = serde_json::to_value(&new.body).expect("JSON");
        assert_eq!(sent["member_group"]["id"], 8);
    }

    #[test]
    fn a_membership_with_another_role_by_now_is_not_taken_back() {
        let users = ListScope::from(Users {});
        let removed = |key, role| {
            let outcome = remove(&users, key, &project(), role, MEMBERS);
            outcome.map_err(|failure| failure.code)
        };
        let Ok(Some(AnyOperation::DeleteMember(gone))) = removed("7", Role::Developer) else {
            panic!("the user's membership ends");
        };
        assert_eq!(gone.mid.0, 23);
        assert_eq!(removed("7", Role::Guest), Err(FailureCode::Conflict));
        assert_eq!(removed("8", Role::Guest), Ok(None));
    }
}
