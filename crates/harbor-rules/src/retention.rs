//! Which artifacts a retention policy keeps.
//!
//! As the server does it: a rule looks at the repositories that its selectors name. Where at least
//! one rule looks, everything goes that no rule keeps, untagged artifacts too; other repositories are
//! left alone. An artifact is kept or deleted whole: one tag that is kept keeps all its tags.

use crate::pattern::{BadPattern, Pattern};

const DAY: i64 = 24 * 60 * 60;

/// A selector of repositories, named without their project, or of tags.
#[derive(Debug, Clone)]
pub struct Selector {
    pub pattern: Pattern,
    /// It selects what the pattern doesn't mean.
    pub excludes: bool,
    /// Whether artifacts without tags are among what the pattern means. Of no meaning for
    /// repositories.
    pub untagged: bool,
}

impl Selector {
    /// Whether it selects a name.
    pub fn selects_name(&self, name: &str) -> Result<bool, BadPattern> {
        Ok(self.pattern.matches(name)? != self.excludes)
    }

    /// Whether it selects an artifact by its tags, and by which.
    fn selected_by<'a>(&self, tags: &'a [String]) -> Result<Option<Selected<'a>>, BadPattern> {
        if tags.is_empty() {
            return Ok((self.untagged != self.excludes).then_some(Selected::Untagged));
        }
        for tag in tags {
            if self.selects_name(tag)? {
                return Ok(Some(Selected::Tag(tag)));
            }
        }
        Ok(None)
    }
}

/// What a rule keeps of the artifacts that it selects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep {
    /// So many that were pushed last.
    LatestPushed(u64),
    /// So many that were pulled last.
    LatestPulled(u64),
    /// Those that were pushed within so many days.
    PushedWithin(u64),
    /// Those that were pulled within so many days.
    PulledWithin(u64),
    /// All of them.
    Always,
    /// A template that is not known here; the server fails at one that it doesn't know.
    Other(String),
}

/// A rule that is switched on.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its place among the policy's rules, from 0.
    pub place: usize,
    /// All must select; without one, every repository is.
    pub repositories: Vec<Selector>,
    /// All must select; without one, every artifact is.
    pub tags: Vec<Selector>,
    pub keep: Keep,
}

impl Rule {
    /// Whether it looks at a repository, named without its project.
    pub fn looks_at(&self, repository: &str) -> Result<bool, BadPattern> {
        for selector in &self.repositories {
            if !selector.selects_name(repository)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether it selects an artifact, and by what.
    pub(crate) fn selected_by<'a>(
        &self,
        tags: &'a [String],
    ) -> Result<Option<Selected<'a>>, BadPattern> {
        let mut last = tags
            .first()
            .map_or(Selected::Untagged, |tag| Selected::Tag(tag));
        for selector in &self.tags {
            match selector.selected_by(tags)? {
                Some(selected) => last = selected,
                None => return Ok(None),
            }
        }
        Ok(Some(last))
    }
}

/// By what a rule selects an artifact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selected<'a> {
    Tag(&'a str),
    /// It has no tag.
    Untagged,
}

/// An artifact of a repository.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidate {
    pub tags: Vec<String>,
    /// When it or one of its tags was pushed last, in seconds since 1970.
    pub pushed: Option<i64>,
    /// When it or one of its tags was pulled last, in seconds since 1970.
    pub pulled: Option<i64>,
    /// A tag of it is immutable: it can't be deleted.
    pub immutable: bool,
}

/// What becomes of an artifact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// No rule looks at its repository.
    Untouched,
    Kept(Kept),
    /// No rule keeps it, but a tag of it is immutable.
    Immutable,
    Deleted(Deleted),
}

/// The rule that keeps an artifact; the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// [`Rule::place`]
    pub rule: usize,
    /// The tag that the rule selects it by; none for an untagged one.
    pub tag: Option<String>,
    /// Its place among those that the rule counts, from 1, and how many it keeps.
    pub rank: Option<(u64, u64)>,
}

/// Why no rule keeps an artifact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deleted {
    /// No rule selects it.
    Unselected,
    /// A rule selects it and keeps others: its place among them, from 1, and how many are kept.
    Beyond { rule: usize, rank: u64, count: u64 },
    /// A rule selects it, and it is older than so many days.
    TooOld { rule: usize, days: u64 },
}

/// The server can't decide for a repository: its task ends with an error, and nothing goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undecided {
    /// A pattern of the rule can't be read.
    BadPattern { rule: usize },
    /// The rule's template is not known.
    Template { rule: usize, template: String },
}

