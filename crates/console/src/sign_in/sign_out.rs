//! Ending what was signed in to: a session at the registry, a sign-in at the provider.

use std::time::Duration;

use harbor_client::{AtProvider, Client, LoopbackError, Renewing, Server, SignedOut};
use tokio::runtime::Handle;

use crate::sign_in::{renewals::end_kept, saved_renewal::SavedRenewal};

/// As long as somebody waits for a session's end; it goes on behind their back.
const PATIENCE_AT_THE_END: Duration = Duration::from_secs(3);

/// What is said where a provider has no way to end what it gave.
const STAYS: &str = "Pilothouse has forgotten the sign-in, but the identity provider offers no way \
                     to end it: there it lasts until it runs out. Whoever runs the provider can end \
                     it.";

/// What is to be ended.
pub(crate) enum ToEnd {
    /// As it is in use.
    Client(Client),
    /// A sign-in at the provider itself, not in use.
    Renewing(Renewing),
    /// The same, as it was kept.
    SavedConnection(Box<(Server, SavedRenewal)>),
}

impl From<Client> for ToEnd {
    fn from(client: Client) -> Self {
        Self::Client(client)
    }
}

/// What came of ending a session.
#[derive(Default)]
pub(crate) struct Ended {
    /// The provider's page to end its own session.
    pub(crate) provider_page: Option<String>,
    /// What the person must know, in words.
    pub(crate) notice: Option<String>,
}

/// Tells the server that a session is over; if it can't be told, the session ends by itself.
async fn end(what: ToEnd) -> Ended {
    let untold = untold(&what);
    let ended = match what {
        ToEnd::Client(client) => client.sign_out().await.map_err(|error| error.to_string()),
        ToEnd::Renewing(renewing) => renewing.end().await.map(at_provider).map_err(in_words),
        ToEnd::SavedConnection(kept) => {
            let (server, kept) = *kept;
            let ended = end_kept(&server, kept).await;
            ended.map(at_provider).map_err(in_words)
        }
    };
    match ended {
        Ok(left) => Ended {
            provider_page: left.provider_page,
            notice: match left.at_provider {
                AtProvider::Ended => None,
                AtProvider::Stays => Some(STAYS.to_owned()),
            },
        },
        Err(error) => {
            tracing::info!("the session could not be ended: {error}");
            untold
        }
    }
}

fn at_provider(at_provider: AtProvider) -> SignedOut {
    SignedOut {
        provider_page: None,
        at_provider,
    }
}

fn in_words(error: LoopbackError) -> String {
    error.to_string()
}

fn untold(what: &ToEnd) -> Ended {
    let by_provider = match what {
        ToEnd::Client(client) => client.is_renewing(),
        ToEnd::Renewing(_) | ToEnd::SavedConnection(_) => true,
    };
    let notice = if by_provider {
        "The identity provider could not be told. The sign-in there ends by itself when it is not \
         used."
    } else {
        "The registry could not be told. The session there ends by itself when it is not used."
    };
    Ended {
        provider_page: None,
        notice: Some(notice.to_owned()),
    }
}

/// Ends a session; a server that does not answer is not waited for.
pub(crate) async fn end_session(what: Option<ToEnd>) -> Ended {
    let Some(what) = what else {
        return Ended::default();
    };
    let untold = untold(&what);
    match tokio::time::timeout(PATIENCE_AT_THE_END, tokio::spawn(end(what))).await {
        Ok(Ok(ended)) => ended,
        _ => untold,
    }
}

/// Ends a session that nobody asked about.
pub(crate) fn end_behind(what: impl Into<ToEnd>) {
    // Without a runtime the program is ending, and nothing can be told to anybody.
    if let Ok(runtime) = Handle::try_current() {
        runtime.spawn(end(what.into()));
    }
}
