//! How many tasks of a run are how far: as a bar, and in words.

use leptos::prelude::*;

use crate::{format::count, words::words};

/// Tasks by their states.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    succeeded: usize,
    failed: usize,
    running: usize,
    waiting: usize,
    stopped: usize,
    /// In states that Pilothouse has no word for.
    others: usize,
}

impl Tally {
    /// From the server's words, and how many tasks have each.
    pub fn of(rows: &[(String, usize)]) -> Self {
        use harbor_api::types::ReplicationStatus;
        let mut tally = Self::default();
        for (word, number) in rows {
            let part = match ReplicationStatus::from(word.clone()) {
                ReplicationStatus::Succeed => &mut tally.succeeded,
                ReplicationStatus::Failed => &mut tally.failed,
                ReplicationStatus::InProgress => &mut tally.running,
                ReplicationStatus::Pending => &mut tally.waiting,
                ReplicationStatus::Stopped => &mut tally.stopped,
                ReplicationStatus::Other(_) => &mut tally.others,
            };
            *part += number;
        }
        tally
    }

    /// Each part with its class.
    fn parts(&self) -> [(&'static str, usize); 6] {
        [
            ("done", self.succeeded),
            ("bad", self.failed),
            ("on", self.running),
            ("wait", self.waiting),
            ("off", self.stopped),
            ("off", self.others),
        ]
    }

    pub fn all(&self) -> usize {
        self.parts().iter().map(|(_, number)| number).sum()
    }

    /// `27 succeeded, 1 failed, 4 running, 9 waiting`
    pub fn said(&self) -> String {
        let w = &words().replication;
        let parts = [
            (self.succeeded, w.tally_succeeded),
            (self.failed, w.tally_failed),
            (self.running, w.tally_running),
            (self.waiting, w.tally_waiting),
            (self.stopped, w.tally_stopped),
            (self.others, w.tally_others),
        ];
        let parts = parts.into_iter().filter(|(number, _)| *number > 0);
        let said = parts.map(|(number, word)| {
            let number = count(number);
            format!("{number} {word}")
        });
        said.collect::<Vec<_>>().join(", ")
    }
}

/// The bar; the words beside it say the same.
#[component]
pub fn TallyBar(tally: Tally) -> impl IntoView {
    let parts = tally.parts().into_iter().filter(|(_, number)| *number > 0);
    let parts = parts.map(|(class, number)| {
        view! { <i class=class style:flex-grow=number.to_string()></i> }
    });
    view! {
        <span class="tally" aria-hidden="true">
            {parts.collect_view()}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_task_is_counted_once_and_only_states_that_occur_are_said() {
        let rows = [
            ("Succeed", 27),
            ("Failed", 1),
            ("InProgress", 4),
            ("Odd", 2),
        ];
        let rows = rows.map(|(word, number)| (word.to_owned(), number));
        let tally = Tally::of(&rows);
        assert_eq!(tally.all(), 34);
        assert_eq!(
            tally.said(),
            "27 succeeded, 1 failed, 4 running, 2 in another state"
        );
    }
}
