//! Kinds of artifacts, and what each tells of itself.

super::area! {
    /// Kinds of artifacts, and what each tells of itself.
    Kinds {
        texts {
            image, index, chart, model, wasm, cnab, sif, flux, policy, sbom, signature, attestation,
            other,
            artifact_type, configuration,
            name, version, app_version, chart_type, kubernetes, deprecated, yes,
            home, sources, keywords, maintainers, dependencies,
            family, architecture, parameters, precision, quantization, format, takes, gives, made,
            authors, vendor, licenses, documentation, source, revision,
            form, module, component, runs_on, world, exports, imports, file, packed_as,
            installs_with, images, inputs, credentials, actions,
            states,
            files, files_malformed,
        }
        says {
            files_not_read(reason: &str),
        }
    }
}
