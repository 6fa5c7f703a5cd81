//! Which Rust toolchain builds both halves.
//!
//! The window needs the `wasm32-unknown-unknown` target. Normally rustup has it or fetches it; where
//! that can't be downloaded, Debian's own Rust comes with its library's source, from which the
//! target is built once. A `rust-toolchain.toml` would make rustup download, so the choice is here.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    command::{Outcome, command, on_path, output, run, succeeds, target_dir},
    setup::install_debian,
};

const WASM: &str = "wasm32-unknown-unknown";

/// rustup's name for Debian's Rust.
const DEBIAN: &str = "debian-web";

/// The toolchain that was chosen; by default rustup's own, which links with the lld it comes with.
#[derive(Debug, Clone, Default)]
pub struct Toolchain {
    /// rustup's name for it; none: the default.
    name: Option<String>,
    /// A folder with an `ld.lld`, where the toolchain does not link with lld by itself.
    linker: Option<PathBuf>,
}

impl Toolchain {
    /// `cargo` of this toolchain, linking with lld where it is.
    pub fn cargo(&self) -> Command {
        let mut cargo = command("cargo");
        // The wrapper that started this task has chosen a toolchain for itself.
        for variable in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN", "RUSTDOC"] {
            cargo.env_remove(variable);
        }
        if let Some(name) = &self.name {
            cargo.env("RUSTUP_TOOLCHAIN", name);
        }
        cargo.env("CARGO_TARGET_DIR", target_dir());
        if std::env::var_os("CI").is_some() {
            // What would help a next build costs time in the only one.
            cargo.env("CARGO_INCREMENTAL", "0");
        }
        if let Some(folder) = &self.linker {
            let flags = format!("-Clink-arg=-fuse-ld=lld -Clink-arg=-B{}", folder.display());
            cargo.env("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS", &flags);
            cargo.env("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUSTFLAGS", flags);
        }
        cargo
    }
}

/// Finds a toolchain with the wasm target, or makes one. `PILOTHOUSE_TOOLCHAIN` names one of rustup's
/// to use instead; `debian-web` is Debian's own, set up where it is missing.
pub fn choose() -> Outcome<Toolchain> {
    if let Ok(name) = std::env::var("PILOTHOUSE_TOOLCHAIN") {
        return named(name);
    }
    if has_wasm(None) {
        return Ok(Toolchain::default());
    }
    if has_wasm(Some(DEBIAN)) {
        return Ok(debian_toolchain());
    }
    println!("Adding the {WASM} target with rustup");
    if succeeds(command("rustup").args(["target", "add", WASM])) && has_wasm(None) {
        return Ok(Toolchain::default());
    }
    if on_path("apt-get").is_none() {
        return Err(format!(
            "rustup could not add the {WASM} target. Run `rustup target add {WASM}` where there \
             is a network, then this again."
        ));
    }
    println!("rustup could not add it: using Debian's Rust, and building the target once");
    debian()?;
    Ok(debian_toolchain())
}

fn named(name: String) -> Outcome<Toolchain> {
    if name == DEBIAN {
        if !has_wasm(Some(DEBIAN)) {
            debian()?;
        }
        return Ok(debian_toolchain());
    }
    if has_wasm(Some(&name)) {
        return Ok(Toolchain {
            name: Some(name),
            linker: None,
        });
    }
    Err(format!(
        "The toolchain {name} has no {WASM} target, or is not there."
    ))
}

fn debian_toolchain() -> Toolchain {
    Toolchain {
        name: Some(DEBIAN.to_owned()),
        linker: linker_folder(),
    }
}

fn rustc(toolchain: Option<&str>) -> Command {
    let mut rustc = command("rustc");
    for variable in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"] {
        rustc.env_remove(variable);
    }
    if let Some(name) = toolchain {
        rustc.env("RUSTUP_TOOLCHAIN", name);
    }
    rustc
}

/// Whether the toolchain is there and has a library for the target.
fn has_wasm(toolchain: Option<&str>) -> bool {
    let mut query = rustc(toolchain);
    query
        .args(["--print", "target-libdir", "--target", WASM])
        .stderr(std::process::Stdio::null());
    let Ok(output) = query.output() else {
        return false;
    };
    let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    output.status.success() && holds_core(&folder)
}

fn holds_core(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libcore-") && name.ends_with(".rlib")
    })
}

/// Debian's Rust for the web, its library built for the target from its own source.
fn debian() -> Outcome {
    install_debian(&[
        "rustc-web",
        "cargo-web",
        "rust-web-src",
        "rust-web-clippy",
        "rustfmt-web",
        "lld-22",
    ])?;
    let sysroot = PathBuf::from(output(
        Command::new("/usr/bin/rustc").args(["--print", "sysroot"]),
    )?);
    let library = sysroot.join("lib/rustlib").join(WASM).join("lib");
    if !holds_core(&library) {
        build_library(&library)?;
    }
    let tools = sysroot.join("lib/rustlib/x86_64-unknown-linux-gnu/bin");
    let linker = tools.join("rust-lld");
    if !linker.exists() {
        create_dir(&tools)?;
        link("/usr/bin/lld-22", &linker)?;
    }
    run(command("rustup").args(["toolchain", "link", DEBIAN, "/usr"]))
}

fn build_library(library: &Path) -> Outcome {
    let scratch = target_dir().join("wasm-library");
    create_dir(&scratch.join("src"))?;
    let manifest = "[package]\nname = \"library\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\
                    [lib]\n[workspace]\n[profile.release]\npanic = \"abort\"\n";
    write(&scratch.join("Cargo.toml"), manifest)?;
    write(&scratch.join("src/lib.rs"), "")?;
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .current_dir(&scratch)
        // Debian's cargo may use what is only for nightly with this set.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO")
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .args(["build", "--release", "--target", WASM])
        .args([
            "-Z",
            "build-std=std,panic_abort,panic_unwind,proc_macro,test",
        ]);
    run(&mut cargo)?;
    create_dir(library)?;
    let built = scratch.join("target").join(WASM).join("release/deps");
    let entries = fs::read_dir(&built).map_err(|error| format!("{}: {error}", built.display()))?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_own = name.starts_with("liblibrary-");
        if name.ends_with(".rlib") && !is_own {
            let to = library.join(&name);
            fs::copy(entry.path(), &to).map_err(|error| format!("{}: {error}", to.display()))?;
        }
    }
    Ok(())
}

/// A folder in which lld has the name that the C compiler asks for.
fn linker_folder() -> Option<PathBuf> {
    if std::env::consts::OS != "linux" {
        return None;
    }
    let lld = on_path("ld.lld").or_else(|| {
        (14..40)
            .rev()
            .find_map(|version| on_path(&format!("ld.lld-{version}")))
    })?;
    let folder = target_dir().join("lld");
    create_dir(&folder).ok()?;
    let name = folder.join("ld.lld");
    if name.read_link().ok().as_deref() != Some(lld.as_path()) {
        let _ = fs::remove_file(&name);
        link(&lld.to_string_lossy(), &name).ok()?;
    }
    Some(folder)
}

fn create_dir(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

fn write(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}

#[cfg(unix)]
fn link(from: &str, to: &Path) -> Outcome {
    std::os::unix::fs::symlink(from, to).map_err(|error| format!("{}: {error}", to.display()))
}

#[cfg(not(unix))]
fn link(from: &str, to: &Path) -> Outcome {
    fs::copy(from, to)
        .map(drop)
        .map_err(|error| format!("{}: {error}", to.display()))
}
