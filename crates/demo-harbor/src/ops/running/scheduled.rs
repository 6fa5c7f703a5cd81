//! What runs because its time has come. The demo has no clock that ticks: what was due since the last
//! request is made up for before the next one is answered.

use harbor_rules::Cron;

use super::{replication, upkeep};
use crate::json::Time;
use crate::ops::preheat::policies::selected;
use crate::ops::rules::retention_runs;
use crate::ops::scanning::scan_all;
use crate::world::World;

/// How many runs of one schedule are made up for: the server keeps no more of them.
const MOST: usize = 50;

/// Runs what was due since the last time. While schedules are paused nothing is, then or later.
pub(crate) fn advance(world: &mut World) {
    let (since, now) = (world.scheduled_until, world.now());
    world.scheduled_until = now;
    if world.job_service.scheduler_paused {
        return;
    }
    for schedule in world.job_schedules.clone() {
        for at in due(&schedule.cron, since.max(schedule.at), now) {
            upkeep::begin(world, schedule.kind, schedule.parameters.clone(), Some(at));
        }
    }
    if let Some((_, cron, set)) = world.scan_all.schedule.clone() {
        let is_due = !due(&cron, since.max(set), now).is_empty();
        // One that is under way is not begun again; without a scanner there is none.
        if is_due && !scan_all::running(world) {
            let _ = scan_all::start(world, true);
        }
    }
    for policy in world.retentions.clone() {
        let cron = policy.content["trigger"]["settings"]["cron"].as_str();
        for at in due(cron.unwrap_or_default(), since, now) {
            retention_runs::begin(world, &policy, false, Some(at));
        }
    }
    for policy in world.replications.clone() {
        let trigger = &policy.content["trigger"];
        let cron = trigger["trigger_settings"]["cron"].as_str();
        let is_on = policy.content["enabled"] == true && trigger["type"] == "scheduled";
        let cron = cron.filter(|_| is_on).unwrap_or_default();
        for at in due(cron, since.max(policy.updated), now) {
            replication::begin(world, &policy, Some(at));
        }
    }
    for policy in world.preheat_policies.clone() {
        let cron = policy.cron().filter(|_| policy.enabled);
        for at in due(&cron.unwrap_or_default(), since.max(policy.updated), now) {
            let images = selected(world, &policy, |_| true);
            world.preheat(&policy, images, at);
        }
    }
}

/// When a schedule came between two times, the last ones of many.
fn due(cron: &str, since: Time, until: Time) -> Vec<Time> {
    let Ok(cron) = Cron::parse(cron) else {
        return Vec::new();
    };
    let times = cron.runs_after(since).take_while(|at| *at <= until);
    let mut times: Vec<Time> = times.collect();
    times.drain(..times.len().saturating_sub(MOST));
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_between_two_times_is_due_once() {
        let at = |text: &str| text.parse::<Time>().expect("a time");
        let (since, until) = (at("2026-11-28T01:30:00Z"), at("2026-11-30T02:00:00Z"));
        let daily = due("0 0 2 * * *", since, until);
        assert_eq!(daily.len(), 3);
        assert!(due("0 0 2 * * *", until, until).is_empty());
        assert_eq!(due("0 0 2 * * *", daily[1], until), daily[2..]);
        assert_eq!(due("0 */5 * * * *", since, until).len(), MOST);
        assert!(due("", since, until).is_empty());
        assert!(due("daily", since, until).is_empty());
    }
}
