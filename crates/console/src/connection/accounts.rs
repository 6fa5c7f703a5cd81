//! Several accounts to a connection, and the sessions that are kept for them.

use harbor_client::{Client, Credentials, Session};
use pilothouse_protocol::{
    AccountId, AccountRemoved, Connection, ConnectionId, ConnectionKind, Failure, FailureCode,
};

use crate::{
    calls::open_calls::OpenCall,
    connection::runtime::{ConnectionRuntime, shown},
    console::{Console, locked, removed},
    settings::{SavedConnection, SavedMethod},
    sign_in::{
        saved_renewal::SavedRenewal,
        saved_session::SavedSession,
        server,
        sign_out::{ToEnd, end_behind, end_session},
    },
};

impl Console {
    /// Uses another account; nobody is signed out.
    pub(crate) async fn switch_account(
        &self,
        call: &OpenCall<'_>,
        id: &ConnectionId,
        account: AccountId,
    ) -> Result<Connection, Failure> {
        {
            let _keeping = self.keeping(id).await;
            let mut kept = self.kept(id)?;
            if !kept.accounts.iter().any(|known| known.id == account) {
                return Err(no_account());
            }
            if kept.account().id == account {
                return self.view(id);
            }
            call.settle()?;
            kept.active = account;
            self.change_settings(|settings| settings.put(kept.clone()))?;
            let mut next = ConnectionRuntime::untried(&kept);
            next.epoch = self.next_epoch();
            let mut left = None;
            self.publish(|all| {
                let known = all.get_mut(id).ok_or_else(removed)?;
                next.view.system = known.view.system.clone();
                let view = next.view.clone();
                left = Some(std::mem::replace(known, next));
                Ok::<_, Failure>(Some(view))
            })?;
            self.lists.clear(id);
            self.robot_secrets.forget_of(id);
            self.explorer.forget(id);
            if let Some(ConnectionRuntime {
                client: Some(client),
                saved_session: None,
                renews: false,
                ..
            }) = left
            {
                // Opened anew with the password; one that is kept goes on.
                end_behind(client);
            }
        }
        // Whether it works is the state's to say.
        let _ = self.client(id).await;
        self.view(id)
    }

    /// Forgets an account that is not in use, and ends its session.
    pub(crate) async fn remove_account(
        &self,
        call: &OpenCall<'_>,
        id: &ConnectionId,
        account: AccountId,
    ) -> Result<AccountRemoved, Failure> {
        let keeping = self.keeping(id).await;
        let mut kept = self.kept(id)?;
        if kept.account().id == account {
            return Err(
                Failure::new(FailureCode::Precondition, "This account is in use.")
                    .with_hint("Switch to another one first, or remove the registry."),
            );
        }
        if !kept.accounts.iter().any(|known| known.id == account) {
            return Err(no_account());
        }
        call.settle()?;
        let resting = self.resting(&kept, account).await;
        kept.accounts.retain(|known| known.id != account);
        self.change_settings(|settings| settings.put(kept.clone()))?;
        let mut notices: Vec<String> = Vec::new();
        notices.extend(self.forget_secret(kept.entry(account)).await);
        self.bulk.forget_account(id, account);
        self.show_accounts(&kept)?;
        drop(keeping);
        notices.extend(end_session(resting).await.notice);
        Ok(AccountRemoved {
            connection: self.view(id)?,
            notices,
        })
    }

    /// Shows the accounts as they are kept.
    pub(crate) fn show_accounts(&self, kept: &SavedConnection) -> Result<(), Failure> {
        self.publish(|live| {
            let live = live.get_mut(&kept.id).ok_or_else(removed)?;
            live.view.accounts = shown(kept);
            live.view.last_way = kept.last_way;
            Ok(Some(live.view.clone()))
        })
    }

