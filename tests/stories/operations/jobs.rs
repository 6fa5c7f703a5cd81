//! Jobs and cleanup: a dry run with its figures and log, a schedule that does not become a real one
//! unasked, a queue that goes on, a rotation of the audit log.

use std::time::Duration;

use demo_harbor::FaultKind;
use reqwest::Method;
use serde_json::json;

use crate::harness::{Desktop, Harbor, Key, Window};

fn looking_at_jobs(story: &'static str) -> (Harbor, Window) {
    looking_at_jobs_of(Harbor::start(), story)
}

fn looking_at_jobs_of(harbor: Harbor, story: &'static str) -> (Harbor, Window) {
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(&harbor, "admin");
    harbor.forget_requests();
    window.follows("Jobs and cleanup");
    window.opens("Jobs and cleanup");
    window.sees_in(".tbl", "Dry run");
    (harbor, window)
}

#[test]
fn a_dry_run_counts_and_a_schedule_stays_what_it_is_said_to_be() {
    let (harbor, window) = looking_at_jobs("jobs_collection");
    window.sees_in(".facts", "oldest");
    window.takes_picture("1-list");

    // Its figures look like a real run's: they are said to be none.
    window.sees_in(".tbl", "would 8.50 GiB");
    window.clicks("#gc-dry-run");
    window.sees_in("dialog[open]", "deletes nothing");
    window.types("#gc-workers", "11");
    window.sees_in("dialog[open]", "1 to 10 workers");
    window.types("#gc-workers", "2");
    window.presses("Start dry run");
    window.sees("Dry run started");
    let newest = window.waits("the run to end", |_| {
        let runs = harbor.asks(Method::GET, "/system/gc?sort=-creation_time");
        (runs[0]["job_status"] == "Success").then(|| runs[0].clone())
    });
    let parameters = newest["job_parameters"].as_str().expect("parameters");
    assert!(parameters.contains("\"dry_run\":true"), "{parameters}");
    window.sees_rows(8);
    window.selects_row("Dry run");
    window.sees_in(".insp", "would be freed");
    window.takes_picture("2-inspector");
    window.clicks("#gc-log");
    window.sees_in("dialog[open] .log", "no actually deletion for dry-run mode");
    window.types(".logd .find input", "eligible");
    window.sees_in("#log-lines", "1 of");
    window.takes_picture("3-log");
    window.clicks("dialog[open] [aria-label='Close']");
    // Logs of old runs are gone: that is no failure.
    harbor.breaks("getGCLog", FaultKind::Status(404));
    window.clicks("#gc-log");
    window.sees_in("dialog[open]", "Harbor no longer keeps this log.");
    harbor.is_mended();
    window.clicks("dialog[open] [aria-label='Close']");

    // Harbor does not tell whether a schedule is one of dry runs, so it has to be said.
    window.clicks("#gc-schedule");
    window.sees_in("dialog[open]", "doesn’t say whether the present schedule");
    window.shows("dialog[open] .btn.primary:disabled");
    window.presses("Count only (dry runs)");
    window.takes_picture("4-schedule");
    window.presses("Save schedule");
    window.sees("Schedule saved");
    let sent = harbor.requests_of("updateGCSchedule");
    assert_eq!(sent.len(), 1);

    // A real one is confirmed, beside what the dry run found.
    window.clicks("#gc-collect");
    window.sees_in("dialog[open]", "The last dry run found");
    window.shows("dialog[open] .btn.primary:disabled");
    window.clicks("#gc-confirm");
    window.presses("Collect");
    window.sees("Garbage collection started");
}

#[test]
fn the_log_of_a_run_stays_open_when_the_run_ends() {
    let (harbor, window) = looking_at_jobs_of(Harbor::start_with_slow_scans(), "jobs_running_log");
    window.clicks("#gc-dry-run");
    window.presses("Start dry run");
    window.sees("Dry run started");
    window.selects_row("Running");
    window.clicks("#gc-log");
    window.sees_in("dialog[open]", "still being written");
    let runs = harbor.asks(Method::GET, "/system/gc?sort=-creation_time");
    harbor.makes(
        Method::PUT,
        &format!("/system/gc/{}", runs[0]["id"]),
        &json!(null),
    );
    window.sees_in(".insp", "Stopped");
    window.sees_no_more("still being written");
    window.shows("dialog[open] .log");
    window.clicks("dialog[open] [aria-label='Close']");

    // Another one is stopping until it is: nobody asks twice.
    window.clicks("#gc-dry-run");
    window.presses("Start dry run");
    window.sees_row("Running");
    window.selects_row("Running");
    harbor.holds_next("stopGC");
    window.clicks("#run-stop");
    window.sees_in("#run-stop:disabled", "Stopping");
    window.sees_row("Stopping…");
    harbor.is_mended();
    window.sees_in(".insp", "Stopped");
    window.lacks("#run-stop");
}

