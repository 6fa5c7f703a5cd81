//! A desktop of a story's own: screen, message bus, keyring, home folder, WebDriver.

use std::{
    fs,
    io::Write,
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::json;
use tempfile::TempDir;

use super::{
    browser,
    driver::Driver,
    memory,
    processes::{Group, bare_command, check_installed, end_of, output_of, program},
    wait_for,
    window::Window,
};

/// A bus that starts nothing by itself, so that only what the story started is on it.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=FOLDER</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// Nothing listens at it.
const PROXY: &str = "http://127.0.0.1:1";

/// The desktop. Dropping it ends everything on it.
pub struct Desktop {
    // Fields are dropped in this order: first the processes, then their files.
    group: Group,
    folder: TempDir,
    display: String,
    bus: String,
    port: u16,
    log_level: &'static str,
    /// A link that the program is started with.
    link: Option<String>,
}

impl Desktop {
    /// A desktop with an unlocked keyring.
    pub fn new() -> Self {
        let desktop = Self::without_keychain();
        desktop.starts_keyring("the keyring's own password");
        desktop
    }

    /// A desktop on which nothing keeps secrets.
    pub fn without_keychain() -> Self {
        check_installed();
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in ["home", "run", "bin"] {
            fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        // Keyring and bus refuse a folder that others can read.
        fs::set_permissions(folder.path().join("run"), fs::Permissions::from_mode(0o700))
            .expect("a private folder");
        let port = {
            // Free a moment ago; the WebDriver can't choose one itself.
            let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
            listener.local_addr().expect("an address").port()
        };
        let mut desktop = Self {
            group: Group::new(),
            folder,
            display: String::new(),
            bus: String::new(),
            port,
            log_level: "warn",
            link: None,
        };
        desktop.start_screen();
        desktop.start_bus();
        desktop.make_browsers();
        desktop
    }

    /// How much the program writes to its log.
    pub fn with_log(mut self, level: &'static str) -> Self {
        self.log_level = level;
        self
    }

    /// Somebody follows a link to a place in a registry, which starts the program.
    pub fn follows_link(&mut self, link: String) {
        self.link = Some(link);
    }

    /// Opens Pilothouse on this desktop.
    pub fn opens_pilothouse(self, story: &'static str) -> Window {
        self.start_driver();
        Window::open(self, story)
    }

    /// Opens the window's page in a browser instead, at that address.
    pub fn opens_page(self, address: &str, story: &'static str) -> Window {
        self.start_driver();
        let driver = Driver::open(self.port, &browser::program(), &["--automation".to_owned()]);
        // As wide as the shell's window: a narrow one leaves out columns.
        driver.resize(1280, 800).expect("a browser can be resized");
        driver.goes_to(address).expect("the page opens");
        let window = Window::with(self, driver, story);
        window.waits("a wide page", |window| {
            window.holds("return innerWidth > 1100;", json!([]))
        });
        window
    }

    /// The programs that open web addresses: they write down what they were asked to open, for the
    /// person of the story to go there.
    fn make_browsers(&self) {
        for name in ["xdg-open", "epiphany"] {
            let file = self.folder.path().join("bin").join(name);
            let script = format!("#!/bin/sh\necho \"{name} $1\" >> \"$HOME/opened\"\n");
            fs::write(&file, script).expect("a file");
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("a program");
        }
    }

    /// What was opened in a browser so far: its program and the address. Read once: no file keeps
    /// it, since its `state` belongs to the sign-in.
    pub fn opened(&self) -> Vec<(String, String)> {
        let file = self.folder.path().join("home/opened");
        let text = fs::read_to_string(&file).unwrap_or_default();
        let lines = text.lines().filter_map(|line| line.split_once(' '));
        lines
            .map(|(program, address)| (program.to_owned(), address.to_owned()))
            .collect()
    }

    /// Puts a text on the clipboard, as another program does.
    pub fn copies(&self, text: &str) {
        let mut command = self.command("xclip");
        command
            .args(["-selection", "clipboard"])
            .stdin(Stdio::piped());
        let mut program = self.group.start(&mut command);
        let mut input = program.input.take().expect("a pipe");
        input.write_all(text.as_bytes()).expect("xclip reads");
    }

    /// The text on the clipboard, as another program pastes it.
    pub fn pasted(&self) -> String {
        output_of(
            self.command("xclip")
                .args(["-o", "-selection", "clipboard"]),
        )
    }

    fn start_screen(&mut self) {
        let mut command = bare_command("Xvfb");
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x800x24",
            "-nolisten",
            "tcp",
            // It starts anew when its last window is gone, and refuses whoever comes in that moment.
            "-noreset",
        ]);
        let number = self.group.start(command.stdout(Stdio::piped())).line();
        self.display = format!(":{number}");
    }

    fn start_bus(&mut self) {
        let config = self.folder.path().join("bus.conf");
        let run = self.folder.path().join("run");
        fs::write(&config, BUS.replace("FOLDER", &run.to_string_lossy())).expect("a file");
        let mut command = bare_command("dbus-daemon");
        command.args(["--nofork", "--nopidfile", "--print-address=1"]);
        command.arg(format!("--config-file={}", config.display()));
        self.bus = self.group.start(command.stdout(Stdio::piped())).line();
    }

    /// Starts a keyring with that password. With an empty one it has no place for secrets.
    pub fn starts_keyring(&self, password: &str) {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--unlock", "--components=secrets"]);
        let mut keyring = self.group.start(command.stdin(Stdio::piped()));
        let mut input = keyring.input.take().expect("a pipe");
        input
            .write_all(password.as_bytes())
            .expect("the keyring reads");
        drop(input);
        wait_for(|| {
            let answer = self.bus_call(
                "org.freedesktop.DBus",
                "/org/freedesktop/DBus",
                &[
                    "org.freedesktop.DBus.NameHasOwner",
                    "string:org.freedesktop.secrets",
                ],
            );
            answer.contains("boolean true").then_some(())
        })
        .expect("the keyring comes to the bus");
    }

    fn start_driver(&self) {
        let log = fs::File::create(self.log_file()).expect("a file");
        let mut command = self.command("WebKitWebDriver");
        command
            .arg(format!("--port={}", self.port))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("PILOTHOUSE_LOG", self.log_level)
            .stdout(log.try_clone().expect("a file"))
            .stderr(log);
        self.group.start(&mut command);
    }

    /// Starts the program and waits for its window.
    pub fn open_session(&self) -> Driver {
        let profile = self.profile();
        let mut arguments = vec![
            "--profile-dir".to_owned(),
            profile.to_string_lossy().into_owned(),
            "--save-to".to_owned(),
            self.saved().to_string_lossy().into_owned(),
            "--ready-file".to_owned(),
            self.ready_file().to_string_lossy().into_owned(),
        ];
        fs::create_dir_all(self.saved()).expect("a folder for what is saved");
        // Left over from the start before.
        let _ = fs::remove_file(self.ready_file());
        arguments.extend(self.link.clone());
        Driver::open(self.port, &program(), &arguments)
    }

    /// Where files are saved: nobody is there to answer a dialog.
    pub fn saved(&self) -> PathBuf {
        self.folder.path().join("saved")
    }

    /// Whether the program said that its first page is painted.
    pub fn is_ready(&self) -> bool {
        self.ready_file().exists()
    }

    fn ready_file(&self) -> PathBuf {
        self.folder.path().join("ready")
    }

    /// Waits until the program has ended.
    pub fn program_ends(&self) {
        wait_for(|| self.programs().is_empty().then_some(())).expect("the program ends");
    }

    /// Ends the program at once: it can do nothing more.
    pub fn kills_program(&self) {
        let programs = self.programs();
        assert!(!programs.is_empty(), "the program runs");
        for program in programs {
            let mut kill = self.command("kill");
            let mut killing = kill
                .args(["-9", &program.to_string()])
                .spawn()
                .expect("kill runs");
            assert!(end_of(&mut killing).is_some_and(|ended| ended.success()));
        }
    }

    /// The processes of the program itself.
    fn programs(&self) -> Vec<u32> {
        let name: String = program()
            .file_name()
            .map(|name| name.to_string_lossy().chars().take(15).collect())
            .expect("a program's name");
        self.group.living(Some(&name))
    }

    /// Bytes of memory of the program and its web view.
    pub fn memory(&self) -> Option<f64> {
        memory::proportional(&memory::family(*self.programs().first()?))
    }

    /// A command that sees this desktop and nothing else.
    fn command(&self, program: &str) -> Command {
        let home = self.folder.path().join("home");
        let usual = std::env::var_os("PATH").unwrap_or_default();
        let own = std::iter::once(self.folder.path().join("bin"));
        let path = std::env::join_paths(own.chain(std::env::split_paths(&usual)))
            .expect("folders without colons");
        let mut command = bare_command(program);
        command
            .env("PATH", path)
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_STATE_HOME", home.join("state"))
            .env("XDG_RUNTIME_DIR", self.folder.path().join("run"))
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("DISPLAY", &self.display)
            .env("GDK_BACKEND", "x11")
            .env("GSETTINGS_BACKEND", "memory")
            .env("NO_AT_BRIDGE", "1")
            // There is no graphics card: WebKit would compile shaders for the processor at each start.
            .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
            // As in a company's network, with a proxy that is down: all that stories reach is on
            // this computer, so nothing may go there.
            .envs(["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].map(|name| (name, PROXY)))
            // But for WebKit's talk with the WebDriver, which GLib would send there, too.
            .env("GIO_USE_PROXY_RESOLVER", "dummy")
            .current_dir(&home);
        command
    }

    fn bus_call(&self, service: &str, object: &str, call: &[&str]) -> String {
        output_of(
            self.command("dbus-send")
                .args([
                    "--session",
                    "--print-reply",
                    &format!("--dest={service}"),
                    object,
                ])
                .args(call),
        )
    }

    /// How many secrets the keyring holds.
    pub fn secrets(&self) -> usize {
        let answer = self.bus_call(
            "org.freedesktop.secrets",
            "/org/freedesktop/secrets/aliases/default",
            &[
                "org.freedesktop.DBus.Properties.Get",
                "string:org.freedesktop.Secret.Collection",
                "string:Items",
            ],
        );
        answer.matches("object path").count()
    }

    /// Locks the keyring, as a session does that was left alone. Nobody is there to unlock it.
    pub fn locks_keyring(&self) {
        self.bus_call(
            "org.freedesktop.secrets",
            "/org/freedesktop/secrets",
            &[
                "org.freedesktop.Secret.Service.Lock",
                "array:objpath:/org/freedesktop/secrets/aliases/default",
            ],
        );
        let is_locked = || {
            let answer = self.bus_call(
                "org.freedesktop.secrets",
                "/org/freedesktop/secrets/aliases/default",
                &[
                    "org.freedesktop.DBus.Properties.Get",
                    "string:org.freedesktop.Secret.Collection",
                    "string:Locked",
                ],
            );
            answer.contains("boolean true").then_some(())
        };
        wait_for(is_locked).expect("the keyring is locked");
    }

    /// The folder with Pilothouse's settings.
    pub fn profile(&self) -> PathBuf {
        self.folder.path().join("home").join("profile")
    }

    /// What the program (and the WebDriver) wrote to standard error.
    pub fn log(&self) -> String {
        let bytes = fs::read(self.log_file()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// All files of this desktop, the log among them, that hold `text`.
    pub fn files_with(&self, text: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        search(self.folder.path(), text.as_bytes(), &mut found);
        found
    }

    /// A picture of the whole screen.
    pub fn take_picture(&self, file: &Path, size: (u32, u32)) {
        let (width, height) = size;
        let mut taking = self
            .command("import")
            .args([
                "-window",
                "root",
                "-crop",
                &format!("{width}x{height}+0+0"),
                "+repage",
            ])
            .arg(file)
            .spawn()
            .expect("import runs");
        assert!(
            end_of(&mut taking).is_some_and(|ended| ended.success()),
            "no picture could be taken"
        );
    }
}

fn search(folder: &Path, text: &[u8], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => search(&path, text, found),
            Ok(kind) if kind.is_file() => {
                let bytes = fs::read(&path).unwrap_or_default();
                if bytes.windows(text.len()).any(|part| part == text) {
                    found.push(path);
                }
            }
            _ => {}
        }
    }
}
