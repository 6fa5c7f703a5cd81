//! Pulling through a cache.

crate::words::area! {
    /// Pulling through a cache.
    ThroughCache {
        texts {
            open: "Pull through the cache", "Pull par le cache";
            reference: "An image’s name, in either form", "Le nom d’une image, sous l’une ou l’autre forme";
            copy: "Copy", "Copier";
            at_upstream: "There", "Là-bas";
            through_cache: "Through the cache", "Par le cache";
            compose: "Compose", "Compose";
            kubernetes: "Kubernetes", "Kubernetes";
            helm_image: "Helm values, registry and repository apart", "Valeurs Helm, registre et dépôt séparés";
            helm_gpu_operator:
                "Helm values, repository and image apart (NVIDIA’s GPU operator)",
                "Valeurs Helm, dépôt et image séparés (GPU operator de NVIDIA)";
            no_reference:
                "This is no image’s name: a host, a lower-case path, and a tag or a digest",
                "Ce n’est pas le nom d’une image\u{202f}: un hôte, un chemin en minuscules, et un tag ou une empreinte";
            no_push:
                "Nothing is pushed to a cache: it fills when somebody pulls.",
                "On ne pousse rien vers un cache\u{202f}: il se remplit quand on tire des images.";
            not_there_at_once:
                "An image that was pulled for the first time is listed after about half a minute.",
                "Une image tirée pour la première fois apparaît après environ une demi-minute.";
        }
        says {
            title(project: &str): format!("Pull through {project}"), format!("Pull par {project}");
            other_registry(host: &str, upstream: &str):
                format!("This image is from {host}; the cache is of {upstream}"),
                format!("Cette image vient de {host}\u{202f}; le cache est celui de {upstream}");
        }
    }
}
