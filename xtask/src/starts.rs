//! Starting the program as somebody does, until it has painted its first page.

use std::{
    ffi::OsString,
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, SystemTime},
};

use crate::{
    command::{Outcome, target_dir},
    display::VirtualDisplay,
    guardian::Guardian,
    memory,
    run::ReadyFile,
    waiting::{look_again, lowest},
};

/// A message bus without the desktop's; it ends with the value.
struct MessageBus {
    session: Child,
    address: String,
}

impl MessageBus {
    fn start(guardian: &Guardian) -> Outcome<Self> {
        let problem = |error| format!("dbus-run-session: {error}");
        let mut command = Command::new("dbus-run-session");
        command
            // The session lasts as long as its program reads.
            .args([
                "--",
                "sh",
                "-c",
                "echo \"$DBUS_SESSION_BUS_ADDRESS\"; exec cat",
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut session = guardian.guard(&mut command).spawn().map_err(problem)?;
        let mut address = String::new();
        if let Some(out) = session.stdout.take() {
            BufReader::new(out)
                .read_line(&mut address)
                .map_err(problem)?;
        }
        let address = address.trim().to_owned();
        Ok(Self { session, address })
    }
}

impl Drop for MessageBus {
    fn drop(&mut self) {
        drop(self.session.stdin.take());
        let _ = self.session.wait();
    }
}

/// A program that ends with the value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How several starts of a program went.
pub struct Starts {
    /// Fastest first.
    pub times: Vec<Duration>,
    /// What the last took, and in how many processes.
    pub memory: Option<(f64, usize)>,
}

impl Starts {
    pub fn median(&self) -> Duration {
        self.times[self.times.len() / 2]
    }
}

/// Starts a program several times, each with a file that it writes when it is ready, and a folder
/// that is new.
///
/// # Errors
/// The program paints nothing within a minute, or ends.
pub fn starts(
    program: &Path,
    number_of_them: usize,
    arguments: impl Fn(&Path, &Path) -> Vec<OsString>,
) -> Outcome<Starts> {
    let guardian = Guardian::start().map_err(|error| format!("sh: {error}"))?;
    let screen = VirtualDisplay::start(&guardian)?;
    let bus = MessageBus::start(&guardian)?;
    let mut times = Vec::new();
    let mut weight = None;
    for number in 1..=number_of_them {
        let scratch = target_dir().join("bench");
        // Left over from a run before.
        let _ = fs::remove_dir_all(&scratch);
        fs::create_dir_all(&scratch).map_err(|error| error.to_string())?;
        let ready = ReadyFile::new("bench");
        let mut command = Command::new(program);
        command
            .args(arguments(&ready.0, &scratch.join("profile")))
            .env("DISPLAY", screen.name())
            .env_remove("WAYLAND_DISPLAY")
            .env("DBUS_SESSION_BUS_ADDRESS", &bus.address)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let started = SystemTime::now();
        let mut running = guardian
            .guard(&mut command)
            .spawn()
            .map(Running)
            .map_err(|error| format!("{}: {error}", program.display()))?;
        times.push(
            ready
                .comes(&mut running.0)?
                .duration_since(started)
                .unwrap_or_default(),
        );
        if number == number_of_them {
            // What was needed to start only is given back by then.
            let family = || memory::family(running.0.id());
            let bytes = lowest(|| memory::proportional(&family()), look_again);
            weight = bytes.map(|bytes| (bytes, family().len()));
        }
    }
    times.sort();
    Ok(Starts {
        times,
        memory: weight,
    })
}

/// The options of a start with the demo registry in a profile of its own.
pub fn with_demo(ready: &Path, profile: &Path) -> Vec<OsString> {
    let options = ["--demo".into(), "--ready-file".into(), ready.into()];
    let profile = ["--profile-dir".into(), profile.into()];
    options.into_iter().chain(profile).collect()
}
