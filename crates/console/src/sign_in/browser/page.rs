//! Opening an attempt's page, and telling what is waited for.

use chrono::Utc;
use pilothouse_protocol::{ClipboardWatch, PageAddress, SignInPlace, SignInStep};
use tokio::{sync::mpsc, time::Instant};

use crate::{
    desktop::blocking,
    sign_in::browser::{Attempt, Course, Stage},
};

impl Course {
    pub(super) async fn publish_page(&self, page: &str, host: String, back_at: &str) {
        let browser = self.desktop.browser.clone();
        let browsers = blocking(move || browser.installed()).await;
        (self.tell)(SignInStep::Page {
            address: PageAddress::new(page.to_owned()),
            host,
            back_at: back_at.to_owned(),
            browsers: browsers.unwrap_or_default(),
        });
    }

    pub(super) async fn open_in_browser(&self, page: &str, with: Option<String>) {
        let (browser, page) = (self.desktop.browser.clone(), page.to_owned());
        let opened = blocking(move || browser.open(&page, with.as_deref())).await;
        self.publish_opened(opened.and_then(|opened| opened));
    }

    pub(super) fn publish_opened(&self, opened: Result<(), String>) {
        let at = self.at;
        (self.tell)(match opened {
            Ok(()) => SignInStep::Opened { at },
            Err(reason) => SignInStep::NotOpened { at, reason },
        });
    }

    pub(super) async fn open_page(&self, attempt: &mut Attempt, with: Option<String>) {
        match self.at {
            SignInPlace::Browser | SignInPlace::Loopback => {
                self.open_in_browser(attempt.flow.page(), with).await;
            }
            SignInPlace::Window => {
                let page = attempt.flow.page().to_owned();
                let windows = self.desktop.windows.clone();
                let awaited = attempt.flow.awaited().clone();
                // The one that is open tells nothing more.
                attempt.window = None;
                (attempt.telling, attempt.told) = mpsc::unbounded_channel();
                let telling = attempt.telling.clone();
                let opened = blocking(move || windows.open(&page, awaited, telling)).await;
                let opened = opened.and_then(|opened| opened);
                self.publish_opened(opened.map(|window| attempt.window = Some(window)));
            }
        }
    }

    pub(super) fn publish_waiting(&self, stage: &Stage) {
        let (until, unreadable) = match stage {
            Stage::Page(attempt) => (attempt.until, attempt.clipboard.unreadable.as_ref()),
            Stage::Own(attempt) => (attempt.until, None),
            Stage::Name(..) | Stage::Nothing => return,
        };
        let clipboard = match unreadable {
            _ if !self.watches() => ClipboardWatch::Off,
            Some(reason) => ClipboardWatch::Unreadable {
                reason: reason.clone(),
            },
            None => ClipboardWatch::On,
        };
        let left = until.saturating_duration_since(Instant::now());
        (self.tell)(SignInStep::Waiting {
            clipboard,
            until: Utc::now() + left,
        });
    }
}
