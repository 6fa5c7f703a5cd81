//! `cargo xtask bundle`: the release program and, where the bundler is, its packages.

use crate::{
    bundle_window::{Profile, bundle_window},
    command::{Outcome, command, on_path, run, target_dir},
    setup::{Scope, setup},
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
        .env("CARGO_TARGET_DIR", target_dir());
    run(&mut bundler)
}
