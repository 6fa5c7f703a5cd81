//! Links that open a place in Pilothouse: `pilothouse://images.example.org/projects/skaha`.
//!
//! The host (and port) name the registry, the path a place as the window writes it. A link only
//! leads somewhere: nothing is added or changed before the person agrees.

use serde::{Deserialize, Serialize};

/// A link's registry and place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeepLink {
    /// `host[:port]`, in lower case.
    pub registry: String,
    /// `/projects/…`, as it stands in the window's addresses behind the connection; empty for the
    /// registry itself.
    pub path: String,
}

/// The scheme, with what follows it.
const SCHEME: &str = "pilothouse://";
/// Longer links are nobody's.
const LONGEST: usize = 2_048;

impl DeepLink {
    /// Reads a link; nothing if the text is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let start = text.get(..SCHEME.len())?;
        if text.len() > LONGEST || !start.eq_ignore_ascii_case(SCHEME) {
            return None;
        }
        let rest = &text[SCHEME.len()..];
        let (registry, path) = match rest.split_once('/') {
            Some((registry, path)) => (registry, format!("/{path}")),
            None => (rest, String::new()),
        };
        let registry = registry.to_ascii_lowercase();
        let letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':');
        // Not a user, not a query, not a path upwards.
        let is_host = !registry.is_empty() && registry.bytes().all(letter);
        let sign = |b: u8| b.is_ascii_alphanumeric() || b"/%:@._~-+".contains(&b);
        let is_place = path.bytes().all(sign) && !path.split('/').any(|part| part == "..");
        (is_host && is_place).then(|| Self {
            registry,
            path: path.trim_end_matches('/').to_owned(),
        })
    }
}

impl std::fmt::Display for DeepLink {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{SCHEME}{}{}", self.registry, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_a_place_of_a_registry() {
        for (text, registry, path) in [
            (
                "pilothouse://Images.example.org/projects/skaha/repositories/team%2Ftool/",
                "images.example.org",
                "/projects/skaha/repositories/team%2Ftool",
            ),
            ("PILOTHOUSE://127.0.0.1:8443", "127.0.0.1:8443", ""),
        ] {
            let link = DeepLink::parse(text).expect("a link");
            assert_eq!(
                (link.registry.as_str(), link.path.as_str()),
                (registry, path)
            );
            assert_eq!(DeepLink::parse(&link.to_string()), Some(link));
        }
    }

    #[test]
    fn what_is_no_link_is_refused() {
        for text in [
            "",
            "pilothouse:",
            "pilothouse://",
            "https://images.example.org",
            "pilothouse://user:word@images.example.org/",
            "pilothouse://images.example.org/projects/../..",
            "pilothouse://images.example.org/?q=1",
            "pilothouse://images.example.org/a b",
            "pilothouse://images.example.org/<script>",
        ] {
            assert_eq!(DeepLink::parse(text), None, "{text}");
        }
        assert_eq!(
            DeepLink::parse(&format!("pilothouse://a/{}", "b".repeat(3_000))),
            None
        );
    }
}
