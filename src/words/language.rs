//! Which language the window speaks.

use std::sync::OnceLock;

/// Where a choice is kept; without one the system's language counts.
const KEPT: &str = "language";

/// A language of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    French,
}

impl Language {
    /// The tag of BCP 47, as `lang` wants it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The language of a tag such as `fr-CA`; nothing for one that is not spoken here. Outside of a
    /// window nobody asks.
    #[cfg(any(target_arch = "wasm32", test))]
    fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()? {
            "en" => Some(Self::English),
            "fr" => Some(Self::French),
            _ => None,
        }
    }
}

/// The language of this run.
pub fn current() -> Language {
    static CHOSEN: OnceLock<Language> = OnceLock::new();
    *CHOSEN.get_or_init(choose)
}

#[cfg(target_arch = "wasm32")]
fn choose() -> Language {
    use leptos::prelude::window;
    crate::kept::kept(KEPT)
        .as_deref()
        .and_then(Language::from_tag)
        .or_else(|| Language::from_tag(&window().navigator().language()?))
        .unwrap_or(Language::English)
}

/// Tests outside of a window read English.
#[cfg(not(target_arch = "wasm32"))]
fn choose() -> Language {
    Language::English
}

/// Keeps a choice and draws the window anew with it; the place stays.
pub fn keep_language(language: Language) {
    crate::kept::keep(KEPT, language.tag());
    let _ = leptos::prelude::window().location().reload();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_its_tag() {
        for (tag, language) in [
            ("fr", Some(Language::French)),
            ("fr-CA", Some(Language::French)),
            ("en_GB", Some(Language::English)),
            ("de-DE", None),
            ("", None),
        ] {
            assert_eq!(Language::from_tag(tag), language, "{tag}");
        }
    }
}
