//! `cargo xtask test`: everything that is checked, in the order in which it fails fastest.

use std::time::Instant;

use crate::{
    bundle_window::{Profile, bundle_window},
    command::{Outcome, run},
    run::build,
    setup::{Scope, setup},
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
    // The shell embeds the window, so it must be there before the shell compiles.
    bundle_window(toolchain, Profile::Debug)?;
    let clippy = |arguments: &[&str]| {
        run(toolchain
            .cargo()
            .arg("clippy")
            .args(arguments)
            .args(["--", "-D", "warnings"]))
    };
    clippy(&["--workspace", "--all-targets"])?;
    clippy(&[
        "--package",
        "pilothouse-window",
        "--lib",
        "--target",
        "wasm32-unknown-unknown",
    ])
}

fn unit(toolchain: &Toolchain) -> Outcome {
    run(toolchain
        .cargo()
        .args(["test", "--workspace", "--exclude", "pilothouse-tests"]))
}

fn window(toolchain: &Toolchain) -> Outcome {
    build(toolchain)?;
    let mut cargo = toolchain.cargo();
    cargo.args([
        "test",
        "--package",
        "pilothouse-tests",
        "--",
        "--test-threads=1",
    ]);
    cargo.env("PILOTHOUSE_PROGRAM", crate::run::program());
    run(&mut cargo)
}
