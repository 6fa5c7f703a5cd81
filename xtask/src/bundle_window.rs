//! Builds the window: compiles it for wasm32, splits off what is fetched later, writes its JavaScript
//! glue, copies the assets.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use wasm_bindgen_cli_support::Bindgen;

use crate::{
    command::{Outcome, command, on_path, output, run, target_dir, workspace},
    setup::Toolchain,
};

/// npm's package of `wasm-opt`.
const BINARYEN: &str = "binaryen@132";

/// The module that the window starts with.
pub const MAIN: &str = "pilothouse_window_bg.wasm";

/// How the window is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Debug,
    Release,
}

/// Builds the window into `dist/`, from where the shell embeds it.
pub fn bundle_window(toolchain: &Toolchain, profile: Profile) -> Outcome {
    let mut cargo = toolchain.cargo();
    cargo.args([
        "build",
        "--quiet",
        "--package",
        "pilothouse-window",
        "--lib",
    ]);
    cargo.args(["--target", "wasm32-unknown-unknown"]);
    let folder = match profile {
        Profile::Debug => "wasm-dev",
        Profile::Release => "wasm-release",
    };
    cargo.args(["--profile", folder]);
    run(&mut cargo)?;

    let built = target_dir()
        .join("wasm32-unknown-unknown")
        .join(folder)
        .join("pilothouse_window.wasm");
    let dist = workspace().join("dist");
    let stamp = dist.join(".built-from");
    if is_current(&built, &stamp) && assets_are_current(&dist) {
        return Ok(());
    }
    fs::create_dir_all(&dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    remove_modules(&dist)?;
    let main = split(&built, &dist)?;
    Bindgen::new()
        .input_path(&main)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                // The parts find what they share with the main module by its names.
                .keep_lld_exports(true)
                .demangle(false)
                .remove_name_section(profile == Profile::Release)
                .remove_producers_section(true)
                .generate(&dist)
        })
        .map_err(|error| format!("wasm-bindgen: {error:#}"))?;
    if profile == Profile::Release {
        shrink_all(&modules(&dist)?)?;
    }
    copy_folder(&workspace().join("assets"), &dist)?;
    fs::write(&stamp, built.display().to_string()).map_err(|error| error.to_string())
}

/// Writes the parts that are fetched later (`features/deferred.rs`), with the script that fetches them,
/// and the rest beside what was built; answers with the rest.
fn split(built: &Path, dist: &Path) -> Outcome<PathBuf> {
    let problem = |error: std::io::Error| format!("{}: {error}", built.display());
    let whole = fs::read(built).map_err(problem)?;
    let folder = built.with_file_name("split");
    fs::create_dir_all(&folder).map_err(problem)?;
    let main = folder.join("pilothouse_window.wasm");
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = dist;
    options.main_out_path = &main;
    options.main_module = "./pilothouse_window.js";
    wasm_split_cli_support::transform(options)
        .map_err(|error| format!("splitting the window: {error:#}"))?;
    Ok(main)
}

/// The window's modules: the main one, and the parts.
pub fn modules(dist: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    let files = entries.flatten().map(|entry| entry.path());
    Ok(files
        .filter(|file| file.extension().is_some_and(|ending| ending == "wasm"))
        .collect())
}

/// Removes the modules of an earlier build, which may have had others.
fn remove_modules(dist: &Path) -> Outcome {
    modules(dist)?.iter().try_for_each(|file| {
        fs::remove_file(file).map_err(|error| format!("{}: {error}", file.display()))
    })
}

/// The oldest Binaryen whose output starts: those before export a second table, that of the references
/// to JavaScript, under the number of the first.
const OLDEST_BINARYEN: u32 = 110;

/// Whether there is a `wasm-opt` here that can be trusted with the window.
fn is_wasm_opt_sound() -> bool {
    on_path("wasm-opt").is_some()
        && output(command("wasm-opt").arg("--version"))
            .ok()
            .and_then(|printed| binaryen_version(&printed))
            .is_some_and(|version| version >= OLDEST_BINARYEN)
}

