//! The platforms at which two artifacts can be compared where one of them is an index.

use harbor_api::{
    Digest,
    types::{Artifact, Platform},
};

/// A platform, and what stands for it on each side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtPlatform {
    /// `linux/amd64`
    pub name: String,
    /// The part of the first one; `None` where it is no index, and stands for itself.
    pub before: Option<Digest>,
    /// The same of the second one.
    pub after: Option<Digest>,
}

/// The platforms that both have. Against an index a single image is compared at each of the index's,
/// its own first. Nothing where neither is an index, or none is common.
pub fn common_platforms(before: &Artifact, after: &Artifact) -> Vec<AtPlatform> {
    match (before.is_index(), after.is_index()) {
        (false, false) => Vec::new(),
        (true, true) => {
            let others = parts(after);
            let common = parts(before).into_iter().filter_map(|(platform, digest)| {
                let key = key(&platform);
                let (_, other) = others.iter().find(|(other, _)| self::key(other) == key)?;
                Some(AtPlatform {
                    name: platform.to_string(),
                    before: Some(digest),
                    after: Some(other.clone()),
                })
            });
            common.collect()
        }
        (true, false) => {
            let parts = own_first(parts(before), after).into_iter();
            let at = parts.map(|(platform, digest)| AtPlatform {
                name: platform.to_string(),
                before: Some(digest),
                after: None,
            });
            at.collect()
        }
        (false, true) => {
            let parts = own_first(parts(after), before).into_iter();
            let at = parts.map(|(platform, digest)| AtPlatform {
                name: platform.to_string(),
                before: None,
                after: Some(digest),
            });
            at.collect()
        }
    }
}

/// The parts of an index that run somewhere.
fn parts(index: &Artifact) -> Vec<(Platform, Digest)> {
    let parts = index.references.iter();
    let parts = parts.filter(|part| !part.is_attestation());
    let known = parts.filter_map(|part| {
        let platform = part.platform.clone().filter(Platform::is_known)?;
        Some((platform, part.digest()?))
    });
    known.collect()
}

fn own_first(mut parts: Vec<(Platform, Digest)>, image: &Artifact) -> Vec<(Platform, Digest)> {
    let own = image.platforms();
    let is_own = |platform: &Platform| {
        let same =
            |own: &Platform| own.os == platform.os && own.architecture == platform.architecture;
        own.iter().any(same)
    };
    parts.sort_by_key(|(platform, _)| !is_own(platform));
    parts
}

/// What makes two platforms the same: `arm64` is `arm64/v8`, and of Windows' version the last number,
/// which changes each month, does not count.
fn key(platform: &Platform) -> (String, String, String, String) {
    let variant = match (platform.architecture.as_str(), platform.variant.as_str()) {
        ("arm64", "v8") => "",
        (_, variant) => variant,
    };
    let version = platform.os_version.split('.').take(3);
    (
        platform.os.clone(),
        platform.architecture.clone(),
        variant.to_owned(),
        version.collect::<Vec<_>>().join("."),
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use harbor_api::Decode;

    use super::*;

    fn artifact(json: &str) -> Artifact {
        Artifact::decode(json.as_bytes()).unwrap()
    }

    fn digest(letter: char) -> String {
        format!("sha256:{}", letter.to_string().repeat(64))
    }

    /// An index of parts: a letter of the digest, system, architecture, variant, version of the system.
    fn index(parts: &[(char, &str, &str, &str, &str)]) -> Artifact {
        let parts = parts.iter().map(|(letter, os, architecture, variant, version)| {
            format!(
                r#"{{"child_digest":"{}","platform":{{"os":"{os}","architecture":"{architecture}",
                    "variant":"{variant}","OsVersion":"{version}"}}}}"#,
                digest(*letter)
            )
        });
        let parts = parts.collect::<Vec<_>>().join(",");
        artifact(&format!(
            r#"{{"manifest_media_type":"application/vnd.oci.image.index.v1+json","references":[{parts}]}}"#
        ))
    }

    fn image(os: &str, architecture: &str) -> Artifact {
        artifact(&format!(
            r#"{{"type":"IMAGE","extra_attrs":{{"os":"{os}","architecture":"{architecture}"}}}}"#
        ))
    }

    fn names(all: &[AtPlatform]) -> Vec<&str> {
        all.iter().map(|at| at.name.as_str()).collect()
    }

    #[test]
    fn two_indexes_have_their_common_platforms() {
        let before = index(&[
            ('a', "linux", "amd64", "", ""),
            ('b', "linux", "arm64", "v8", ""),
            ('c', "linux", "arm", "v7", ""),
            ('d', "windows", "amd64", "", "10.0.20348.2402"),
            ('e', "unknown", "unknown", "", ""),
        ]);
        let after = index(&[
            ('f', "linux", "arm64", "", ""),
            ('1', "linux", "amd64", "", ""),
            ('2', "linux", "arm", "v6", ""),
            ('3', "windows", "amd64", "", "10.0.17763.5696"),
            ('4', "windows", "amd64", "", "10.0.20348.2500"),
            ('5', "unknown", "unknown", "", ""),
        ]);
        let common = common_platforms(&before, &after);
        assert_eq!(
            names(&common),
            [
                "linux/amd64",
                "linux/arm64/v8",
                "windows/amd64 (10.0.20348.2402)"
            ]
        );
        let both = |at: &AtPlatform| {
            [&at.before, &at.after].map(|part| part.as_ref().map(ToString::to_string))
        };
        assert_eq!(both(&common[1]), [Some(digest('b')), Some(digest('f'))]);
        assert_eq!(both(&common[2]), [Some(digest('d')), Some(digest('4'))]);
    }

    #[test]
    fn an_image_stands_for_itself() {
        let index = index(&[
            ('a', "linux", "arm64", "", ""),
            ('b', "linux", "amd64", "", ""),
        ]);
        let image = image("linux", "amd64");
        let common = common_platforms(&index, &image);
        assert_eq!(names(&common), ["linux/amd64", "linux/arm64"]);
        assert_eq!(common[0].after, None);
        let common = common_platforms(&image, &index);
        assert_eq!(common[0].before, None);
        assert_eq!(common[0].after.as_ref().unwrap().to_string(), digest('b'));
        assert!(common_platforms(&image, &image).is_empty());
    }
}
