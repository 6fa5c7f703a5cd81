//! Tag `artifact`.

use crate::{
    names::{ArtifactReference, LabelId, ProjectName, RepositoryName, TagName},
    operation::operations,
    types::{
        Accessory, AdditionName, Artifact, ArtifactSource, LabelAttachment, NewTag, Tag,
        VulnerabilityReports,
    },
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::{List, Text},
    },
};

operations! {
    /// Artifacts of a repository, without accessories and untagged parts of indexes. The server
    /// adds only tags by itself; the rest is asked for.
    ListArtifacts "artifact.list" listArtifacts
        GET "/projects/{project_name}/repositories/{repository_name}/artifacts" => List<Artifact>
    {
        path { project_name: ProjectName, repository_name: RepositoryName }
        query {
            q: Filter,
            sort: Sort,
            page: Page,
            with_tag: Option<bool>,
            with_label: Option<bool>,
            /// The slow part of a list.
            with_scan_overview: Option<bool>,
            with_sbom_overview: Option<bool>,
            /// Only together with tags.
            with_immutable_status: Option<bool>,
            with_accessory: Option<bool>,
            with_inherited_accessory: Option<bool>,
        }
        header { "X-Accept-Vulnerabilities" accept_vulnerabilities: Option<String> }
    }

    /// One artifact.
    GetArtifact "artifact.get" getArtifact
        GET "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}"
        => Artifact
    {
        path {
            project_name: ProjectName,
            repository_name: RepositoryName,
            reference: ArtifactReference,
        }
        query {
            with_tag: Option<bool>,
            with_label: Option<bool>,
            with_scan_overview: Option<bool>,
            with_sbom_overview: Option<bool>,
            with_immutable_status: Option<bool>,
            with_accessory: Option<bool>,
            with_inherited_accessory: Option<bool>,
        }
        header { "X-Accept-Vulnerabilities" accept_vulnerabilities: Option<String> }
    }

    /// Deletes an artifact with all its tags, also when it is named by one of them. 412 for a part
    /// of an index, and if a tag is immutable.
    DeleteArtifact "artifact.delete" deleteArtifact
        DELETE "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}" => ()
    {
        path {
            project_name: ProjectName,
            repository_name: RepositoryName,
            reference: ArtifactReference,
        }
    }

    /// Copies an artifact into this repository, with its parts, accessories and all its tags.
    CopyArtifact "artifact.copy" CopyArtifact
        POST "/projects/{project_name}/repositories/{repository_name}/artifacts" => ()
    {
        path { project_name: ProjectName, repository_name: RepositoryName }
        required { from: ArtifactSource }
    }

    /// Tags of an artifact.
    ListTags "tag.list" listTags
        GET "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/tags"
        => List<Tag>
    {
        path {
            project_name: ProjectName,
            repository_name: RepositoryName,
            reference: ArtifactReference,
        }
        query { q: Filter, sort: Sort, page: Page, with_immutable_status: Option<bool> }
    }

    /// Adds a tag; 409 if the repository has it, even on another artifact: tags can't be moved.
    CreateTag "tag.create" createTag
        POST "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/tags"
        => ()
    {
        path {
            project_name: ProjectName,
            repository_name: RepositoryName,
            reference: ArtifactReference,
        }
        body { NewTag }
    }

    /// Takes a tag away; the artifact stays. 412 if the tag is immutable.
    DeleteTag "tag.delete" deleteTag
        DELETE "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/tags/{tag_name}"
        => ()
    {
        path {
            project_name: ProjectName,
            repository_name: RepositoryName,
            reference: ArtifactReference,
            tag_name: TagName,
        }
    }

    /// Puts a label on; 409 if it is on.
    AddLabel "artifact.add_label" addLabel
        POST "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/labels"
        => ()
    {
        path {
            project_name: ProjectName,
            repository_name: RepositoryName,
            reference: ArtifactReference,
        }
        body { LabelAttachment }
    }

    /// Takes a label off; 404 if it is not on.
    RemoveLabel "artifact.remove_label" removeLabel
        DELETE "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/labels/{label_id}"
        => ()
    {
        path {
            project_name: ProjectName,
            repository_name: RepositoryName,
            reference: ArtifactReference,
            label_id: LabelId,
        }
    }

    /// Signatures, SBOMs and other accessories.
    ListAccessories "artifact.accessories" listAccessories
        GET "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/accessories"
        => List<Accessory>
    {
        path {
            project_name: ProjectName,
            repository_name: RepositoryName,
            reference: ArtifactReference,
        }
        query { q: Filter, sort: Sort, page: Page }
    }

    /// A part of the content, as text; [`AdditionName`] says what is in it.
    GetAddition "artifact.addition" getAddition
        GET "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/additions/{addition}"
        => Text
    {
        path {
            project_name: ProjectName,
            repository_name: RepositoryName,
            reference: ArtifactReference,
            addition: AdditionName,
        }
    }

    /// The whole vulnerability report; megabytes for big images. 404 if there is no scanner.
    GetVulnerabilities "artifact.vulnerabilities" getVulnerabilitiesAddition
        GET "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/additions/vulnerabilities"
        => VulnerabilityReports
    {
        path {
            project_name: ProjectName,
            repository_name: RepositoryName,
            reference: ArtifactReference,
        }
        header { "X-Accept-Vulnerabilities" accept_vulnerabilities: Option<String> }
    }
}

impl ListArtifacts {
    /// All of a repository, with no more of each than the server says unasked.
    pub fn new(project_name: ProjectName, repository_name: RepositoryName) -> Self {
        Self {
            project_name,
            repository_name,
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
            accept_vulnerabilities: None,
        }
    }
}

impl GetArtifact {
    /// One, with no more of it than the server says unasked.
    pub fn new(
        project_name: ProjectName,
        repository_name: RepositoryName,
        reference: ArtifactReference,
    ) -> Self {
        Self {
            project_name,
            repository_name,
            reference,
            with_tag: None,
            with_label: None,
            with_scan_overview: None,
            with_sbom_overview: None,
            with_immutable_status: None,
            with_accessory: None,
            with_inherited_accessory: None,
            accept_vulnerabilities: None,
        }
    }
}