#[test]
fn a_hidden_window_asks_nothing_and_a_shown_one_at_once() {
    let harbor = Harbor::start_with_slow_scans();
    let window = Desktop::new().opens_pilothouse("jobs_hidden");
    window.signs_in_to(&harbor, "admin");
    // What asks again does so when this story says that its time has come.
    window.run(
        "window.ticks = [];
         window.setInterval = (tick) => { window.ticks.push(tick); return -window.ticks.length; };
         const clear = window.clearInterval.bind(window);
         window.clearInterval = (id) =>
             id < 0 ? window.ticks[-id - 1] = () => {} : clear(id);",
        json!([]),
    );
    let is_seen = |is_seen: bool| {
        window.run(
            "const [isSeen] = arguments;
             const of = (name, value) =>
                 Object.defineProperty(document, name, { configurable: true, get: () => value });
             of('hidden', !isSeen);
             of('visibilityState', isSeen ? 'visible' : 'hidden');
             document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));",
            json!([is_seen]),
        );
    };
    let time_passes = || {
        window.run("for (const tick of [...window.ticks]) tick();", json!([]));
    };
    window.follows("Jobs and cleanup");
    window.opens("Jobs and cleanup");
    window.clicks("#gc-dry-run");
    window.presses("Start dry run");
    window.sees_row("Running");
    // Somebody looks: it is asked for.
    harbor.forget_requests();
    time_passes();
    harbor.is_asked("getGCHistory", 1);

    // Nobody does: it is not, and once when somebody looks again.
    is_seen(false);
    harbor.forget_requests();
    for _ in 0..3 {
        time_passes();
    }
    let runs = harbor.asks(Method::GET, "/system/gc?sort=-creation_time");
    let run = format!("/system/gc/{}", runs[0]["id"]);
    harbor.makes(Method::PUT, &run, &json!(null));
    window.waits("the run to stop", |_| {
        (harbor.asks(Method::GET, &run)["job_status"] == "Stopped").then_some(())
    });
    // The story itself asked once.
    assert_eq!(harbor.requests_of("getGCHistory").len(), 1);
    assert!(window.rows().iter().any(|row| row.contains("Running")));
    harbor.forget_requests();
    is_seen(true);
    window.sees_row("Stopped");
    assert_eq!(harbor.requests_of("getGCHistory").len(), 1);

    // Another page is seen: nobody follows what was on this one.
    window.clicks("#gc-dry-run");
    window.presses("Start dry run");
    window.sees_row("Running");
    window.follows("Users and groups");
    window.opens("Users and groups");
    window.sees_row("ada");
    harbor.forget_requests();
    time_passes();
    harbor.is_asked("listUsers", 1);
    assert!(harbor.requests_of("getGCHistory").is_empty());

    // All lists of the job service are followed, each asked for once.
    window.follows("Jobs and cleanup");
    window.opens("Jobs and cleanup");
    window.presses("Job service");
    window.sees_row("Webhook");
    window.sees_in(".facts", "none paused");
    window.sees_in(".foot", "Updated");
    let lists = ["listJobQueues", "getWorkers", "listSchedules"];
    harbor.forget_requests();
    time_passes();
    for list in lists {
        harbor.is_asked(list, 1);
    }
    window.sees_in(".foot", "Updated");
    for list in lists {
        assert_eq!(harbor.requests_of(list).len(), 1, "{list}");
    }
    is_seen(false);
    harbor.forget_requests();
    time_passes();
    is_seen(true);
    for list in lists {
        harbor.is_asked(list, 1);
    }
}

