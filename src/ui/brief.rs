//! What is shown for a while and then goes by itself: a secret, the word 'Copied'.

use std::time::Duration;

use leptos::prelude::*;

/// A value that goes a while after it was shown last. The end of an earlier showing ends no later
/// one.
pub struct Brief<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    /// The number of the newest showing.
    newest: StoredValue<u32>,
    lasts: Duration,
}

impl<T: Send + Sync + 'static> Clone for Brief<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Brief<T> {}

impl<T: Send + Sync + 'static> Brief<T> {
    pub fn new(lasts: Duration) -> Self {
        Self {
            value: RwSignal::new(None),
            newest: StoredValue::new(0),
            lasts,
        }
    }

    /// Shows it from now on. The page may be gone; then nothing happens.
    pub fn show(&self, value: T) {
        let lasts = self.lasts;
        self.show_until(value, |end| set_timeout(end, lasts));
    }

    /// The same with a clock of the caller's, which runs what it is given when the time is over.
    fn show_until(&self, value: T, later: impl FnOnce(Box<dyn FnOnce()>)) {
        let this = *self;
        let Some(showing) = this.newest.try_update_value(|newest| {
            *newest = newest.wrapping_add(1);
            *newest
        }) else {
            return;
        };
        this.value.try_set(Some(value));
        later(Box::new(move || {
            if this.newest.try_get_value() == Some(showing) {
                this.value.try_set(None);
            }
        }));
    }

    /// Hides it before its time.
    pub fn hide(&self) {
        self.value.try_set(None);
    }

    pub fn is_shown(&self) -> bool {
        self.value.with(Option::is_some)
    }

    pub fn is_shown_untracked(&self) -> bool {
        self.value.with_untracked(Option::is_some)
    }

    /// What is shown.
    pub fn get(&self) -> Option<T>
    where
        T: Clone,
    {
        self.value.get()
    }

    /// Looks at what is shown.
    pub fn with<R>(&self, look: impl FnOnce(Option<&T>) -> R) -> R {
        self.value.with(|value| look(value.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_showing_does_not_end_a_later_one() {
        let owner = Owner::new();
        owner.with(|| {
            let secret = Brief::new(Duration::from_secs(60));
            let mut ends = Vec::new();
            secret.show_until(1, |end| ends.push(end));
            secret.hide();
            assert!(!secret.is_shown_untracked());
            secret.show_until(2, |end| ends.push(end));
            let mut ends = ends.into_iter();
            ends.next().expect("the first")();
            assert!(secret.is_shown_untracked(), "its own time is not over");
            ends.next().expect("the second")();
            assert!(!secret.is_shown_untracked());
        });
    }
}
