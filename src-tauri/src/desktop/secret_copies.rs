//! Secrets on the clipboard: marked as such where the system can, and taken off again.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::Utc;
use harbor_client::Secret;
use pilothouse_protocol::{Copied, Empty, Failure, FailureCode};

/// How long a secret stays.
const STAY: Duration = Duration::from_secs(30);

/// The system's clipboard.
pub trait Clipboard: Send {
    /// Puts a secret on it, to be kept out of histories and synchronisation.
    fn put(&mut self, secret: &Secret) -> Result<(), String>;
    /// The text on it, if it is one and can be read.
    fn text(&mut self) -> Option<Secret>;
    /// Takes everything off.
    fn clear(&mut self) -> Result<(), String>;
}

/// Puts secrets on a clipboard and takes them off again, unless something else is there by then.
#[derive(Clone)]
pub struct SecretCopies(Arc<Mutex<Copies>>);

struct Copies {
    /// Opened when it is first needed: a program without a screen has none.
    clipboard: Option<Box<dyn Clipboard>>,
    open: fn() -> Result<Box<dyn Clipboard>, String>,
    /// What was put there last, until it is known to be gone.
    secret: Option<Secret>,
    /// Counts the copies, so that the end of an older one does not end a newer one.
    count: u64,
}

impl SecretCopies {
    /// Copies to the system's clipboard.
    pub fn new() -> Self {
        Self::to(|| SystemClipboard::open().map(|open| Box::new(open) as Box<dyn Clipboard>))
    }

    fn to(open: fn() -> Result<Box<dyn Clipboard>, String>) -> Self {
        Self(Arc::new(Mutex::new(Copies {
            clipboard: None,
            open,
            secret: None,
            count: 0,
        })))
    }

    /// Puts a secret on the clipboard, for [`STAY`].
    pub async fn copy(&self, secret: Secret) -> Result<Copied, Failure> {
        let clears_at = Utc::now() + STAY;
        let copies = self.clone();
        // A clipboard is another program's answer: it may take its time.
        let count = tokio::task::spawn_blocking(move || copies.put(secret))
            .await
            .map_err(|error| failed(&error.to_string()))?
            .map_err(|reason| failed(&reason))?;
        let copies = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(STAY).await;
            let _ = tokio::task::spawn_blocking(move || copies.end(Some(count))).await;
        });
        Ok(Copied { clears_at })
    }

    /// Takes the secret off now, if it is still there.
    pub async fn clear(&self) -> Result<Empty, Failure> {
        let copies = self.clone();
        tokio::task::spawn_blocking(move || copies.end(None))
            .await
            .map_err(|error| failed(&error.to_string()))?
            .map_err(|reason| failed(&reason))?;
        Ok(Empty {})
    }

    /// The same when the program ends, where nothing can be waited for.
    pub fn clear_at_exit(&self) {
        if let Err(reason) = self.end(None) {
            tracing::warn!("the clipboard could not be cleared: {reason}");
        }
    }

    fn put(&self, secret: Secret) -> Result<u64, String> {
        let mut copies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if copies.clipboard.is_none() {
            copies.clipboard = Some((copies.open)()?);
        }
        if let Some(clipboard) = &mut copies.clipboard {
            clipboard.put(&secret)?;
        }
        copies.secret = Some(secret);
        copies.count += 1;
        Ok(copies.count)
    }

    /// Ends a copy, or whichever there is.
    fn end(&self, count: Option<u64>) -> Result<(), String> {
        let mut copies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if count.is_some_and(|count| count != copies.count) {
            return Ok(());
        }
        let Some(secret) = copies.secret.take() else {
            return Ok(());
        };
        let Some(clipboard) = &mut copies.clipboard else {
            return Ok(());
        };
        let is_there = clipboard
            .text()
            .is_some_and(|text| text.expose() == secret.expose());
        if is_there { clipboard.clear() } else { Ok(()) }
    }
}

fn failed(reason: &str) -> Failure {
    Failure::new(
        FailureCode::Internal,
        format!("The clipboard could not be used: {reason}."),
    )
}

