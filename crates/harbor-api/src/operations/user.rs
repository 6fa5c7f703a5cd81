//! Tag `user`.

use crate::{
    operation::operations,
    page::Page,
    query::{Filter, Sort},
    reply::List,
    types::{FoundUser, Permission, User},
};

operations! {
    /// Who the credentials belong to: 401 if to nobody, 412 if to a robot.
    GetCurrentUser "user.current" getCurrentUserInfo GET "/users/current" => User {}

    /// What the caller may do in a scope, `/project/{number}` or `/system`. 401 if not signed in;
    /// empty for scopes that are not known.
    GetCurrentPermissions "user.permissions" getCurrentUserPermissions
        GET "/users/current/permissions" => List<Permission>
    {
        query {
            scope: Option<String>,
            /// Resources without the scope before them.
            relative: Option<bool>,
        }
    }

    /// Users whose names contain a text. Always gives the first page.
    SearchUsers "user.search" searchUsers GET "/users/search" => List<FoundUser> {
        required { username: String }
        query { page: Page }
    }

    /// All users but the first administrator. For administrators.
    ListUsers "user.list" listUsers GET "/users" => List<User> {
        query { q: Filter, sort: Sort, page: Page }
    }
}
