//! Tag `project`.

use crate::{
    names::{ProjectName, ProjectReference},
    operation::operations,
    types::{
        Artifact, AuditEntry, NewProject, Project, ProjectChange, ProjectDeletable, ProjectSummary,
        ScannerRegistration,
    },
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::List,
    },
};

operations! {
    /// Projects that the caller may see.
    ListProjects "project.list" listProjects GET "/projects" => List<Project> {
        query {
            q: Filter,
            sort: Sort,
            page: Page,
            /// Contains.
            name: Option<String>,
            public: Option<bool>,
            /// Exactly.
            owner: Option<String>,
            /// Metadata and allowlists too, at several database queries a row; the server's default.
            with_detail: Option<bool>,
        }
    }

    /// One project.
    GetProject "project.get" getProject GET "/projects/{project_name_or_id}" => Project {
        path { project_name_or_id: ProjectReference }
    }

    /// Whether a name is taken (200) or free (404). Tells of private projects too.
    HeadProject "project.head" headProject HEAD "/projects" => () {
        required { project_name: ProjectName }
    }

    /// Counts and storage; less for weaker roles.
    GetProjectSummary "project.summary" getProjectSummary
        GET "/projects/{project_name_or_id}/summary" => ProjectSummary
    {
        path { project_name_or_id: ProjectReference }
    }

    /// Makes a project. `Location` names it by number, or by name if asked for.
    CreateProject "project.create" createProject POST "/projects" => () {
        header { "X-Resource-Name-In-Location" name_in_location: Option<bool> }
        body { NewProject }
    }

    /// Changes settings. Name, storage and registry can't be changed here.
    UpdateProject "project.update" updateProject PUT "/projects/{project_name_or_id}" => () {
        path { project_name_or_id: ProjectReference }
        body { ProjectChange }
    }

    /// Deletes a project; 412 while it holds repositories.
    DeleteProject "project.delete" deleteProject DELETE "/projects/{project_name_or_id}" => () {
        path { project_name_or_id: ProjectReference }
    }

    /// Whether it could be deleted.
    GetProjectDeletable "project.deletable" getProjectDeletable
        GET "/projects/{project_name_or_id}/_deletable" => ProjectDeletable
    {
        path { project_name_or_id: ProjectReference }
    }

    /// The scanner of a project; none if there is none.
    GetProjectScanner "project.scanner" getScannerOfProject
        GET "/projects/{project_name_or_id}/scanner" => Option<ScannerRegistration>
    {
        path { project_name_or_id: ProjectReference }
    }

    /// Artifacts of all repositories of a project. Not on the oldest servers.
    ListProjectArtifacts "project.artifacts" listArtifactsOfProject
        GET "/projects/{project_name_or_id}/artifacts" => List<Artifact>
    {
        path { project_name_or_id: ProjectReference }
        query {
            q: Filter,
            sort: Sort,
            page: Page,
            with_tag: Option<bool>,
            with_label: Option<bool>,
            with_scan_overview: Option<bool>,
            with_sbom_overview: Option<bool>,
            with_immutable_status: Option<bool>,
            with_accessory: Option<bool>,
            with_inherited_accessory: Option<bool>,
            /// The newest of each repository. Needs a filter by exactly one of `media_type` and
            /// `artifact_type`; ignores pages.
            latest_in_repository: Option<bool>,
        }
        header { "X-Accept-Vulnerabilities" accept_vulnerabilities: Option<String> }
    }

    /// The log of a project, of servers without events.
    ListProjectLogs "project.logs" getLogs GET "/projects/{project_name}/logs" => List<AuditEntry> {
        path { project_name: ProjectName }
        query { q: Filter, sort: Sort, page: Page }
    }

    /// The events of a project.
    ListProjectEvents "project.events" getLogExts
        GET "/projects/{project_name}/auditlog-exts" => List<AuditEntry>
    {
        path { project_name: ProjectName }
        query { q: Filter, sort: Sort, page: Page }
    }
}

impl ListProjects {
    /// All that the account sees, without their metadata and allowlists. The caller's role and the number of
    /// repositories are there all the same (`handler/project.go` fills them in whatever is asked).
    pub fn without_details() -> Self {
        Self {
            q: Filter::default(),
            sort: Sort::default(),
            page: Page::default(),
            name: None,
            public: None,
            owner: None,
            with_detail: Some(false),
        }
    }
}

impl ListProjectArtifacts {
    /// All of a project, with no more of each than the server says unasked.
    pub fn new(project: ProjectName) -> Self {
        Self {
            project_name_or_id: ProjectReference::Name(project),
            q: Filter::default(),
            sort: Sort::default(),
            page: Page::default(),
            with_tag: None,
            with_label: None,
            with_scan_overview: None,
            with_sbom_overview: None,
            with_immutable_status: None,
            with_accessory: None,
            with_inherited_accessory: None,
            latest_in_repository: None,
            accept_vulnerabilities: None,
        }
    }
}
