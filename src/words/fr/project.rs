//! One project: head, tabs, summary.

use harbor_api::types::Severity;

use crate::words::shape::Project;

pub const PROJECT: Project = Project {
    parts: "Parties du projet",
    public: "Public",
    private: "Privé",
    proxy: "Proxy",
    repositories: "Dépôts",
    members: "Membres",
    summary: "Résumé",
    the_summary: "le résumé",
    about: "À propos",
    owner: "Propriétaire",
    created: "Créé",
    storage_quota: "Quota de stockage",
    no_limit: "Sans limite",
    policies: "Règles",
    scan_on_push: "Analyse au push",
    block_pulls: "Blocage des pulls",
    signatures: "Signatures",
    off: "Non",
    on: "Oui",
    on_with_sbom: "Oui, avec SBOM",
    cosign_required: "Cosign exigé",
    notation_required: "Notation exigé",
    both_required: "Cosign et Notation exigés",
    project_admins: "Admins du projet",
    maintainers: "Mainteneurs",
    developers: "Développeurs",
    guests: "Invités",
    limited_guests: "Invités limités",
    proxy_cache_of: "Cache proxy de",
    endpoint: "Point d’accès",
    address: "Adresse",
    state: "État",
    the_project: |project| format!("le projet {project}"),
    percent_used: |percent| format!("utilisé à {percent}\u{202f}%"),
    used_of: |used, limit| format!("{used} sur {limit}"),
    left: |size| format!("{size} libres"),
    blocked_from: |severity| {
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
    },
};
