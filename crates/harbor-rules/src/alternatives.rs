//! What a person means by a brace list, to find the names that Harbor leaves out of it.

use crate::pattern::{Pattern, split_list};

/// A pattern with more combinations of alternatives is not looked at.
const MOST: usize = 1_000;

/// A pattern's brace lists written out: what each combination means alone.
///
/// Harbor tries all alternatives of a list, but where one ends with the name and another goes
/// deeper, it drops the first: a name that one alternative means alone is lost in the list.
#[derive(Debug, Clone)]
pub struct Alternatives {
    whole: Pattern,
    single: Vec<Pattern>,
}

impl Alternatives {
    /// None where the pattern has no list, a list without end, or very many combinations.
    pub fn of(pattern: &Pattern) -> Option<Self> {
        let text: Vec<char> = pattern.text().chars().collect();
        let mut texts = Vec::new();
        expand(&[], &text, &mut texts)?;
        if texts.len() < 2 {
            return None;
        }
        Some(Self {
            whole: pattern.clone(),
            single: texts.iter().map(|text| Pattern::new(text)).collect(),
        })
    }

    /// The alternative that means a name which the whole pattern does not.
    pub fn loses(&self, name: &str) -> Option<&str> {
        if self.whole.matches(name) == Ok(true) {
            return None;
        }
        self.meaning(name)
    }

    /// The alternative that means a name alone.
    pub(crate) fn meaning(&self, name: &str) -> Option<&str> {
        let mut single = self.single.iter();
        let found = single.find(|single| single.matches(name) == Ok(true))?;
        Some(found.text())
    }

    /// A name that would be lost, whether there is such a name or not: `library` of
    /// `{library,library/**}`.
    pub fn lost_example(&self) -> Option<String> {
        let mut names = self
            .single
            .iter()
            .filter_map(|single| example(single.text()));
        names.find(|name| self.loses(name).is_some())
    }
}

/// Writes out all combinations of what follows `before`; none where there are too many.
fn expand(before: &[char], text: &[char], texts: &mut Vec<String>) -> Option<()> {
    let mut at = 0;
    while let Some(character) = text.get(at) {
        match character {
            '\\' => at += 1,
            '{' => {
                let list = split_list(&text[at + 1..])?;
                let before = [before, &text[..at]].concat();
                for alternative in list.alternatives {
                    let rest = [alternative, list.rest].concat();
                    expand(&before, &rest, texts)?;
                }
                return Some(());
            }
            _ => {}
        }
        at += 1;
    }
    if texts.len() >= MOST {
        return None;
    }
    texts.push(before.iter().chain(text).collect());
    Some(())
}

/// A name that a pattern without lists means: an `x` for whatever may stand there.
fn example(text: &str) -> Option<String> {
    let mut name = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '*' => {
                while characters.next_if_eq(&'*').is_some() {}
                name.push('x');
            }
            '?' => name.push('x'),
            '\\' => name.push(characters.next()?),
            '[' => return None,
            other => name.push(other),
        }
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Alternatives> {
        Alternatives::of(&Pattern::new(text))
    }

    #[test]
    fn names_that_a_list_loses_are_found() {
        let list = of("{library,library/**}").unwrap();
        assert_eq!(list.loses("library"), Some("library"));
        assert_eq!(list.loses("library/a"), None);
        assert_eq!(list.loses("dev"), None);
        assert_eq!(list.lost_example().as_deref(), Some("library"));
        let list = of("*{,-alpine}").unwrap();
        assert_eq!(list.loses("1.2"), Some("*"));
        assert_eq!(list.lost_example().as_deref(), Some("x"));
    }

    #[test]
    fn lists_that_lose_nothing_and_patterns_without_lists_say_nothing() {
        for text in ["{a,b}", "{6.*,25.*}", "v1{,.*}", "{library/**,dev/**}"] {
            let list = of(text).unwrap();
            assert_eq!(list.lost_example(), None, "{text}");
        }
        assert!(of("v*").is_none());
        assert!(of("{a").is_none());
        assert!(of(&"{a,b}".repeat(20)).is_none());
    }
}
