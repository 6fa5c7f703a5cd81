//! The lists that there are.

use harbor_api::{
    AnyOperation, DecodeError, Filter, Page, Sort,
    types::{JobStatus, Project},
};
use serde::{Deserialize, Serialize};

use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    condition::Condition,
    join::Join,
    listing::{Caller, Listing, ListingPage, Row, read_item},
    query::{self, Query},
    source::{IntoSource, Source},
    view::is_alternative,
};

pub mod artifacts;
pub mod audit_log;
pub mod content;
pub mod distribution;
pub mod labels;
pub mod members;
pub mod memberships;
pub mod model_registry;
pub mod project_artifacts;
pub mod projects;
pub mod repositories;
pub mod repository_tags;
pub mod requests;
pub mod robots;
pub mod system;
pub mod tag_rules;

pub use artifacts::Artifacts;
pub use audit_log::{Events, Logs, ProjectEvents, ProjectLogs};
pub use content::findings::{Findings, ReportFacts};
pub use content::fixes::PackageFix;
pub use content::layer_files::{LayerFile, LayerFiles};
pub use content::own_findings::{OwnFacts, OwnFindings, WorstImage};
pub use content::own_reports::{OwnImage, OwnReports};
pub use content::packages::{Packages, SbomFacts};
pub use content::vendor_scores::VendorScore;
pub use content::{findings, findings_sarif, fixes, layer_files, packages};
pub use distribution::{
    PreheatExecutions, PreheatInstances, PreheatPolicies, PreheatTasks, WebhookExecutions,
    WebhookTasks, Webhooks,
};
pub use labels::{ProjectLabels, RegistryLabels};
pub use members::Members;
pub use memberships::{MembershipCounts, Memberships};
pub use model_registry::{ModelProjects, Models, Tenants};
pub use project_artifacts::ProjectArtifacts;
pub use projects::Projects;
pub use repositories::Repositories;
pub use repository_tags::RepositoryTags;
pub use requests::{RequestRow, Requests, request_result, request_sender};
pub use robots::Robots;
pub use system::{
    AuditRotations, Endpoints, GarbageCollections, JobQueues, NewestReplicationRuns, Quotas,
    ReplicationRules, ReplicationRuns, ReplicationTasks, Scanners, Schedules, UserGroups, Users,
    Vulnerabilities, Workers,
};
pub use tag_rules::immutable_rules::ImmutableRules;
pub use tag_rules::retention_artifacts::RetentionArtifacts;
pub use tag_rules::retention_runs::RetentionRuns;
pub use tag_rules::retention_tasks::RetentionTasks;
pub use tag_rules::{immutable_rules, retention_artifacts, retention_runs, retention_tasks};

/// The column that marks what was asked to stop, until the server shows that it has.
pub const STOPPING: &str = "stopping";

/// That mark of a run, by its status.
pub(crate) const fn stopping_run(is_final: fn(&Cell, &Cell) -> bool) -> Column {
    Column::new(STOPPING, ColumnKind::Word).computed_until("status", is_final)
}

