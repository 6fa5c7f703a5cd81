//! Tag `user`.

use crate::{
    names::UserId,
    operation::operations,
    types::{
        AdministratorFlag, CliSecretChange, FoundUser, NewUser, PasswordChange, Permission, User,
        UserProfile,
    },
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::List,
    },
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

    /// A user: oneself, or for administrators anybody.
    GetUser "user.get" getUser GET "/users/{user_id}" => User {
        path { user_id: UserId }
    }

    /// Changes a user's name and address: one's own, or for administrators anybody's.
    UpdateUserProfile "user.update" updateUserProfile PUT "/users/{user_id}" => () {
        path { user_id: UserId }
        body { UserProfile }
    }

    /// Changes a password. 403 if the old one is wrong, 400 if the new one is the old one or breaks
    /// the rule. Sessions go on; the old password is no longer taken.
    UpdatePassword "user.set_password" updateUserPassword
        PUT "/users/{user_id}/password" => ()
    {
        path { user_id: UserId }
        body { PasswordChange }
    }

    /// Sets one's own CLI secret, or has the server make one. The old one is dead at once. 403 for
    /// somebody else's, 412 where people do not sign in through an identity provider.
    SetCliSecret "user.set_cli_secret" setCliSecret
        PUT "/users/{user_id}/cli_secret" => ()
    {
        path { user_id: UserId }
        body { CliSecretChange }
    }

    /// Makes a user. Only where the server itself keeps passwords; 409 if name or address is taken.
    CreateUser "user.create" createUser POST "/users" => () {
        body { NewUser }
    }

    /// Deletes a user: 403 for oneself and for the first administrator. Projects stay, without an
    /// owner.
    DeleteUser "user.delete" deleteUser DELETE "/users/{user_id}" => () {
        path { user_id: UserId }
    }

    /// Makes a user an administrator, or no longer.
    SetAdministrator "user.set_administrator" setUserSysAdmin
        PUT "/users/{user_id}/sysadmin" => ()
    {
        path { user_id: UserId }
        body { AdministratorFlag }
    }
}
