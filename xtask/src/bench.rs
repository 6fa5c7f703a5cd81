//! `cargo xtask bench`: a table of figures with their budgets. A budget that is missed fails nothing.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use crate::{
    bundle_window::{MAIN, modules},
    command::{Outcome, on_path, output, printed, run as run_command, target_dir, workspace},
    package, run,
    setup::{Scope, Toolchain, setup},
    starts::{starts, with_demo},
};

/// Start of the program to the first page with data.
const START: Duration = Duration::from_millis(700);
const STARTS: usize = 5;
const MEGABYTE: f64 = 1_000_000.0;
/// Memory of all processes, one registry connected, in windows of Tauri's that are empty.
const MEMORY: f64 = 1.15;
const WASM: f64 = 2.2 * MEGABYTE;
const PACKAGE: f64 = 12.0 * MEGABYTE;

/// A line of the table.
struct Row([String; 4]);

impl Row {
    fn new(name: &str, measured: String, budget: String, information: String) -> Self {
        Self([name.to_owned(), measured, budget, information])
    }

    /// A figure that could not be had.
    fn missing(name: &str, why: &str) -> Self {
        Self::new(name, "–".to_owned(), "–".to_owned(), why.to_owned())
    }
}

/// Measures the debug build, or with `--release` the release and its packages.
pub fn bench(arguments: &[String]) -> Outcome {
    let release = match arguments {
        [] => false,
        [word] if word == "--release" => true,
        _ => return Err("cargo xtask bench [--release]".to_owned()),
    };
    let toolchain = setup(Scope::Everything)?;
    let folder = if release {
        package::package()?;
        target_dir().join("release")
    } else {
        run::build(&toolchain)?;
        target_dir().join("debug")
    };
    let build = if release { "release" } else { "debug" };

    println!("Measuring; this takes some minutes");
    let mut program = toolchain.cargo();
    program.args(["run", "--quiet", "--package", "pilothouse-bench"]);
    if release {
        program.arg("--release");
    }
    let console = output(&mut program).map(|printed| printed.lines().filter_map(row).collect());
    let mut rows = or_why("the console's figures", console);
    let start = start_and_memory(&toolchain, &folder, build);
    rows.extend(or_why("start and memory", start));
    let window = in_the_window(&toolchain, &folder, release);
    rows.extend(or_why("in the window", window));
    rows.extend(sizes(&folder, release));

    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("\n{build} build, {cores} cores\n");
    print(&rows);
    Ok(())
}

/// Figures, or a line that says why there are none: the others are worth having all the same.
fn or_why(name: &str, figures: Outcome<Vec<Row>>) -> Vec<Row> {
    figures.unwrap_or_else(|reason| vec![Row::missing(name, &reason)])
}

/// What the stories' harness measures in the real window, with a long list open.
fn in_the_window(toolchain: &Toolchain, folder: &Path, release: bool) -> Outcome<Vec<Row>> {
    if std::env::consts::OS != "linux" {
        return Ok(vec![Row::missing(
            "in the window",
            "measured on Linux only",
        )]);
    }
    let mut measure = toolchain.cargo();
    measure.args(["test", "--quiet", "--package", "pilothouse-tests"]);
    if release {
        measure.arg("--release");
    }
    measure
        .args([
            "--",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
            "figures",
        ])
        .env("PILOTHOUSE_PROGRAM", folder.join("pilothouse"));
    // Those before a failure are figures all the same; its own words are on the screen.
    let (printed, ended) = printed(&mut measure)?;
    let mut rows: Vec<Row> = printed.lines().filter_map(row).collect();
    if let Err(reason) = ended {
        rows.push(Row::missing("further figures in the window", &reason));
    }
    Ok(rows)
}

/// A line of `pilothouse-bench`.
fn row(line: &str) -> Option<Row> {
    let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
    cells.try_into().ok().map(Row)
}

fn print(rows: &[Row]) {
    let heads = ["figure", "measured", "budget", "information"].map(str::to_owned);
    let width = |column: usize| {
        let cells = rows.iter().map(|row| &row.0[column]);
        let lengths = cells
            .chain([&heads[column]])
            .map(|cell| cell.chars().count());
        lengths.max().unwrap_or_default()
    };
    let (a, b, c, d) = (width(0), width(1), width(2), width(3));
    let line = |[name, measured, budget, information]: &[String; 4]| {
        println!("| {name:<a$} | {measured:<b$} | {budget:<c$} | {information:<d$} |");
    };
    line(&heads);
    line(&[a, b, c, d].map(|width| "-".repeat(width)));
    rows.iter().for_each(|row| line(&row.0));
}

