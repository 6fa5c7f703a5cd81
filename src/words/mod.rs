//! All words of the window, one place per language.
//!
//! `shape` says which words there are, area by area; `en` and `fr` say them. A word that a language
//! lacks does not compile. Registry data, commands and Harbor's fixed terms are not translated.

mod en;
mod fr;
mod language;
pub mod shape;

pub use language::{Language, current as language, keep_language};
pub use shape::Words;

/// The words of the window's language. It is chosen once, when the window starts.
pub fn words() -> &'static Words {
    match language::current() {
        Language::English => &en::ENGLISH,
        Language::French => &fr::FRENCH,
    }
}