/// The same where its status is a word of the job service's.
pub(crate) const STOPPING_JOB: Column = stopping_run(|_, now| {
    let word = now.text().unwrap_or_default();
    JobStatus::from(word.to_owned()).is_final()
});

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// Which list: its kind, and where.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(tag = "list", rename_all = "snake_case")]
        pub enum ListScope {
            $($(#[$doc])* $name($name)),*
        }

        $(
            impl From<$name> for ListScope {
                fn from(list: $name) -> Self {
                    Self::$name(list)
                }
            }
        )*

        impl ListScope {
            /// [`Listing::ID`]
            pub fn id(&self) -> &'static str {
                match self { $(Self::$name(_) => $name::ID),* }
            }

            /// [`Listing::COLUMNS`]
            pub fn columns(&self) -> &'static [Column] {
                match self { $(Self::$name(_) => $name::COLUMNS),* }
            }

            /// [`Listing::FIRST_PAGE`]
            pub fn first_page(&self) -> u32 {
                match self { $(Self::$name(_) => $name::FIRST_PAGE),* }
            }

            /// [`Listing::IS_FIRST_PAGE_ALONE`]
            pub fn is_first_page_alone(&self) -> bool {
                match self { $(Self::$name(_) => $name::IS_FIRST_PAGE_ALONE),* }
            }

            /// The place of [`Listing::SIZE`] among the columns.
            pub fn size(&self) -> Option<usize> {
                let size = match self { $(Self::$name(_) => $name::SIZE),* };
                place(self.columns(), size?)
            }

            /// The place of [`Listing::PARTS`] among the columns.
            pub fn parts(&self) -> Option<usize> {
                let parts = match self { $(Self::$name(_) => $name::PARTS),* };
                place(self.columns(), parts?)
            }

            /// [`Listing::DAYS`]
            pub fn days(&self) -> Option<&'static str> {
                match self { $(Self::$name(_) => $name::DAYS),* }
            }

            /// [`Listing::NAME`]: the key where there is none.
            pub fn name(&self) -> &'static str {
                let name = match self { $(Self::$name(_) => $name::NAME),* };
                name.unwrap_or(self.columns()[0].id)
            }

            /// What it is read from: [`Listing::operation`].
            pub fn source(&self, filter: Filter, sort: Sort) -> Source {
                match self { $(Self::$name(list) => list.operation(filter, sort).into_source()),* }
            }

            /// The same, where that is an operation of Harbor's.
            pub fn operation(&self, filter: Filter, sort: Sort) -> Option<AnyOperation> {
                self.source(filter, sort).into_operation()
            }

            /// [`Listing::is_in_projects`]
            pub fn is_in_projects(&self) -> bool {
                match self { $(Self::$name(list) => list.is_in_projects()),* }
            }

            /// [`Listing::operation_in`]
            pub fn operation_in(&self, project: &Project, caller: Caller) -> Option<AnyOperation> {
                match self {
                    $(Self::$name(list) => {
                        list.operation_in(project, caller)?.into_source().into_operation()
                    }),*
                }
            }

            /// [`Listing::complete`]
            pub fn complete(&self, project: &Project, row: &mut [Cell]) {
                match self { $(Self::$name(_) => $name::complete(project, row)),* }
            }

            /// Reads a page's body.
            pub fn page(&self, body: &[u8]) -> Result<ListingPage, DecodeError> {
                match self { $(Self::$name(_) => ListingPage::read::<$name>(body)),* }
            }

            /// Whether one answer gives the whole list.
            pub fn is_at_once(&self) -> bool {
                let operation = self.operation(Filter::all(), Sort::default());
                operation.is_none_or(|mut operation| !operation.set_page(Page::FIRST))
            }

            /// [`Listing::item_operation`]
            pub fn item_operation(&self, key: &str) -> Option<AnyOperation> {
                match self { $(Self::$name(list) => list.item_operation(key)),* }
            }

            /// Reads the body of [`Listing::item_operation`] as a row.
            pub fn item(&self, body: &[u8]) -> Result<Vec<Cell>, DecodeError> {
                match self { $(Self::$name(_) => read_item::<$name>(body)),* }
            }

            /// [`Listing::joins`]
            pub fn joins(&self) -> Vec<Join> {
                match self { $(Self::$name(list) => list.joins()),* }
            }

            /// What a row says of a part: see [`Listing::part`].
            pub fn part(&self, line: &str) -> Vec<Cell> {
                let mut row = Row::new(self.columns());
                match self { $(Self::$name(_) => $name::part(line, &mut row)),* }
                row.into_cells()
            }
        }
    };
}

impl ListScope {
    /// Whether it is content of the registry, which is named by its digest and never changes.
    pub fn is_content(&self) -> bool {
        match self.source(Filter::all(), Sort::default()) {
            Source::Operation(_)
            | Source::ModelRegistry(_)
            | Source::OwnReports
            | Source::Projects
            | Source::RequestLog => false,
            Source::Document(_) | Source::Layer(_) => true,
        }
    }

    /// Whether reading it takes many requests: it is read when somebody asks for it, and never by itself.
    pub fn is_costly(&self) -> bool {
        let source = self.source(Filter::all(), Sort::default());
        matches!(source, Source::OwnReports | Source::Projects)
    }

    /// Whether its rows come from the Model Registry beside the registry.
    pub fn is_of_model_registry(&self) -> bool {
        let source = self.source(Filter::all(), Sort::default());
        matches!(source, Source::ModelRegistry(_))
    }

    /// Whether its rows are the shell's own: reading them asks no server.
    pub fn is_of_shell(&self) -> bool {
        let source = self.source(Filter::all(), Sort::default());
        matches!(source, Source::RequestLog)
    }

