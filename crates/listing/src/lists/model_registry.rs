//! What a Model Registry knows, beside what Harbor holds: tenants, projects, models.

use chrono::{DateTime, Utc};
use harbor_api::{
    Decode, Filter, List, Sort,
    operations::ListQuotas,
    types::{Artifact, ModelMetadata, Quota},
};
use model_registry_api::{RegisteredProject, Subject, Tenant};
use serde::{Deserialize, Serialize};

use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    join::{Join, Joined},
    listing::{Listing, ListingPage, Row, row_of},
    source::Source,
};

/// The fact of these lists that says where the rows come from: `yes` where the service lists them,
/// `no` where they are those that Pilothouse made or was told.
pub const IS_LISTED: &str = "listed";

/// The fact of the models that says which projects are registered under which tenant: `tenant/project`,
/// by tenant and project. A tenant that has no project has a place with none.
pub const PLACES: &str = "places";

/// Tenants of the Model Registry.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tenants {}

/// A tenant, with the projects that it has as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantRow {
    pub tenant: Tenant,
    pub projects: Vec<String>,
}

impl Tenants {
    pub fn page(rows: &[TenantRow]) -> ListingPage {
        page_of::<Self>(rows)
    }
}

impl Listing for Tenants {
    const ID: &'static str = "tenants";
    const COLUMNS: &'static [Column] = &[
        Column::new("name", ColumnKind::Text).searched(),
        Column::new("company", ColumnKind::Text).searched(),
        Column::new("url", ColumnKind::Text).searched(),
        Column::new("projects", ColumnKind::Texts),
        Column::new("id", ColumnKind::Text),
    ];

    type Operation = Source;
    type Item = TenantRow;

    fn operation(&self, _: Filter, _: Sort) -> Source {
        Source::ModelRegistry(Subject::Tenants)
    }

    fn row(item: &TenantRow, row: &mut Row) {
        let tenant = &item.tenant;
        row.text("name", tenant.name.as_str())
            .text("company", tenant.company_name.as_str())
            .text("url", tenant.url.as_str())
            .texts("projects", item.projects.iter().cloned())
            .text("id", tenant.id.as_str());
    }
}

/// Projects, of the Model Registry and of Harbor.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ModelProjects {}

/// Where a project is: the words of `state`.
pub mod project_state {
    /// At both.
    pub const REGISTERED: &str = "registered";
    pub const ONLY_IN_HARBOR: &str = "only_in_harbor";
    pub const ONLY_REGISTERED: &str = "only_registered";
    /// In Harbor; the Model Registry lists no projects, so nobody knows.
    pub const UNKNOWN: &str = "unknown";
    pub const ORDER: &[&str] = &[REGISTERED, UNKNOWN, ONLY_IN_HARBOR, ONLY_REGISTERED];
}

/// A project at either side.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ProjectRow {
    pub name: String,
    pub registered: Option<RegisteredProject>,
    /// The tenant's name.
    pub tenant: String,
    pub in_harbor: Option<HarborProject>,
    /// Whether the Model Registry lists its projects.
    pub is_listed: bool,
}

/// What Harbor says of a project.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HarborProject {
    pub id: i64,
    pub is_public: bool,
    pub repositories: i64,
}

impl ProjectRow {
    fn state(&self) -> &'static str {
        match (&self.registered, &self.in_harbor) {
            (Some(_), Some(_)) => project_state::REGISTERED,
            (Some(_), None) => project_state::ONLY_REGISTERED,
            (None, _) if self.is_listed => project_state::ONLY_IN_HARBOR,
            (None, _) => project_state::UNKNOWN,
        }
    }
}

impl ModelProjects {
    pub fn page(rows: &[ProjectRow]) -> ListingPage {
        page_of::<Self>(rows)
    }
}

