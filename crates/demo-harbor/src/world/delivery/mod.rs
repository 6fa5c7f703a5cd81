//! What webhooks sent, or tried to. Nothing leaves this computer: addresses below `.internal` have a
//! certificate that nobody knows, port 1 answers to nobody, all others take what comes.

mod payload;

use std::time::Duration;

use chrono::{Duration as Span, SubsecRound};
use serde_json::Value;

pub(crate) use payload::{Event, Resource};

use super::{Outcome, Stage, Webhook, World};
use crate::json::Time;

/// How often something that fails is sent.
const ATTEMPTS: u32 = 3;

/// One event that a webhook told of.
#[derive(Debug, Clone)]
pub struct Delivery {
    pub(crate) id: i64,
    pub(crate) task_id: i64,
    pub(crate) webhook_id: i64,
    /// `WEBHOOK` or `SLACK`.
    pub(crate) kind: &'static str,
    pub(crate) event: &'static str,
    /// What was sent.
    pub(crate) payload: String,
    pub(crate) started: Time,
    /// How long an attempt takes.
    pub(crate) takes: Duration,
    /// Why it does not arrive.
    pub(crate) fault: Option<&'static str>,
}

impl Delivery {
    fn gone(&self, now: Time) -> Duration {
        (now - self.started).to_std().unwrap_or_default()
    }

    /// Attempts so far.
    pub(crate) fn attempts(&self, now: Time) -> u32 {
        let ended = self.fault.map_or(1, |_| ATTEMPTS);
        (1..ended)
            .find(|count| self.gone(now) < self.takes * (count * 2))
            .unwrap_or(ended)
    }

    /// Where its task is now: between two attempts it has failed.
    pub(crate) fn task(&self, now: Time) -> Stage {
        let attempt_begun = self.takes * ((self.attempts(now) - 1) * 2);
        match self.gone(now) < attempt_begun + self.takes {
            true => Stage::Running,
            false => Stage::Ended(match self.fault {
                Some(_) => Outcome::Error,
                None => Outcome::Success,
            }),
        }
    }

    /// Where the server says that it is: later than its task, but a failure at once.
    pub(crate) fn stage(&self, now: Time) -> Stage {
        if self.gone(now) >= self.takes * 2 || self.fault.is_some() && self.gone(now) >= self.takes
        {
            return Stage::Ended(match self.fault {
                Some(_) => Outcome::Error,
                None => Outcome::Success,
            });
        }
        Stage::Running
    }
}

impl Webhook {
    /// Whether it is told of such an event.
    pub(crate) fn is_about(&self, kind: &str) -> bool {
        let kinds = self.content.get("event_types").and_then(Value::as_array);
        self.content.get("enabled") == Some(&true.into())
            && kinds.is_some_and(|kinds| kinds.iter().any(|known| known == kind))
    }

    /// Why nothing arrives at its address.
    fn fault(&self) -> Option<&'static str> {
        let target = &self.content["targets"][0];
        let address = target["address"].as_str().unwrap_or_default();
        let host = address.split('/').nth(2).unwrap_or_default();
        if host.ends_with(":1") {
            Some("connect: connection refused")
        } else if host.ends_with(".internal") && target["skip_cert_verify"] != true {
            Some("tls: failed to verify certificate: x509: certificate signed by unknown authority")
        } else {
            None
        }
    }
}

impl World {
    /// Has a webhook tell of an event.
    pub(crate) fn deliver(&mut self, hook: &Webhook, event: &Event<'_>, resource: &Resource<'_>) {
        let is_slack = hook.content["targets"][0]["type"] == "slack";
        let (task_id, takes) = (self.next_id("task"), self.scan_takes);
        self.deliveries.push(Delivery {
            id: event.id,
            task_id,
            webhook_id: hook.id,
            kind: if is_slack { "SLACK" } else { "WEBHOOK" },
            event: event.kind,
            payload: payload::payload(hook, event, resource),
            started: event.at,
            takes,
            fault: hook.fault(),
        });
    }

    /// What the sample world's webhooks sent in the last days.
    pub(crate) fn sample_deliveries(&mut self) {
        let days: [(i64, &'static str, &str); 6] = [
            (9, "PUSH_ARTIFACT", "skaha/desktop"),
            (6, "SCANNING_COMPLETED", "skaha/desktop"),
            (4, "DELETE_ARTIFACT", "skaha/astroml"),
            (2, "PUSH_ARTIFACT", "skaha/astroml"),
            (2, "SCANNING_COMPLETED", "skaha/astroml"),
            (1, "QUOTA_EXCEED", "skaha/astroml"),
        ];
        for (days, kind, repository) in days {
            for hook in self.webhooks.clone() {
                if !hook.is_about(kind) {
                    continue;
                }
                let event = Event {
                    kind,
                    operator: "ada",
                    host: "registry.example.org",
                    is_public: true,
                    at: (self.now() - Span::days(days)).trunc_subsecs(0),
                    id: self.next_id("execution"),
                };
                let resource = Resource {
                    repository,
                    digest: "sha256:262157a9032353334dad909b34b34076ea7a578b5bc54908a610c2d17f82320b",
                    tag: Some("25.11"),
                };
                self.deliver(&hook, &event, &resource);
            }
        }
    }
}
