//! What comes of an attempt: somebody who is signed in, a name to choose, or its end.

use harbor_client::{Arrived, LoopbackError, OidcError, OidcOutcome, Secret};
use pilothouse_protocol::{
    AddressSource, Failure, RunOut, SignInMethod, SignInPlace, SignInStep, UserNameFault,
    check_user_name,
};
use tokio::time::Instant;

use crate::{
    failure,
    sign_in::{
        Fresh,
        browser::{Attempt, Course, Done, PATIENCE, Stage},
        oidc_callback::{Judged, judge},
        own_client::turned_back,
    },
};

impl Course {
    pub(super) fn over(&self, why: RunOut) -> Stage {
        (self.tell)(SignInStep::RunOut { why });
        Stage::Nothing
    }

    /// A text that may be the address. Other addresses are told, by their host.
    pub(super) async fn text(
        &self,
        stage: Stage,
        text: &Secret,
        from: AddressSource,
    ) -> Result<(Stage, Done), Failure> {
        let Stage::Page(attempt) = stage else {
            return Ok((stage, None));
        };
        let step = match judge(&attempt.flow, text.expose()) {
            Judged::TheAddress => return self.finish(*attempt, text, from).await,
            Judged::OtherAttempt => SignInStep::OtherAttempt { from },
            Judged::Other { host } => SignInStep::OtherAddress { from, host },
            Judged::NoAddress => SignInStep::NoAddress,
        };
        (self.tell)(step);
        Ok((Stage::Page(attempt), None))
    }

    /// Signs in with the address; the attempt is over with it, whatever comes of it.
    pub(super) async fn finish(
        &self,
        mut attempt: Attempt,
        text: &Secret,
        from: AddressSource,
    ) -> Result<(Stage, Done), Failure> {
        (self.tell)(SignInStep::SigningIn { from });
        attempt.window = None;
        match attempt.flow.finish(text.expose().trim()).await {
            Ok(OidcOutcome::SignedIn(signed_in)) => self.signed_in(*signed_in).await,
            Ok(OidcOutcome::NeedsName(newcomer)) => {
                (self.tell)(SignInStep::NeedsName {
                    suggestion: newcomer.suggestion.clone(),
                });
                let until = Instant::now() + PATIENCE;
                Ok((Stage::Name(Box::new(newcomer), until), None))
            }
            Err(error) => Ok((self.refused(error), None)),
        }
    }

    /// The browser came to this computer, or nobody did.
    pub(super) async fn arrived(
        &self,
        stage: Stage,
        outcome: Result<Arrived, LoopbackError>,
    ) -> (Stage, Done) {
        let Stage::Own(attempt) = stage else {
            return (stage, None);
        };
        let signed_in = match outcome {
            Err(error) => {
                if let Some(request) = attempt.with_fewer_scopes(&error) {
                    drop(attempt);
                    return (self.open_own(request.open().await).await, None);
                }
                Err(turned_back(&error))
            }
            Ok(arrived) => {
                let from = AddressSource::Listener;
                (self.tell)(SignInStep::SigningIn { from });
                let (secrets, own) = (self.secrets.clone(), self.own_client.clone());
                attempt.sign_in(arrived, &self.server, secrets, own).await
            }
        };
        match signed_in {
            Ok(fresh) => (Stage::Nothing, Some(fresh)),
            Err(step) => {
                (self.tell)(step);
                (Stage::Nothing, None)
            }
        }
    }

    pub(super) async fn name(&self, stage: Stage, name: String) -> Result<(Stage, Done), Failure> {
        let Stage::Name(mut newcomer, until) = stage else {
            return Ok((stage, None));
        };
        if let Err(fault) = check_user_name(&name) {
            let said = words(&fault);
            (self.tell)(SignInStep::NameRefused { name, said });
            return Ok((Stage::Name(newcomer, until), None));
        }
        (self.tell)(SignInStep::CreatingAccount { name: name.clone() });
        match newcomer.choose(&name).await {
            Ok(signed_in) => self.signed_in(signed_in).await,
            Err(OidcError::Name(said)) => {
                let said = failure::sentence(&said);
                (self.tell)(SignInStep::NameRefused { name, said });
                Ok((Stage::Name(newcomer, until), None))
            }
            Err(error) => Ok((self.refused(error), None)),
        }
    }

    pub(super) async fn signed_in(
        &self,
        signed_in: harbor_client::SignedIn,
    ) -> Result<(Stage, Done), Failure> {
        let way = match self.at {
            SignInPlace::Browser => SignInMethod::Browser,
            SignInPlace::Window => SignInMethod::Window,
            SignInPlace::Loopback => SignInMethod::Provider,
        };
        Ok(match Fresh::opened(signed_in, way).await {
            Ok(fresh) => (Stage::Nothing, Some(fresh)),
            Err(failure) => (self.failed(failure), None),
        })
    }

    pub(super) fn refused(&self, error: OidcError) -> Stage {
        match error {
            OidcError::CodeUsedUp => self.over(RunOut::Code),
            OidcError::SessionGone => self.over(RunOut::Session),
            OidcError::SignIn(harbor_client::SignInError::Client(
                harbor_client::ClientError::SessionExpired { .. },
            )) => self.over(RunOut::Session),
            OidcError::Refused(said) => {
                (self.tell)(SignInStep::Refused { said });
                Stage::Nothing
            }
            error => self.failed(failure::from_oidc(&error)),
        }
    }

    pub(super) fn failed(&self, failure: Failure) -> Stage {
        (self.tell)(SignInStep::Failed { failure });
        Stage::Nothing
    }
}

fn words(fault: &UserNameFault) -> String {
    match fault {
        UserNameFault::Empty => "A user name can't be empty.".to_owned(),
        UserNameFault::TooLong { by } => format!("The user name is {by} characters too long."),
        UserNameFault::Characters(characters) => {
            let characters: Vec<String> = characters.iter().map(char::to_string).collect();
            format!("A user name can't have {} in it.", characters.join(" "))
        }
    }
}
