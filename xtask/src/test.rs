//! `cargo xtask test`: everything that is checked, in the order in which it fails fastest.

use std::time::Instant;

use crate::{
    bundle_window::{Profile, bundle_window},
    command::{Outcome, run},
    setup::{Scope, setup},
    stories::run_stories,
    test_programs::{TestProgram, test_programs},
    toolchain::Toolchain,
};

type Part = (&'static str, fn(&Toolchain) -> Outcome);

const PARTS: &[Part] = &[
    ("format", format),
    ("lint", lint),
    ("unit", unit),
    ("window", window),
];

/// Runs the parts that are named, or all.
pub fn test(wanted: &[String]) -> Outcome {
    if let Some(unknown) = wanted
        .iter()
        .find(|word| PARTS.iter().all(|(name, _)| name != word))
    {
        let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
        return Err(format!(
            "No part '{unknown}'. The parts are: {}",
            names.join(", ")
        ));
    }
    let toolchain = setup(Scope::Everything)?;
    for (name, part) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|word| word == name) {
            println!("== {name}");
            let started = Instant::now();
            part(&toolchain)?;
            println!("== {name}: {} s", started.elapsed().as_secs());
        }
    }
    Ok(())
}

fn format(toolchain: &Toolchain) -> Outcome {
    run(toolchain.cargo().args(["fmt", "--all", "--check"]))
}

fn lint(toolchain: &Toolchain) -> Outcome {
    const WINDOW: &str = "pilothouse-window";
    let clippy = |arguments: &[&str]| {
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
    };
    // Both have long stretches on one core, and build in folders of their own.
    std::thread::scope(|scope| {
        let bundling = scope.spawn(|| bundle_window(toolchain, Profile::Debug));
        let linted = clippy(&["--workspace", "--exclude", WINDOW]);
        let bundled = bundling.join();
        bundled.unwrap_or_else(|_| Err("The window's bundler ended early.".to_owned()))?;
        linted
    })?;
    // What is used of the window is built for wasm32; only its tests are compiled for this machine.
    clippy(&["--package", WINDOW, "--target", "wasm32-unknown-unknown"])
}

/// The tests of every package but the stories, then the examples in the documentation.
fn unit(toolchain: &Toolchain) -> Outcome {
    let programs = test_programs(toolchain)?;
    programs
        .iter()
        .filter(|program| !program.holds_stories())
        .try_for_each(TestProgram::run)?;
    // Those that have examples: the others, the window above all, would be built for nothing.
    let examples = ["--package", "harbor-api", "--package", "demo-harbor"];
    run(toolchain.cargo().args(["test", "--doc"]).args(examples))
}

/// The stories, with the program that was built beside the other tests.
fn window(toolchain: &Toolchain) -> Outcome {
    bundle_window(toolchain, Profile::Debug)?;
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
