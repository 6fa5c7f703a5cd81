//! What the operations send, and what is made of what comes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use distribution_api::{
    AnyOperation, ArtifactType, Distribution, GetBlob, GetManifest, HeadManifest, ListReferrers,
    ListTags, MANIFEST_LIMIT, Name, OPERATIONS, verify,
};
use harbor_api::{
    Api, ArtifactReference, Authorization, ContentMismatch, Digest, ErrorCode, Operation,
};
use serde_json::json;

const DIGEST: &str = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

fn name() -> Name {
    Name::try_from("skaha/team/tool".to_owned()).unwrap()
}

fn by(reference: &str) -> GetManifest {
    GetManifest {
        name: name(),
        reference: ArtifactReference::parse(reference).unwrap(),
    }
}

#[test]
fn paths_are_those_of_the_specification() {
    let digest = Digest::new(DIGEST).unwrap();
    let targets = [
        by("1.0").request().target,
        by(DIGEST).request().target,
        GetBlob {
            name: name(),
            digest: digest.clone().into(),
        }
        .request()
        .target,
        ListTags {
            name: name(),
            n: Default::default(),
            last: Some("1.0".to_owned()),
        }
        .request()
        .target,
        ListReferrers {
            name: name(),
            digest: digest.into(),
            artifact_type: ArtifactType(Some("application/spdx+json".to_owned())),
        }
        .request()
        .target,
    ];
    assert_eq!(
        targets,
        [
            "/v2/skaha/team/tool/manifests/1.0".to_owned(),
            format!("/v2/skaha/team/tool/manifests/{DIGEST}"),
            format!("/v2/skaha/team/tool/blobs/{DIGEST}"),
            "/v2/skaha/team/tool/tags/list?last=1.0".to_owned(),
            format!(
                "/v2/skaha/team/tool/referrers/{DIGEST}?artifactType=application%2Fspdx%2Bjson"
            ),
        ]
    );
}

#[test]
fn each_request_needs_a_token_for_its_repository() {
    let reference = ArtifactReference::parse("latest").unwrap();
    let head = HeadManifest {
        name: name(),
        reference,
    };
    for target in [
        by("latest").request().target,
        head.request().target,
        "/v2/skaha/team/tool/tags/list".to_owned(),
    ] {
        let scope = "repository:skaha/team/tool:pull".to_owned();
        assert_eq!(
            Distribution.authorization(&target),
            Authorization::Token { scope },
            "{target}"
        );
    }
    assert_eq!(Distribution.authorization("/v2/"), Authorization::Account);
}

#[test]
fn to_look_at_a_manifest_is_no_pull() {
    let headers = Distribution.headers(&by("latest").request().target);
    assert!(headers.contains(&("User-Agent", "harbor-registry-client")));
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in [
        "skaha",
        "skaha/",
        "/tool",
        "skaha/..",
        "skaha/a/../b",
        "Skaha/a",
        "a/b?c",
    ] {
        assert!(Name::try_from(name.to_owned()).is_err(), "{name}");
        let arguments = json!({"name": name, "reference": {"tag": "latest"}});
        assert!(AnyOperation::decode("manifest.get", arguments).is_err());
    }
    let read = AnyOperation::decode("manifest.get", serde_json::to_value(by("latest")).unwrap());
    assert_eq!(read, Ok(by("latest").into()));
}

#[test]
fn nothing_of_it_changes_anything_and_no_name_is_harbors() {
    let harbors: BTreeSet<&str> = harbor_api::OPERATIONS
        .iter()
        .map(|info| info.name)
        .collect();
    for info in OPERATIONS {
        assert!(info.method.is_safe(), "{}", info.name);
        assert!(!harbors.contains(info.name), "{}", info.name);
    }
}

#[test]
fn content_is_what_was_asked_for_or_it_is_refused() {
    let target = by(DIGEST).request().target;
    assert_eq!(Distribution.verify(&target, None, b"{}"), Ok(true));
    assert!(matches!(
        Distribution.verify(&target, Some(DIGEST), b"{ }"),
        Err(ContentMismatch::Digest { .. })
    ));
    // By a tag it is what the registry itself says.
    let target = by("latest").request().target;
    assert_eq!(Distribution.verify(&target, Some(DIGEST), b"{}"), Ok(true));
    assert!(Distribution.verify(&target, Some(DIGEST), b"").is_err());
    assert_eq!(Distribution.verify(&target, None, b"{}"), Ok(false));
    assert_eq!(Distribution.body_limit(&target), Some(MANIFEST_LIMIT));
    assert_eq!(verify(DIGEST, b"{}"), Ok(()));
}

#[test]
fn the_specifications_words_say_what_went_wrong() {
    let code = |status, word: &str| {
        let body = format!(r#"{{"errors":[{{"code":"{word}","message":"no","detail":{{}}}}]}}"#);
        Distribution.error(status, body.as_bytes(), None).code
    };
    assert_eq!(code(404, "MANIFEST_UNKNOWN"), ErrorCode::NotFound);
    // Some registries answer 400 to a repository that is not there.
    assert_eq!(code(400, "NAME_UNKNOWN"), ErrorCode::NotFound);
    assert_eq!(code(403, "DENIED"), ErrorCode::Forbidden);
    assert_eq!(code(429, "TOOMANYREQUESTS"), ErrorCode::TooManyRequests);
    // Harbor's own.
    assert_eq!(
        code(412, "PROJECTPOLICYVIOLATION"),
        ErrorCode::PolicyViolation
    );
    assert_eq!(code(404, "NOT_FOUND"), ErrorCode::NotFound);
    let page = Distribution.error(502, b"<html><title>Bad</title>", None);
    assert_eq!(
        (page.code, page.message.as_str()),
        (ErrorCode::Unavailable, "Bad")
    );
}
