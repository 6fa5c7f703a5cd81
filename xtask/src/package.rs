//! `cargo xtask bundle`: the release program and, where the bundler is, its packages.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    bundle_window::{Profile, bundle_window},
    command::{Outcome, command, on_path, output, run, target_dir, workspace},
    setup::{Scope, setup},
    starts::{starts, with_demo},
};

/// Builds the release and packs it.
pub fn package() -> Outcome {
    let toolchain = setup(Scope::Build)?;
    bundle_window(&toolchain, Profile::Release)?;
    run(toolchain
        .cargo()
        .args(["build", "--release", "--package", "pilothouse"])
        .args(["--features", "tauri/custom-protocol"]))?;
    let program = target_dir()
        .join("release")
        .join(format!("pilothouse{}", std::env::consts::EXE_SUFFIX));
    println!("Program: {}", program.display());
    if on_path("Xvfb").is_some() && on_path("dbus-run-session").is_some() {
        // What made the window small may have broken it.
        starts(&program, 1, with_demo)?;
        println!("It starts, and paints its first page.");
    }
    if on_path("npx").is_none() {
        println!("Packages are made with Tauri's bundler, which needs Node.js (npx).");
        return Ok(());
    }
    let formats = match std::env::consts::OS {
        "linux" => "deb,rpm",
        "macos" => "app,dmg",
        _ => "nsis",
    };
    let mut bundler = command("npx");
    bundler
        .args(["--yes", "@tauri-apps/cli@2", "bundle", "--bundles", formats])
        .env("TAURI_APP_PATH", "src-tauri")
        // Tauri's program takes `true` and `false` only; the usual `1` ends it.
        .env("CI", "true")
        .env("CARGO_TARGET_DIR", target_dir());
    let manifest = Untouched::now(workspace().join("src-tauri/Cargo.toml"))?;
    let bundled = run(&mut bundler);
    manifest.put_back()?;
    bundled?;
    match std::env::consts::OS {
        "linux" if on_path("dpkg-deb").is_some() => {
            let package = debian_package(&target_dir().join("release"))
                .ok_or("The bundler made no Debian package.")?;
            repack(&package)?;
            check_deb(&package)
        }
        _ => Ok(()),
    }
}

/// A file of the checkout that a tool may rewrite, and must not.
struct Untouched {
    file: PathBuf,
    text: String,
}

impl Untouched {
    fn now(file: PathBuf) -> Outcome<Self> {
        let text = fs::read_to_string(&file).map_err(problem(&file))?;
        Ok(Self { file, text })
    }

    fn put_back(self) -> Outcome {
        let now = fs::read_to_string(&self.file).map_err(problem(&self.file))?;
        if now == self.text {
            return Ok(());
        }
        fs::write(&self.file, self.text).map_err(problem(&self.file))
    }
}

fn problem(file: &Path) -> impl Fn(std::io::Error) -> String {
    move |error| format!("{}: {error}", file.display())
}

/// The newest Debian package in a build's folder.
pub fn debian_package(folder: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folder.join("bundle/deb")).ok()?;
    entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|file| file.extension().is_some_and(|end| end == "deb"))
        .max_by_key(|file| file.metadata().and_then(|meta| meta.modified()).ok())
}

/// Packs a Debian package with xz: a quarter smaller than with gzip, which the bundler uses.
fn repack(package: &Path) -> Outcome {
    let folder = package.with_extension("unpacked");
    // Left over from a run that was stopped.
    let _ = fs::remove_dir_all(&folder);
    let mut unpack = command("dpkg-deb");
    run(unpack.arg("--raw-extract").arg(package).arg(&folder))?;
    let mut pack = command("dpkg-deb");
    pack.args(["-Zxz", "--root-owner-group", "--build"]);
    run(pack.arg(&folder).arg(package))?;
    fs::remove_dir_all(&folder).map_err(problem(&folder))
}

/// Looks into the Debian package that was made: what the bundler makes of its settings changes
/// with its version.
fn check_deb(package: &Path) -> Outcome {
    let mut field = command("dpkg-deb");
    let control = output(field.arg("--field").arg(package))?;
    let mut list = command("dpkg-deb");
    let files = output(list.arg("--contents").arg(package))?;
    match faults(&control, &files).as_slice() {
        [] => Ok(()),
        faults => Err(format!("{}: {}", package.display(), faults.join("; "))),
    }
}

/// Files that every Debian package of ours holds.
const FILES: [&str; 3] = [
    "usr/share/applications/Pilothouse.desktop",
    "usr/share/doc/pilothouse/copyright",
    "usr/share/metainfo/org.pilothouse.Pilothouse.metainfo.xml",
];

/// What is wrong with a package, by its control fields and the list of its files.
fn faults(control: &str, files: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if control.contains("(none)") || !control.contains("\nDescription: ") {
        faults.push("it has no description".to_owned());
    }
    let depends = control
        .lines()
        .find_map(|line| line.strip_prefix("Depends: "))
        .unwrap_or_default();
    let mut names: Vec<&str> = depends
        .split(',')
        .filter_map(|one| one.split_whitespace().next())
        .collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        faults.push(format!("it names a dependency twice: {depends}"));
    }
    for needed in ["libwebkit2gtk-4.1-0", "libgtk-3-0", "libdbus-1-3"] {
        if !names.contains(&needed) {
            faults.push(format!("it does not depend on {needed}"));
        }
    }
    let missing = FILES
        .iter()
        .filter(|name| !files.lines().any(|line| line.ends_with(*name)));
    faults.extend(missing.map(|name| format!("{name} is missing")));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_without_description_copyright_or_with_doubled_dependencies_is_refused() {
        let files = FILES
            .map(|name| format!("-rw-r--r-- 0/0 1 2026-01-01 00:00 ./{name}"))
            .join("\n");
        let good = "Package: pilothouse\nDepends: libdbus-1-3, libwebkit2gtk-4.1-0, libgtk-3-0\n\
                    Description: A console\n Shows.";
        assert_eq!(faults(good, &files), Vec::<String>::new());
        let none = good.replace(" Shows.", " (none)");
        assert_eq!(faults(&none, &files).len(), 1);
        let doubled = good.replace("libgtk-3-0", "libgtk-3-0, libdbus-1-3");
        assert_eq!(faults(&doubled, &files).len(), 1);
        assert_eq!(faults(good, "").len(), FILES.len());
    }
}
