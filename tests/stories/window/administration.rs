//! The pages of the administration, and webhooks: they fit in both themes and sizes, and keep nobody out.

use crate::harness::{Desktop, Harbor, Key, Window};

/// Pages that were looked at, and what was found wrong with them.
struct Looks {
    window: Window,
    found: Vec<String>,
}

impl Looks {
    fn signed_in(harbor: &Harbor, story: &'static str) -> Self {
        let window = Desktop::new().opens_pilothouse(story);
        window.signs_in_to(harbor, "admin");
        Self {
            window,
            found: Vec::new(),
        }
    }

    /// Goes to a page of the navigation and waits for one of its rows.
    fn goes_to(&self, title: &str, row: &str) {
        self.window.follows(title);
        self.window.opens(title);
        self.window.sees_row(row);
    }

    /// Looks at what is shown now, in each theme and size and for somebody who cannot see it.
    fn at(&mut self, place: &str) {
        self.found.extend(self.window.is_looked_at(place));
        self.found.extend(self.window.keeps_somebody_out(place));
    }

    /// Opens a dialog, looks at it when one of its fields is there, and leaves it.
    fn at_dialog(&mut self, place: &str, button: &str, field: &str) {
        self.window.clicks(button);
        self.window.shows(field);
        self.at(place);
        self.window.presses_key(Key::Escape);
        self.window.lacks_soon("dialog[open]");
    }

    fn are_good(self) {
        assert!(self.found.is_empty(), "{}", self.found.join("\n"));
    }
}

#[test]
fn pages_of_the_distribution_fit_and_keep_nobody_out() {
    let harbor = Harbor::start();
    let mut looks = Looks::signed_in(&harbor, "looks_distribution");
    looks.goes_to("Registries", "nvcr.io");
    looks.window.selects_row("msr4");
    looks.window.sees_in(".insp", "skaha-releases");
    looks.at("registries");
    looks.at_dialog("new-registry", "#new-endpoint", "#endpoint-name");

    looks.goes_to("Replication", "skaha-releases");
    looks.window.selects_row("skaha-releases");
    looks.window.clicks("#run-rule");
    looks.window.sees_in(".rep-runs", "Failed");
    looks.window.sees_in(".rep-tasks", "connection refused");
    looks.at("replication");
    looks.window.clicks("#rule-details");
    looks.window.sees_in("#rule-sentence", "to msr4");
    looks.at("replication-rule");
    looks.at_dialog("new-rule", "#new-rule", "#rule-name");

    looks.goes_to("P2P networks", "dragonfly-east");
    looks.window.selects_row("kraken-lab");
    looks.window.sees_in(".insp h2", "kraken-lab");
    looks.at("networks");
    looks.at_dialog("new-network", "#new-network", "#network-name");

    looks.window.follows("Projects");
    looks.window.opens("Projects");
    looks.window.follows("skaha");
    looks.window.follows("Webhooks");
    looks.window.sees_row("Tell the portal");
    looks.window.selects_row("Chat of the operators");
    looks.window.sees_in(".insp", "Quota exceeded");
    looks.at("webhooks");
    looks.at_dialog("new-webhook", "#new-webhook", "#webhook-name");
    looks.window.selects_row("Chat of the operators");
    looks.window.clicks("#webhook-deliveries");
    looks.window.selects_row("Quota exceeded");
    looks.window.shows("#payload");
    looks.at("deliveries");
    looks.are_good();
}

#[test]
fn pages_of_operations_and_people_fit_and_keep_nobody_out() {
    let harbor = Harbor::start();
    let mut looks = Looks::signed_in(&harbor, "looks_operations");
    looks.goes_to("Jobs and cleanup", "Dry run");
    looks.window.selects_row("Dry run");
    looks.window.sees_in(".insp", "would be freed");
    looks.at("jobs");
    looks.at_dialog("collection-schedule", "#gc-schedule", "#gc-workers");
    looks.window.presses("Log rotation");
    looks.window.sees_in(".tbl", "180 d");
    looks.at("rotation");
    looks.window.presses("Job service");
    looks.window.sees_row("Webhook");
    looks.window.sees_in(".svc-workers .tbl", "idle");
    // Without room for all three: the queues.
    looks.at("job-service");
    looks.window.selects_row("Webhook");
    looks.window.sees_in(".insp", "WEBHOOK");
    looks.at("queue");
    looks.window.clicks(".svc-schedules .all");
    looks.window.sees_row("Garbage collection");
    looks.at("schedules");
    looks.window.presses("Workers");
    looks.window.sees_in(".tbl", "idle");
    looks.at("workers");

    looks.goes_to("Users and groups", "ada");
    looks.window.selects_row("ada");
    looks.window.shows("#user-administrator");
    looks.at("users");
    looks.at_dialog("new-user", "#new-user", "#user-name");
    looks.window.presses("Groups");
    looks.window.sees_row("skaha-operators");
    looks.at("groups");

    looks.goes_to("Quotas", "skaha");
    looks.at("quotas");
    looks.window.presses("Check all rows");
    looks.at_dialog("change-quotas", "#change-quotas", "#storage-kind");
    looks.are_good();
}
