//! What a project and its server refuse although an account has the right.

use crate::{
    Reach,
    question::{Purpose, Question},
    verdict::{NameFault, Verdict},
};

/// A repository's name, its project's included, is no longer.
const LONGEST: usize = 255;

/// A robot account, as far as it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RobotState {
    pub disabled: bool,
    /// Seconds since 1970; `None`: never.
    pub expires_at: Option<i64>,
}

/// What is known of a project and its server. `None` is what could not be found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProjectRules {
    pub read_only: Option<bool>,
    /// Whether the project is there for who looks; `None`: not asked.
    pub exists: Option<bool>,
    pub is_proxy_cache: bool,
    /// What the account that looks may change.
    pub may_change: Reach,
    /// The account's role, by the server's word.
    pub role: Option<String>,
    /// The account has no role, and may not administer either.
    pub is_outsider: bool,
    /// Of a robot account, where it could be looked at.
    pub robot: Option<RobotState>,
    pub is_robot: bool,
    /// Used and limit, in bytes; a limit of -1 is none.
    pub quota: Option<(i64, i64)>,
    /// Whether an immutable rule holds the tag that is named; `None`: not known.
    pub frozen: Option<bool>,
    /// Whether the image that is named is there; `None`: not known.
    pub image: Option<bool>,
    /// Whether its repository is there; `None`: not known.
    pub repository: Option<bool>,
    /// From this severity on images are not given out.
    pub blocked_from: Option<String>,
    pub wants_signature: bool,
    /// CVEs that don't count; `None`: not known.
    pub allowlist: Option<Allowlist>,
}

/// CVEs that don't count when pulls are judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowlist {
    pub count: usize,
    /// Seconds since 1970; `None`: never. Afterwards the list counts as empty.
    pub expires_at: Option<i64>,
}

/// Judges the name before anything is asked about it.
pub fn judge_name(name: &str) -> Option<Verdict> {
    let fault = if name.len() > LONGEST {
        NameFault::TooLong
    } else if name.chars().any(char::is_uppercase) {
        NameFault::Capitals
    } else if !name.contains('/') {
        NameFault::NoProject
    } else if !is_name(name) {
        NameFault::Characters
    } else {
        return None;
    };
    let name = name.to_owned();
    Some(Verdict::InvalidName { name, fault })
}

fn is_tag(tag: &str) -> bool {
    harbor_api::TagName::new(tag).is_ok()
}

fn is_name(name: &str) -> bool {
    let Some((project, repository)) = name.split_once('/') else {
        return false;
    };
    harbor_api::ProjectName::new(project).is_ok()
        && harbor_api::RepositoryName::new(repository).is_ok()
}

/// Judges what else refuses it, at a time in seconds since 1970. `may` says whether the token
/// allows it; where it does not, the account's right comes first.
pub fn judge_project(
    question: &Question,
    account: Option<&str>,
    may: bool,
    rules: &ProjectRules,
    now: i64,
) -> Vec<Verdict> {
    let Some(project) = question.project_name() else {
        return Vec::new();
    };
    if let Some(verdict) = question.repository.as_deref().and_then(judge_name) {
        return vec![verdict];
    }
    if let Some(tag) = question.tag.as_ref().filter(|tag| !is_tag(tag)) {
        return vec![Verdict::InvalidTag { tag: tag.clone() }];
    }
    let project = || project.to_owned();
    let push = question.purpose == Purpose::Push;
    if rules.exists == Some(false) {
        return vec![Verdict::NoProject { project: project() }];
    }
    let mut verdicts = Vec::new();
    if !may {
        verdicts.extend(right(question.purpose, project(), account, rules, now));
    }
    if push {
        match rules.read_only {
            Some(true) => verdicts.push(Verdict::ReadOnly),
            Some(false) => verdicts.push(Verdict::TakesChanges),
            None => {}
        }
        verdicts.push(match rules.is_proxy_cache {
            true => Verdict::ProxyCache { project: project() },
            false => Verdict::TakesPushes { project: project() },
        });
        let project = project();
        verdicts.push(match rules.quota {
            None => Verdict::QuotaUnknown { project },
            Some((_, limit)) if limit < 0 => Verdict::QuotaLeft {
                project,
                left: None,
            },
            Some((used, limit)) if used >= limit => Verdict::QuotaFull {
                project,
                used,
                limit,
            },
            Some((used, limit)) => Verdict::QuotaLeft {
                project,
                left: Some(limit - used),
            },
        });
        verdicts.extend(tag(question, rules));
    } else if question.purpose == Purpose::Pull {
        verdicts.extend(pulls(question, rules, now));
    }
    verdicts
}

