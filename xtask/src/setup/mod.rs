//! Installs what building and testing needs, saying first what.

mod provider;
mod toolchain;

use std::{path::Path, process::Command};

pub use self::toolchain::Toolchain;
use crate::command::{Outcome, command, on_path, run, succeeds};

/// What the machine is to be made ready for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Building, and opening the window.
    Build,
    /// Also running every test without a screen.
    Everything,
}

/// Makes the machine ready and says which toolchain builds.
pub fn setup(scope: Scope) -> Outcome<Toolchain> {
    match std::env::consts::OS {
        "linux" => linux(scope)?,
        "macos" => macos()?,
        "windows" => windows()?,
        other => return Err(format!("Pilothouse is not built on {other} yet.")),
    }
    if scope == Scope::Everything {
        provider::install()?;
    }
    toolchain::choose()
}

/// A package manager, and what it calls what we need.
struct PackageManager {
    program: &'static str,
    refresh: Option<&'static [&'static str]>,
    install: &'static [&'static str],
    installed: fn(&str) -> bool,
    build: &'static [&'static str],
    test: &'static [&'static str],
}

const PACKAGE_MANAGERS: &[PackageManager] = &[
    PackageManager {
        program: "apt-get",
        refresh: Some(&["update", "-qq"]),
        install: &["install", "-y", "-qq", "--no-install-recommends"],
        installed: |name| {
            let mut query = Command::new("dpkg-query");
            query.args(["-W", "-f=${Status}", name]);
            query
                .output()
                .is_ok_and(|out| out.status.success() && out.stdout.ends_with(b"ok installed"))
        },
        build: &[
            "build-essential",
            "pkg-config",
            "libwebkit2gtk-4.1-dev",
            "librsvg2-dev",
            "libdbus-1-dev",
        ],
        test: &[
            "webkit2gtk-driver",
            "xvfb",
            "xauth",
            "dbus",
            "dbus-x11",
            "gnome-keyring",
            "imagemagick",
            "xclip",
            "fonts-dejavu-core",
        ],
    },
    PackageManager {
        program: "dnf",
        refresh: None,
        install: &["install", "-y"],
        installed: |name| succeeds(Command::new("rpm").args(["-q", name])),
        build: &[
            "gcc",
            "pkgconf-pkg-config",
            "webkit2gtk4.1-devel",
            "librsvg2-devel",
            "dbus-devel",
        ],
        test: &[
            "webkit2gtk4.1",
            "xorg-x11-server-Xvfb",
            "dbus-daemon",
            "gnome-keyring",
            "ImageMagick",
            "xclip",
            "dejavu-sans-fonts",
        ],
    },
    PackageManager {
        program: "pacman",
        refresh: None,
        install: &["-S", "--needed", "--noconfirm"],
        installed: |name| succeeds(Command::new("pacman").args(["-Q", name])),
        build: &["base-devel", "webkit2gtk-4.1", "librsvg", "dbus"],
        test: &[
            "xorg-server-xvfb",
            "gnome-keyring",
            "imagemagick",
            "xclip",
            "ttf-dejavu",
        ],
    },
];

fn linux(scope: Scope) -> Outcome {
    let manager = PACKAGE_MANAGERS
        .iter()
        .find(|manager| on_path(manager.program).is_some());
    let Some(manager) = manager else {
        return if has_libraries() {
            Ok(())
        } else {
            Err(
                "Neither apt, dnf nor pacman is here. Install the development packages of \
                 WebKitGTK 4.1, librsvg and D-Bus, then run this again."
                    .to_owned(),
            )
        };
    };
    // A window on a virtual screen needs the same as the tests.
    let testing = scope == Scope::Everything || !crate::display::present();
    let wanted = manager
        .build
        .iter()
        .chain(if testing { manager.test } else { &[] });
    let mut missing: Vec<&str> = wanted
        .copied()
        .filter(|name| !(manager.installed)(name))
        .collect();
    if scope == Scope::Everything {
        // Many have a Node.js of another origin, which need not be doubled.
        let absent = |(program, _): &&(&str, &'static str)| on_path(program).is_none();
        missing.extend(NODE.iter().filter(absent).map(|(_, package)| *package));
    }
    install(manager, &missing)
}

/// What runs the identity provider of the tests: program and package, the same everywhere.
const NODE: &[(&str, &str)] = &[("node", "nodejs"), ("npm", "npm")];

fn install(manager: &PackageManager, missing: &[&str]) -> Outcome {
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing with {}: {}", manager.program, missing.join(" "));
    if let Some(refresh) = manager.refresh {
        run(privileged(manager.program).args(refresh))?;
    }
    run(privileged(manager.program)
        .args(manager.install)
        .args(missing))
    .map_err(|error| format!("{error}\nInstall these by hand, then run this again."))
}

/// Installs Debian packages that only the toolchain's other way needs.
pub fn install_debian(packages: &[&str]) -> Outcome {
    let manager = &PACKAGE_MANAGERS[0];
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|name| !(manager.installed)(name))
        .collect();
    install(manager, &missing)
}

/// A command that may change the system: as it is for root, through sudo for others.
fn privileged(program: &str) -> Command {
    let mut privileged = if is_root() || on_path("sudo").is_none() {
        command(program)
    } else {
        let mut sudo = command("sudo");
        sudo.arg(program);
        sudo
    };
    privileged.env("DEBIAN_FRONTEND", "noninteractive");
    privileged
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    Path::new("/proc/self")
        .metadata()
        .is_ok_and(|meta| meta.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

fn has_libraries() -> bool {
    succeeds(Command::new("pkg-config").args([
        "--exists",
        "webkit2gtk-4.1",
        "librsvg-2.0",
        "dbus-1",
    ]))
}

fn macos() -> Outcome {
    if succeeds(Command::new("xcode-select").arg("-p")) {
        Ok(())
    } else {
        Err("Xcode's command line tools are missing. Run `xcode-select --install`, then this again."
            .to_owned())
    }
}

fn windows() -> Outcome {
    if on_path("link.exe").is_some() || std::env::var_os("VSINSTALLDIR").is_some() {
        return Ok(());
    }
    // rustc finds an installed linker by itself; only its absence is worth a word.
    let found = Path::new(r"C:\Program Files (x86)\Microsoft Visual Studio\Installer\vswhere.exe");
    if found.is_file() {
        Ok(())
    } else {
        Err(
            "The C++ build tools are missing. Install 'Desktop development with C++' from the \
             Visual Studio Build Tools, then run this again. WebView2 is part of Windows 11."
                .to_owned(),
        )
    }
}
