//! How a kept connection is reached: its name, address, certificate and proxy are changed here.

use pilothouse_protocol::{
    ChangeConnection, Changed, ConnectionKind, ConnectionState, Failure, FailureCode,
};

use crate::{
    calls::open_calls::OpenCall,
    connection::runtime::ConnectionRuntime,
    console::{Console, locked, removed},
    failure,
    sign_in::{
        server,
        sign_out::{ToEnd, end_behind},
    },
};

/// The longest name, in characters.
const LONGEST_NAME: usize = 100;

impl Console {
    /// Changes how a connection is called and reached, after a look at what answers there. At
    /// another address nobody is signed in: no secret goes where it was not meant to go.
    pub(crate) async fn change_connection(
        &self,
        call: &OpenCall<'_>,
        command: ChangeConnection,
    ) -> Result<Changed, Failure> {
        let id = &command.connection;
        let turns = self.turns(id);
        let _alone = turns.attempts.alone().await;
        let before = self.kept(id)?;
        if before.kind == ConnectionKind::Demo {
            return Err(Failure::new(
                FailureCode::Invalid,
                "The demo registry stays as it is.",
            ));
        }
        let server = server(&command.address, &command.trust).await?;
        let origin = server.address.origin();
        let has_moved = origin != before.origin;
        let is_reached_anew = has_moved || command.trust != before.trust;
        if is_reached_anew {
            harbor_client::probe(&server)
                .await
                .map_err(|error| failure::from_probe(&error))?;
        }

        let _adding = match has_moved {
            true => Some(self.adding.lock().await),
            false => None,
        };
        let keeping = self.keeping(id).await;
        call.settle()?;
        // It may have been removed, or another one added, in the meantime.
        let mut kept = self.kept(id)?;
        let settings = self.settings.settings();
        let is_taken = settings.connections.iter().any(|other| {
            other.id != *id && other.kind == ConnectionKind::Registry && other.origin == origin
        });
        if has_moved && is_taken {
            return Err(Failure::new(
                FailureCode::Conflict,
                "Another connection leads to this address already.",
            ));
        }
        let name = command.name.trim();
        let is_name = name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
        kept.name = match name {
            _ if !is_name => {
                return Err(Failure::new(
                    FailureCode::Invalid,
                    "A name has at most 100 characters, and no line breaks.",
                ));
            }
            "" => server.address.authority(),
            name => name.to_owned(),
        };
        let (mut resting, mut notices) = (Vec::new(), Vec::new());
        if has_moved {
            resting = self.all_resting(&before).await;
            // First, so that no secret is ever kept for an address that it is not for.
            notices = self.forget_secrets(&kept).await;
            for account in &mut kept.accounts {
                account.signed_out = true;
            }
        }
        kept.origin = origin;
        kept.trust = command.trust;
        self.change_settings(|settings| settings.put(kept.clone()))?;

        let epoch = self.next_epoch();
        let mut client = None;
        self.publish(|live| {
            let live = live.get_mut(id).ok_or_else(removed)?;
            if is_reached_anew {
                client = live.client.take();
                let system = live.view.system.clone();
                let account = live.view.account.clone();
                *live = ConnectionRuntime::untried(&kept);
                live.epoch = epoch;
                if has_moved {
                    live.view.state = ConnectionState::SignInNeeded;
                } else {
                    live.view.system = system;
                    live.view.account = account;
                }
            } else {
                live.view.name.clone_from(&kept.name);
            }
            Ok::<_, Failure>(Some(live.view.clone()))
        })?;
        if has_moved {
            self.lists.clear(id);
            self.robot_secrets.forget_of(id);
            locked(&turns.provider_page).take();
            self.explorer.forget(id);
            resting.extend(client.map(ToEnd::from));
        }
        drop(keeping);
        self.holds.publish();
        resting.into_iter().for_each(end_behind);
        Ok(Changed {
            connection: self.view(id)?,
            notices,
        })
    }
}
