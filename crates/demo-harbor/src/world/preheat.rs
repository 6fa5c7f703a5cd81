//! Peer-to-peer networks, the policies that hand images to them, and what came of that. Nothing leaves
//! this computer: at addresses of this computer there is something that is no such network.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::Duration as Span;
use serde_json::{Value, json};

use super::sample::DAY;
use super::{Outcome, Stage, World, builder::minutes_ago};
use crate::json::Time;
use crate::ops::outside::answers;

/// How many times as long as its tasks an execution is said to run: the server looks every half a minute.
const LATE: u32 = 20;

/// A network that is known to the server.
#[derive(Debug, Clone)]
pub struct PreheatInstance {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) description: String,
    /// `dragonfly` or `kraken`.
    pub(crate) vendor: String,
    pub(crate) endpoint: String,
    /// `NONE`, `BASIC`, `OAUTH` or `CUSTOM`.
    pub(crate) auth_mode: String,
    /// What it is signed in to with; never told.
    pub(crate) auth_info: BTreeMap<String, String>,
    pub(crate) enabled: bool,
    pub(crate) default: bool,
    pub(crate) insecure: bool,
    pub(crate) created: Time,
}

impl PreheatInstance {
    /// Why it takes no images.
    fn fault(&self) -> Option<&'static str> {
        let host = self.endpoint.split('/').nth(2).unwrap_or_default();
        let name = host.split(':').next().unwrap_or_default();
        if !answers(&self.endpoint) {
            Some("the instance is unhealthy: connect: connection refused")
        } else if name == "127.0.0.1" || name == "localhost" {
            Some(
                "json: cannot unmarshal string into Go struct field dragonflyJobResponse.id of type int",
            )
        } else {
            None
        }
    }
}

/// A policy of a project.
#[derive(Debug, Clone)]
pub struct PreheatPolicy {
    pub(crate) id: i64,
    pub(crate) project_id: i64,
    pub(crate) name: String,
    pub(crate) description: String,
    /// The network's number.
    pub(crate) provider_id: i64,
    /// JSON as texts, as they were sent.
    pub(crate) filters: String,
    pub(crate) trigger: String,
    pub(crate) extra_attrs: String,
    pub(crate) enabled: bool,
    pub(crate) created: Time,
    pub(crate) updated: Time,
}

impl PreheatPolicy {
    /// `manual`, `scheduled` or `event_based`.
    pub(crate) fn trigger(&self) -> String {
        let trigger: Value = serde_json::from_str(&self.trigger).unwrap_or_default();
        trigger["type"].as_str().unwrap_or("manual").to_owned()
    }

    /// The schedule, if it has one that counts.
    pub(crate) fn cron(&self) -> Option<String> {
        let trigger: Value = serde_json::from_str(&self.trigger).unwrap_or_default();
        let cron = trigger["trigger_setting"]["cron"].as_str()?;
        (trigger["type"] == "scheduled" && !cron.is_empty()).then(|| cron.to_owned())
    }
}

/// An image that was handed over.
#[derive(Debug, Clone)]
pub struct PreheatTask {
    pub(crate) id: i64,
    /// `project/repository:tag`
    pub(crate) artifact: String,
    pub(crate) digest: String,
}

/// One execution of a policy.
#[derive(Debug, Clone)]
pub struct PreheatRun {
    pub(crate) id: i64,
    pub(crate) policy_id: i64,
    /// The policy's own trigger, whatever started it.
    pub(crate) trigger: String,
    /// The policy's schedule.
    pub(crate) setting: Option<String>,
    /// Kind, name and address of the network.
    pub(crate) provider: String,
    pub(crate) vendor: String,
    pub(crate) fault: Option<&'static str>,
    pub(crate) started: Time,
    /// How long a task takes.
    pub(crate) takes: Duration,
    pub(crate) stopped: Option<Time>,
    pub(crate) tasks: Vec<PreheatTask>,
}

impl PreheatRun {
    /// When its tasks end; one that fails does so at once.
    pub(crate) fn tasks_end(&self) -> Time {
        let takes = match self.fault {
            Some(_) => Span::zero(),
            None => Span::from_std(self.takes).unwrap_or_default(),
        };
        self.started + takes
    }