#[test]
fn a_paused_queue_goes_on_with_the_number_of_its_jobs_said_first() {
    let (harbor, window) = looking_at_jobs("jobs_queues");
    window.presses("Job service");
    window.sees_row("Webhook");
    window.sees_in(".facts", "0 of 10 busy");
    window.sees_in(".svc-queues .tbl", "Paused");
    window.takes_picture("1-queues");
    window.selects_row("Webhook");
    window.presses("Resume");
    window.sees_in("dialog[open]", "6 waiting jobs run again at once");
    window.clicks("#queue-go");
    window.sees("Queue resumed");
    let queues = harbor.asks(Method::GET, "/jobservice/queues");
    let hooks = queues.as_array().expect("queues").iter();
    let hooks = hooks.clone().find(|queue| queue["job_type"] == "WEBHOOK");
    assert_eq!(hooks.expect("webhooks")["paused"], false);

    // The other way round: what waits then, waits on.
    window.sees_in(".insp", "Running");
    window.clicks("#queue-toggle");
    window.sees_in("dialog[open]", "Jobs of this kind wait from now on");
    window.clicks("#queue-go");
    window.sees("Queue paused");
    let queues = harbor.asks(Method::GET, "/jobservice/queues");
    let mut hooks = queues.as_array().expect("queues").iter();
    let hooks = hooks.find(|queue| queue["job_type"] == "WEBHOOK");
    assert_eq!(hooks.expect("webhooks")["paused"], true);

    // From its row, too.
    window.clicks(".tbl [aria-label='Resume Webhook']");
    window.sees_in("dialog[open]", "Jobs of this kind run again.");
    window.presses("Cancel");

    window.clicks("#pause-schedules");
    window.sees_in("dialog[open]", "no cleanup, no replication, no retention");
    window.clicks("#queue-go");
    window.sees("All schedules are paused");
    window.sees_in(".svc-schedules .svc-h", "All schedules are paused");
    window.sees_in(".svc-schedules .tbl", "0 0 10 * * 6");
    window.takes_picture("2-schedules");
    window.presses("All 10: Workers");
    window.sees_in(".tbl", "idle");
    // Where they run; none has anything to be freed from.
    window.sees_in("#pools", "230bd6da930c10141704e0db");
    window.shows("#free-all:disabled");
    window.takes_picture("3-workers");
}

#[test]
fn queues_workers_and_schedules_stand_side_by_side_where_there_is_room() {
    let (harbor, mut window) = looking_at_jobs("jobs_side_by_side");
    window.presses("Job service");
    window.sees_row("Webhook");
    window.sees_in(".svc-queues .svc-h", "13, 1 paused");
    window.sees_in(".svc-workers .svc-h", "0 of 10 busy");
    window.sees_in(".svc-schedules .svc-h", "none paused");
    window.sees_in(".foot", "6 jobs waiting, 0 running");
    window.sees_in(".ph", "every 10 s");
    let bars = "return [...document.querySelectorAll('.wcell i')]
        .map((bar) => [bar.closest('tr').innerText, bar.getBoundingClientRect().width])
        .filter(([, width]) => width > 0).map(([row]) => row.includes('Webhook'));";
    window.waits("the only bar", |window| {
        (window.run(bars, json!([])) == json!([true])).then_some(())
    });
    window.takes_picture("1-panes");

    // Details are those of one row.
    window.selects_row("Webhook");
    window.sees_in(".insp", "WEBHOOK");
    window.clicks(".svc-workers tbody tr[id] td.p");
    window.sees_in(".insp", "230bd6da930c10141704e0db");
    let chosen = "return [document.querySelectorAll('.insp').length,
        document.querySelectorAll('tr.is-sel').length];";
    assert_eq!(window.run(chosen, json!([])), json!([1, 1]));
    window.takes_picture("2-worker");
    window.presses_key(Key::Escape);
    window.lacks_soon(".insp");

    // What panes have no room for is in the whole list, and the keys for it lead there.
    window.presses_key(Key::Letter('/'));
    window.has_focus_on(".fbar .find input");
    window.types_keys("nothing");
    window.sees_in(".empty", "Show all");
    window.presses("All three");
    // What is left out by that is said where it can't be seen.
    window.sees_in(".svc-workers .svc-h", "0 of 10");
    window.sees_in(".facts", "0 of 10 busy");
    window.clicks(".svc-workers .svc-h .lnk");
    window.sees_in(".svc-workers .svc-h", "0 of 10 busy");
    window.sees_in(".svc-workers .tbl", "idle");

    // A list that is not as it is now says so by its name.
    harbor.breaks("getWorkers", FaultKind::Status(500));
    window.presses_key(Key::Letter('r'));
    window.sees_in(".foot", "Workers:");
    harbor.is_mended();
    window.presses_key(Key::Letter('r'));
    window.sees_in(".foot", "Updated");

    // Without room there is one at a time.
    window.resizes(960, 600);
    window.sees_in(".seg", "Schedules");
    window.lacks_soon(".svc");
    assert!(!window.has("All three"));
    window.sees_row("Webhook");
    window.presses("Schedules");
    window.sees_in(".tbl", "0 0 10 * * 6");
    window.presses("Queues");
    window.resizes(1280, 800);
    window.presses("All three");
    window.shows(".svc-workers .tbl");
}