/// The number in `wasm-opt version 132 (version_132)`.
fn binaryen_version(printed: &str) -> Option<u32> {
    let rest = printed.trim().strip_prefix("wasm-opt version ")?;
    rest.split_whitespace().next()?.parse().ok()
}

/// How Binaryen's `wasm-opt` is called: the installed one unless it is too old, or npm's; nothing where
/// there is neither.
fn optimizer() -> Option<fn() -> Command> {
    if is_wasm_opt_sound() {
        return Some(|| command("wasm-opt"));
    }
    on_path("npx").is_some().then_some(|| {
        let mut npx = command("npx");
        npx.args(["--yes", "--package", BINARYEN, "wasm-opt"]);
        npx
    })
}

/// Makes the modules smaller. Without an optimizer they stay as they are: larger, and as good.
fn shrink_all(modules: &[PathBuf]) -> Outcome {
    let Some(optimizer) = optimizer() else {
        println!(
            "Without wasm-opt (Binaryen) or Node.js (npx) the window is larger than it need be."
        );
        return Ok(());
    };
    modules
        .iter()
        .try_for_each(|module| shrink(module, optimizer()))
}

fn shrink(module: &Path, mut optimizer: Command) -> Outcome {
    // What rustc has its target do; a `wasm-opt` knows less by itself.
    const FEATURES: [&str; 6] = [
        "--enable-bulk-memory",
        "--enable-multivalue",
        "--enable-mutable-globals",
        "--enable-nontrapping-float-to-int",
        "--enable-reference-types",
        "--enable-sign-ext",
    ];
    optimizer
        .arg("-Oz")
        .args(FEATURES)
        .args(["--strip-debug", "--strip-producers", "-o"])
        .args([module, module]);
    run(&mut optimizer)
}

fn is_current(built: &Path, stamp: &Path) -> bool {
    let modified = |file: &Path| file.metadata().and_then(|meta| meta.modified()).ok();
    let same_source =
        fs::read_to_string(stamp).is_ok_and(|from| from == built.display().to_string());
    same_source && matches!((modified(built), modified(stamp)), (Some(b), Some(s)) if b < s)
}

/// Whether every asset stands in `dist/` at least as new as its source.
fn assets_are_current(dist: &Path) -> bool {
    fn newer(from: &Path, to: &Path) -> bool {
        let Ok(entries) = fs::read_dir(from) else {
            return false;
        };
        entries.flatten().all(|entry| {
            let (source, copy) = (entry.path(), to.join(entry.file_name()));
            if source.is_dir() {
                return newer(&source, &copy);
            }
            let modified = |file: &Path| file.metadata().and_then(|meta| meta.modified()).ok();
            matches!((modified(&source), modified(&copy)), (Some(s), Some(c)) if s <= c)
        })
    }
    newer(&workspace().join("assets"), dist)
}

fn copy_folder(from: &Path, to: &Path) -> Outcome {
    let problem = |error: std::io::Error| format!("{}: {error}", from.display());
    fs::create_dir_all(to).map_err(problem)?;
    for entry in fs::read_dir(from).map_err(problem)?.flatten() {
        let (source, copy) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_folder(&source, &copy)?;
        } else {
            fs::copy(&source, &copy).map_err(problem)?;
            // `fs::copy` keeps no time on Linux; touching makes the copy newer than its source.
            let now = std::time::SystemTime::now();
            fs::File::options()
                .append(true)
                .open(&copy)
                .and_then(|file| file.set_modified(now))
                .map_err(problem)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_optimizer_s_version_is_read_as_distributions_print_it() {
        for (printed, version) in [
            ("wasm-opt version 132 (version_132)\n", Some(132)),
            ("wasm-opt version 108\n", Some(108)),
            ("wasm-opt 1.0", None),
            ("", None),
        ] {
            assert_eq!(binaryen_version(printed), version, "{printed}");
        }
    }
}
