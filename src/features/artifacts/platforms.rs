//! Where artifacts run.
//!
//! Of a single image Harbor tells system and architecture only. Its variant (`v8`) and its version
//! of Windows stand in the index that it is a part of; where such an index was seen, they are kept.
//! Else they are looked up in the image's configuration.

use std::{cell::RefCell, collections::HashMap};

use distribution_api::ImageConfig;
use harbor_api::types::{Artifact, Platform, Reference};

use crate::words::words;

thread_local! {
    /// By digest, which says which content is meant, whatever registry it lies in.
    static PARTS: RefCell<HashMap<String, Platform>> = RefCell::new(HashMap::new());
}

/// Keeps the platform that a list shows of a part of an index.
pub fn keep_listed(digest: &str, platform: &str) {
    if let Some(platform) = read(platform) {
        PARTS.with_borrow_mut(|kept| {
            kept.entry(digest.to_owned()).or_insert(platform);
        });
    }
}

/// A platform from how it is written: `linux/arm64/v8`, `windows/amd64 (10.0.20348.2402)`.
fn read(text: &str) -> Option<Platform> {
    let (text, os_version) = match text.split_once(" (") {
        Some((text, version)) => (text, version.strip_suffix(')')?),
        None => (text, ""),
    };
    let mut parts = text.split('/');
    let platform = Platform {
        os: parts.next()?.to_owned(),
        architecture: parts.next()?.to_owned(),
        variant: parts.next().unwrap_or_default().to_owned(),
        os_version: os_version.to_owned(),
        ..Platform::default()
    };
    (parts.next().is_none() && platform.is_known()).then_some(platform)
}

/// Whether more may be known of where an image runs than Harbor and indexes that were seen tell:
/// Arm's processors have variants, Windows has versions.
pub fn may_tell_more(artifact: &Artifact) -> bool {
    let known = known_platforms(artifact);
    let [single] = known.as_slice() else {
        return false;
    };
    let has_more = single.os == "windows" || single.architecture.starts_with("arm");
    !artifact.is_index() && has_more && single.variant.is_empty() && single.os_version.is_empty()
}

/// Where an image runs, with what its configuration tells.
pub fn platform_with(artifact: &Artifact, config: &ImageConfig) -> Option<String> {
    let known = known_platforms(artifact);
    let [single] = known.as_slice() else {
        return platforms(artifact);
    };
    if config.os != single.os || config.architecture != single.architecture {
        return platforms(artifact);
    }
    let or = |own: &String, told: &Option<String>| match own.as_str() {
        "" => told.clone().unwrap_or_default(),
        own => own.to_owned(),
    };
    let whole = Platform {
        variant: or(&single.variant, &config.variant),
        os_version: or(&single.os_version, &config.os_version),
        ..single.clone()
    };
    Some(whole.to_string())
}

/// Keeps what an index tells of its parts' platforms.
pub fn keep_platforms(parts: &[Reference]) {
    PARTS.with_borrow_mut(|kept| {
        for part in parts {
            if let Some(platform) = part.platform.as_ref().filter(|it| it.is_known()) {
                kept.insert(part.child_digest.clone(), platform.clone());
            }
        }
    });
}

/// The platforms that an artifact offers: one for an image, several for an index.
fn known_platforms(artifact: &Artifact) -> Vec<Platform> {
    let own = artifact.platforms();
    let [single] = own.as_slice() else {
        return own;
    };
    let kept = PARTS.with_borrow(|kept| kept.get(&artifact.digest).cloned());
    // An index may be wrong about a part: what differs from the image's own word is not taken.
    match kept.filter(|it| it.os == single.os && it.architecture == single.architecture) {
        Some(more) if single.variant.is_empty() && single.os_version.is_empty() => vec![more],
        _ => own,
    }
}

