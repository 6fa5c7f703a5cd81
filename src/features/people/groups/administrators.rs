//! Which groups give the rights of an administrator, by the registry's settings.

use harbor_api::types::{Configuration, GroupKind};
use serde_json::Value;

use super::declaration::kind_of;
use crate::list::Values;

/// Those groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdministratorGroups {
    kind: GroupKind,
    /// Names; of a directory distinguished names, in small letters.
    names: Vec<String>,
}

impl AdministratorGroups {
    /// Those of the kind that sign-ins fill.
    pub fn of(kind: GroupKind, settings: &Configuration) -> Self {
        let text = |name| {
            let value = settings.value(name).and_then(Value::as_str);
            value.unwrap_or_default().trim().to_owned()
        };
        let mut names = match kind {
            GroupKind::Oidc => vec![text("oidc_admin_group")],
            GroupKind::Ldap => vec![text("ldap_group_admin_dn").to_lowercase()],
            GroupKind::Http => {
                let names = text("http_authproxy_admin_groups");
                names
                    .split(',')
                    .map(|name| name.trim().to_owned())
                    .collect()
            }
            GroupKind::Other(_) => Vec::new(),
        };
        names.retain(|name| !name.is_empty());
        Self { kind, names }
    }

    /// Whether a group is one of them.
    pub fn have(&self, group: &Values<'_>) -> bool {
        let name = match self.kind {
            GroupKind::Ldap => group.text("dn").to_lowercase(),
            _ => group.text("name").to_owned(),
        };
        kind_of(group.text("kind")) == self.kind && self.names.contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use harbor_api::types::ConfigurationItem;
    use listing::{Cell, Listing, lists::UserGroups};

    use super::*;

    fn is_one(groups: &AdministratorGroups, name: &str, kind: &str, dn: &str) -> bool {
        let cells = UserGroups::COLUMNS.iter().map(|column| match column.id {
            "name" => Cell::Text(name.to_owned()),
            "kind" => Cell::Text(kind.to_owned()),
            "dn" => Cell::Text(dn.to_owned()),
            _ => Cell::None,
        });
        let cells: Vec<Cell> = cells.collect();
        groups.have(&Values {
            columns: UserGroups::COLUMNS,
            cells: &cells,
        })
    }

    #[test]
    fn the_group_of_the_way_of_signing_in_administers_and_no_other() {
        let settings = [
            ("oidc_admin_group", "admins"),
            ("ldap_group_admin_dn", "cn=Admins,dc=example,dc=org"),
            ("http_authproxy_admin_groups", "ops, admins"),
        ];
        let settings = settings.map(|(name, value)| {
            let item = ConfigurationItem {
                value: value.into(),
                editable: true,
            };
            (name.to_owned(), item)
        });
        let settings = Configuration(settings.into());
        let oidc = AdministratorGroups::of(GroupKind::Oidc, &settings);
        assert!(is_one(&oidc, "admins", "oidc", ""));
        assert!(!is_one(&oidc, "Admins", "oidc", "") && !is_one(&oidc, "admins", "http", ""));
        let ldap = AdministratorGroups::of(GroupKind::Ldap, &settings);
        assert!(is_one(&ldap, "x", "ldap", "CN=admins,dc=example,dc=org"));
        assert!(!is_one(&ldap, "admins", "ldap", ""));
        let proxy = AdministratorGroups::of(GroupKind::Http, &settings);
        assert!(is_one(&proxy, "ops", "http", "") && is_one(&proxy, "admins", "http", ""));
        let none = AdministratorGroups::of(GroupKind::Oidc, &Configuration::default());
        assert!(!is_one(&none, "", "oidc", ""));
    }
}
