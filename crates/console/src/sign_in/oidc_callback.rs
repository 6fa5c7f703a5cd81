//! What comes back from the browser: the clipboard, and what a text is to an attempt.

use std::{sync::Arc, time::Duration};

use harbor_client::{OidcError, OidcSignIn, Secret};
use url::Url;

use crate::desktop::{Clipboard, blocking};

/// The clipboard is looked at about twice a second.
const LOOK: Duration = Duration::from_millis(500);
/// The longest text that can be an address; anything longer is not looked at.
const LONGEST: usize = 8 * 1024;

/// How the clipboard is looked at.
#[derive(Default)]
pub(crate) struct Watching {
    /// The text that was seen last, which is not judged again.
    seen: Option<Secret>,
    /// Whether it was looked at since it is watched: what was in it before is of no interest,
    /// unless it is the address itself.
    begun: bool,
    pub(crate) unreadable: Option<String>,
}

/// What a text is.
pub(crate) enum Judged {
    TheAddress,
    OtherAttempt,
    Other { host: String },
    NoAddress,
}

impl Watching {
    /// Looks at the clipboard until there is something new in it that is an address; an error says
    /// why it can't be read.
    pub(crate) async fn look(
        &mut self,
        clipboard: &Arc<dyn Clipboard>,
        flow: &OidcSignIn,
    ) -> Result<Secret, String> {
        if self.unreadable.is_some() {
            return std::future::pending().await;
        }
        loop {
            if self.begun {
                tokio::time::sleep(LOOK).await;
            }
            let clipboard = Arc::clone(clipboard);
            let text = match blocking(move || clipboard.text()).await {
                Ok(Ok(text)) => text,
                Ok(Err(reason)) | Err(reason) => return Err(reason),
            };
            let first = !std::mem::replace(&mut self.begun, true);
            let Some(text) = text else {
                continue;
            };
            let seen = self.seen.as_ref().map(Secret::expose);
            if seen == Some(text.expose()) {
                continue;
            }
            self.seen = Some(text.clone());
            match judge(flow, text.expose()) {
                Judged::TheAddress => return Ok(text),
                Judged::NoAddress => {}
                _ if first => {}
                // Copied to be opened by hand.
                _ if text.expose().trim() == flow.page() => {}
                _ => return Ok(text),
            }
        }
    }
}

/// What a text is to an attempt. Nothing is sent, and nothing of it is kept or logged.
pub(crate) fn judge(flow: &OidcSignIn, text: &str) -> Judged {
    let text = text.trim();
    if text.len() > LONGEST || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Judged::NoAddress;
    }
    match flow.check(text) {
        Ok(()) => return Judged::TheAddress,
        Err(OidcError::OtherAttempt) => return Judged::OtherAttempt,
        Err(_) => {}
    }
    let url = Url::parse(text).ok();
    let url = url.filter(|url| matches!(url.scheme(), "https" | "http"));
    match url.as_ref().and_then(Url::host_str) {
        Some(host) => Judged::Other {
            host: host.to_owned(),
        },
        None => Judged::NoAddress,
    }
}
