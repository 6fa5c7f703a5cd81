//! One project: head, tabs, summary.

use harbor_api::types::Severity;

crate::words::area! {
    /// One project: head, tabs, summary.
    Project {
        texts {
            parts: "Parts of the project", "Parties du projet";
            public: "Public", "Public";
            private: "Private", "Privé";
            proxy: "Proxy", "Proxy";
            repositories: "Repositories", "Dépôts";
            members: "Members", "Membres";
            summary: "Summary", "Résumé";
            the_summary: "the summary", "le résumé";
            about: "About", "À propos";
            owner: "Owner", "Propriétaire";
            created: "Created", "Créé";
            storage_quota: "Storage quota", "Quota de stockage";
            no_limit: "No limit", "Sans limite";
            policies: "Policies", "Règles";
            scan_on_push: "Scan on push", "Analyse au push";
            block_pulls: "Block pulls", "Blocage des pulls";
            signatures: "Signatures", "Signatures";
            off: "Off", "Non";
            on: "On", "Oui";
            on_with_sbom: "On, with SBOM", "Oui, avec SBOM";
            cosign_required: "Cosign required", "Cosign exigé";
            notation_required: "Notation required", "Notation exigé";
            both_required: "Cosign and Notation required", "Cosign et Notation exigés";
            project_admins: "Project admins", "Admins du projet";
            maintainers: "Maintainers", "Mainteneurs";
            developers: "Developers", "Développeurs";
            guests: "Guests", "Invités";
            limited_guests: "Limited guests", "Invités limités";
            proxy_cache_of: "Proxy cache of", "Cache proxy de";
            endpoint: "Endpoint", "Point d’accès";
            address: "Address", "Adresse";
            state: "State", "État";
        }
        says {
            the_project(project: &str):
                format!("the project {project}"),
                format!("le projet {project}");
            percent_used(percent: i64):
                format!("{percent} % used"),
                format!("utilisé à {percent}\u{202f}%");
            used_of(used: &str, limit: &str):
                format!("{used} of {limit}"),
                format!("{used} sur {limit}");
            left(size: &str): format!("{size} left"), format!("{size} libres");
            blocked_from(severity: Severity):
                format!("{severity} and above"),
                {
                    let word = match severity {
                        Severity::Critical => "Critique",
                        Severity::High => "Élevée",
                        Severity::Medium => "Moyenne",
                        Severity::Low => "Faible",
                        Severity::Negligible => "Négligeable",
                        Severity::None => "Aucune",
                        Severity::Unknown => "Inconnue",
                    };
                    format!("{word} et au-dessus")
                };
        }
    }
}