    /// What is kept of a sign-in that is not in use, to end it.
    pub(crate) async fn resting(
        &self,
        kept: &SavedConnection,
        account: AccountId,
    ) -> Option<ToEnd> {
        let known = kept.accounts.iter().find(|known| known.id == account)?;
        let ends = matches!(
            known.way,
            SavedMethod::Session { .. } | SavedMethod::Provider { .. }
        );
        if kept.kind == ConnectionKind::Demo || !ends {
            return None;
        }
        let entry = kept.entry(account);
        if let Some(renewal) = self.renewals.take(&entry).await {
            return Some(ToEnd::Renewing(renewal.renewing));
        }
        let secret = self.secrets.get(entry).await.ok()?.secret;
        let server = server(&kept.origin, &kept.trust).await.ok()?;
        if let Some(renewal) = SavedRenewal::from_entry(&secret) {
            return Some(ToEnd::SavedConnection(Box::new((server, renewal))));
        }
        let session = SavedSession::from_entry(&secret)?.session;
        let client = Client::new(server, Credentials::Session(session)).ok()?;
        Some(client.into())
    }

    /// Keeps a session anew where its cookies have changed, which is rare; its tokens, which change
    /// with every answer, are as good as older ones.
    pub(crate) async fn keep_newest(&self, id: &ConnectionId, epoch: u64, client: &Client) {
        let Some(newest) = self.changed_session(id, epoch, client) else {
            return;
        };
        let _keeping = self.keeping(id).await;
        let Ok(kept) = self.kept(id) else {
            return;
        };
        let since = {
            let mut live = locked(&self.live);
            let Some(live) = live.get_mut(id).filter(|live| live.epoch == epoch) else {
                return;
            };
            live.saved_session = Some(newest.clone());
            let signed_in = live.view.signed_in.as_ref();
            signed_in.map_or_else(chrono::Utc::now, |signed_in| signed_in.since)
        };
        let entry = SavedSession {
            session: newest,
            since,
        };
        let remembered = self
            .secrets
            .keep(kept.entry(kept.account().id), entry.to_entry())
            .await;
        self.update(id, epoch, |view| view.remembered = remembered);
    }

    fn changed_session(&self, id: &ConnectionId, epoch: u64, client: &Client) -> Option<Session> {
        let live = locked(&self.live);
        let live = live.get(id).filter(|live| live.epoch == epoch)?;
        let kept = live.saved_session.as_ref()?;
        let newest = client.session()?;
        (!newest.has_cookies_of(kept)).then_some(newest)
    }

    /// Forgets a session that the server does not know any more, or a sign-in that the provider has
    /// ended. Once, however many calls find it.
    pub(crate) async fn forget_ended(&self, id: &ConnectionId, epoch: u64) {
        let _keeping = self.keeping(id).await;
        let (session, renewed) = {
            let mut live = locked(&self.live);
            let Some(live) = live.get_mut(id).filter(|live| live.epoch == epoch) else {
                return;
            };
            (live.saved_session.take(), std::mem::take(&mut live.renews))
        };
        if let (true, Ok(kept)) = (renewed, self.kept(id)) {
            // That it could not be removed is in the log; nobody signs in with it.
            let _ = self.forget_secret(kept.entry(kept.account().id)).await;
        }
        if let (Some(session), Ok(kept)) = (session, self.kept(id)) {
            let entry = kept.entry(kept.account().id);
            self.forget_session(entry, session.sid()).await;
        }
    }

    /// Remembers in the settings that the active account's secret was forgotten.
    pub(crate) fn mark_signed_out(&self, id: &ConnectionId) -> Result<SavedConnection, Failure> {
        let mut kept = self.kept(id)?;
        let active = kept.account().id;
        if kept.kind == ConnectionKind::Registry {
            for account in &mut kept.accounts {
                account.signed_out |= account.id == active;
            }
            self.change_settings(|settings| settings.put(kept.clone()))?;
        }
        Ok(kept)
    }
}

fn no_account() -> Failure {
    Failure::new(FailureCode::NotFound, "This account was removed.")
}
