//! The sign-ins that docker, Podman, skopeo and Helm would use, and whether they still work.

use diagnosis::{KeptLogin, LoginOutcome, ProgramLogin, Question, Tried};
use docker_login::{Keeper, Lookup, Places, Program, StoredLogin};
use harbor_client::{Client, Credentials, Secret};

/// A repository that need not be there: with a scope the token service answers to nobody, too.
pub(super) const ANY_REPOSITORY: &str = "library/none";

/// The program that is looked at where none is named.
pub(super) const DOCKER: &str = "docker";

/// What the programs on this computer have for a registry.
pub(super) struct Logins(Vec<(Vec<Program>, Lookup)>);

impl Logins {
    /// Looks for them. A credential helper may ask the person to unlock something.
    pub(super) async fn find(places: &Places, registry: &str, question: &Question) -> Self {
        let repository = question.scope();
        Self(docker_login::find(places, registry, repository.as_deref()).await)
    }

    /// The login of the program that a question names, else docker's; `None` where it has none that
    /// can be used.
    pub(super) fn of(&self, question: &Question) -> Option<&StoredLogin> {
        let docker = Question {
            program: Some(DOCKER.to_owned()),
            ..Question::default()
        };
        let find = |question: &Question| {
            self.0
                .iter()
                .find(|(programs, _)| question.is_about(&names(programs)))
        };
        match find(question).or_else(|| find(&docker)) {
            Some((_, Lookup::Login(login))) if !login.is_identity_token => Some(login),
            _ => None,
        }
    }

    /// Asks the token service what each is worth, each login once.
    pub(super) async fn try_out(&self, client: &Client) -> Vec<ProgramLogin> {
        let mut asked: Vec<(&StoredLogin, Tried)> = Vec::new();
        let mut all = Vec::new();
        for (programs, lookup) in &self.0 {
            let outcome = match lookup {
                Lookup::Nothing => LoginOutcome::Nothing,
                Lookup::Failed { file, reason } => LoginOutcome::Unreadable {
                    file: file.display().to_string(),
                    reason: reason.clone(),
                },
                Lookup::Login(login) if login.is_identity_token => {
                    LoginOutcome::IdentityToken(kept(login))
                }
                Lookup::Login(login) => {
                    let known = asked.iter().find(|(other, _)| is_same(other, login));
                    let tried = match known {
                        Some((_, tried)) => tried.clone(),
                        None => {
                            let tried = try_one(client, login).await;
                            asked.push((login, tried.clone()));
                            tried
                        }
                    };
                    LoginOutcome::Login {
                        user: login.user.clone(),
                        kept: kept(login),
                        tried,
                    }
                }
            };
            all.push(ProgramLogin {
                programs: names(programs),
                outcome,
            });
        }
        all
    }
}

fn names(programs: &[Program]) -> Vec<String> {
    let names = programs.iter().map(|program| program.name().to_owned());
    names.collect()
}

async fn try_one(client: &Client, login: &StoredLogin) -> Tried {
    let asking = client.with_credentials(Credentials::Password {
        user: login.user.clone(),
        password: Secret::from(login.secret()),
    });
    let access = match asking {
        Ok(asking) => asking.own_registry_access(Some(ANY_REPOSITORY)).await,
        Err(error) => Err(error),
    };
    match access {
        Ok(access) if access.subject.is_some() => Tried::Taken,
        Ok(_) => Tried::NotTaken,
        Err(error) if matches!(error.status(), Some(401 | 403)) => Tried::NotTaken,
        Err(error) => Tried::Unknown(error.to_string()),
    }
}

fn kept(login: &StoredLogin) -> KeptLogin {
    KeptLogin {
        file: login.file.display().to_string(),
        helper: match &login.by {
            Keeper::Helper(name) => Some(name.clone()),
            Keeper::Plain => None,
        },
    }
}

fn is_same(one: &StoredLogin, other: &StoredLogin) -> bool {
    one.user == other.user && one.secret() == other.secret()
}