/// Which rules look at a repository, named without its project.
pub fn rules_for<'r>(rules: &'r [Rule], repository: &str) -> Result<Vec<&'r Rule>, Undecided> {
    let mut looking = Vec::new();
    for rule in rules {
        let looks = rule.looks_at(repository);
        if looks.map_err(|_| Undecided::BadPattern { rule: rule.place })? {
            looking.push(rule);
        }
    }
    Ok(looking)
}

/// Decides for the artifacts of one repository, in their order. `rules` are those that look at it,
/// `now` is in seconds since 1970.
pub fn decide(
    rules: &[&Rule],
    candidates: &[Candidate],
    now: i64,
) -> Result<Vec<Decision>, Undecided> {
    if rules.is_empty() {
        return Ok(vec![Decision::Untouched; candidates.len()]);
    }
    let mut decisions: Vec<Option<Decision>> = vec![None; candidates.len()];
    for rule in rules {
        apply(rule, candidates, now, &mut decisions)?;
    }
    let decided = decisions.into_iter().zip(candidates);
    Ok(decided
        .map(|(decision, candidate)| match decision {
            Some(kept @ Decision::Kept(_)) => kept,
            _ if candidate.immutable => Decision::Immutable,
            Some(decision) => decision,
            None => Decision::Deleted(Deleted::Unselected),
        })
        .collect())
}

