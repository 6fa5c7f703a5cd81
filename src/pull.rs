//! Pull commands, for each client, by tag or by digest.
//!
//! Host, project and repository are checked names, tags and digests are checked before they get
//! here, so nothing in a command needs quoting.

use harbor_api::{ProjectName, RepositoryName, types::Artifact, types::ArtifactKind};

/// A program that pulls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Client {
    Docker,
    Podman,
    Nerdctl,
    Crictl,
    Apptainer,
    Crane,
    Skopeo,
    Helm,
}

impl Client {
    pub const ALL: [Self; 8] = [
        Self::Docker,
        Self::Podman,
        Self::Nerdctl,
        Self::Crictl,
        Self::Apptainer,
        Self::Crane,
        Self::Skopeo,
        Self::Helm,
    ];

    /// As it is called; also what the last choice is kept as.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Docker => "Docker",
            Self::Podman => "Podman",
            Self::Nerdctl => "nerdctl",
            Self::Crictl => "crictl",
            Self::Apptainer => "Apptainer",
            Self::Crane => "crane",
            Self::Skopeo => "skopeo",
            Self::Helm => "Helm",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|client| client.name() == name)
    }
}

/// What is pulled, and what it can be called by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pull {
    /// `host/project/repository`
    path: String,
    /// The last part of the repository's name, for files.
    file: String,
    tag: Option<String>,
    digest: String,
    is_chart: bool,
}

/// Which name of an artifact a command uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Tag,
    Digest,
}

impl Pull {
    pub fn new(
        host: &str,
        project: &ProjectName,
        repository: &RepositoryName,
        artifact: &Artifact,
    ) -> Self {
        let file = repository
            .as_str()
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned();
        Self {
            path: format!("{host}/{project}/{repository}"),
            file,
            tag: artifact
                .tags
                .iter()
                .find_map(|tag| tag.typed_name())
                .map(|tag| tag.to_string()),
            digest: artifact.digest.clone(),
            is_chart: artifact.kind() == ArtifactKind::Chart,
        }
    }

    /// The first tag, where there is one.
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// `host/project/repository:tag`, or `…@digest`.
    pub fn reference(&self, by: By) -> String {
        match (&self.tag, by) {
            (Some(tag), By::Tag) => format!("{}:{tag}", self.path),
            _ => format!("{}@{}", self.path, self.digest),
        }
    }

    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Charts are pulled by Helm alone, images by all others.
    pub fn suits(&self, client: Client) -> bool {
        (client == Client::Helm) == self.is_chart
    }

    /// The client that is offered first.
    pub fn usual_client(&self) -> Client {
        if self.is_chart {
            Client::Helm
        } else {
            Client::Docker
        }
    }

    /// The command, if the client can pull this.
    pub fn command(&self, client: Client, by: By) -> Option<String> {
        if !self.suits(client) {
            return None;
        }
        let reference = self.reference(by);
        Some(match client {
            Client::Docker => format!("docker pull {reference}"),
            Client::Podman => format!("podman pull {reference}"),
            Client::Nerdctl => format!("nerdctl pull {reference}"),
            Client::Crictl => format!("crictl pull {reference}"),
            Client::Apptainer => format!("apptainer pull docker://{reference}"),
            Client::Crane => format!("crane pull {reference} {}.tar", self.file),
            Client::Skopeo => format!("skopeo inspect docker://{reference}"),
            Client::Helm => match (&self.tag, by) {
                // Helm writes the + of a version as _ in the tag.
                (Some(tag), By::Tag) => {
                    format!(
                        "helm pull oci://{} --version {}",
                        self.path,
                        tag.replace('_', "+")
                    )
                }
                _ => format!("helm pull oci://{reference}"),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use harbor_api::types::Tag;

    use super::*;

    fn pull(class: &str, tags: &[&str]) -> Pull {
        let artifact = Artifact {
            artifact_class: class.to_owned(),
            digest: format!("sha256:{}", "ab".repeat(32)),
            tags: tags
                .iter()
                .map(|tag| Tag {
                    name: (*tag).to_owned(),
                    ..Tag::default()
                })
                .collect(),
            ..Artifact::default()
        };
        let project = ProjectName::new("skaha").expect("a name");
        let repository = RepositoryName::new("team/astroml").expect("a name");
        Pull::new("images.canfar.net", &project, &repository, &artifact)
    }

    #[test]
    fn each_client_has_its_own_words() {
        let pull = pull("IMAGE", &["25.11"]);
        let by_tag = |client| pull.command(client, By::Tag);
        let image = "images.canfar.net/skaha/team/astroml:25.11";
        assert_eq!(by_tag(Client::Docker), Some(format!("docker pull {image}")));
        assert_eq!(
            by_tag(Client::Apptainer),
            Some(format!("apptainer pull docker://{image}"))
        );
        assert_eq!(
            by_tag(Client::Crane),
            Some(format!("crane pull {image} astroml.tar"))
        );
        assert_eq!(by_tag(Client::Helm), None);
    }

    #[test]
    fn without_a_tag_the_digest_is_used() {
        let pull = pull("IMAGE", &[]);
        assert_eq!(pull.reference(By::Tag), pull.reference(By::Digest));
        assert!(pull.reference(By::Tag).contains("@sha256:abab"));
    }

    #[test]
    fn charts_are_helms() {
        let pull = pull("CHART", &["1.2.3_4"]);
        assert_eq!(pull.usual_client(), Client::Helm);
        assert_eq!(pull.command(Client::Docker, By::Tag), None);
        assert_eq!(
            pull.command(Client::Helm, By::Tag).as_deref(),
            Some("helm pull oci://images.canfar.net/skaha/team/astroml --version 1.2.3+4")
        );
    }

    #[test]
    fn a_choice_can_be_kept_by_name() {
        for client in Client::ALL {
            assert_eq!(Client::from_name(client.name()), Some(client));
        }
    }
}
