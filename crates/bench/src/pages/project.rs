//! The pages of projects, as an administrator opens them. Every tab of the portal's stands in the frame of
//! its project, which it asks for once.

use harbor_api::{
    Decode, ProjectName, ProjectReference, RepositoryName, RetentionId,
    operations::{
        GetCurrentPermissions, GetProject, GetProjectScanner, GetProjectSummary, GetRepository,
        GetRetention, GetRetentionMetadata, GetSystemAllowlist, HeadProject, ListRegistries,
    },
    types::Project,
};
use listing::lists::{
    ImmutableRules, Members, ProjectEvents, ProjectLabels, Projects, Repositories, RetentionRuns,
    Robots,
};

use super::{Page, paged};
use crate::desk::{Asked, Desk, Outcome, said};

/// The repository whose description is read.
const REPOSITORY: &str = "astroml";

/// The pages of `project`, and those that lead there.
pub async fn pages(desk: &Desk, project: &ProjectName) -> Outcome<Vec<Page>> {
    let project = project.clone();
    let reference = ProjectReference::Name(project.clone());
    let whole = GetProject {
        project_name_or_id: reference.clone(),
    };
    let (_, body) = desk.harbor(&whole).await?;
    let known = Project::decode(&body).map_err(said)?;
    let id = known.project_id;
    let policy = known.metadata.retention_id().map(RetentionId);
    let policy = policy.ok_or("The project lacks a retention policy.")?;
    let page = Page::of_lists;
    Ok(vec![
        page(
            "projects",
            vec![Projects {}.into()],
            |rows| paged(rows) + 3,
            "projects by 15, totals, the settings, registries by 100 for the dialog of a new one",
        ),
        Page {
            name: "a new proxy cache",
            lists: Vec::new(),
            beside: vec![
                Asked::of(&HeadProject {
                    project_name: project.clone(),
                })?,
                Asked::of(&ListRegistries {
                    q: Default::default(),
                    sort: Default::default(),
                    page: Default::default(),
                    name: None,
                })?,
            ],
            portal: |_| 2,
            asks: "whether a name is taken, registries by 100",
        },
        Page {
            name: "a project's frame",
            lists: Vec::new(),
            beside: vec![
                Asked::of(&whole)?,
                Asked::of(&GetProjectSummary {
                    project_name_or_id: reference.clone(),
                })?,
                Asked::of(&GetCurrentPermissions {
                    scope: Some(format!("/project/{id}")),
                    relative: Some(true),
                })?,
            ],
            portal: |_| 3,
            asks: "the project, its summary, what the account may",
        },
        page(
            "repositories",
            vec![
                Repositories {
                    project: project.clone(),
                }
                .into(),
            ],
            |rows| paged(rows) + 1,
            "repositories by 15, what the registry says of itself",
        ),
        Page {
            name: "a repository's description",
            lists: Vec::new(),
            beside: vec![Asked::of(&GetRepository {
                project_name: project.clone(),
                repository_name: RepositoryName::new(REPOSITORY).map_err(said)?,
            })?],
            portal: |_| 1,
            asks: "the repository",
        },
        page(
            "members",
            vec![
                Members {
                    project: project.clone(),
                }
                .into(),
            ],
            paged,
            "members by 15",
        ),
        page(
            "robot accounts of a project",
            vec![Robots::Project { id }.into()],
            |rows| paged(rows) + 2,
            "accounts by 15, the registry's clock, what can be granted",
        ),
        Page {
            name: "policies of a project",
            lists: Vec::new(),
            beside: vec![
                Asked::of(&GetSystemAllowlist {})?,
                Asked::of(&GetProjectScanner {
                    project_name_or_id: reference.clone(),
                })?,
            ],
            portal: |_| 4,
            asks: "the registry's allowlist, the project once more, what the registry says of itself, \
                   registries by 100; it has no preview of what would be blocked, which reads the \
                   project's artifacts",
        },
        Page {
            name: "tag retention",
            lists: vec![RetentionRuns { policy }.into()],
            beside: vec![
                Asked::of(&GetRetention { id: policy })?,
                Asked::of(&GetRetentionMetadata {})?,
            ],
            portal: |rows| paged(rows) + 3,
            asks: "the policy, the project once more, templates, executions by 15; it has no try-out, \
                   which reads the project's artifacts",
        },
        page(
            "immutable tags",
            vec![
                ImmutableRules {
                    project: project.clone(),
                }
                .into(),
            ],
            |_| 2,
            "the first 15 rules, templates",
        ),
        page(
            "labels of a project",
            vec![ProjectLabels { project: id }.into()],
            paged,
            "labels by 15",
        ),
        page(
            "a project's log",
            vec![ProjectEvents { project }.into()],
            paged,
            "entries by 15",
        ),
    ])
}
