//! Tag `projectMetadata`. Bodies hold exactly one key.

use crate::{
    names::{MetadataName, ProjectReference},
    operation::operations,
    types::ProjectMetadata,
};

operations! {
    /// All settings. Even project administrators may not ask: the project itself holds the same.
    ListProjectMetadata "metadata.list" listProjectMetadatas
        GET "/projects/{project_name_or_id}/metadatas/" => ProjectMetadata
    {
        path { project_name_or_id: ProjectReference }
    }

    /// One setting.
    GetProjectMetadata "metadata.get" getProjectMetadata
        GET "/projects/{project_name_or_id}/metadatas/{meta_name}" => ProjectMetadata
    {
        path { project_name_or_id: ProjectReference, meta_name: MetadataName }
    }

    /// Sets what was not set; 409 if it was.
    AddProjectMetadata "metadata.add" addProjectMetadatas
        POST "/projects/{project_name_or_id}/metadatas/" => ()
    {
        path { project_name_or_id: ProjectReference }
        body { ProjectMetadata }
    }

    /// Changes what was set.
    UpdateProjectMetadata "metadata.update" updateProjectMetadata
        PUT "/projects/{project_name_or_id}/metadatas/{meta_name}" => ()
    {
        path { project_name_or_id: ProjectReference, meta_name: MetadataName }
        body { ProjectMetadata }
    }

    /// Unsets.
    DeleteProjectMetadata "metadata.delete" deleteProjectMetadata
        DELETE "/projects/{project_name_or_id}/metadatas/{meta_name}" => ()
    {
        path { project_name_or_id: ProjectReference, meta_name: MetadataName }
    }
}