#[test]
fn all_that_waits_is_stopped_with_its_number_said_first() {
    let (harbor, window) = looking_at_jobs("jobs_stop_all");
    window.presses("Job service");
    window.sees_row("Webhook");
    window.clicks("#stop-all");
    window.sees_in("dialog[open]", "6 waiting jobs of all kinds will never run");
    window.takes_picture("1-stop-all");
    // Until the server shows that nothing waits, the queue is said to stop.
    harbor.breaks("listJobQueues", FaultKind::Latency(Duration::from_secs(2)));
    window.clicks("#queue-go");
    window.sees("Jobs stopped");
    window.sees_row("Stopping…");
    window.takes_picture("2-stopping");
    harbor.is_mended();
    window.sees_no_more("Stopping…");
    let queues = harbor.asks(Method::GET, "/jobservice/queues");
    let mut queues = queues.as_array().expect("queues").iter();
    assert!(queues.all(|queue| queue["count"].is_null()));
}

#[test]
fn a_rotation_of_the_log_is_tried_before_it_deletes() {
    let (harbor, window) = looking_at_jobs("jobs_rotation");
    window.presses("Log rotation");
    window.sees_in(".tbl", "180 d");
    window.clicks("#rotation-dry-run");
    window.types("#rotation-amount", "0");
    window.sees_in("dialog[open]", "A whole number");
    window.types("#rotation-amount", "1");
    window.takes_picture("1-dry-run");
    window.presses("Start dry run");
    window.sees("Dry run started");
    let before = harbor.asks(Method::GET, "/auditlog-exts?page_size=1");
    window.waits("the run to end", |_| {
        let runs = harbor.asks(Method::GET, "/system/purgeaudit?sort=-creation_time");
        (runs[0]["job_status"] == "Success").then_some(())
    });
    window.sees_in(".tbl", "Dry run");
    window.selects_row("Dry run");
    window.sees_in(".insp", "entries would be deleted");
    window.shows("#purged");
    window.takes_picture("2-inspector");
    assert_eq!(
        harbor.asks(Method::GET, "/auditlog-exts?page_size=1"),
        before
    );
}

#[test]
fn a_cleanup_runs_on_sunday_nights() {
    let harbor = Harbor::start();
    // What the server calls weekly runs as its cron says.
    let daily = json!({
        "schedule": { "type": "Weekly", "cron": "0 0 3 * * *" },
        "parameters": { "delete_untagged": false, "dry_run": true, "workers": 1 },
    });
    harbor.makes(Method::PUT, "/system/gc/schedule", &daily);
    let (harbor, window) = looking_at_jobs_of(harbor, "jobs_sunday");
    window.sees_in("#gc-schedule", "Every day");
    window.clicks("#gc-schedule");
    window.presses("Count only (dry runs)");
    window.presses("Every week");
    window.chooses("#schedule-day", "0");
    window.types("#schedule-time", "25:00");
    window.shows("dialog[open] .btn.primary:disabled");
    window.types("#schedule-time", "23:30");
    window.takes_picture("1-weekly");
    window.presses("Save schedule");
    window.sees("Schedule saved");
    // The server's clock is UTC, the person's may be another: the day may be the one beside it.
    let kept = harbor.asks(Method::GET, "/system/gc/schedule");
    let cron = kept["schedule"]["cron"].as_str().expect("a cron");
    let fields: Vec<&str> = cron.split(' ').collect();
    assert_eq!((fields[0], fields[3], fields[4]), ("0", "*", "*"), "{cron}");
    assert!(["6", "0", "1"].contains(&fields[5]), "{cron}");
    window.presses("Job service");
    window.sees_in(".svc-schedules .tbl", cron);
}
