//! Pull commands: which programs can pull an artifact, and how each is told to, by tag or by digest.
//!
//! Host, project and repository are checked names, tags and digests are checked before they get
//! here, and platforms are taken only from a small alphabet, so nothing in a command needs quoting.

mod menu;

pub use menu::PullMenu;

use harbor_api::{
    ProjectName, RepositoryName,
    types::{Artifact, ArtifactKind, Platform},
};

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
    /// Helm, into a cluster at once.
    HelmInstall,
    /// The files of an artifact. Content without a file name is left out.
    Oras,
    /// All of an artifact, in OCI's layout.
    OrasCopy,
    Modctl,
    Flux,
    Conftest,
    Wkg,
    WasmToOci,
    Porter,
    CnabToOci,
}

/// Why a program that people may look for can't pull something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNot {
    /// It takes container images and nothing else.
    ImagesOnly,
    /// It takes container images and SIF files.
    ImagesAndSifOnly,
    LinuxOnly,
    ChartsOnly,
    /// Nothing can be installed by a library chart alone.
    LibraryChart,
    /// It would leave all out, since nothing in it has a file name.
    NoFileNames,
}

/// What programs can do with an artifact depends on this.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    Image {
        /// To be named, since programs would choose another.
        platform: Option<Platform>,
        is_linux: bool,
    },
    Chart {
        /// The version that a tag stands for; Helm takes no other tags.
        version: Option<String>,
        is_library: bool,
    },
    Model,
    /// By the WebAssembly working group's form of an artifact.
    WasmComponent,
    /// By the older form of `wasm-to-oci`.
    WasmModule {
        has_file_name: bool,
    },
    Cnab,
    Sif,
    Flux,
    Policy,
    /// What signs or states something: its content seldom has file names.
    Attached,
    Files,
}

impl Client {
    pub const ALL: [Self; 18] = [
        Self::Docker,
        Self::Podman,
        Self::Nerdctl,
        Self::Crictl,
        Self::Apptainer,
        Self::Crane,
        Self::Skopeo,
        Self::Helm,
        Self::HelmInstall,
        Self::Oras,
        Self::OrasCopy,
        Self::Modctl,
        Self::Flux,
        Self::Conftest,
        Self::Wkg,
        Self::WasmToOci,
        Self::Porter,
        Self::CnabToOci,
    ];

    /// What takes container images.
    const OF_IMAGES: [Self; 7] = [
        Self::Docker,
        Self::Podman,
        Self::Nerdctl,
        Self::Crictl,
        Self::Apptainer,
        Self::Crane,
        Self::Skopeo,
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
            Self::HelmInstall => "Helm install",
            Self::Oras => "ORAS",
            Self::OrasCopy => "ORAS copy",
            Self::Modctl => "modctl",
            Self::Flux => "Flux",
            Self::Conftest => "Conftest",
            Self::Wkg => "wkg",
            Self::WasmToOci => "wasm-to-oci",
            Self::Porter => "Porter",
            Self::CnabToOci => "cnab-to-oci",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|client| client.name() == name)
    }
}

impl Content {
    fn of(artifact: &Artifact) -> Self {
        let image = || {
            let platforms = artifact.platforms();
            Self::Image {
                platform: artifact.platform_to_name().filter(is_plain),
                is_linux: platforms.is_empty() || platforms.iter().any(|p| p.os == "linux"),
            }
        };
        match artifact.kind() {
            ArtifactKind::Image | ArtifactKind::Index => image(),
            ArtifactKind::Wasm | ArtifactKind::Other(_) if artifact.has_image_config() => image(),
            ArtifactKind::Chart => Self::Chart {
                version: chart_version(artifact),
                is_library: artifact.chart().is_some_and(|chart| chart.is_library()),
            },
            ArtifactKind::Model => Self::Model,
            ArtifactKind::Wasm => match artifact.wasm() {
                Some(wasm) if artifact.media_type == WASM_TO_OCI => Self::WasmModule {
                    has_file_name: !wasm.file.is_empty(),
                },
                _ => Self::WasmComponent,
            },
            ArtifactKind::Cnab => Self::Cnab,
            ArtifactKind::Sif => Self::Sif,
            ArtifactKind::Flux => Self::Flux,
            ArtifactKind::Policy => Self::Policy,
            ArtifactKind::Signature | ArtifactKind::Attestation => Self::Attached,
            ArtifactKind::Sbom | ArtifactKind::Other(_) => Self::Files,
        }
    }