    /// The part of a query that the server can tell exactly: its filter and its order. Nothing where
    /// it can tell no part of it.
    pub fn server_query(&self, query: &Query) -> Option<(Filter, Sort)> {
        if self.is_in_projects() {
            // No single question would be about all of it.
            return None;
        }
        let column = |id: &str| self.columns().iter().find(|column| column.id == id);
        let is_one_of_several = |condition: &Condition| {
            let mut others = query.conditions.iter().filter(|other| {
                other.field == condition.field && is_alternative(self.columns(), other)
            });
            is_alternative(self.columns(), condition) && others.nth(1).is_some()
        };
        let asked = query.conditions.iter().filter_map(|condition| {
            // The server would leave what is all of them.
            if is_one_of_several(condition) {
                return None;
            }
            let asked = column(&condition.field)?.server.filter?;
            asked(condition, query.now)
        });
        let filter = asked.fold(Filter::all(), |filter, (name, term)| {
            // What can't be said in Harbor's words is looked at here.
            filter.clone().and(name, term).unwrap_or(filter)
        });
        let sort = query.sort.as_ref().and_then(|sort| {
            let field = column(&sort.column)?.server.sort?;
            let direction = match sort.direction {
                query::Direction::Ascending => harbor_api::Direction::Ascending,
                query::Direction::Descending => harbor_api::Direction::Descending,
            };
            Some(Sort::by(field, direction))
        });
        let is_any = !filter.is_empty() || sort.is_some();
        is_any.then(|| (filter, sort.unwrap_or_default()))
    }
}

lists! {
    /// The artifacts of a repository.
    Artifacts,
    /// All artifacts of a project.
    ProjectArtifacts,
    /// The tags of a repository.
    RepositoryTags,
    /// The labels of a project.
    ProjectLabels,
    /// The labels of the whole server.
    RegistryLabels,
    /// What was done in a project.
    ProjectEvents,
    /// The same of servers without events.
    ProjectLogs,
    /// What was done at the whole server.
    Events,
    /// The same of servers without events.
    Logs,
    /// What a scanner found in an artifact.
    Findings,
    /// The files of a layer.
    LayerFiles,
    /// The members of a project.
    Members,
    /// Who is a member of which project.
    Memberships,
    /// The packages of a bill of materials.
    Packages,
    /// The projects that the account may see.
    Projects,
    /// The repositories of a project.
    Repositories,
    /// Robot accounts of the system and of projects.
    Robots,
    /// A project's rules for immutable tags.
    ImmutableRules,
    /// All artifacts of a project, with what retention decides.
    RetentionArtifacts,
    /// The executions of a retention policy.
    RetentionRuns,
    /// The tasks of such an execution.
    RetentionTasks,
    /// Other registries that the server works with.
    Endpoints,
    /// Garbage collections.
    GarbageCollections,
    /// Rotations of the audit log.
    AuditRotations,
    /// What waits at the job service.
    JobQueues,
    /// Who works there.
    Workers,
    /// All schedules.
    Schedules,
    /// The users of the whole server.
    Users,
    /// Its groups.
    UserGroups,
    /// What projects may use and use.
    Quotas,
    /// Rules of replication.
    ReplicationRules,
    /// Executions of one of them.
    ReplicationRuns,
    /// The newest of them.
    NewestReplicationRuns,
    /// Tasks of such an execution.
    ReplicationTasks,
    /// Scanners.
    Scanners,
    /// What scanners found in all projects, as far as it fits.
    Vulnerabilities,
    /// What they found in the projects that the account is in.
    OwnFindings,
    /// A project's webhooks.
    Webhooks,
    /// What one of them sent.
    WebhookExecutions,
    /// The tasks of something that was sent.
    WebhookTasks,
    /// Peer-to-peer networks.
    PreheatInstances,
    /// A project's policies that hand images to them.
    PreheatPolicies,
    /// Executions of one of them.
    PreheatExecutions,
    /// Tasks of such an execution.
    PreheatTasks,
    /// Tenants of the Model Registry.
    Tenants,
    /// Its projects, beside Harbor's.
    ModelProjects,
    /// Its models, beside Harbor's artifacts.
    Models,
    /// The last requests that were sent.
    Requests,
}

fn place(columns: &[Column], id: &str) -> Option<usize> {
    columns.iter().position(|column| column.id == id)
}
