//! Builds and opens Pilothouse.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command},
    time::{Duration, SystemTime},
};

use crate::{
    bundle_window::{Profile, bundle_window},
    command::{Outcome, on_path, run as run_command, target_dir},
    display::{self, VirtualDisplay},
    guardian::Guardian,
    setup::{Scope, Toolchain, setup},
    waiting::wait_for,
};

/// How long a start may take on a busy machine.
const START: Duration = Duration::from_secs(60);

/// The program as `cargo build` leaves it.
pub fn program() -> PathBuf {
    target_dir()
        .join("debug")
        .join(format!("pilothouse{}", std::env::consts::EXE_SUFFIX))
}

/// Builds the window, then the shell around it.
pub fn build(toolchain: &Toolchain) -> Outcome {
    bundle_window(toolchain, Profile::Debug)?;
    run_command(toolchain.cargo().args(["build", "--package", "pilothouse"]))
}

/// `cargo xtask run [-- ARGS]`. Without arguments the demo registry is connected.
pub fn run(arguments: &[String]) -> Outcome {
    let own: Vec<&String> = arguments.iter().skip_while(|word| *word == "--").collect();
    let toolchain = setup(Scope::Build)?;
    build(&toolchain)?;
    let mut command = Command::new(program());
    command.args(&own);
    if own.is_empty() {
        command.arg("--demo");
    }
    let only_prints = own
        .iter()
        .any(|word| matches!(word.as_str(), "--help" | "-h" | "--version" | "-V"));
    if display::present() || only_prints {
        return in_place(&mut command);
    }
    without_display(&command)
}

/// Goes on as the program: signals to the task are the program's.
#[cfg(unix)]
fn in_place(command: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(format!("Pilothouse: {error}"))
}

#[cfg(not(unix))]
fn in_place(command: &mut Command) -> Outcome {
    run_command(command)
}

/// Opens the window on a virtual screen, waits for it to be painted, keeps a picture, and goes on
/// until it is stopped (or ends at once on a build server). However it ends, screen, bus and
/// program end with it.
fn without_display(command: &Command) -> Outcome {
    let guardian = Guardian::start().map_err(|error| format!("sh: {error}"))?;
    let screen = VirtualDisplay::start(&guardian)?;
    println!(
        "There is no display: opening Pilothouse on a virtual one, {}",
        screen.name()
    );
    let mut inside = if on_path("dbus-run-session").is_some() {
        let mut bus = Command::new("dbus-run-session");
        bus.arg("--").arg(command.get_program());
        bus
    } else {
        Command::new(command.get_program())
    };
    let ready = ReadyFile::new("run");
    inside
        .args(command.get_args())
        .arg("--ready-file")
        .arg(&ready.0);
    inside
        .env("DISPLAY", screen.name())
        .env_remove("WAYLAND_DISPLAY");
    let mut program = guardian
        .guard(&mut inside)
        .spawn()
        .map_err(|error| format!("Pilothouse: {error}"))?;
    ready.comes(&mut program).map(drop)?;
    let picture = screen.screenshot("run.png")?;
    println!("Screenshot: {}", picture.display());
    if std::env::var_os("CI").is_some() {
        return Ok(());
    }
    println!("Pilothouse is running; Ctrl C ends it.");
    program.wait().map(drop).map_err(|error| error.to_string())
}

/// The file that the program makes when its first page with data is painted.
pub struct ReadyFile(pub PathBuf);

impl ReadyFile {
    /// A file of this task's own.
    pub fn new(name: &str) -> Self {
        let file = target_dir().join(format!("ready-{name}-{}", std::process::id()));
        // Left over from a task that had the same number.
        let _ = std::fs::remove_file(&file);
        Self(file)
    }

    /// Waits for it, as long as the program runs; gives the time when it was made.
    pub fn comes(&self, program: &mut Child) -> Outcome<SystemTime> {
        let late = "Pilothouse painted nothing within a minute.";
        wait_for(START, late, || look(&self.0, program))
    }
}

impl Drop for ReadyFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn look(ready: &Path, program: &mut Child) -> Outcome<Option<SystemTime>> {
    if let Ok(made) = ready.metadata().and_then(|file| file.modified()) {
        return Ok(Some(made));
    }
    match program.try_wait() {
        Ok(Some(status)) => Err(format!("Pilothouse ended: {status}")),
        _ => Ok(None),
    }
}