    /// What can pull it, the one that fits best first.
    fn clients(&self) -> Vec<Client> {
        let can: &[Client] = match self {
            Self::Image { .. } => &Client::OF_IMAGES,
            Self::Chart { .. } => &[Client::Helm, Client::HelmInstall],
            Self::Model => &[Client::Modctl, Client::OrasCopy],
            Self::WasmComponent => &[Client::Wkg, Client::Oras, Client::OrasCopy],
            Self::WasmModule { .. } => &[Client::WasmToOci, Client::Oras, Client::OrasCopy],
            Self::Cnab => &[Client::Porter, Client::CnabToOci],
            Self::Sif => &[Client::Apptainer, Client::Oras, Client::OrasCopy],
            Self::Flux => &[Client::Flux, Client::OrasCopy],
            Self::Policy => &[Client::Conftest, Client::Oras, Client::OrasCopy],
            Self::Attached => &[Client::OrasCopy],
            Self::Files => &[Client::Oras, Client::OrasCopy],
        };
        let mut can = can.to_vec();
        can.retain(|client| self.why_not(*client).is_none());
        can
    }

    /// Why a program can't pull it. Only of those that are used for many kinds: what is made for one
    /// kind alone (`modctl`, `flux`) nobody looks for elsewhere.
    fn why_not(&self, client: Client) -> Option<WhyNot> {
        use Client::{Apptainer, Crane, Crictl, Docker, Helm, HelmInstall, Nerdctl, Oras};
        use Client::{Podman, Skopeo};
        match (self, client) {
            (Self::Image { is_linux, .. }, Apptainer) => (!is_linux).then_some(WhyNot::LinuxOnly),
            (Self::Sif, Apptainer) => None,
            (_, Apptainer) => Some(WhyNot::ImagesAndSifOnly),
            (Self::Image { .. }, Docker | Podman | Nerdctl | Crictl | Crane | Skopeo) => None,
            (_, Docker | Podman | Nerdctl | Crictl | Crane | Skopeo) => Some(WhyNot::ImagesOnly),
            (Self::Chart { is_library, .. }, HelmInstall) => {
                is_library.then_some(WhyNot::LibraryChart)
            }
            (Self::Chart { .. }, Helm) => None,
            (_, Helm) => Some(WhyNot::ChartsOnly),
            (
                Self::Image { .. }
                | Self::Chart { .. }
                | Self::Model
                | Self::Cnab
                | Self::Flux
                | Self::Attached
                | Self::WasmModule {
                    has_file_name: false,
                },
                Oras,
            ) => Some(WhyNot::NoFileNames),
            _ => None,
        }
    }
}

/// The configuration that `wasm-to-oci` writes, and that it alone takes.
const WASM_TO_OCI: &str = "application/vnd.wasm.config.v1+json";

/// Whether a platform's words can stand in a command: they are what somebody pushed.
fn is_plain(platform: &Platform) -> bool {
    let words = [&platform.os, &platform.architecture, &platform.variant];
    words.into_iter().all(|word| {
        word.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_')
    }) && !platform.os.is_empty()
        && !platform.architecture.is_empty()
}

/// `linux/arm64/v8`
fn slashed(platform: &Platform) -> String {
    let plain = Platform {
        os_version: String::new(),
        ..platform.clone()
    };
    plain.to_string()
}

