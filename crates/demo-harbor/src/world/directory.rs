//! The directory of people that a server may sign them in by.

use super::{Group, World};

/// What a directory knows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Directory {
    /// Of the account that the server searches it with.
    pub(crate) password: String,
    pub(crate) users: Vec<DirectoryUser>,
    pub(crate) groups: Vec<DirectoryGroup>,
}

/// Somebody in the directory.
#[derive(Debug, Clone)]
pub(crate) struct DirectoryUser {
    pub(crate) name: String,
    pub(crate) full_name: String,
    pub(crate) email: String,
}

/// A group in the directory.
#[derive(Debug, Clone)]
pub(crate) struct DirectoryGroup {
    pub(crate) name: String,
    pub(crate) dn: String,
}

const PASSWORD: &str = "directory-password";

const USERS: [(&str, &str); 5] = [
    ("ada", "Ada Lovelace"),
    ("annie", "Annie Cannon"),
    ("caroline", "Caroline Herschel"),
    ("henrietta", "Henrietta Leavitt"),
    ("vera", "Vera Rubin"),
];

const GROUPS: [&str; 3] = ["astronomers", "engineers", "operators"];

impl Directory {
    pub(crate) fn sample() -> Self {
        let user = |(name, full_name): (&str, &str)| DirectoryUser {
            name: name.to_owned(),
            full_name: full_name.to_owned(),
            email: format!("{name}@example.org"),
        };
        let group = |name: &str| DirectoryGroup {
            name: name.to_owned(),
            dn: format!("cn={name},ou=groups,dc=example,dc=org"),
        };
        Self {
            password: PASSWORD.to_owned(),
            users: USERS.map(user).to_vec(),
            groups: GROUPS.map(group).to_vec(),
        }
    }
}

impl World {
    /// The same world with people who sign in by a directory.
    #[must_use]
    pub fn by_directory(mut self) -> Self {
        for (key, value) in [
            ("auth_mode", "ldap_auth"),
            ("ldap_url", "ldaps://ldap.example.org"),
            ("ldap_base_dn", "ou=people,dc=example,dc=org"),
            ("ldap_search_dn", "cn=harbor,dc=example,dc=org"),
            ("ldap_uid", "uid"),
        ] {
            self.set(key, value.into());
        }
        let password = PASSWORD.to_owned();
        self.secrets
            .insert("ldap_search_password".to_owned(), password);
        self
    }

    /// Whether people sign in by a directory.
    pub(crate) fn is_by_directory(&self) -> bool {
        *self.setting("auth_mode") == "ldap_auth"
    }

    /// The group of a distinguished name; the directory's is made one of the server's where it is
    /// new, under a name of its own if one is given.
    pub(crate) fn directory_group(&mut self, dn: &str, name: Option<&str>) -> Option<&Group> {
        if let Some(at) = self.groups.iter().position(|group| group.dn == dn) {
            return self.groups.get(at);
        }
        let known = self.directory.groups.iter().find(|group| group.dn == dn)?;
        let name = name.unwrap_or(&known.name).to_owned();
        let id = self.next_id("group");
        self.groups.push(Group {
            id,
            name,
            kind: 1,
            dn: dn.to_owned(),
        });
        self.groups.last()
    }

    /// Makes somebody a user whom only the directory knows.
    pub(crate) fn onboard_from_directory(&mut self, name: &str) {
        if !self.is_by_directory() || self.user_named(name).is_some() {
            return;
        }
        let known = self.directory.users.iter().find(|user| user.name == name);
        if let Some(user) = known.cloned() {
            self.add_from_directory(&user);
        }
    }

    /// Makes somebody of the directory a user, as a first sign-in does.
    pub(crate) fn add_from_directory(&mut self, user: &DirectoryUser) {
        let at = self.now();
        self.add_user(&user.name, &user.full_name, super::PASSWORD, "", at);
        if let Some(added) = self.users.last_mut() {
            added.email.clone_from(&user.email);
        }
    }
}