struct SystemClipboard(arboard::Clipboard);

impl SystemClipboard {
    fn open() -> Result<Self, String> {
        let open = arboard::Clipboard::new();
        open.map(Self).map_err(|error| error.to_string())
    }
}

impl Clipboard for SystemClipboard {
    fn put(&mut self, secret: &Secret) -> Result<(), String> {
        let set = self.0.set();
        #[cfg(target_os = "linux")]
        let set = arboard::SetExtLinux::exclude_from_history(set);
        #[cfg(windows)]
        let set = {
            use arboard::SetExtWindows as _;
            set.exclude_from_history()
                .exclude_from_cloud()
                .exclude_from_monitoring()
        };
        #[cfg(target_os = "macos")]
        let set = arboard::SetExtApple::exclude_from_history(set);
        set.text(secret.expose()).map_err(|error| error.to_string())
    }

    fn text(&mut self) -> Option<Secret> {
        self.0.get_text().ok().map(Secret::from)
    }

    fn clear(&mut self) -> Result<(), String> {
        self.0.clear().map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clipboard that everybody in a test sees.
    #[derive(Clone, Default)]
    struct Board(Arc<Mutex<Option<String>>>);

    impl Board {
        fn now(&self) -> Option<String> {
            self.0.lock().expect("the text").clone()
        }

        fn set(&self, text: &str) {
            *self.0.lock().expect("the text") = Some(text.to_owned());
        }

        fn copies(&self) -> SecretCopies {
            let copies = SecretCopies::to(|| Err("there is none".to_owned()));
            copies.0.lock().expect("the copies").clipboard = Some(Box::new(self.clone()));
            copies
        }
    }

    impl Clipboard for Board {
        fn put(&mut self, secret: &Secret) -> Result<(), String> {
            self.set(secret.expose());
            Ok(())
        }
        fn text(&mut self) -> Option<Secret> {
            self.now().map(Secret::from)
        }
        fn clear(&mut self) -> Result<(), String> {
            *self.0.lock().expect("the text") = None;
            Ok(())
        }
    }

    #[test]
    fn a_copy_ends_once_and_an_older_ones_end_is_not_its_own() {
        let board = Board::default();
        let copies = board.copies();
        let first = copies.put("Canary-1".into()).expect("put");
        let second = copies.put("Canary-2".into()).expect("put");
        copies.end(Some(first)).expect("ended");
        assert_eq!(board.now().as_deref(), Some("Canary-2"));
        copies.end(Some(second)).expect("ended");
        assert_eq!(board.now(), None);
    }

    #[test]
    fn what_somebody_else_copied_stays() {
        let board = Board::default();
        let copies = board.copies();
        copies.put("Canary-1".into()).expect("put");
        board.set("a recipe");
        copies.clear_at_exit();
        assert_eq!(board.now().as_deref(), Some("a recipe"));
        // It was given up: that text is not taken off when it comes back by other means.
        board.set("Canary-1");
        copies.clear_at_exit();
        assert_eq!(board.now().as_deref(), Some("Canary-1"));
    }

    #[tokio::test]
    async fn a_secret_can_be_taken_off_at_once() {
        let board = Board::default();
        let copies = board.copies();
        let copied = copies.copy("Canary-1".into()).await.expect("copied");
        let left = copied.clears_at - Utc::now();
        assert!(
            left.num_seconds() <= 30 && left.num_seconds() >= 25,
            "{left}"
        );
        assert_eq!(board.now().as_deref(), Some("Canary-1"));
        copies.clear().await.expect("cleared");
        assert_eq!(board.now(), None);
    }

    #[tokio::test]
    async fn without_a_clipboard_that_is_said() {
        let copies = SecretCopies::to(|| Err("there is no screen".to_owned()));
        let failure = copies.copy("Canary-1".into()).await.expect_err("none");
        assert!(failure.message.contains("there is no screen"));
        assert!(!failure.message.contains("Canary"));
        copies.clear().await.expect("nothing to clear");
    }
}