/// Why a robot account is nobody, at a time in seconds since 1970; `None`: its state is no reason.
pub fn judge_robot(robot: &str, state: &RobotState, now: i64) -> Option<Verdict> {
    let robot = robot.to_owned();
    match state {
        RobotState { disabled: true, .. } => Some(Verdict::RobotDisabled { robot }),
        RobotState {
            expires_at: Some(at),
            ..
        } if *at <= now => Some(Verdict::RobotExpired { robot, at: *at }),
        RobotState { .. } => None,
    }
}

fn right(
    purpose: Purpose,
    project: String,
    account: Option<&str>,
    rules: &ProjectRules,
    now: i64,
) -> Option<Verdict> {
    if rules.is_robot {
        let robot = account.unwrap_or_default().to_owned();
        let dead = rules.robot.as_ref();
        let dead = dead.and_then(|state| judge_robot(&robot, state, now));
        return Some(dead.unwrap_or(Verdict::RobotLacks { robot, purpose }));
    }
    if account.is_none() {
        return Some(Verdict::NeedsSignIn { project, purpose });
    }
    match &rules.role {
        Some(role) => Some(Verdict::RoleTooWeak {
            project,
            role: role.clone(),
            purpose,
        }),
        None if rules.is_outsider => Some(Verdict::NoMember { project, purpose }),
        None => None,
    }
}

/// Whether a rule holds the tag that would be pushed. A new tag is not held by one.
fn tag(question: &Question, rules: &ProjectRules) -> Option<Verdict> {
    let tag = question.tag.clone()?;
    Some(match (rules.image, rules.frozen) {
        (Some(false), _) | (Some(true), Some(false)) => Verdict::TagFree { tag },
        (Some(true), Some(true)) => Verdict::TagFrozen { tag },
        (Some(true), None) | (None, _) => Verdict::TagUnknown { tag },
    })
}

fn pulls(question: &Question, rules: &ProjectRules, now: i64) -> Vec<Verdict> {
    // A proxy cache fetches what it has not.
    if !rules.is_proxy_cache {
        if rules.repository == Some(false) {
            let repository = question.repository.clone().unwrap_or_default();
            return vec![Verdict::NoSuchRepository { repository }];
        }
        if rules.image == Some(false) {
            let reference = question.reference().unwrap_or_default();
            return vec![Verdict::NoSuchImage { reference }];
        }
    }
    let mut verdicts = Vec::new();
    if let Some(severity) = rules.blocked_from.clone() {
        verdicts.push(Verdict::BlockedByFindings { severity });
        verdicts.extend(
            rules
                .allowlist
                .as_ref()
                .and_then(|list| allowlist(list, now)),
        );
    }
    if rules.wants_signature {
        verdicts.push(Verdict::NeedsSignature);
    }
    if verdicts.is_empty() {
        verdicts.push(Verdict::NothingBlocksPulls);
    }
    verdicts
}

