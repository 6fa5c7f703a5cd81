//! `cargo xtask`: sets up, runs, tests and bundles Pilothouse.

mod bench;
mod bundle_window;
mod command;
mod display;
mod guardian;
#[cfg(all(test, target_os = "linux"))]
mod guardian_tests;
mod memory;
mod package;
mod run;
mod setup;
mod starts;
mod test;
mod waiting;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <task>

  setup              install what building and testing needs; quick when nothing is missing
  build              build the window and the program around it
  run [-- ARGS]      build and open Pilothouse; without a display, on a virtual one
  test [PART…]       everything that is checked: format, lints, unit, contract, shell, window
                     (PART: format, lint, unit, window)
  bundle             build the release and its packages
  bench [--release]  measure against budgets; the debug build, or the release and its packages

`cargo xtask run -- --help` lists the program's own options.";

fn main() -> ExitCode {
    // What the libraries that bundle the window warn of.
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
        .with_writer(std::io::stderr)
        .without_time()
        .init();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let outcome = match arguments.first().map(String::as_str) {
        Some("setup") => setup::setup(setup::Scope::Everything).map(drop),
        Some("build") => setup::setup(setup::Scope::Build).and_then(|with| run::build(&with)),
        Some("run") => run::run(rest),
        Some("test") => test::test(rest),
        Some("bundle") => package::package(),
        Some("bench") => bench::bench(rest),
        Some("--help" | "-h" | "help") => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
