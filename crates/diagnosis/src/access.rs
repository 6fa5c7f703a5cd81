//! What the token service makes of an account.

use crate::{question::Purpose, verdict::Verdict};

/// As whom a token is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asker {
    Nobody,
    Account(String),
}

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Whom it names.
    pub subject: Option<String>,
    /// What it allows with the repository that was asked for.
    pub actions: Vec<String>,
}

/// Judges whom a token is for. The status says nothing: wrong secrets bring 200, and a token for
/// nobody.
pub fn judge_token(asker: &Asker, token: &Token) -> Vec<Verdict> {
    vec![match (asker, &token.subject) {
        (Asker::Nobody, _) => Verdict::TokenForAnyone,
        (Asker::Account(_), Some(subject)) => Verdict::TokenFor {
            account: subject.clone(),
        },
        (Asker::Account(name), None) => Verdict::TokenForNobody {
            account: name.clone(),
        },
    }]
}

/// Judges what a token allows: Harbor leaves out what an account may not, without an error.
pub fn judge_grants(purpose: Purpose, repository: Option<&str>, token: &Token) -> Vec<Verdict> {
    let Some(repository) = repository.map(str::to_owned) else {
        return vec![Verdict::NothingAsked];
    };
    let asked = purpose.actions();
    let has = |action: &&str| {
        token
            .actions
            .iter()
            .any(|given| given == action || given == "*")
    };
    let kept = ["pull", "push", "delete"];
    let given = token
        .actions
        .iter()
        .filter(|action| kept.contains(&action.as_str()));
    let granted: Vec<String> = given.cloned().collect();
    vec![if asked.iter().all(has) {
        Verdict::Granted {
            repository,
            actions: granted,
        }
    } else {
        let asked = asked.iter().map(|action| (*action).to_owned()).collect();
        Verdict::GrantedLess {
            repository,
            asked,
            granted,
        }
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(subject: Option<&str>, actions: &[&str]) -> Token {
        Token {
            subject: subject.map(str::to_owned),
            actions: actions.iter().map(|action| (*action).to_owned()).collect(),
        }
    }

    #[test]
    fn a_token_that_names_nobody_is_no_sign_in() {
        let ada = Asker::Account("ada".to_owned());
        let account = || "ada".to_owned();
        assert_eq!(
            judge_token(&ada, &token(Some("ada"), &[])),
            [Verdict::TokenFor { account: account() }]
        );
        assert_eq!(
            judge_token(&ada, &token(None, &["pull"])),
            [Verdict::TokenForNobody { account: account() }]
        );
        assert_eq!(
            judge_token(&Asker::Nobody, &token(None, &[])),
            [Verdict::TokenForAnyone]
        );
    }

    #[test]
    fn less_than_was_asked_for_is_found_in_the_token() {
        let judged = |purpose, actions| {
            judge_grants(purpose, Some("p/r"), &token(Some("ada"), actions)).remove(0)
        };
        assert!(matches!(
            judged(Purpose::Push, &["pull", "push", "scanner-pull"]),
            Verdict::Granted { actions, .. } if actions == ["pull", "push"]
        ));
        assert!(matches!(
            judged(Purpose::Pull, &["pull"]),
            Verdict::Granted { .. }
        ));
        assert!(matches!(
            judged(Purpose::Push, &["*"]),
            Verdict::Granted { .. }
        ));
        let less = judged(Purpose::Push, &["pull"]);
        assert!(matches!(less, Verdict::GrantedLess { granted, .. } if granted == ["pull"]));
        assert!(matches!(
            judged(Purpose::Pull, &[]),
            Verdict::GrantedLess { .. }
        ));
        let none = judge_grants(Purpose::SignIn, None, &token(Some("ada"), &[]));
        assert_eq!(none, [Verdict::NothingAsked]);
    }
}