fn allowlist(list: &Allowlist, now: i64) -> Option<Verdict> {
    let count = Some(list.count).filter(|count| *count > 0)?;
    Some(match list.expires_at {
        Some(at) if at <= now => Verdict::AllowlistExpired { count, at },
        _ => Verdict::AllowlistApplies { count },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(tag: &str) -> Question {
        Question {
            purpose: Purpose::Push,
            repository: Some("skaha/astroml".to_owned()),
            tag: Some(tag.to_owned()),
            ..Question::default()
        }
    }

    fn judged(rules: &ProjectRules) -> Vec<Verdict> {
        judge_project(&push("25.12"), Some("ada"), true, rules, 1000)
    }

    #[test]
    fn a_name_that_can_not_be_one_is_the_first_thing_to_say() {
        let long = format!("p/{}", "a".repeat(300));
        for (name, fault) in [
            ("skaha/AstroML", Some(NameFault::Capitals)),
            (long.as_str(), Some(NameFault::TooLong)),
            ("astroml", Some(NameFault::NoProject)),
            ("skaha/a b", Some(NameFault::Characters)),
            ("skaha/astroml", None),
        ] {
            let found = judge_name(name).map(|verdict| match verdict {
                Verdict::InvalidName { fault, .. } => fault,
                other => panic!("{other:?}"),
            });
            assert_eq!(found, fault, "{name}");
        }
        let question = Question {
            repository: Some("Skaha/x".to_owned()),
            ..push("1")
        };
        let rules = ProjectRules {
            read_only: Some(true),
            ..ProjectRules::default()
        };
        let verdicts = judge_project(&question, None, true, &rules, 0);
        assert!(
            matches!(verdicts[..], [Verdict::InvalidName { .. }]),
            "{verdicts:?}"
        );
    }

    #[test]
    fn the_right_that_is_missing_is_named_by_role_membership_or_robot() {
        let why = |account: Option<&str>, rules: &ProjectRules| {
            judge_project(&push("1"), account, false, rules, 1000).remove(0)
        };
        let guest = ProjectRules {
            role: Some("guest".into()),
            ..ProjectRules::default()
        };
        assert!(
            matches!(why(Some("ada"), &guest), Verdict::RoleTooWeak { role, .. } if role == "guest")
        );
        let outsider = ProjectRules {
            is_outsider: true,
            ..ProjectRules::default()
        };
        assert!(matches!(
            why(Some("ada"), &outsider),
            Verdict::NoMember { .. }
        ));
        assert!(matches!(
            why(None, &ProjectRules::default()),
            Verdict::NeedsSignIn { .. }
        ));
        let robot = |disabled, expires_at| ProjectRules {
            is_robot: true,
            robot: Some(RobotState {
                disabled,
                expires_at,
            }),
            ..ProjectRules::default()
        };
        let name = Some("robot$p+ci");
        assert!(matches!(
            why(name, &robot(false, None)),
            Verdict::RobotLacks { .. }
        ));
        assert!(matches!(
            why(name, &robot(false, Some(1001))),
            Verdict::RobotLacks { .. }
        ));
        assert!(matches!(
            why(name, &robot(false, Some(1000))),
            Verdict::RobotExpired { at: 1000, .. }
        ));
        assert!(matches!(
            why(name, &robot(true, Some(1))),
            Verdict::RobotDisabled { .. }
        ));
        let nothing = ProjectRules {
            exists: Some(false),
            ..ProjectRules::default()
        };
        assert!(matches!(
            why(Some("ada"), &nothing),
            Verdict::NoProject { .. }
        ));
    }

    #[test]
    fn what_refuses_a_push_that_the_role_allows() {
        let rules = ProjectRules {
            read_only: Some(true),
            is_proxy_cache: true,
            quota: Some((10, 10)),
            frozen: Some(true),
            image: Some(true),
            ..ProjectRules::default()
        };
        let verdicts = judged(&rules);
        assert!(
            matches!(
                verdicts[..],
                [
                    Verdict::ReadOnly,
                    Verdict::ProxyCache { .. },
                    Verdict::QuotaFull { .. },
                    Verdict::TagFrozen { .. }
                ]
            ),
            "{verdicts:?}"
        );
    }

    #[test]
    fn what_does_not_refuse_it_is_said_too_and_what_is_not_known_is_not_good() {
        let rules = ProjectRules {
            read_only: Some(false),
            quota: Some((4, 10)),
            image: Some(true),
            frozen: Some(false),
            ..ProjectRules::default()
        };
        let verdicts = judged(&rules);
        assert!(
            matches!(
                verdicts[..],
                [
                    Verdict::TakesChanges,
                    Verdict::TakesPushes { .. },
                    Verdict::QuotaLeft { left: Some(6), .. },
                    Verdict::TagFree { .. }
                ]
            ),
            "{verdicts:?}"
        );
        let unknown = judged(&ProjectRules::default());
        assert!(unknown.contains(&Verdict::QuotaUnknown {
            project: "skaha".into()
        }));
        assert!(unknown.contains(&Verdict::TagUnknown {
            tag: "25.12".into()
        }));
        let unlimited = ProjectRules {
            quota: Some((4, -1)),
            ..ProjectRules::default()
        };
        let left = Verdict::QuotaLeft {
            project: "skaha".into(),
            left: None,
        };
        assert!(judged(&unlimited).contains(&left));
    }

    #[test]
    fn an_immutable_rule_holds_tags_that_are_there() {
        let verdict = |image, frozen| {
            let rules = ProjectRules {
                frozen,
                image,
                ..ProjectRules::default()
            };
            judged(&rules).pop()
        };
        let tag = || "25.12".to_owned();
        assert_eq!(
            verdict(Some(true), Some(true)),
            Some(Verdict::TagFrozen { tag: tag() })
        );
        assert_eq!(
            verdict(Some(true), Some(false)),
            Some(Verdict::TagFree { tag: tag() })
        );
        assert_eq!(
            verdict(Some(true), None),
            Some(Verdict::TagUnknown { tag: tag() })
        );
        assert_eq!(
            verdict(Some(false), None),
            Some(Verdict::TagFree { tag: tag() })
        );
        assert_eq!(
            verdict(None, Some(true)),
            Some(Verdict::TagUnknown { tag: tag() })
        );
    }

    #[test]
    fn pulls_are_stopped_by_what_is_not_there_and_warned_of_policies() {
        let question = Question {
            purpose: Purpose::Pull,
            ..push("1")
        };
        let judged = |rules: &ProjectRules| judge_project(&question, Some("ada"), true, rules, 0);
        let absent = ProjectRules {
            image: Some(false),
            ..ProjectRules::default()
        };
        assert!(matches!(judged(&absent)[..], [Verdict::NoSuchImage { .. }]));
        let nothing = ProjectRules {
            repository: Some(false),
            ..absent.clone()
        };
        assert!(matches!(
            judged(&nothing)[..],
            [Verdict::NoSuchRepository { .. }]
        ));
        let proxy = ProjectRules {
            is_proxy_cache: true,
            ..nothing
        };
        assert_eq!(judged(&proxy), [Verdict::NothingBlocksPulls]);
        let strict = ProjectRules {
            blocked_from: Some("high".into()),
            wants_signature: true,
            ..ProjectRules::default()
        };
        assert!(matches!(
            judged(&strict)[..],
            [Verdict::BlockedByFindings { .. }, Verdict::NeedsSignature]
        ));
        let with_list = |count, expires_at| ProjectRules {
            wants_signature: false,
            allowlist: Some(Allowlist { count, expires_at }),
            ..strict.clone()
        };
        let listed = |count, expires_at| judged(&with_list(count, expires_at)).pop();
        let applies = Some(Verdict::AllowlistApplies { count: 2 });
        assert_eq!(listed(2, None), applies);
        assert_eq!(listed(2, Some(1)), applies);
        let expired = Some(Verdict::AllowlistExpired { count: 2, at: 0 });
        assert_eq!(listed(2, Some(0)), expired);
        let empty = listed(0, Some(0));
        assert!(matches!(empty, Some(Verdict::BlockedByFindings { .. })));
        let odd = Question {
            tag: Some("-x".to_owned()),
            ..question.clone()
        };
        let odd = judge_project(&odd, Some("ada"), true, &strict, 0);
        assert!(matches!(&odd[..], [Verdict::InvalidTag { tag }] if tag == "-x"));
        let whole = Question {
            purpose: Purpose::Pull,
            project: Some("skaha".to_owned()),
            ..Question::default()
        };
        let open = ProjectRules::default();
        let judged = judge_project(&whole, Some("ada"), true, &open, 0);
        assert_eq!(judged, [Verdict::NothingBlocksPulls]);
        let sign_in = Question {
            purpose: Purpose::SignIn,
            repository: None,
            ..Question::default()
        };
        assert_eq!(judge_project(&sign_in, None, true, &strict, 0), []);
    }
}
