//! The images of the projects that an account is in.

use std::pin::pin;

use futures::{StreamExt, stream};
use harbor_api::{
    Filter, ProjectName, RepositoryName, Sort,
    operations::{ListArtifacts, ListProjectArtifacts, ListProjects, ListRepositories},
    types::{ACCEPT_VULNERABILITIES, ListedArtifact, Project, Repository},
};
use harbor_client::{REQUESTS_AT_ONCE, SendOptions};
use listing::OwnImage;
use pilothouse_protocol::{Failure, FailureCode, ProjectsRead};

use super::super::read::Reader;
use crate::{connection::runtime::Current, console::Console};

/// Images that are looked at: a hundred of them are one request.
const MOST: usize = 20_000;

/// The images of a project; none where it lets nobody look.
type Read = Result<Option<Vec<OwnImage>>, Failure>;

impl Console {
    /// Reads which images there are and what their scans say of them. What refuses is counted.
    pub(super) async fn read_own_images(
        &self,
        reader: &Reader<'_>,
        current: &Current,
        options: SendOptions,
    ) -> Result<(), Failure> {
        let listing = ListProjects::without_details();
        let projects: Vec<Project> = self.read_pages(reader, listing, current, options).await?;
        let own = projects.iter().filter(|project| project.role().is_some());
        let own: Vec<ProjectName> = own.filter_map(Project::typed_name).collect();
        let all = own.len();
        reader.change(|inner| {
            inner.projects = Some(ProjectsRead {
                all,
                ..ProjectsRead::default()
            });
        })?;
        let reads = own
            .into_iter()
            .map(|project| self.read_images_of(reader, project, current, options));
        let mut reads = pin!(stream::iter(reads).buffer_unordered(REQUESTS_AT_ONCE));
        let (mut images, mut refused) = (Vec::new(), 0);
        let mut is_cut = false;
        while let Some(read) = reads.next().await {
            match read? {
                Some(read) => images.extend(read),
                None => refused += 1,
            }
            reader.change(|inner| {
                if let Some(projects) = &mut inner.projects {
                    projects.read += 1;
                    projects.refused = refused;
                }
            })?;
            reader.publish(false);
            if images.len() > MOST {
                is_cut = true;
                images.truncate(MOST);
                break;
            }
        }
        reader.change(|inner| {
            inner
                .own_reports
                .take_images(images, (all, refused), is_cut);
        })
    }

    async fn read_images_of(
        &self,
        reader: &Reader<'_>,
        project: ProjectName,
        current: &Current,
        options: SendOptions,
    ) -> Read {
        let listing = ListProjectArtifacts {
            q: Filter::all(),
            with_tag: Some(true),
            with_label: Some(false),
            with_scan_overview: Some(true),
            accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
            ..ListProjectArtifacts::new(project.clone())
        };
        let read: Result<Vec<ListedArtifact>, Failure> =
            self.read_pages(reader, listing, current, options).await;
        match read {
            Ok(artifacts) => Ok(Some(artifacts.iter().filter_map(OwnImage::of).collect())),
            Err(failure) if failure.code == FailureCode::Forbidden => Ok(None),
            // A server that has no such list, or a project that is gone meanwhile.
            Err(failure) if failure.code == FailureCode::NotFound => {
                let read = self.read_images_by_repository(reader, project, current, options);
                match read.await {
                    Err(failure) if failure.code == FailureCode::NotFound => Ok(Some(Vec::new())),
                    Err(failure) if failure.code == FailureCode::Forbidden => Ok(None),
                    read => read,
                }
            }
            Err(failure) => Err(failure),
        }
    }

    async fn read_images_by_repository(
        &self,
        reader: &Reader<'_>,
        project: ProjectName,
        current: &Current,
        options: SendOptions,
    ) -> Read {
        let listing = ListRepositories {
            project_name: project.clone(),
            q: Filter::all(),
            sort: Sort::default(),
            page: Default::default(),
        };
        let repositories: Vec<Repository> =
            self.read_pages(reader, listing, current, options).await?;
        let mut images = Vec::new();
        for repository in repositories {
            let name = repository.name.split_once('/').map(|(_, name)| name);
            let Some(Ok(name)) = name.map(RepositoryName::new) else {
                continue;
            };
            let listing = ListArtifacts {
                with_tag: Some(true),
                with_label: Some(false),
                with_scan_overview: Some(true),
                accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
                ..ListArtifacts::new(project.clone(), name)
            };
            let mut artifacts: Vec<ListedArtifact> =
                self.read_pages(reader, listing, current, options).await?;
            for artifact in &mut artifacts {
                // These servers don't say it.
                artifact.0.repository_name.clone_from(&repository.name);
            }
            images.extend(artifacts.iter().filter_map(OwnImage::of));
        }
        Ok(Some(images))
    }
}
