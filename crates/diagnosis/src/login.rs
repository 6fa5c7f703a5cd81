//! The sign-ins that other programs on this computer would use.

use serde::{Deserialize, Serialize};

use crate::{question::Question, verdict::Verdict};

/// Where a login is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLogin {
    /// The file that holds it, or names the helper.
    pub file: String,
    /// The program `docker-credential-<name>`; `None`: the file itself.
    pub helper: Option<String>,
}

/// What programs would sign in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramLogin {
    /// By the names that they are known by: `Docker`.
    pub programs: Vec<String>,
    pub outcome: LoginOutcome,
}

/// What was found for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoginOutcome {
    Nothing,
    Unreadable {
        file: String,
        reason: String,
    },
    IdentityToken(KeptLogin),
    Login {
        user: String,
        kept: KeptLogin,
        tried: Tried,
    },
}

/// What the token service made of a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// It named somebody.
    Taken,
    /// It named nobody, or refused.
    NotTaken,
    /// It could not be asked.
    Unknown(String),
}

/// Judges them. The one that the question is about may stop it: a program does not use the account
/// that is shown here, but its own.
pub fn judge_logins(
    question: &Question,
    account: Option<&str>,
    logins: Vec<ProgramLogin>,
) -> Vec<Verdict> {
    let verdict = |login: ProgramLogin| {
        let programs = login.programs;
        let asked = question.is_about(&programs);
        match login.outcome {
            LoginOutcome::Nothing => Verdict::NoLogin { programs, asked },
            LoginOutcome::Unreadable { file, reason } => Verdict::LoginUnreadable {
                programs,
                file,
                reason,
                asked,
            },
            LoginOutcome::IdentityToken(kept) => Verdict::LoginIsIdentityToken {
                programs,
                kept,
                asked,
            },
            LoginOutcome::Login { user, kept, tried } => match (tried, account) {
                (Tried::NotTaken, _) => Verdict::LoginDead {
                    programs,
                    user,
                    kept,
                    asked,
                },
                (Tried::Unknown(reason), _) => Verdict::LoginUntried {
                    programs,
                    user,
                    kept,
                    reason,
                },
                (Tried::Taken, Some(here)) if here != user => Verdict::LoginOfAnother {
                    programs,
                    user,
                    here: here.to_owned(),
                    kept,
                },
                (Tried::Taken, _) => Verdict::LoginWorks {
                    programs,
                    user,
                    kept,
                },
            },
        }
    };
    let mut verdicts: Vec<Verdict> = Vec::new();
    for verdict in logins.into_iter().map(verdict) {
        let mut before = verdicts.iter_mut();
        // Those that have none are said in one line.
        if let Verdict::NoLogin {
            programs,
            asked: false,
        } = &verdict
            && let Some(Verdict::NoLogin { programs: all, .. }) =
                before.find(|one| matches!(one, Verdict::NoLogin { asked: false, .. }))
        {
            all.extend(programs.iter().cloned());
        } else {
            verdicts.push(verdict);
        }
    }
    verdicts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Severity;

    fn kept() -> KeptLogin {
        KeptLogin {
            file: "config.json".to_owned(),
            helper: None,
        }
    }

    fn judged(text: &str, programs: &[&str], outcome: LoginOutcome) -> (Verdict, Severity) {
        let question = Question::read(text, "h.example").expect(text);
        let login = ProgramLogin {
            programs: programs.iter().map(|name| (*name).to_owned()).collect(),
            outcome,
        };
        let verdict = judge_logins(&question, Some("ada"), vec![login]).remove(0);
        let severity = verdict.severity();
        (verdict, severity)
    }

    fn login(user: &str, tried: Tried) -> LoginOutcome {
        LoginOutcome::Login {
            user: user.to_owned(),
            kept: kept(),
            tried,
        }
    }

    #[test]
    fn a_login_is_the_account_shown_or_another_or_dead() {
        let docker = |outcome| judged("docker pull h.example/p/r", &["Docker"], outcome);
        let (verdict, severity) = docker(login("ada", Tried::Taken));
        assert!(matches!(verdict, Verdict::LoginWorks { .. }));
        assert_eq!(severity, Severity::Good);
        let (verdict, severity) = docker(login("robot$p+ci", Tried::Taken));
        assert!(matches!(verdict, Verdict::LoginOfAnother { here, .. } if here == "ada"));
        assert_eq!(severity, Severity::Warning);
        let (verdict, severity) = docker(login("ada", Tried::NotTaken));
        assert!(matches!(verdict, Verdict::LoginDead { asked: true, .. }));
        assert_eq!(severity, Severity::Stops);
        let (verdict, severity) = docker(login("ada", Tried::Unknown("timeout".to_owned())));
        assert!(matches!(verdict, Verdict::LoginUntried { .. }));
        assert_eq!(
            severity,
            Severity::Unknown,
            "what was not asked is not good"
        );
    }

    #[test]
    fn what_fails_stops_the_program_that_it_is_about_and_warns_of_the_others() {
        let unreadable = || LoginOutcome::Unreadable {
            file: "config.json".to_owned(),
            reason: "locked".to_owned(),
        };
        let all = [
            login("ada", Tried::NotTaken),
            LoginOutcome::IdentityToken(kept()),
            unreadable(),
        ];
        for outcome in all {
            let of = |text| judged(text, &["Podman", "skopeo"], outcome.clone()).1;
            assert_eq!(of("podman push h.example/p/r:1"), Severity::Stops);
            assert_eq!(of("buildah push h.example/p/r:1"), Severity::Stops);
            assert_eq!(of("docker push h.example/p/r:1"), Severity::Warning);
            assert_eq!(of("h.example/p/r:1"), Severity::Warning);
        }
        let nothing = |name: &str| ProgramLogin {
            programs: vec![name.to_owned()],
            outcome: LoginOutcome::Nothing,
        };
        let all = vec![nothing("Docker"), nothing("Podman"), nothing("Helm")];
        let question = Question::read("podman pull h.example/p/r", "h.example").expect("read");
        let verdicts = judge_logins(&question, None, all);
        assert!(
            matches!(&verdicts[..], [
                Verdict::NoLogin { programs, asked: false },
                Verdict::NoLogin { asked: true, .. },
            ] if programs == &["Docker", "Helm"]),
            "{verdicts:?}"
        );
        let of = |text| judged(text, &["Helm"], LoginOutcome::Nothing).1;
        assert_eq!(
            of("helm push c-1.0.0.tgz oci://h.example/p"),
            Severity::Warning
        );
        assert_eq!(of("docker push h.example/p/r:1"), Severity::Unknown);
    }
}
