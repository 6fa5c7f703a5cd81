//! Child processes that never outlive their story, however it ends.

use std::{
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader, Read},
    path::PathBuf,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    sync::{Mutex, mpsc},
    thread,
};

use super::{PATIENCE, guardian::Guardian, wait_for};

/// A process group that is killed when this is dropped, and also when the test program itself is.
pub struct Group {
    /// Dropped by hand, before the members are waited for.
    guardian: Option<Guardian>,
    id: u32,
    members: Mutex<Vec<Child>>,
}

impl Group {
    pub fn new() -> Self {
        let guardian = Guardian::start().expect("sh starts");
        Self {
            id: guardian.id(),
            guardian: Some(guardian),
            members: Mutex::default(),
        }
    }

    /// Starts a process in this group. Its standard input is given back if it is piped.
    pub fn start(&self, command: &mut Command) -> Started {
        let program = command.get_program().to_owned();
        let guardian = self.guardian.as_ref().expect("it is there until the end");
        let mut child = guardian
            .guard(command)
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
        let started = Started {
            program: program.to_string_lossy().into_owned(),
            input: child.stdin.take(),
            output: child.stdout.take().map(BufReader::new),
        };
        self.members.lock().expect("no story shares it").push(child);
        started
    }

    /// Ids of the group's living processes whose program is called `name`, or of all.
    pub fn living(&self, name: Option<&str>) -> Vec<u32> {
        let group = self.id.to_string();
        let processes = fs::read_dir("/proc").expect("the list of processes");
        processes
            .filter_map(|entry| {
                let id: u32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
                let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
                // The name stands in brackets and may hold anything, brackets too.
                let (head, rest) = stat.rsplit_once(") ")?;
                let called = head.split_once('(')?.1;
                let mut fields = rest.split(' ');
                let state = fields.next()?;
                let its_group = fields.nth(1)?;
                let wanted = name.is_none_or(|name| name == called);
                (its_group == group && state != "Z" && wanted).then_some(id)
            })
            .collect()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        drop(self.guardian.take());
        // They were killed on purpose: how they ended says nothing.
        for member in self.members.get_mut().expect("no story shares it") {
            let _ = end_of(member);
        }
        let gone = wait_for(|| self.living(None).is_empty().then_some(()));
        if gone.is_none() && !std::thread::panicking() {
            panic!("Processes are left behind: {:?}", self.living(None));
        }
    }
}

/// A process that was started, and the ends of its pipes.
pub struct Started {
    program: String,
    pub input: Option<std::process::ChildStdin>,
    output: Option<BufReader<ChildStdout>>,
}

impl Started {
    /// The first line that it prints.
    pub fn line(self) -> String {
        let output = self.output.expect("its output is piped");
        let line = in_time(move || {
            let mut line = String::new();
            let mut output = output;
            output.read_line(&mut line).map(|_| line)
        });
        let line = line.unwrap_or_else(|| panic!("{} says nothing", self.program));
        let line = line.expect("text");
        assert!(
            !line.trim().is_empty(),
            "{} ended without a word",
            self.program
        );
        line.trim().to_owned()
    }
}

/// What a program prints that ends by itself.
pub fn output_of(command: &mut Command) -> String {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} does not start: {error}"));
    let mut output = child.stdout.take().expect("a pipe");
    let text = in_time(move || {
        let mut text = Vec::new();
        output.read_to_end(&mut text).map(|_| text)
    });
    assert!(
        end_of(&mut child).is_some(),
        "{program} does not come to its end"
    );
    let text = text.unwrap_or_else(|| panic!("{program} does not end what it says"));
    String::from_utf8_lossy(&text.expect("a pipe")).into_owned()
}

/// How a program ended. One that does not end is killed: nothing.
pub fn end_of(child: &mut Child) -> Option<ExitStatus> {
    let ended = wait_for(|| child.try_wait().ok().flatten());
    if ended.is_none() {
        // It may end in this moment, which is as good.
        let _ = child.kill();
    }
    ended
}

/// What something comes to that may take for ever; nothing if it does.
fn in_time<T: Send + 'static>(something: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, result) = mpsc::channel();
    // Nobody listens to one that comes too late.
    thread::spawn(move || done.send(something()).ok());
    result.recv_timeout(PATIENCE).ok()
}

/// The programs the stories need, and Debian's packages of them.
const NEEDED: [(&str, &str); 7] = [
    ("Xvfb", "xvfb"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("dbus-daemon", "dbus"),
    ("dbus-send", "dbus"),
    ("gnome-keyring-daemon", "gnome-keyring"),
    ("import", "imagemagick"),
    ("xclip", "xclip"),
];

/// Fails with a clear sentence where something is not installed.
pub fn check_installed() {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there =
        |name: &str| std::env::split_paths(&path).any(|folder| folder.join(name).is_file());
    let missing: Vec<(&str, &str)> = NEEDED
        .into_iter()
        .filter(|(name, _)| !is_there(name))
        .collect();
    if missing.is_empty() {
        return;
    }
    let names: Vec<&str> = missing.iter().map(|(name, _)| *name).collect();
    let mut packages: Vec<&str> = missing.iter().map(|(_, package)| *package).collect();
    packages.dedup();
    panic!(
        "The window's stories need {}, which is not installed here. On Debian: apt-get install {}",
        names.join(", "),
        packages.join(" ")
    );
}

/// The folder that cargo builds into.
pub fn target_folder() -> PathBuf {
    let own = std::env::current_exe().expect("a test program");
    // <target>/<profile>/deps/<test program>
    own.ancestors().nth(3).expect("a target folder").to_owned()
}

/// The program under test.
pub fn program() -> PathBuf {
    let program = match std::env::var_os("PILOTHOUSE_PROGRAM") {
        Some(named) => PathBuf::from(named),
        None => target_folder().join("debug").join("pilothouse"),
    };
    assert!(
        program.is_file(),
        "There is no program at {}. `cargo xtask test window` builds it first; otherwise set \
         PILOTHOUSE_PROGRAM.",
        program.display()
    );
    program
}

/// A command with nothing of the surroundings but what is needed to find programs.
pub fn bare_command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}
