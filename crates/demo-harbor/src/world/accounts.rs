//! Accounts of people who sign in through a provider.

use super::{Group, Project, User, World};
use crate::chance;
use crate::http::call::Failure;
use crate::json::Time;
use crate::oidc::person::Person;
use crate::oidc::provider::Tokens;

/// What ties a person to the provider.
#[derive(Debug, Clone)]
pub struct Account {
    pub(crate) id: i64,
    pub(crate) subject: String,
    pub(crate) issuer: String,
    /// The CLI secret.
    pub(crate) secret: String,
    /// The newest tokens; none for somebody who has not been here in this run.
    pub(crate) tokens: Option<Tokens>,
    /// The ids of the groups that the provider named last. Harbor keeps them per session.
    pub(crate) groups: Vec<i64>,
    /// Whether one of them makes an administrator.
    pub(crate) admin: bool,
    pub(crate) created: Time,
    pub(crate) updated: Time,
}

impl World {
    /// Whether people sign in through a provider.
    pub(crate) fn by_provider(&self) -> bool {
        *self.setting("auth_mode") == "oidc_auth"
    }

    /// Whether a name's password is Harbor's own even then: the first administrator and robots.
    pub(crate) fn is_local(&self, name: &str) -> bool {
        let first = self.user(1).is_some_and(|user| user.name == name);
        first || self.robots.iter().any(|robot| robot.full_name == name)
    }

    /// A new tie to the provider.
    pub(crate) fn account(&mut self, subject: &str, issuer: &str) -> Account {
        let now = self.now();
        Account {
            id: self.next_id("account"),
            subject: subject.to_owned(),
            issuer: issuer.to_owned(),
            secret: chance::letters(32),
            tokens: None,
            groups: Vec::new(),
            admin: false,
            created: now,
            updated: now,
        }
    }

    /// Who has signed in with this subject of this issuer before.
    pub(crate) fn user_of(&self, person: &Person) -> Option<i64> {
        let same = |user: &&User| {
            user.account
                .as_ref()
                .is_some_and(|it| it.subject == person.subject && it.issuer == person.issuer)
        };
        self.users.iter().find(same).map(|user| user.id)
    }

    /// Makes an account for a newcomer.
    pub(crate) fn onboard(&mut self, name: &str, person: &Person) -> Result<i64, Failure> {
        let email = &person.email;
        let taken = |user: &User| user.name == name || (user.email == *email && !email.is_empty());
        if self.users.iter().any(taken) {
            return Err(Failure {
                code: "UNKNOWN",
                ..Failure::conflict(format!(
                    "failed to create user record: user {name} or email {email} already exists"
                ))
            });
        }
        let now = self.now();
        // Nobody can guess it, and nobody is told.
        let password = chance::letters(32);
        let id = self.add_user(name, name, &password, "Onboarded via OIDC provider", now);
        let account = self.account(&person.subject, &person.issuer);
        if let Some(user) = self.users.iter_mut().find(|user| user.id == id) {
            user.email.clone_from(email);
            user.account = Some(account);
        }
        Ok(id)
    }

    /// Keeps the newest tokens of somebody.
    pub(crate) fn keep_tokens(&mut self, user: i64, tokens: Tokens) {
        let now = self.now();
        let found = self.users.iter_mut().find(|known| known.id == user);
        if let Some(account) = found.and_then(|user| user.account.as_mut()) {
            account.tokens = Some(tokens);
            account.updated = now;
        }
    }

    /// Keeps what the provider said last about somebody's groups; new ones are made.
    pub(crate) fn keep_groups(&mut self, user: i64, person: &Person) {
        let groups = person.groups.iter().map(|name| self.oidc_group(name));
        let groups: Vec<i64> = groups.collect();
        let found = self.users.iter_mut().find(|known| known.id == user);
        if let Some(account) = found.and_then(|user| user.account.as_mut()) {
            account.groups = groups;
            account.admin = person.admin;
        }
    }

    /// The id of a group of the provider, which is made if it's new.
    pub(crate) fn oidc_group(&mut self, name: &str) -> i64 {
        if let Some(group) = self.groups.iter().find(|group| group.name == name) {
            return group.id;
        }
        let id = self.next_id("group");
        self.groups.push(Group {
            dn: String::new(),
            id,
            name: name.to_owned(),
            kind: 3,
        });
        id
    }

    /// The role ids that a person has in a project, also through groups.
    pub(crate) fn roles_in(&self, project: &Project, user: i64) -> Vec<i64> {
        let mut roles = project.roles_of(user);
        let account = self.user(user).and_then(|user| user.account.as_ref());
        let groups = account.map_or(&[][..], |account| &account.groups);
        let through = |member: &&super::Member| member.group && groups.contains(&member.entity_id);
        roles.extend(
            project
                .members
                .iter()
                .filter(through)
                .map(|member| member.role),
        );
        roles
    }
}
