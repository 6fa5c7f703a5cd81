//! The identity provider that tests sign in at: a package of npm, kept out of the source tree.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::command::{Outcome, command, output, run, target_dir, workspace};

/// The oldest Node.js that runs it.
const NODE: (u32, u32) = (20, 12);

#[cfg(windows)]
const NPM: &str = "npm.cmd";
#[cfg(not(windows))]
const NPM: &str = "npm";

/// Installs the provider's packages beside what cargo builds, where the tests look for them.
/// Nothing is done while they are those of the lock file.
pub fn install() -> Outcome {
    let source = workspace().join("tests/provider");
    let folder = target_dir().join("provider");
    if installed(&source, &folder) {
        return Ok(());
    }
    check_node()?;
    println!("Installing the identity provider of the tests with npm");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    copy(&source, &folder, "package.json")?;
    copy(&source, &folder, LOCK)?;
    run(command(NPM)
        .current_dir(&folder)
        .args(["ci", "--no-audit", "--no-fund"]))?;
    fs::copy(source.join(LOCK), done(&folder))
        .map(drop)
        .map_err(|error| format!("{}: {error}", folder.display()))
}

const LOCK: &str = "package-lock.json";

/// The lock file of what is installed completely.
fn done(folder: &Path) -> PathBuf {
    folder.join("installed.json")
}

fn installed(source: &Path, folder: &Path) -> bool {
    let wanted = fs::read(source.join(LOCK));
    let there = fs::read(done(folder));
    folder.join("node_modules").is_dir()
        && matches!((wanted, there), (Ok(wanted), Ok(there)) if wanted == there)
}

fn copy(from: &Path, to: &Path, name: &str) -> Outcome {
    fs::copy(from.join(name), to.join(name))
        .map(drop)
        .map_err(|error| format!("{name}: {error}"))
}

fn check_node() -> Outcome {
    let wanted = format!("{}.{}", NODE.0, NODE.1);
    let version = output(command("node").arg("--version")).map_err(|error| {
        format!("{error}\nThe tests of signing in need Node.js {wanted} or newer, with npm.")
    })?;
    if recent_enough(&version) {
        Ok(())
    } else {
        Err(format!(
            "Node.js {version} is too old for the tests of signing in: they need {wanted} or newer."
        ))
    }
}

fn recent_enough(version: &str) -> bool {
    let mut parts = version.trim_start_matches('v').split('.');
    let mut number = || parts.next().and_then(|part| part.parse::<u32>().ok());
    let (major, minor) = (number(), number());
    major.zip(minor).is_some_and(|found| found >= NODE)
}

#[cfg(test)]
mod tests {
    use super::recent_enough;

    #[test]
    fn an_old_node_is_told_from_a_new_one() {
        for good in ["v20.12.0", "v20.20.2", "v22.1.0", "v100.0.0"] {
            assert!(recent_enough(good), "{good}");
        }
        for bad in ["v18.19.1", "v20.11.1", "", "node"] {
            assert!(!recent_enough(bad), "{bad}");
        }
    }
}