/// Notes what one rule keeps, and why it doesn't keep others that it selects.
fn apply(
    rule: &Rule,
    candidates: &[Candidate],
    now: i64,
    decisions: &mut [Option<Decision>],
) -> Result<(), Undecided> {
    // An unknown template fails the task whether anything is selected or not.
    if let Keep::Other(template) = &rule.keep {
        return Err(Undecided::Template {
            rule: rule.place,
            template: template.clone(),
        });
    }
    let bad = |_| Undecided::BadPattern { rule: rule.place };
    let mut selected = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        if let Some(by) = rule.selected_by(&candidate.tags).map_err(bad)? {
            selected.push((at, by));
        }
    }
    let pushed = |at: usize| candidates[at].pushed.unwrap_or(i64::MIN);
    let pulled = |at: usize| candidates[at].pulled.unwrap_or(i64::MIN);
    let count = match rule.keep {
        Keep::LatestPushed(count) => {
            selected.sort_by_key(|(at, _)| std::cmp::Reverse(pushed(*at)));
            Some(count)
        }
        Keep::LatestPulled(count) => {
            selected.sort_by_key(|(at, _)| std::cmp::Reverse(pulled(*at)));
            Some(count)
        }
        _ => None,
    };
    let since = |days: u64| {
        let days = i64::try_from(days).unwrap_or(i64::MAX);
        now.saturating_sub(days.saturating_mul(DAY))
    };
    for (rank, (at, by)) in (1..).zip(selected) {
        let outcome = match &rule.keep {
            Keep::Always => Ok(()),
            Keep::LatestPushed(count) | Keep::LatestPulled(count) => {
                (rank <= *count).then_some(()).ok_or(Deleted::Beyond {
                    rule: rule.place,
                    rank,
                    count: *count,
                })
            }
            Keep::PushedWithin(days) | Keep::PulledWithin(days) => {
                let last = match rule.keep {
                    Keep::PushedWithin(_) => pushed(at),
                    _ => pulled(at),
                };
                (last >= since(*days)).then_some(()).ok_or(Deleted::TooOld {
                    rule: rule.place,
                    days: *days,
                })
            }
            // Refused above.
            Keep::Other(_) => Err(Deleted::Unselected),
        };
        let place = &mut decisions[at];
        match outcome {
            Ok(()) if !matches!(place, Some(Decision::Kept(_))) => {
                *place = Some(Decision::Kept(Kept {
                    rule: rule.place,
                    tag: match by {
                        Selected::Tag(tag) => Some(tag.to_owned()),
                        Selected::Untagged => None,
                    },
                    rank: count.map(|count| (rank, count)),
                }));
            }
            Err(why) if place.is_none() => *place = Some(Decision::Deleted(why)),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn selector(pattern: &str) -> Selector {
        Selector {
            pattern: Pattern::new(pattern),
            excludes: false,
            untagged: true,
        }
    }

    fn rule(place: usize, tags: Selector, keep: Keep) -> Rule {
        Rule {
            place,
            repositories: vec![selector("**")],
            tags: vec![tags],
            keep,
        }
    }

    /// Pushed and pulled so many days ago.
    fn candidate(tags: &[&str], pushed: i64, pulled: Option<i64>) -> Candidate {
        Candidate {
            tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
            pushed: Some(NOW - pushed * DAY),
            pulled: pulled.map(|days| NOW - days * DAY),
            immutable: false,
        }
    }

    fn kept(rules: &[Rule], candidates: &[Candidate]) -> Vec<bool> {
        let rules: Vec<&Rule> = rules.iter().collect();
        let decisions = decide(&rules, candidates, NOW).unwrap();
        let is_kept = |decision: &Decision| !matches!(decision, Decision::Deleted(_));
        decisions.iter().map(is_kept).collect()
    }

    #[test]
    fn one_kept_tag_keeps_all_tags_of_its_artifact() {
        let rules = [rule(0, selector("v*"), Keep::Always)];
        let artifacts = [
            candidate(&["old", "v1"], 100, None),
            candidate(&["old2"], 1, None),
        ];
        assert_eq!(kept(&rules, &artifacts), [true, false]);
    }

    #[test]
    fn an_artifact_is_kept_if_any_rule_keeps_it_and_the_reason_is_the_first() {
        let rules = [
            rule(0, selector("nightly-*"), Keep::LatestPushed(1)),
            rule(1, selector("*-1"), Keep::PushedWithin(5)),
        ];
        let artifacts = [
            candidate(&["nightly-1"], 3, None),
            candidate(&["nightly-2"], 2, None),
            candidate(&["nightly-3"], 9, None),
            candidate(&["x"], 0, None),
        ];
        let looking: Vec<&Rule> = rules.iter().collect();
        let decisions = decide(&looking, &artifacts, NOW).unwrap();
        assert_eq!(
            decisions,
            [
                Decision::Kept(Kept {
                    rule: 1,
                    tag: Some("nightly-1".to_owned()),
                    rank: None,
                }),
                Decision::Kept(Kept {
                    rule: 0,
                    tag: Some("nightly-2".to_owned()),
                    rank: Some((1, 1)),
                }),
                Decision::Deleted(Deleted::Beyond {
                    rule: 0,
                    rank: 3,
                    count: 1,
                }),
                Decision::Deleted(Deleted::Unselected),
            ]
        );
    }

    #[test]
    fn untagged_artifacts_go_unless_a_rule_selects_them() {
        let artifacts = [candidate(&[], 1, None), candidate(&["a"], 1, None)];
        let untagged = |untagged, excludes| {
            let selector = Selector {
                untagged,
                excludes,
                pattern: Pattern::new(if excludes { "z" } else { "**" }),
            };
            kept(&[rule(0, selector, Keep::Always)], &artifacts)
        };
        assert_eq!(untagged(true, false), [true, true]);
        assert_eq!(untagged(false, false), [false, true]);
        // 'Excludes' without them doesn't exclude them.
        assert_eq!(untagged(false, true), [true, true]);
        assert_eq!(untagged(true, true), [false, true]);
    }

    #[test]
    fn a_repository_that_no_rule_names_is_left_alone() {
        let mut only = rule(0, selector("**"), Keep::LatestPushed(0));
        only.repositories = vec![selector("desktop-*")];
        let rules = [only];
        assert!(rules_for(&rules, "casa").unwrap().is_empty());
        assert_eq!(rules_for(&rules, "desktop-a").unwrap().len(), 1);
        let decisions = decide(&[], &[candidate(&["a"], 1, None)], NOW).unwrap();
        assert_eq!(decisions, [Decision::Untouched]);
    }

    #[test]
    fn a_count_of_zero_deletes_all_and_immutable_ones_stay() {
        let rules = [rule(0, selector("**"), Keep::LatestPushed(0))];
        let mut immutable = candidate(&["release"], 1, None);
        immutable.immutable = true;
        let artifacts = [candidate(&["a"], 1, None), immutable];
        assert_eq!(kept(&rules, &artifacts), [false, true]);
    }

    #[test]
    fn what_was_never_pulled_is_not_kept_by_days_since_the_last_pull() {
        let rules = [rule(0, selector("**"), Keep::PulledWithin(7))];
        let artifacts = [
            candidate(&["a"], 0, None),
            candidate(&["b"], 90, Some(7)),
            candidate(&["c"], 90, Some(8)),
        ];
        assert_eq!(kept(&rules, &artifacts), [false, true, false]);
        // Of a count they are the last, and still counted.
        let rules = [rule(0, selector("**"), Keep::LatestPulled(3))];
        assert_eq!(kept(&rules, &artifacts), [true, true, true]);
    }

    #[test]
    fn a_bad_pattern_or_an_unknown_template_decides_nothing() {
        let artifacts = [candidate(&["a"], 1, None)];
        let bad = rule(4, selector("{a"), Keep::Always);
        assert_eq!(
            decide(&[&bad], &artifacts, NOW),
            Err(Undecided::BadPattern { rule: 4 })
        );
        let other = rule(2, selector("z"), Keep::Other("foo".to_owned()));
        assert_eq!(
            decide(&[&other], &artifacts, NOW),
            Err(Undecided::Template {
                rule: 2,
                template: "foo".to_owned()
            })
        );
    }
}
