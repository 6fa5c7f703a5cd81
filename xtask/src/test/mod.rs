//! `cargo xtask test`: everything that is checked, in the order in which it fails fastest.

mod programs;
mod stories;

use std::{thread, time::Instant};

use self::{
    programs::{build_and_run, test_programs},
    stories::run_stories,
};
use crate::{
    bundle_window::{Profile, bundle_window},
    command::{Outcome, run},
    setup::{Scope, Toolchain, setup},
};

/// The parts, by name.
const PARTS: &[&str] = &["format", "lint", "unit", "window"];

/// Runs the parts that are named, or all.
pub fn test(wanted: &[String]) -> Outcome {
    if let Some(unknown) = wanted.iter().find(|word| !PARTS.contains(&word.as_str())) {
        return Err(format!(
            "No part '{unknown}'. The parts are: {}",
            PARTS.join(", ")
        ));
    }
    let toolchain = setup(Scope::Everything)?;
    let is_wanted = |part: &str| wanted.is_empty() || wanted.iter().any(|word| word == part);
    let part = |name: &str, run: fn(&Toolchain) -> Outcome| match is_wanted(name) {
        true => timed(name, || run(&toolchain)),
        false => Ok(()),
    };
    part("format", format)?;
    if !PARTS[1..].iter().any(|name| is_wanted(name)) {
        return Ok(());
    }
    // The program embeds the window. Both builds have long stretches on one core, and folders of their own.
    both(
        || {
            timed("window's bundle", || {
                bundle_window(&toolchain, Profile::Debug)
            })
        },
        || part("lint", lint),
    )?;
    both(
        || match is_wanted("lint") {
            true => timed("window's lint", || lint_window(&toolchain)),
            false => Ok(()),
        },
        || part("unit", unit),
    )?;
    part("window", window)
}

fn timed(name: &str, part: impl FnOnce() -> Outcome) -> Outcome {
    println!("== {name}");
    let started = Instant::now();
    part()?;
    println!("== {name}: {} s", started.elapsed().as_secs());
    Ok(())
}

/// Does both at once, to the end of both.
fn both(beside: impl FnOnce() -> Outcome + Send, here: impl FnOnce() -> Outcome) -> Outcome {
    thread::scope(|scope| {
        let beside = scope.spawn(beside);
        let here = here();
        let beside = beside.join();
        here.and(beside.unwrap_or_else(|_| Err("What ran beside ended early.".to_owned())))
    })
}

fn format(toolchain: &Toolchain) -> Outcome {
    run(toolchain.cargo().args(["fmt", "--all", "--check"]))
}

const WINDOW: &str = "pilothouse-window";

fn lint(toolchain: &Toolchain) -> Outcome {
    clippy(toolchain, &["--workspace", "--exclude", WINDOW])
}

/// What is used of the window is built for wasm32; only its tests are compiled for this machine.
fn lint_window(toolchain: &Toolchain) -> Outcome {
    // In the folders that it was bundled in: it waits for nothing that is built for this machine.
    let profile = ["--profile", "wasm-dev"];
    let package = ["--package", WINDOW, "--target", "wasm32-unknown-unknown"];
    clippy(toolchain, &[package.as_slice(), &profile].concat())
}

fn clippy(toolchain: &Toolchain, arguments: &[&str]) -> Outcome {
    let mut cargo = toolchain.cargo();
    // The shell embeds a window when it compiles; any will do for looking at its code.
    cargo.env(
        "TAURI_CONFIG",
        r#"{"build": {"frontendDist": "../assets"}}"#,
    );
    run(cargo
        .arg("clippy")
        .args(arguments)
        .args(["--all-targets", "--", "-D", "warnings"]))
}

/// The tests of every package but the stories, then the examples in the documentation.
fn unit(toolchain: &Toolchain) -> Outcome {
    build_and_run(toolchain, |program| !program.holds_stories())?;
    // Those that have examples: the others, the window above all, would be built for nothing.
    let examples = ["--package", "harbor-api", "--package", "demo-harbor"];
    run(toolchain.cargo().args(["test", "--doc"]).args(examples))
}

/// The stories, with the program that was built beside the other tests.
fn window(toolchain: &Toolchain) -> Outcome {
    let programs = test_programs(toolchain)?;
    let stories = programs.iter().find(|program| program.holds_stories());
    let stories = stories.ok_or("There are no stories: is the package 'pilothouse-tests' gone?")?;
    // A story waits half of its time, for a server or a page.
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let command = || {
        let mut command = stories.command();
        command.env("PILOTHOUSE_PROGRAM", crate::run::program());
        command
    };
    run_stories(command, cores + 1)
}
