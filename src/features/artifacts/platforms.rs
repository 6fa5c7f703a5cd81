//! Where artifacts run.
//!
//! Of a single image Harbor tells system and architecture only. Its variant (`v8`) and its version
//! of Windows stand in the index that it is a part of; where such an index was seen, they are kept.

use std::{cell::RefCell, collections::HashMap};

use harbor_api::types::{Artifact, Platform, Reference};

use crate::words::words;

thread_local! {
    /// By digest, which says which content is meant, whatever registry it lies in.
    static PARTS: RefCell<HashMap<String, Platform>> = RefCell::new(HashMap::new());
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
}