impl Listing for ModelProjects {
    const ID: &'static str = "model_projects";
    const COLUMNS: &'static [Column] = &[
        Column::new("name", ColumnKind::Text).searched(),
        Column::new("state", ColumnKind::Word).ordered(project_state::ORDER),
        Column::new("tenant", ColumnKind::Word).searched(),
        Column::new("display_name", ColumnKind::Text).searched(),
        Column::new("description", ColumnKind::Text).searched(),
        // Of Harbor's project.
        Column::new("public", ColumnKind::Word),
        Column::new("repositories", ColumnKind::Count),
        Column::new("storage", ColumnKind::Bytes),
        Column::new("harbor_id", ColumnKind::Count),
        Column::new("id", ColumnKind::Text),
    ];

    type Operation = Source;
    type Item = ProjectRow;

    fn operation(&self, _: Filter, _: Sort) -> Source {
        Source::ModelRegistry(Subject::Projects)
    }

    fn joins(&self) -> Vec<Join> {
        let operation = ListQuotas {
            page: Default::default(),
            reference: Some("project".to_owned()),
            reference_id: None,
            sort: Default::default(),
        };
        vec![Join {
            operation: operation.into(),
            is_for_administrators: true,
            is_first_page_only: false,
            by: "harbor_id",
            fills: &["storage"],
            read: |body| {
                let quotas = List::<Quota>::decode(body)?;
                let quotas = quotas.iter_good().map(|quota| Joined {
                    by: Cell::Number(quota.subject.id.0),
                    cells: vec![quota.used.storage().map_or(Cell::None, Cell::Number)],
                });
                Ok(quotas.collect())
            },
        }]
    }

    fn row(item: &ProjectRow, row: &mut Row) {
        let registered = item.registered.clone().unwrap_or_default();
        let harbor = item.in_harbor.as_ref();
        let public = harbor.map(|project| project.is_public);
        let public = public.map(|yes| if yes { "yes" } else { "no" });
        row.text("name", item.name.as_str())
            .text("state", item.state())
            .text("tenant", item.tenant.as_str())
            .text("display_name", registered.display_name)
            .text("description", registered.description)
            .text("public", public.unwrap_or_default())
            .number("repositories", harbor.map(|project| project.repositories))
            .number("storage", None)
            .number("harbor_id", harbor.map(|project| project.id))
            .text("id", registered.id);
    }
}

/// Models of the registered projects, at the Model Registry and in Harbor.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Models {}

/// How the Model Registry's model stands against Harbor's: the words of `state`.
pub mod model_state {
    pub const CURRENT: &str = "current";
    /// Harbor's was pushed after the service last read it.
    pub const STALE: &str = "stale";
    pub const ONLY_IN_HARBOR: &str = "only_in_harbor";
    pub const ONLY_REGISTERED: &str = "only_registered";
    /// The service does not say when it read it, or does not list models.
    pub const UNKNOWN: &str = "unknown";
    pub const ORDER: &[&str] = &[CURRENT, UNKNOWN, ONLY_IN_HARBOR, ONLY_REGISTERED, STALE];
}

/// A model at either side.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelRow {
    pub project: String,
    /// The repository's name without its project.
    pub name: String,
    pub tenant: String,
    /// Whether the Model Registry knows it.
    pub is_registered: bool,
    /// When the Model Registry last read it.
    pub updated: Option<DateTime<Utc>>,
    /// The newest model in the repository.
    pub artifact: Option<Artifact>,
    /// Whether the project's artifacts could be read: else nothing is known of Harbor's side.
    pub is_harbor_read: bool,
    /// Whether the Model Registry lists its models.
    pub is_listed: bool,
}

impl ModelRow {
    fn state(&self) -> &'static str {
        let pushed = self.artifact.as_ref().map(|artifact| artifact.push_time);
        match (self.is_registered, pushed) {
            (true, Some(pushed)) => match (self.updated, pushed) {
                (Some(updated), Some(pushed)) if pushed > updated => model_state::STALE,
                (Some(_), Some(_)) => model_state::CURRENT,
                _ => model_state::UNKNOWN,
            },
            (true, None) if self.is_harbor_read => model_state::ONLY_REGISTERED,
            (false, Some(_)) if self.is_listed => model_state::ONLY_IN_HARBOR,
            _ => model_state::UNKNOWN,
        }
    }
}

impl Models {
    pub fn page(rows: &[ModelRow]) -> ListingPage {
        page_of::<Self>(rows)
    }
}