    /// Where its tasks are.
    pub(crate) fn task(&self, now: Time) -> Stage {
        match (self.stopped, self.fault) {
            (Some(at), _) if at < self.tasks_end() => Stage::Ended(Outcome::Stopped),
            _ if now < self.tasks_end() => Stage::Running,
            (_, Some(_)) => Stage::Ended(Outcome::Error),
            (_, None) => Stage::Ended(Outcome::Success),
        }
    }

    /// When the server says that it ended.
    pub(crate) fn end(&self) -> Time {
        if self.tasks.is_empty() {
            return self.started;
        }
        self.started + Span::from_std(self.takes * LATE).unwrap_or_default()
    }

    /// Where the server says that it is: later than its tasks.
    pub(crate) fn stage(&self, now: Time) -> Stage {
        if now < self.end() {
            Stage::Running
        } else if self.tasks.is_empty() {
            Stage::Ended(Outcome::Success)
        } else {
            self.task(now)
        }
    }
}

impl World {
    /// Begins an execution of a policy with these images, each with its digest.
    pub(crate) fn preheat(
        &mut self,
        policy: &PreheatPolicy,
        images: Vec<(String, String)>,
        started: Time,
    ) -> i64 {
        let (id, takes) = (self.next_id("execution"), self.scan_takes);
        let tasks = images.into_iter().map(|(artifact, digest)| PreheatTask {
            id: self.next_id("task"),
            artifact,
            digest,
        });
        let tasks = tasks.collect();
        let mut instances = self.preheat_instances.iter();
        let instance = instances.find(|known| known.id == policy.provider_id);
        self.preheat_runs.push(PreheatRun {
            id,
            policy_id: policy.id,
            trigger: policy.trigger(),
            setting: policy.cron(),
            provider: instance.map_or_else(String::new, |known| {
                format!("{} {}:{}", known.vendor, known.name, known.endpoint)
            }),
            vendor: instance.map_or_else(String::new, |known| known.vendor.clone()),
            fault: match instance {
                Some(instance) => instance.fault(),
                None => Some("the instance is not found"),
            },
            started,
            takes,
            stopped: None,
            tasks,
        });
        id
    }

    /// Two networks, two policies of a project, and what came of one of them.
    pub(crate) fn sample_preheat(&mut self) {
        let networks = [
            (
                "dragonfly-east",
                "Nodes of the science platform",
                "dragonfly",
                "https://dragonfly.example.org",
                "OAUTH",
                true,
            ),
            (
                "kraken-lab",
                "Trial in the laboratory, switched off",
                "kraken",
                "http://kraken.invalid:8080",
                "NONE",
                false,
            ),
        ];
        for (name, description, vendor, endpoint, auth_mode, is_on) in networks {
            let id = self.next_id("preheat instance");
            self.preheat_instances.push(PreheatInstance {
                id,
                name: name.to_owned(),
                description: description.to_owned(),
                vendor: vendor.to_owned(),
                endpoint: endpoint.to_owned(),
                auth_mode: auth_mode.to_owned(),
                auth_info: BTreeMap::new(),
                enabled: is_on,
                default: is_on,
                insecure: false,
                created: minutes_ago(60 * DAY),
            });
        }
        let mut projects = self.projects.iter();
        let skaha = projects.find(|known| known.name == "skaha");
        let Some(project_id) = skaha.map(|found| found.id) else {
            return;
        };
        let policies = [
            (
                "notebooks",
                "What people start in the morning",
                json!([
                    {"type": "repository", "value": "astroml"},
                    {"type": "tag", "value": "25.*"},
                ]),
                json!({"type": "event_based", "trigger_setting": {"cron": ""}}),
                json!({"scope": "all_peers"}),
            ),
            (
                "signed",
                "",
                json!([
                    {"type": "repository", "value": "**"},
                    {"type": "tag", "value": "**"},
                    {"type": "signature", "value": true},
                    {"type": "vulnerability", "value": 4},
                ]),
                json!({"type": "manual", "trigger_setting": {"cron": ""}}),
                json!({"scope": "single_seed_peer"}),
            ),
        ];
        for (name, description, filters, trigger, extra) in policies {
            let id = self.next_id("preheat policy");
            let at = minutes_ago(40 * DAY);
            self.preheat_policies.push(PreheatPolicy {
                id,
                project_id,
                name: name.to_owned(),
                description: description.to_owned(),
                provider_id: 1,
                filters: filters.to_string(),
                trigger: trigger.to_string(),
                extra_attrs: extra.to_string(),
                enabled: true,
                created: at,
                updated: at,
            });
        }
    }
}
