//! `cargo xtask bench`: a table of figures with their budgets. A budget that is missed fails nothing.

use std::{
    ffi::OsString,
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, SystemTime},
};

use crate::{
    bundle_window::{MAIN, modules},
    command::{Outcome, on_path, output, printed, run as run_command, target_dir, workspace},
    display::VirtualDisplay,
    guardian::Guardian,
    memory, package,
    run::{self, ReadyFile},
    setup::{Scope, setup},
    toolchain::Toolchain,
    waiting::{look_again, lowest},
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
    let bare = starts(&empty, |ready, _| vec![ready.into()])?;
    let with_demo = starts(&folder.join("pilothouse"), |ready, profile| {
        let options = ["--demo".into(), "--ready-file".into(), ready.into()];
        let profile = ["--profile-dir".into(), profile.into()];
        options.into_iter().chain(profile).collect()
    })?;
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

/// How several starts of a program went.
struct Starts {
    /// Fastest first.
    times: Vec<Duration>,
    /// What the last took, and in how many processes.
    memory: Option<(f64, usize)>,
}

impl Starts {
    fn median(&self) -> Duration {
        self.times[self.times.len() / 2]
    }
}

/// Starts a program several times, each with a file that it writes when it is ready, and a folder
/// that is new.
fn starts(program: &Path, arguments: impl Fn(&Path, &Path) -> Vec<OsString>) -> Outcome<Starts> {
    let guardian = Guardian::start().map_err(|error| format!("sh: {error}"))?;
    let screen = VirtualDisplay::start(&guardian)?;
    let bus = MessageBus::start(&guardian)?;
    let mut times = Vec::new();
    let mut weight = None;
    for number in 1..=STARTS {
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
        if number == STARTS {
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
