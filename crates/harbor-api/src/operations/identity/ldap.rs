//! Tag `Ldap`. For administrators. Without LDAP settings most of it answers 500.

use crate::{
    operation::operations,
    types::{LdapImport, LdapPing, LdapPingResult, LdapUser, UserGroup},
    wire::reply::List,
};

operations! {
    /// Tries settings. The answer says whether they work; 500 without a body.
    PingLdap "ldap.ping" pingLdap POST "/ldap/ping" => LdapPingResult {
        body { LdapPing }
    }

    /// People whose names contain a text. No pages.
    SearchLdapUsers "ldap.users" searchLdapUser GET "/ldap/users/search" => List<LdapUser> {
        query { username: Option<String> }
    }

    /// Makes people users before they sign in.
    ImportLdapUsers "ldap.import" importLdapUser POST "/ldap/users/import" => () {
        body { LdapImport }
    }

    /// Groups, by name or by distinguished name. No pages.
    SearchLdapGroups "ldap.groups" searchLdapGroup GET "/ldap/groups/search" => List<UserGroup> {
        query { groupname: Option<String>, groupdn: Option<String> }
    }
}