/// The version that one of a chart's tags stands for: its own before any other. Helm writes the `+`
/// of a version as `_` in the tag, and takes no tag that is no version.
fn chart_version(artifact: &Artifact) -> Option<String> {
    let own = artifact.chart().map(|chart| chart.version);
    let versions: Vec<String> = artifact
        .tags
        .iter()
        .filter_map(|tag| tag.typed_name())
        .map(|tag| tag.as_str().replace('_', "+"))
        .filter(|text| semver::Version::parse(text.strip_prefix('v').unwrap_or(text)).is_ok())
        .collect();
    let is_own = |version: &&String| own.as_ref() == Some(*version);
    let version = versions.iter().find(is_own).or(versions.first());
    version.cloned()
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
    content: Content,
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
        let content = Content::of(artifact);
        let first = artifact.tags.iter().find_map(|tag| tag.typed_name());
        let tag = match &content {
            Content::Chart {
                version: Some(version),
                ..
            } => Some(version.replace('+', "_")),
            _ => first.map(|tag| tag.to_string()),
        };
        Self {
            path: format!("{host}/{project}/{repository}"),
            file,
            tag,
            digest: artifact.digest.clone(),
            content,
        }
    }

    /// The tag that commands use: a chart's version, else the first tag, where there is one.
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

    /// The programs that can pull it, the one that fits best first.
    pub fn clients(&self) -> Vec<Client> {
        self.content.clients()
    }

    pub fn suits(&self, client: Client) -> bool {
        self.clients().contains(&client)
    }

    /// The programs that people may look for and that can't pull it, each with the reason.
    pub fn refusals(&self) -> Vec<(WhyNot, Vec<Client>)> {
        let mut refusals: Vec<(WhyNot, Vec<Client>)> = Vec::new();
        for client in Client::ALL {
            let Some(why) = self.content.why_not(client) else {
                continue;
            };
            match refusals.iter_mut().find(|(known, _)| *known == why) {
                Some((_, clients)) => clients.push(client),
                None => refusals.push((why, vec![client])),
            }
        }
        refusals
    }

    /// The client that is offered first.
    pub fn usual_client(&self) -> Client {
        self.clients().first().copied().unwrap_or(Client::OrasCopy)
    }

    /// The command, if the client can pull this.
    pub fn command(&self, client: Client, by: By) -> Option<String> {
        if !self.suits(client) {
            return None;
        }
        let reference = self.reference(by);
        let file = &self.file;
        let platform = match &self.content {
            Content::Image { platform, .. } => platform.as_ref(),
            _ => None,
        };
        // Docker's way, which the others took over.
        let named = platform.map_or(String::new(), |platform| {
            format!("--platform {} ", slashed(platform))
        });
        Some(match client {
            Client::Docker => format!("docker pull {named}{reference}"),
            Client::Podman => format!("podman pull {named}{reference}"),
            Client::Nerdctl => format!("nerdctl pull {named}{reference}"),
            // A node takes what is for itself; it can't be told otherwise.
            Client::Crictl => format!("crictl pull {reference}"),
            Client::Apptainer if self.content == Content::Sif => {
                format!("apptainer pull oras://{reference}")
            }
            Client::Apptainer => {
                let named = platform.map_or(String::new(), apptainer_options);
                format!("apptainer pull {named}docker://{reference}")
            }
            Client::Crane => format!("crane pull {named}{reference} {file}.tar"),
            Client::Skopeo => {
                let named = platform.map_or(String::new(), skopeo_options);
                format!("skopeo {named}copy docker://{reference} oci-archive:{file}.tar")
            }
            Client::Helm => format!("helm pull {}", self.chart(by)),
            Client::HelmInstall => {
                let name = if is_release_name(file) {
                    file
                } else {
                    "--generate-name"
                };
                format!("helm install {name} {}", self.chart(by))
            }
            Client::Oras => format!("oras pull {reference}"),
            Client::OrasCopy => format!("oras copy {reference} --to-oci-layout {file}"),
            Client::Modctl => {
                format!("modctl pull {reference} --extract-from-remote --extract-dir {file}")
            }
            // The folder must be there.
            Client::Flux => format!("flux pull artifact oci://{reference} --output ."),
            Client::Conftest => format!("conftest pull oci://{reference}"),
            Client::Wkg => format!("wkg oci pull {reference} --output {file}.wasm"),
            Client::WasmToOci => format!("wasm-to-oci pull {reference} --out {file}.wasm"),
            Client::Porter => format!("porter archive {file}.tgz --reference {reference}"),
            Client::CnabToOci => format!("cnab-to-oci pull {reference} --bundle {file}.json"),
        })
    }

    /// How Helm is told which chart: by a version, else by digest, which Helm knows since 3.18.
    fn chart(&self, by: By) -> String {
        match (&self.content, by) {
            (
                Content::Chart {
                    version: Some(version),
                    ..
                },
                By::Tag,
            ) => format!("oci://{} --version {version}", self.path),
            _ => format!("oci://{}", self.reference(By::Digest)),
        }
    }
}

fn apptainer_options(platform: &Platform) -> String {
    // Of the variants only those of 32-bit ARM make a difference.
    let variant = match platform.architecture.as_str() {
        "arm" if !platform.variant.is_empty() => format!("--arch-variant {} ", platform.variant),
        _ => String::new(),
    };
    format!("--arch {} {variant}", platform.architecture)
}

fn skopeo_options(platform: &Platform) -> String {
    let variant = match platform.variant.as_str() {
        "" => String::new(),
        variant => format!("--override-variant {variant} "),
    };
    let Platform {
        os, architecture, ..
    } = platform;
    format!("--override-os {os} --override-arch {architecture} {variant}")
}

/// Whether Helm takes it for the name of a release.
fn is_release_name(name: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    name.len() <= 53
        && name.bytes().next().is_some_and(is_inner)
        && name.bytes().next_back().is_some_and(is_inner)
        && name.bytes().all(|byte| is_inner(byte) || byte == b'-')
}

#[cfg(test)]
mod tests;
