//! Waiting for what can't be waited for otherwise: by looking until it is there.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

/// Between two looks at something.
const GLANCE: Duration = Duration::from_millis(50);

/// Lets others work before one looks again.
pub fn look_again() {
    sleep(GLANCE);
}

/// Looks again and again until something is found.
///
/// Errors: those of `look`, and `late` where nothing comes within `patience`.
pub fn wait_for<T>(
    patience: Duration,
    late: &str,
    mut look: impl FnMut() -> Result<Option<T>, String>,
) -> Result<T, String> {
    let end = Instant::now() + patience;
    loop {
        if let Some(found) = look()? {
            return Ok(found);
        }
        if Instant::now() > end {
            return Err(late.to_owned());
        }
        look_again();
    }
}

/// Figures in a row that are not lower than the lowest.
const AT_REST: u32 = 20;

/// The lowest of a falling figure, once it has stopped falling by more than a hundredth.
pub fn lowest(mut figure: impl FnMut() -> Option<f64>, pause: impl Fn()) -> Option<f64> {
    let mut lowest = figure()?;
    let mut at_rest = 0;
    while at_rest < AT_REST {
        pause();
        let now = figure()?;
        if now < lowest * 0.99 {
            at_rest = 0;
        } else {
            at_rest += 1;
        }
        lowest = lowest.min(now);
    }
    Some(lowest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_when_it_has_stopped_falling() {
        let mut falling = (0..).map(|n| f64::max(100.0, 500.0 - 5.0 * f64::from(n)));
        assert_eq!(lowest(|| falling.next(), || ()), Some(100.0));
        let mut rising = (0..).map(|n| 100.0 + f64::from(n));
        assert_eq!(lowest(|| rising.next(), || ()), Some(100.0));
        assert_eq!(lowest(|| None, || ()), None);
    }

    #[test]
    fn waiting_ends_with_what_was_found_with_a_failure_or_in_time() {
        let long = Duration::from_secs(60);
        let mut looks = 0;
        let found = wait_for(long, "late", || {
            looks += 1;
            Ok((looks == 3).then_some(looks))
        });
        assert_eq!(found, Ok(3));
        assert_eq!(
            wait_for::<()>(long, "late", || Err("ended".to_owned())),
            Err("ended".to_owned())
        );
        assert_eq!(
            wait_for::<()>(Duration::ZERO, "late", || Ok(None)),
            Err("late".to_owned())
        );
    }
}
