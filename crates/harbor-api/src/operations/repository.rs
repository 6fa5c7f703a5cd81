//! Tag `repository`.

use crate::{
    names::{ProjectName, RepositoryName},
    operation::operations,
    types::{Repository, RepositoryChange},
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::List,
    },
};

operations! {
    /// Repositories of all projects that the caller may see.
    ListAllRepositories "repository.list_all" listAllRepositories
        GET "/repositories" => List<Repository>
    {
        query { q: Filter, sort: Sort, page: Page }
    }

    /// Repositories of a project.
    ListRepositories "repository.list" listRepositories
        GET "/projects/{project_name}/repositories" => List<Repository>
    {
        path { project_name: ProjectName }
        query { q: Filter, sort: Sort, page: Page }
    }

    /// One repository. Those who are no member of a public project see it in the list only.
    GetRepository "repository.get" getRepository
        GET "/projects/{project_name}/repositories/{repository_name}" => Repository
    {
        path { project_name: ProjectName, repository_name: RepositoryName }
    }

    /// Changes the description.
    UpdateRepository "repository.update" updateRepository
        PUT "/projects/{project_name}/repositories/{repository_name}" => ()
    {
        path { project_name: ProjectName, repository_name: RepositoryName }
        body { RepositoryChange }
    }

    /// Deletes a repository with all its artifacts; 412, and nothing is gone, if one tag is
    /// immutable.
    DeleteRepository "repository.delete" deleteRepository
        DELETE "/projects/{project_name}/repositories/{repository_name}" => ()
    {
        path { project_name: ProjectName, repository_name: RepositoryName }
    }
}
