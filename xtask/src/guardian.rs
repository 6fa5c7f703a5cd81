//! Child processes that never outlive the task, however it ends. Needs the standard library only:
//! the stories' harness has it, too.

use std::{
    io,
    process::{Child, Command, Stdio},
};

/// The leader of a process group. It kills the group as soon as its standard input closes: when
/// this value is dropped, and also when the task itself is ended by a signal, even by `KILL`.
pub struct Guardian(Child);

impl Guardian {
    /// Starts a guardian with a group of its own.
    ///
    /// Errors: `sh` can't be started.
    pub fn start() -> io::Result<Self> {
        let mut guardian = Command::new("sh");
        guardian
            .args(["-c", "read _; kill -KILL 0"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null());
        join_group(&mut guardian, 0);
        guardian.spawn().map(Self)
    }

    /// The group's id, which is its leader's, too.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Has a command run in this group.
    pub fn guard<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        join_group(command, self.id());
        command
    }
}

impl Drop for Guardian {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // It was killed on purpose, with its group: how it ended says nothing.
        let _ = self.0.wait();
    }
}

#[cfg(unix)]
fn join_group(command: &mut Command, group: u32) {
    use std::os::unix::process::CommandExt;
    // A process id fits.
    command.process_group(i32::try_from(group).unwrap_or_default());
}

/// Virtual screens are for Linux; elsewhere nothing is started that must be guarded.
#[cfg(not(unix))]
fn join_group(_command: &mut Command, _group: u32) {}
