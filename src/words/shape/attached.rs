//! What is attached to an artifact: signatures, SBOMs, attestations; and when it was built.

super::area! {
    /// What is attached to an artifact: signatures, SBOMs, attestations; and when it was built.
    Attached {
        texts {
            signature_found, signature_or_attestation, signature_short, attached,
            none_found, not_known,
            sbom_there, sbom_of_parts, sbom_stopped,
            not_verified, list_cannot_tell, list_cannot_tell_what,
            attestation, provenance, vex, vulnerabilities, nydus,
            not_read, untold,
            reading, read_more, try_again,
            signature_of, attestation_of, sbom_of, belongs_to,
            no_real_time, sum_of_parts, sum_of_parts_short,
            found, unknown, none,
        }
        says {
            attestation_of_kind(kind: &str),
            sbom_of_format(format: &str),
            failed(number: usize, reason: &str),
            left(number: usize),
            attestation_for(platform: &str),
        }
    }
}
