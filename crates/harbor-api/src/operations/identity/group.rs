//! Tag `usergroup`.

use crate::{
    names::UserGroupId,
    operation::operations,
    types::UserGroup,
    wire::{page::Page, reply::List},
};

operations! {
    /// Groups. Where people sign in by LDAP or HTTP, those of that kind.
    ListUserGroups "group.list" listUserGroups GET "/usergroups" => List<UserGroup> {
        query {
            page: Page,
            /// Exactly.
            ldap_group_dn: Option<String>,
            /// Contains.
            group_name: Option<String>,
        }
    }

    /// Groups of all kinds whose names contain a text. Everybody who is signed in may ask.
    SearchUserGroups "group.search" searchUserGroups GET "/usergroups/search" => List<UserGroup> {
        required { groupname: String }
        query { page: Page }
    }

    /// One group. Its number is not in the answer.
    GetUserGroup "group.get" getUserGroup GET "/usergroups/{group_id}" => UserGroup {
        path { group_id: UserGroupId }
    }

    /// Makes a group known; 409 if the name is taken by one of any kind.
    CreateUserGroup "group.create" createUserGroup POST "/usergroups" => () {
        body { UserGroup }
    }

    /// Renames a group; nothing else of it can be changed.
    UpdateUserGroup "group.update" updateUserGroup PUT "/usergroups/{group_id}" => () {
        path { group_id: UserGroupId }
        body { UserGroup }
    }

    /// Deletes a group; its memberships end.
    DeleteUserGroup "group.delete" deleteUserGroup DELETE "/usergroups/{group_id}" => () {
        path { group_id: UserGroupId }
    }
}
