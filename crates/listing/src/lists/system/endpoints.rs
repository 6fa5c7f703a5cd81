//! Other registries that the server works with, and what uses them.

use harbor_api::{
    AnyOperation, Decode, Filter, List, RegistryId, Sort, Term,
    operations::{GetRegistry, ListProjects, ListRegistries, ListReplicationPolicies},
    types::{Project, Registry, ReplicationPolicy},
};
use serde::{Deserialize, Serialize};

use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    condition::Operator,
    join::{Join, Joined},
    listing::{Listing, Row},
};

/// Registries, as `GET /registries` gives them, with the proxy caches and replication rules that use
/// them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Endpoints {}

/// The words of a registry's health in columns and filters. Before the first check it has none.
pub const HEALTHY: &str = "healthy";
pub const UNHEALTHY: &str = "unhealthy";
pub const NOT_CHECKED: &str = "not-checked";

impl Listing for Endpoints {
    const ID: &'static str = "endpoints";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text),
        Column::new("name", ColumnKind::Text)
            .searched()
            .sorted_by_server("name")
            .server_filter(|condition, _| {
                let value = condition.value.clone();
                match condition.operator {
                    Operator::Is => Some(("name", Term::Exactly(value))),
                    Operator::Contains => Some(("name", Term::Contains(value))),
                    _ => None,
                }
            }),
        Column::new("url", ColumnKind::Text).searched(),
        Column::new("provider", ColumnKind::Word),
        Column::new("health", ColumnKind::Word).ordered(&[HEALTHY, NOT_CHECKED, UNHEALTHY]),
        Column::new("access_id", ColumnKind::Text),
        // Its certificate is not checked.
        Column::new("insecure", ColumnKind::Word),
        Column::new("description", ColumnKind::Text).searched(),
        // Names of projects.
        Column::new("caches", ColumnKind::Texts),
        // Names of replication rules.
        Column::new("rules", ColumnKind::Texts),
        Column::new("created", ColumnKind::Time).sorted_by_server("creation_time"),
        Column::new("updated", ColumnKind::Time),
    ];

    const NAME: Option<&'static str> = Some("name");

    type Operation = ListRegistries;
    type Item = Registry;

    fn operation(&self, filter: Filter, sort: Sort) -> ListRegistries {
        ListRegistries {
            q: filter,
            sort,
            page: Default::default(),
            name: None,
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let id = key.parse().ok().map(RegistryId)?;
        Some(GetRegistry { id }.into())
    }

    fn joins(&self) -> Vec<Join> {
        let is_cache = Term::Between(Some("1".to_owned()), None);
        let projects = ListProjects {
            q: Filter::all()
                .and("registry_id", is_cache)
                .unwrap_or_default(),
            ..ListProjects::without_details()
        };
        let rules = ListReplicationPolicies {
            q: Filter::all(),
            sort: Sort::default(),
            page: Default::default(),
            name: None,
        };
        vec![
            Join {
                operation: projects.into(),
                is_for_administrators: true,
                is_first_page_only: false,
                by: "id",
                fills: &["caches"],
                read: |body| {
                    let projects = List::<Project>::decode(body)?;
                    let caches = projects.iter_good().filter_map(|project| {
                        let registry = project.registry_id.filter(|id| id.0 > 0)?;
                        Some(used(registry, &project.name))
                    });
                    Ok(caches.collect())
                },
            },
            Join {
                operation: rules.into(),
                is_for_administrators: true,
                is_first_page_only: false,
                by: "id",
                fills: &["rules"],
                read: |body| {
                    let rules = List::<ReplicationPolicy>::decode(body)?;
                    let rules = rules.iter_good();
                    Ok(rules
                        .map(|rule| used(rule.remote().id, &rule.name))
                        .collect())
                },
            },
        ]
    }

    fn row(registry: &Registry, row: &mut Row) {
        let health = match registry.status.as_str() {
            "" => NOT_CHECKED,
            status => status,
        };
        row.text("id", registry.id.to_string())
            .text("name", registry.name.as_str())
            .text("url", registry.url.as_str())
            .text("provider", registry.provider.as_str())
            .text("health", health)
            .text("access_id", registry.credential.access_key.as_str())
            .yes_or_no("insecure", registry.insecure)
            .text("description", registry.description.as_str())
            .texts("caches", Vec::<String>::new())
            .texts("rules", Vec::<String>::new())
            .time("created", registry.creation_time)
            .time("updated", registry.update_time);
    }
}

/// A registry is used by something of this name.
fn used(registry: RegistryId, name: &str) -> Joined {
    Joined {
        by: Cell::Text(registry.to_string()),
        cells: vec![Cell::Texts(vec![name.to_owned()])],
    }
}
