//! What a sign-in's steps come to: where it stands now.

use pilothouse_protocol::{ClipboardWatch, PageAddress, SignInPlace, SignInStep};

/// The provider's page of this attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub address: PageAddress,
    pub back_at: String,
    pub browsers: Vec<String>,
}

/// Where a sign-in stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub page: Option<Page>,
    /// What could not be opened, and why.
    pub not_opened: Option<(SignInPlace, String)>,
    pub clipboard: ClipboardWatch,
    /// Whose page the sign-in window shows.
    pub window_host: Option<String>,
    /// The user name that the registry proposed.
    pub suggestion: Option<String>,
    /// The step that says most.
    pub now: SignInStep,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            page: None,
            not_opened: None,
            clipboard: ClipboardWatch::On,
            window_host: None,
            suggestion: None,
            now: SignInStep::Beginning,
        }
    }
}

impl Seen {
    pub fn of(steps: &[SignInStep]) -> Self {
        let mut seen = Self::default();
        for step in steps {
            seen.take(step);
        }
        seen
    }

    fn take(&mut self, step: &SignInStep) {
        match step {
            SignInStep::Beginning => *self = Self::default(),
            SignInStep::Page {
                address,
                back_at,
                browsers,
                ..
            } => {
                self.page = Some(Page {
                    address: address.clone(),
                    back_at: back_at.clone(),
                    browsers: browsers.clone(),
                });
            }
            SignInStep::Opened { .. } => self.not_opened = None,
            SignInStep::NotOpened { at, reason } => {
                self.not_opened = Some((*at, reason.clone()));
            }
            SignInStep::WindowAt { host } => self.window_host = Some(host.clone()),
            SignInStep::Waiting { clipboard, .. } => {
                self.clipboard = clipboard.clone();
                if self.now == SignInStep::Beginning {
                    self.now = step.clone();
                }
            }
            _ => {
                if let SignInStep::NeedsName { suggestion } = step {
                    self.suggestion = Some(suggestion.clone());
                }
                self.now = step.clone();
            }
        }
    }

    /// Whether a user name is asked for.
    pub fn is_naming(&self) -> bool {
        matches!(
            self.now,
            SignInStep::NeedsName { .. }
                | SignInStep::CreatingAccount { .. }
                | SignInStep::NameRefused { .. }
        )
    }

    /// Whether the address was taken over, and only the registry is waited for.
    pub fn is_signing_in(&self) -> bool {
        matches!(self.now, SignInStep::SigningIn { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Utc;
    use pilothouse_protocol::{AddressSource, RunOut};

    fn page() -> SignInStep {
        SignInStep::Page {
            address: PageAddress::new("https://idp.example/auth".to_owned()),
            host: "idp.example".to_owned(),
            back_at: "registry.example".to_owned(),
            browsers: vec!["firefox".to_owned()],
        }
    }

    fn waiting(clipboard: ClipboardWatch) -> SignInStep {
        SignInStep::Waiting {
            clipboard,
            until: Utc::now(),
        }
    }

    #[test]
    fn another_address_stays_said_while_it_waits() {
        let other = SignInStep::OtherAddress {
            from: AddressSource::Clipboard,
            host: "idp.example".to_owned(),
        };
        let steps = [
            SignInStep::Beginning,
            page(),
            waiting(ClipboardWatch::On),
            other.clone(),
            waiting(ClipboardWatch::Off),
        ];
        let seen = Seen::of(&steps);
        assert_eq!(seen.now, other);
        assert_eq!(seen.clipboard, ClipboardWatch::Off);
        assert!(seen.page.is_some());
    }

    #[test]
    fn another_attempt_begins_with_nothing() {
        let steps = [
            SignInStep::Beginning,
            page(),
            SignInStep::RunOut { why: RunOut::Code },
            SignInStep::Beginning,
        ];
        assert!(Seen::of(&steps[..3]).now.is_over());
        assert_eq!(Seen::of(&steps), Seen::default());
    }
}