/// Starts the program with the demo registry several times, and weighs the last; an empty window of
/// Tauri's says what of it is the frame's.
fn start_and_memory(toolchain: &Toolchain, folder: &Path, build: &str) -> Outcome<Vec<Row>> {
    let names = ["start to interactive", "memory, demo connected"];
    if std::env::consts::OS != "linux" {
        return Ok(names
            .map(|name| Row::missing(name, "measured on Linux only"))
            .into());
    }
    let empty = empty_window(toolchain, folder, build)?;
    let bare = starts(&empty, STARTS, |ready, _| vec![ready.into()])?;
    let with_demo = starts(&folder.join("pilothouse"), STARTS, with_demo)?;
    let median = with_demo.median();
    let start = Row::new(
        names[0],
        format!(
            "{:.2} of budget",
            median.as_secs_f64() / START.as_secs_f64()
        ),
        format!("≤ {} ms, release", START.as_millis()),
        format!(
            "{build}: median {} ms of {STARTS}, {} to {} ms; new profile, virtual display; an empty \
             window of Tauri's takes {} ms",
            median.as_millis(),
            with_demo.times[0].as_millis(),
            with_demo.times[STARTS - 1].as_millis(),
            bare.median().as_millis(),
        ),
    );
    let memory = match (with_demo.memory, bare.memory) {
        (Some((bytes, processes)), Some((frame, _))) => Row::new(
            names[1],
            format!("{:.2} of an empty window", bytes / frame),
            format!("≤ {MEMORY} of one"),
            format!(
                "{build}: {:.0} MB, {processes} processes' PSS, the demo registry in one; an empty \
                 window {:.0} MB",
                bytes / MEGABYTE,
                frame / MEGABYTE
            ),
        ),
        _ => Row::missing(names[1], "no process to weigh"),
    };
    Ok(vec![start, memory])
}

/// Builds the empty window beside the program.
fn empty_window(toolchain: &Toolchain, folder: &Path, build: &str) -> Outcome<PathBuf> {
    let mut cargo = toolchain.cargo();
    cargo.args(["build", "--quiet", "--package", "pilothouse"]);
    cargo.args(["--example", "empty_window", "--features", "empty-window"]);
    if build == "release" {
        cargo.arg("--release");
    }
    run_command(&mut cargo)?;
    Ok(folder.join("examples/empty_window"))
}

/// A size against its budget.
fn of_size(name: &str, bytes: f64, budget: f64, information: String) -> Row {
    Row::new(
        name,
        format!("{:.2} of budget", bytes / budget),
        format!("≤ {:.0} MB", budget / MEGABYTE),
        format!("{:.2} MB; {information}", bytes / MEGABYTE),
    )
}

/// How many parts of the window are fetched when they are first drawn, and their bytes.
fn deferred_parts() -> Option<(usize, f64)> {
    let modules = modules(&workspace().join("dist")).ok()?;
    let parts = modules.iter().filter(|module| !module.ends_with(MAIN));
    let sizes: Vec<f64> = parts.filter_map(|module| size(module)).collect();
    Some((sizes.len(), sizes.iter().sum()))
}

/// The sizes of what was built.
fn sizes(folder: &Path, release: bool) -> Vec<Row> {
    let build = if release { "release" } else { "debug" };
    let wasm = workspace().join("dist").join(MAIN);
    let mut rows = vec![match size(&wasm) {
        Some(bytes) => {
            let packed = packed_size(&wasm).map_or("gzip is missing".to_owned(), |bytes| {
                format!("{:.2} MB with gzip", bytes / MEGABYTE)
            });
            of_size(
                "WebAssembly",
                bytes,
                WASM,
                format!("{build}, raw, what each start reads; {packed}"),
            )
        }
        None => Row::missing("WebAssembly", "not built"),
    }];
    if let Some((number, bytes)) = deferred_parts() {
        rows.push(Row::new(
            "WebAssembly that comes when it is needed",
            format!("{:.2} MB", bytes / MEGABYTE),
            "none".to_owned(),
            format!("{build}, raw; {number} files"),
        ));
    }
    let program = folder.join(format!("pilothouse{}", std::env::consts::EXE_SUFFIX));
    rows.push(match size(&program) {
        Some(bytes) => Row::new(
            "program",
            format!("{:.1} MB", bytes / MEGABYTE),
            "none".to_owned(),
            format!("{build}, with the window in it"),
        ),
        None => Row::missing("program", "not built"),
    });
    rows.push(
        match package::debian_package(folder).as_deref().and_then(size) {
            Some(bytes) => of_size(".deb", bytes, PACKAGE, build.to_owned()),
            None => Row::missing(".deb", "built with --release, where npx is"),
        },
    );
    rows
}

fn size(file: &Path) -> Option<f64> {
    file.metadata().ok().map(|meta| meta.len() as f64)
}

fn packed_size(file: &Path) -> Option<f64> {
    on_path("gzip")?;
    let packed = Command::new("gzip").arg("-c").arg(file).output().ok()?;
    packed
        .status
        .success()
        .then_some(packed.stdout.len() as f64)
}
