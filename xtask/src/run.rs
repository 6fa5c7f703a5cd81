//! Builds and opens Pilothouse.

use std::{
    path::PathBuf,
    process::{Child, Command},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{
    bundle_window::{Profile, bundle_window},
    command::{Outcome, on_path, run as run_command, target_dir},
    display::{self, VirtualDisplay},
    setup::{Scope, setup},
    toolchain::Toolchain,
};

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
        return run_command(&mut command);
    }
    without_display(&command)
}

/// Opens the window on a virtual screen, waits for it to be drawn, keeps a picture, and goes on
/// until it is stopped (or ends at once on a build server).
fn without_display(command: &Command) -> Outcome {
    let screen = VirtualDisplay::start()?;
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
    let ready = target_dir().join("ready");
    let _ = std::fs::remove_file(&ready);
    inside
        .args(command.get_args())
        .arg("--ready-file")
        .arg(&ready);
    inside.env("DISPLAY", screen.name());
    let mut program = inside
        .spawn()
        .map_err(|error| format!("Pilothouse: {error}"))?;
    let drawn = wait_for(&ready, &mut program);
    if drawn.is_ok() {
        // The first frame with data is painted right after the window says so.
        sleep(Duration::from_millis(700));
        let picture = screen.screenshot("run.png")?;
        println!("Screenshot: {}", picture.display());
    }
    if std::env::var_os("CI").is_some() || drawn.is_err() {
        let _ = program.kill();
        let _ = program.wait();
        return drawn;
    }
    println!("Pilothouse is running; Ctrl C ends it.");
    program.wait().map(drop).map_err(|error| error.to_string())
}

fn wait_for(ready: &std::path::Path, program: &mut Child) -> Outcome {
    let end = Instant::now() + Duration::from_secs(60);
    while Instant::now() < end {
        if ready.exists() {
            return Ok(());
        }
        if let Ok(Some(status)) = program.try_wait() {
            return Err(format!("Pilothouse ended: {status}"));
        }
        sleep(Duration::from_millis(50));
    }
    Err("Pilothouse drew nothing within a minute.".to_owned())
}