impl Listing for Models {
    const ID: &'static str = "models";
    const COLUMNS: &'static [Column] = &[
        // Project and repository.
        Column::new("reference", ColumnKind::Text),
        Column::new("name", ColumnKind::Text).searched(),
        Column::new("project", ColumnKind::Word).searched(),
        Column::new("tenant", ColumnKind::Word),
        Column::new("state", ColumnKind::Word).ordered(model_state::ORDER),
        Column::new("version", ColumnKind::Text).searched(),
        Column::new("family", ColumnKind::Word).searched(),
        Column::new("format", ColumnKind::Word),
        Column::new("precision", ColumnKind::Word),
        Column::new("parameters", ColumnKind::Word),
        Column::new("licences", ColumnKind::Texts),
        Column::new("size", ColumnKind::Bytes),
        Column::new("tags", ColumnKind::Texts).searched(),
        Column::new("digest", ColumnKind::Text).searched(),
        Column::new("pushed", ColumnKind::Time),
        Column::new("updated", ColumnKind::Time),
    ];
    const SIZE: Option<&'static str> = Some("size");

    type Operation = Source;
    type Item = ModelRow;

    fn operation(&self, _: Filter, _: Sort) -> Source {
        Source::ModelRegistry(Subject::Models)
    }

    fn row(item: &ModelRow, row: &mut Row) {
        let artifact = item.artifact.as_ref();
        let ModelMetadata { descriptor, config } =
            artifact.and_then(Artifact::model).unwrap_or_default();
        let tags = artifact.into_iter().flat_map(|artifact| &artifact.tags);
        row.text("reference", format!("{}/{}", item.project, item.name))
            .text("name", item.name.as_str())
            .text("project", item.project.as_str())
            .text("tenant", item.tenant.as_str())
            .text("state", item.state())
            .text("version", descriptor.version)
            .text("family", descriptor.family)
            .text("format", config.format)
            .text("precision", config.precision)
            .text("parameters", config.param_size)
            .texts("licences", descriptor.licenses)
            .number("size", artifact.map(|artifact| artifact.size))
            .texts("tags", tags.map(|tag| tag.name.clone()))
            .text("digest", artifact.map_or("", |artifact| &artifact.digest))
            .time("pushed", artifact.and_then(|artifact| artifact.push_time))
            .time("updated", item.updated);
    }
}

fn page_of<L: Listing>(rows: &[L::Item]) -> ListingPage {
    ListingPage {
        rows: rows.iter().map(row_of::<L>).collect(),
        ..ListingPage::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(seconds, 0)
    }

    #[test]
    fn a_model_is_stale_only_where_harbors_push_is_known_to_be_later() {
        let row = |registered: bool, updated, pushed: Option<Option<i64>>, is_listed| ModelRow {
            is_registered: registered,
            updated: Option::and_then(updated, at),
            artifact: pushed.map(|pushed| Artifact {
                push_time: pushed.and_then(at),
                ..Artifact::default()
            }),
            is_harbor_read: true,
            is_listed,
            ..ModelRow::default()
        };
        for (model, state) in [
            (row(true, Some(5), Some(Some(9)), true), model_state::STALE),
            (
                row(true, Some(9), Some(Some(9)), true),
                model_state::CURRENT,
            ),
            (row(true, None, Some(Some(9)), true), model_state::UNKNOWN),
            (row(true, Some(9), Some(None), true), model_state::UNKNOWN),
            (row(true, Some(9), None, true), model_state::ONLY_REGISTERED),
            (
                row(false, None, Some(Some(9)), true),
                model_state::ONLY_IN_HARBOR,
            ),
            (row(false, None, Some(Some(9)), false), model_state::UNKNOWN),
        ] {
            assert_eq!(model.state(), state, "{model:?}");
        }
        let unread = ModelRow {
            is_harbor_read: false,
            ..row(true, Some(9), None, true)
        };
        assert_eq!(unread.state(), model_state::UNKNOWN);
    }

    #[test]
    fn a_project_that_nobody_listed_is_unknown_and_not_absent() {
        let mut project = ProjectRow {
            in_harbor: Some(HarborProject::default()),
            is_listed: false,
            ..ProjectRow::default()
        };
        assert_eq!(project.state(), project_state::UNKNOWN);
        project.is_listed = true;
        assert_eq!(project.state(), project_state::ONLY_IN_HARBOR);
        project.registered = Some(RegisteredProject::default());
        assert_eq!(project.state(), project_state::REGISTERED);
        project.in_harbor = None;
        assert_eq!(project.state(), project_state::ONLY_REGISTERED);
    }
}
