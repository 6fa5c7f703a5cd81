//! What the specification's own types read of a good document, this crate reads alike.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use distribution_api::{Descriptor, ImageConfig, Manifest, digest_of};
use harbor_api::Decode;
use oci_spec::image;
use serde_json::json;

fn same(ours: &Descriptor, theirs: &image::Descriptor) {
    assert_eq!(ours.media_type, theirs.media_type().to_string());
    assert_eq!(ours.digest, theirs.digest().to_string());
    assert_eq!(ours.size, Some(theirs.size()));
    let annotations = theirs.annotations().clone().unwrap_or_default();
    assert_eq!(ours.annotations, annotations.into_iter().collect());
}

#[test]
fn manifests_are_read_as_the_specification_has_them() {
    let layer = |kind: &str, title: &str| {
        json!({"mediaType": kind, "digest": digest_of(title.as_bytes()), "size": title.len(),
               "annotations": {"org.opencontainers.image.title": title}})
    };
    for (media, config, layers) in [
        (
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.oci.image.config.v1+json",
            "application/vnd.oci.image.layer.v1.tar+zstd",
        ),
        (
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.container.image.v1+json",
            "application/vnd.docker.image.rootfs.diff.tar.gzip",
        ),
    ] {
        let text = json!({
            "schemaVersion": 2,
            "mediaType": media,
            "artifactType": "application/vnd.example.catalog",
            "config": layer(config, "config"),
            "layers": [layer(layers, "one"), layer(layers, "two")],
            "subject": layer(media, "subject"),
            "annotations": {"a": "b", "c": "d"},
        })
        .to_string();
        let theirs: image::ImageManifest = serde_json::from_str(&text).unwrap();
        let Manifest::Image(ours) = Manifest::decode(text.as_bytes()).unwrap() else {
            panic!("an index");
        };
        let text = |kind: &Option<image::MediaType>| kind.as_ref().map(ToString::to_string);
        assert_eq!(ours.media_type, text(theirs.media_type()));
        assert_eq!(ours.artifact_type, text(theirs.artifact_type()));
        same(&ours.config, theirs.config());
        same(
            ours.subject.as_ref().unwrap(),
            theirs.subject().as_ref().unwrap(),
        );
        assert_eq!(ours.layers.len(), theirs.layers().len());
        for (ours, theirs) in ours.layers.iter().zip(theirs.layers()) {
            same(ours, theirs);
        }
        let annotations = theirs.annotations().clone().unwrap_or_default();
        assert_eq!(ours.annotations, annotations.into_iter().collect());
    }
}

#[test]
fn configurations_are_read_as_the_specification_has_them() {
    let text = json!({
        "architecture": "arm64", "os": "linux", "variant": "v8", "os.version": "6.1",
        "rootfs": {"type": "layers", "diff_ids": [digest_of(b"one")]},
        "history": [
            {"created": "2026-11-20T10:00:00Z", "created_by": "COPY . .", "comment": "c"},
            {"created_by": "ENV A=B", "empty_layer": true},
        ],
    })
    .to_string();
    let theirs: image::ImageConfiguration = serde_json::from_str(&text).unwrap();
    let ours = ImageConfig::decode(text.as_bytes()).unwrap();
    assert_eq!(ours.architecture, theirs.architecture().to_string());
    assert_eq!(ours.os, theirs.os().to_string());
    assert_eq!(&ours.variant, theirs.variant());
    assert_eq!(&ours.os_version, theirs.os_version());
    assert_eq!(&ours.rootfs.diff_ids, theirs.rootfs().diff_ids());
    let steps = theirs.history().clone().unwrap();
    assert_eq!(ours.history.len(), steps.len());
    for (ours, theirs) in ours.history.iter().zip(&steps) {
        assert_eq!(&ours.created, theirs.created());
        assert_eq!(
            ours.created_by,
            theirs.created_by().clone().unwrap_or_default()
        );
        assert_eq!(ours.comment, theirs.comment().clone().unwrap_or_default());
        assert_eq!(ours.empty_layer, theirs.empty_layer().unwrap_or_default());
    }
}
