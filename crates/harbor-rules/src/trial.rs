//! Selectors tried on names that there are: what a rule would select, before it is saved.

use serde::{Deserialize, Serialize};

use crate::{
    alternatives::Alternatives,
    retention::{Keep, Rule, Selector},
};

/// Names that are given as examples at most.
const EXAMPLES: usize = 40;

/// A repository's names to try on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RepositoryNames {
    /// Without its project.
    pub name: String,
    /// The tags of each artifact.
    pub artifacts: Vec<Vec<String>>,
}

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portion {
    pub selected: usize,
    pub total: usize,
}

impl Portion {
    fn count(&mut self, is_selected: bool) {
        self.total += 1;
        self.selected += usize::from(is_selected);
    }
}

/// A tag of a repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagOf {
    pub repository: String,
    pub tag: String,
}

/// Names that a brace list means to a person, and not to Harbor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// Of the names that there are.
    pub count: usize,
    /// The first of them, each with the alternative that means it alone.
    pub names: Vec<(String, String)>,
    /// A name that would be lost, where there is none.
    pub example: Option<String>,
}

/// Which selectors can't be read where a name led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BadSelector {
    Repositories,
    Tags,
}

/// What selectors select.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    pub repositories: Portion,
    /// Selected repositories.
    pub repository_examples: Vec<String>,
    /// Tags of selected repositories that are selected by themselves.
    pub tags: Portion,
    pub tag_examples: Vec<TagOf>,
    /// Artifacts of selected repositories: one selected tag selects all tags of its artifact.
    pub artifacts: Portion,
    /// Those without tags among them.
    pub untagged: Portion,
    pub lost_repositories: Lost,
    pub lost_tags: Lost,
    /// The server would stop here.
    pub bad: Option<BadSelector>,
}

/// Tries selectors on names.
pub fn try_selectors(
    repositories: &[Selector],
    tags: &[Selector],
    names: &[RepositoryNames],
) -> Trial {
    let rule = Rule {
        place: 0,
        repositories: repositories.to_vec(),
        tags: tags.to_vec(),
        keep: Keep::Always,
    };
    let mut trial = Trial {
        lost_repositories: lost(repositories, names.iter().map(|it| it.name.as_str())),
        ..Trial::default()
    };
    let lists: Vec<Alternatives> = lists(tags).collect();
    trial.lost_tags.example = lists.iter().find_map(Alternatives::lost_example);
    for repository in names {
        let Ok(is_selected) = rule.looks_at(&repository.name) else {
            trial.bad = Some(BadSelector::Repositories);
            return trial;
        };
        trial.repositories.count(is_selected);
        if !is_selected {
            continue;
        }
        if trial.repository_examples.len() < EXAMPLES {
            trial.repository_examples.push(repository.name.clone());
        }
        for artifact in &repository.artifacts {
            if !try_artifact(&rule, &lists, repository, artifact, &mut trial) {
                trial.bad = Some(BadSelector::Tags);
                return trial;
            }
        }
    }
    trial
}

/// Whether the artifact's tags could be judged.
fn try_artifact(
    rule: &Rule,
    lists: &[Alternatives],
    repository: &RepositoryNames,
    tags: &[String],
    trial: &mut Trial,
) -> bool {
    if tags.is_empty() {
        let Ok(selected) = rule.selected_by(tags) else {
            return false;
        };
        trial.untagged.count(selected.is_some());
        trial.artifacts.count(selected.is_some());
        return true;
    }
    let mut any = false;
    for tag in tags {
        let mut is_selected = true;
        for selector in &rule.tags {
            match selector.selects_name(tag) {
                Ok(selects) => is_selected &= selects,
                Err(_) => return false,
            }
        }
        any |= is_selected;
        trial.tags.count(is_selected);
        if is_selected && trial.tag_examples.len() < EXAMPLES {
            trial.tag_examples.push(TagOf {
                repository: repository.name.clone(),
                tag: tag.clone(),
            });
        }
        if !is_selected {
            note(lists, tag, rule.tags.len() == 1, &mut trial.lost_tags);
        }
    }
    // Several selectors may each take another tag of the artifact.
    let selected = match rule.tags.len() {
        0 | 1 => any,
        _ => matches!(rule.selected_by(tags), Ok(Some(_))),
    };
    trial.artifacts.count(selected);
    true
}

