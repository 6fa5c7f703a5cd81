//! A reference in the forms that programs want it in.

use harbor_api::ImageReference;

/// A program that takes an image's name from a file or a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Docker,
    Kubernetes,
    Compose,
    /// A chart's values with registry, repository and tag apart, as most charts have them.
    HelmImage,
    /// Values with what stands before the last part, and that part, apart: as NVIDIA's charts of
    /// the GPU operator have them.
    HelmGpuOperator,
}

impl Form {
    pub const ALL: [Self; 5] = [
        Self::Docker,
        Self::Kubernetes,
        Self::Compose,
        Self::HelmImage,
        Self::HelmGpuOperator,
    ];

    /// Tells it apart in the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Docker => "docker",
            Self::Kubernetes => "kubernetes",
            Self::Compose => "compose",
            Self::HelmImage => "helm-image",
            Self::HelmGpuOperator => "helm-gpu-operator",
        }
    }

    /// The text for that program.
    pub fn text(self, image: &ImageReference) -> String {
        let (before, last) = image.path.rsplit_once('/').unwrap_or(("", &image.path));
        match self {
            Self::Docker => format!("docker pull {image}"),
            Self::Kubernetes => format!("image: {image}"),
            Self::Compose => {
                format!("services:\n  {last}:\n    image: {image}")
            }
            Self::HelmImage => {
                let mut lines = vec![
                    "image:".to_owned(),
                    format!("  registry: {}", quoted(&image.host)),
                    format!("  repository: {}", image.path),
                ];
                lines.extend(image.tag.iter().map(|tag| format!("  tag: \"{tag}\"")));
                let digest = image.digest.iter();
                lines.extend(digest.map(|digest| format!("  digest: {digest}")));
                lines.join("\n")
            }
            Self::HelmGpuOperator => {
                let repository = match before {
                    "" => image.host.clone(),
                    before => format!("{}/{before}", image.host),
                };
                let mut lines = vec![
                    format!("repository: {}", quoted(&repository)),
                    format!("image: {last}"),
                ];
                // The operator puts a digest behind an @, and anything else behind a colon.
                let digest = image.digest.as_ref().map(ToString::to_string);
                let tag = image.tag.as_ref().map(ToString::to_string);
                let version = digest.or(tag);
                lines.extend(version.map(|version| format!("version: \"{version}\"")));
                lines.join("\n")
            }
        }
    }
}

/// As YAML takes it: a host with a port stands in quotes.
fn quoted(text: &str) -> String {
    if text.contains(':') {
        format!("\"{text}\"")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(text: &str) -> ImageReference {
        ImageReference::parse(text).expect("a reference")
    }

    #[test]
    fn each_form_names_the_same_image() {
        let pytorch = image("harbor.example.org/nvcr/nvidia/pytorch:24.05-py3");
        for (form, text) in [
            (
                Form::Docker,
                "docker pull harbor.example.org/nvcr/nvidia/pytorch:24.05-py3",
            ),
            (
                Form::Kubernetes,
                "image: harbor.example.org/nvcr/nvidia/pytorch:24.05-py3",
            ),
            (
                Form::Compose,
                "services:\n  pytorch:\n    image: harbor.example.org/nvcr/nvidia/pytorch:24.05-py3",
            ),
            (
                Form::HelmImage,
                "image:\n  registry: harbor.example.org\n  repository: nvcr/nvidia/pytorch\n  tag: \"24.05-py3\"",
            ),
            (
                Form::HelmGpuOperator,
                "repository: harbor.example.org/nvcr/nvidia\nimage: pytorch\nversion: \"24.05-py3\"",
            ),
        ] {
            assert_eq!(form.text(&pytorch), text);
        }
    }

    #[test]
    fn the_operator_takes_digests_as_versions() {
        let digest = format!("sha256:{}", "0a".repeat(32));
        let driver = image(&format!(
            "harbor.example.org:8443/nvcr/nvidia/driver:550@{digest}"
        ));
        assert_eq!(
            Form::HelmGpuOperator.text(&driver),
            format!(
                "repository: \"harbor.example.org:8443/nvcr/nvidia\"\nimage: driver\nversion: \"{digest}\""
            )
        );
        let values = Form::HelmImage.text(&driver);
        assert!(
            values.contains("registry: \"harbor.example.org:8443\""),
            "{values}"
        );
        assert!(values.contains(&format!("digest: {digest}")), "{values}");
    }

    #[test]
    fn what_has_no_tag_gets_none() {
        let app = image("harbor.example.org/cache/app");
        assert_eq!(
            Form::HelmGpuOperator.text(&app),
            "repository: harbor.example.org/cache\nimage: app"
        );
        assert_eq!(
            Form::Docker.text(&app),
            "docker pull harbor.example.org/cache/app"
        );
    }
}
