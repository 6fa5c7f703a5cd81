//! One artifact: overview, tags, scan.

use harbor_api::InvalidName;

super::area! {
    /// One artifact: overview, tags, scan.
    Artifact {
        texts {
            the_artifact, parts, overview, vulnerabilities,
            sbom, signature,
            kind, digest, copy_digest, platform, attestation, size, pushed, last_pull,
            never_pulled, trust, not_applicable,
            sbom_being_made, sbom_failed,
            image_labels, environment, contents, annotations, harbor_labels, platforms_title,
            copy_json,
            runs_as, entrypoint, command, user, directory, ports, stop_signal, not_set,
            identity, media_type, oci_manifest, oci_index, docker_manifest, docker_list, built,
            tag, add_a_tag, add_tag, cancel,
            scan_now, stop_scan, scanning, scan_queued, not_started, not_stopped,
        }
        says {
            platforms(number: usize),
            pushed_ago(ago: &str),
            total(number: i64),
            show_more(number: usize),
            show_more_tags(number: usize),
            remove_tag(tag: &str),
            removing_tag(tag: &str),
            tag_not_removed(tag: &str),
            tag_added(tag: &str),
            tag_taken(tag: &str),
            tag_refused(reason: &InvalidName),
            scanning_at(percent: u8),
        }
    }
}
