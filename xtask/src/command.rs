//! Running other programs, and telling what failed.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// An error is a sentence for the person at the terminal.
pub type Outcome<T = ()> = Result<T, String>;

/// The folder of the workspace.
pub fn workspace() -> PathBuf {
    // Cargo says at run time where the task's own package is; a target folder may serve several
    // clones, so the folder of compile time could be another one's.
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Where cargo puts what it builds. On a build server one folder outside the clone serves all
/// clones, so that dependencies are built once.
pub fn target_dir() -> PathBuf {
    if let Some(folder) = std::env::var_os("CARGO_TARGET_DIR") {
        return PathBuf::from(folder);
    }
    match std::env::var_os("HOME") {
        Some(home) if std::env::var_os("CI").is_some() => {
            PathBuf::from(home).join(".cache/pilothouse/target")
        }
        _ => workspace().join("target"),
    }
}

/// A command in the workspace's folder.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace());
    command
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Outcome {
    let shown = shown(command);
    let status = command
        .status()
        .map_err(|error| format!("{shown}: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{shown}: {status}"))
    }
}

/// Runs a command and takes what it prints.
pub fn output(command: &mut Command) -> Outcome<String> {
    let (printed, ended) = printed(command)?;
    ended.map(|()| printed)
}

/// Runs a command and takes what it prints, however it ends; and how it ended.
pub fn printed(command: &mut Command) -> Outcome<(String, Outcome)> {
    let shown = shown(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{shown}: {error}"))?;
    let printed = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let ended = match output.status.success() {
        true => Ok(()),
        false => Err(format!("{shown}: {}", output.status)),
    };
    Ok((printed, ended))
}

/// Runs a command to its end, and hands each line that it prints to `take` as it comes.
pub fn run_by_line(command: &mut Command, mut take: impl FnMut(&str) -> Outcome) -> Outcome {
    let shown = shown(command);
    let problem = |error: std::io::Error| format!("{shown}: {error}");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(problem)?;
    let mut taken = Ok(());
    for line in child
        .stdout
        .take()
        .into_iter()
        .flat_map(|out| BufReader::new(out).lines())
    {
        // The rest is read all the same: a command whose lines nobody reads stands still.
        taken = taken.and(take(&line.map_err(problem)?));
    }
    let status = child.wait().map_err(problem)?;
    taken?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("{shown}: {status}")),
    }
}

/// Whether a command ends well; what it prints is dropped.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Looks a program up on the PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .take(12)
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}
