//! Names, ids and digests.

use harbor_api::{
    ArtifactReference, Digest, MetadataName, ProjectId, ProjectName, ProjectReference, ReportId,
    RepositoryName, TagName, operation::PathValue,
};

const DIGEST: &str = "sha256:c927777fac0bffd35a269fbb036a1ba8770535e84a59022b7c3ec19b606d58ac";

#[test]
fn projects() {
    for good in ["a", "123456", "casa-team", "a.b_c-d"] {
        assert!(ProjectName::new(good).is_ok(), "{good}");
    }
    let long = "a".repeat(256);
    for bad in ["", "A", "a--b", "-a", "a.", "a/b", "ä", long.as_str()] {
        assert!(ProjectName::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn repositories() {
    for good in ["a", "team/sub/tool", "a__b", "a--b", "charts/canfar"] {
        assert!(RepositoryName::new(good).is_ok(), "{good}");
    }
    for bad in ["", "/a", "a/", "a//b", "A", "a/../b", "a b"] {
        assert!(RepositoryName::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn tags() {
    let longest = "a".repeat(128);
    for good in ["latest", "26.03", "_x", "V1-rc.1", longest.as_str()] {
        assert!(TagName::new(good).is_ok(), "{good}");
    }
    let long = "a".repeat(129);
    for bad in ["", ".x", "-x", "a:b", "a/b", "a b", long.as_str()] {
        assert!(TagName::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn digests() {
    let digest = Digest::new(DIGEST).unwrap();
    assert_eq!(digest.short(), "c927777fac0b");
    for bad in [
        "",
        "sha256:",
        "sha256:xyz",
        "c927777f",
        ":c927777fac0bffd35a269fbb036a1ba8",
    ] {
        assert!(Digest::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn reports_and_settings() {
    assert!(ReportId::new("8baa86e2-7694-48db-a3bf-e2418ec6143e").is_ok());
    assert!(ReportId::new("MmNiZjE2ZTQtNTZjOC00NmViLWI0MTMtN2I3NGEyNzE4OTFl==").is_ok());
    assert!(ReportId::new("../x").is_err());
    assert!(MetadataName::new("auto_scan").is_ok());
    assert!(MetadataName::new("auto/scan").is_err());
}

#[test]
fn an_artifact_is_named_by_digest_or_tag() {
    assert!(matches!(
        ArtifactReference::parse(DIGEST),
        Ok(ArtifactReference::Digest(_))
    ));
    assert!(matches!(
        ArtifactReference::parse("latest"),
        Ok(ArtifactReference::Tag(_))
    ));
    assert!(ArtifactReference::parse("sha256:short").is_err());
    assert_eq!(ArtifactReference::parse(DIGEST).unwrap().encoded(), DIGEST);
}

#[test]
fn a_project_named_by_digits_needs_a_header() {
    let name = ProjectReference::Name(ProjectName::new("123456").unwrap());
    assert_eq!(
        name.header(),
        Some(("X-Is-Resource-Name", "true".to_owned()))
    );
    assert_eq!(name.encoded(), "123456");
    assert_eq!(ProjectReference::Id(ProjectId(7)).header(), None);
}

#[test]
fn names_are_checked_when_they_are_decoded() {
    assert!(serde_json::from_str::<TagName>(r#""a b""#).is_err());
    let reference: ArtifactReference = serde_json::from_str(r#"{"tag":"latest"}"#).unwrap();
    assert_eq!(
        serde_json::to_string(&reference).unwrap(),
        r#"{"tag":"latest"}"#
    );
}