fn lists(selectors: &[Selector]) -> impl Iterator<Item = Alternatives> {
    let matching = selectors.iter().filter(|selector| !selector.excludes);
    matching.filter_map(|selector| Alternatives::of(&selector.pattern))
}

fn lost<'a>(selectors: &[Selector], names: impl Iterator<Item = &'a str>) -> Lost {
    let lists: Vec<Alternatives> = lists(selectors).collect();
    let mut lost = Lost {
        example: lists.iter().find_map(Alternatives::lost_example),
        ..Lost::default()
    };
    if !lists.is_empty() {
        for name in names {
            note(&lists, name, false, &mut lost);
        }
    }
    lost
}

/// `is_missed`: it is known that the only list doesn't mean the name.
fn note(lists: &[Alternatives], name: &str, is_missed: bool, lost: &mut Lost) {
    // Where no name can be lost, none needs to be looked at.
    if lost.example.is_none() {
        return;
    }
    if let Some(alternative) = lists.iter().find_map(|list| match is_missed {
        true => list.meaning(name),
        false => list.loses(name),
    }) {
        lost.count += 1;
        if lost.names.len() < EXAMPLES {
            lost.names.push((name.to_owned(), alternative.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pattern;

    fn selector(pattern: &str, excludes: bool) -> Selector {
        Selector {
            pattern: Pattern::new(pattern),
            excludes,
            untagged: true,
        }
    }

    fn names() -> Vec<RepositoryNames> {
        let tags = |tags: &[&str]| tags.iter().map(|&tag| tag.to_owned()).collect();
        vec![
            RepositoryNames {
                name: "casa".to_owned(),
                artifacts: vec![
                    tags(&["1.2", "latest"]),
                    tags(&["1.2-alpine"]),
                    tags(&["nightly-1"]),
                    tags(&[]),
                ],
            },
            RepositoryNames {
                name: "library".to_owned(),
                artifacts: vec![tags(&["1.2"])],
            },
        ]
    }

    fn portion(selected: usize, total: usize) -> Portion {
        Portion { selected, total }
    }

    #[test]
    fn one_selected_tag_selects_its_artifact() {
        let trial = try_selectors(
            &[selector("casa", false)],
            &[selector("lat*", false)],
            &names(),
        );
        assert_eq!(trial.repositories, portion(1, 2));
        assert_eq!(trial.tags, portion(1, 4));
        // The untagged one is selected as well.
        assert_eq!(trial.artifacts, portion(2, 4));
        assert_eq!(trial.untagged, portion(1, 1));
        assert_eq!(trial.tag_examples[0].tag, "latest");
        assert_eq!(trial.lost_tags, Lost::default());
    }

    #[test]
    fn names_that_a_brace_list_loses_are_told() {
        let tags = [selector("*{,-alpine}", false)];
        let trial = try_selectors(&[selector("{library,library/**}", false)], &tags, &names());
        assert_eq!(trial.repositories, portion(0, 2));
        assert_eq!(
            trial.lost_repositories.names,
            [("library".to_owned(), "library".to_owned())]
        );
        let trial = try_selectors(&[selector("casa", false)], &tags, &names());
        assert_eq!(trial.tags, portion(1, 4));
        assert_eq!(trial.lost_tags.count, 3);
        // What is excluded loses nothing by it: it excludes less.
        let trial = try_selectors(&[], &[selector("*{,-alpine}", true)], &names());
        assert_eq!(trial.lost_tags, Lost::default());
    }

    #[test]
    fn a_bad_pattern_stops_it() {
        let trial = try_selectors(&[], &[selector("{a", false)], &names());
        assert_eq!(trial.bad, Some(BadSelector::Tags));
        let trial = try_selectors(&[selector("[a", false)], &[], &names());
        assert_eq!(trial.bad, Some(BadSelector::Repositories));
    }
}