/// Where an artifact runs: one platform, or how many; `None` if nobody says.
pub fn platforms(artifact: &Artifact) -> Option<String> {
    match known_platforms(artifact).as_slice() {
        [] => None,
        [one] => Some(one.to_string()),
        several => Some(words().artifact.platforms(several.len())),
    }
}

#[cfg(test)]
mod tests {
    use harbor_api::Decode;
    use serde_json::{Value, json};

    use super::*;

    fn artifact(json: Value) -> Artifact {
        Artifact::decode(json.to_string().as_bytes()).expect("an artifact")
    }

    #[test]
    fn a_part_runs_where_its_index_says() {
        let image = |digest: &str, os: &str, architecture: &str| {
            artifact(json!({ "type": "IMAGE", "digest": digest,
                "extra_attrs": { "os": os, "architecture": architecture } }))
        };
        let arm = image("sha256:a", "linux", "arm64");
        let windows = image("sha256:w", "windows", "amd64");
        let wrong = image("sha256:x", "linux", "s390x");
        assert_eq!(platforms(&arm).as_deref(), Some("linux/arm64"));
        let index = artifact(json!({ "references": [
            { "child_digest": "sha256:a",
              "platform": { "os": "linux", "architecture": "arm64", "variant": "v8" } },
            { "child_digest": "sha256:w",
              "platform": { "os": "windows", "architecture": "amd64", "OsVersion": "10.0.20348.2402" } },
            { "child_digest": "sha256:x", "platform": { "os": "linux", "architecture": "amd64" } },
        ] }));
        keep_platforms(&index.references);
        assert_eq!(platforms(&arm).as_deref(), Some("linux/arm64/v8"));
        assert_eq!(
            platforms(&windows).as_deref(),
            Some("windows/amd64 (10.0.20348.2402)")
        );
        assert_eq!(platforms(&wrong).as_deref(), Some("linux/s390x"));
        assert_eq!(platforms(&index).as_deref(), Some("3 platforms"));
        assert_eq!(platforms(&artifact(json!({ "type": "CHART" }))), None);
    }

    #[test]
    fn a_listed_part_and_a_configuration_tell_the_same() {
        let image = |digest: &str, os: &str, architecture: &str| {
            artifact(json!({ "type": "IMAGE", "digest": digest,
                "extra_attrs": { "os": os, "architecture": architecture } }))
        };
        let arm = image("sha256:la", "linux", "arm64");
        let windows = image("sha256:lw", "windows", "amd64");
        let common = image("sha256:lc", "linux", "amd64");
        assert!(may_tell_more(&arm) && may_tell_more(&windows) && !may_tell_more(&common));
        let config = |text: &str| ImageConfig::decode(text.as_bytes()).expect("a configuration");
        let v8 = config(r#"{"os":"linux","architecture":"arm64","variant":"v8"}"#);
        assert_eq!(platform_with(&arm, &v8).as_deref(), Some("linux/arm64/v8"));
        // What is about another image is not taken.
        assert_eq!(
            platform_with(&windows, &v8).as_deref(),
            Some("windows/amd64")
        );
        let build = config(r#"{"os":"windows","architecture":"amd64","os.version":"10.0.1"}"#);
        assert_eq!(
            platform_with(&windows, &build).as_deref(),
            Some("windows/amd64 (10.0.1)")
        );
        keep_listed("sha256:la", "linux/arm64/v8");
        keep_listed("sha256:lw", "windows/amd64 (10.0.26100.1742)");
        for nothing in ["3 platforms", "–", "", "a/b/c/d", "linux/amd64 (x"] {
            keep_listed("sha256:lc", nothing);
        }
        assert_eq!(platforms(&arm).as_deref(), Some("linux/arm64/v8"));
        assert_eq!(
            platforms(&windows).as_deref(),
            Some("windows/amd64 (10.0.26100.1742)")
        );
        assert!(!may_tell_more(&arm));
        assert_eq!(platforms(&common).as_deref(), Some("linux/amd64"));
    }
}
