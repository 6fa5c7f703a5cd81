//! Commands that sign in to a registry, for each client. They read the secret from the clipboard, so
//! it stands neither in a command line nor in a shell's history.

/// A program that keeps a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Client {
    Docker,
    Podman,
    Helm,
    Apptainer,
    Skopeo,
    Crane,
}

impl Client {
    pub const ALL: [Self; 6] = [
        Self::Docker,
        Self::Podman,
        Self::Helm,
        Self::Apptainer,
        Self::Skopeo,
        Self::Crane,
    ];

    /// As it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Docker => "Docker",
            Self::Podman => "Podman",
            Self::Helm => "Helm",
            Self::Apptainer => "Apptainer",
            Self::Skopeo => "skopeo",
            Self::Crane => "crane",
        }
    }
}

/// What gives the clipboard's text to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClipboardReader {
    /// macOS.
    PbPaste,
    /// Linux with Wayland.
    WlPaste,
    /// Linux with X11.
    Xclip,
    /// Windows.
    PowerShell,
}

impl ClipboardReader {
    pub const ALL: [Self; 4] = [Self::PbPaste, Self::WlPaste, Self::Xclip, Self::PowerShell];

    /// The command that reads.
    pub const fn command(self) -> &'static str {
        match self {
            Self::PbPaste => "pbpaste",
            Self::WlPaste => "wl-paste --no-newline",
            Self::Xclip => "xclip -o -selection clipboard",
            Self::PowerShell => "Get-Clipboard",
        }
    }

    /// The one of a [`Self::program`].
    pub fn from_program(program: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.program() == program)
    }

    /// The usual one where a browser's user agent says this.
    pub fn from_user_agent(agent: &str) -> Self {
        if agent.contains("Windows") {
            Self::PowerShell
        } else if agent.contains("Mac") {
            Self::PbPaste
        } else {
            Self::WlPaste
        }
    }

    /// What it is called, without its options.
    pub fn program(self) -> &'static str {
        self.command().split(' ').next().unwrap_or_default()
    }

    const fn is_power_shell(self) -> bool {
        matches!(self, Self::PowerShell)
    }

    /// Continues a command on the next line.
    const fn continuation(self) -> &'static str {
        if self.is_power_shell() { "`" } else { "\\" }
    }

    /// A text as one word of the shell's.
    fn quoted(self, text: &str) -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/:@%+=".contains(c);
        // In PowerShell @ and % begin something else at a word's start.
        let starts_plain = text.starts_with(|c: char| c.is_ascii_alphanumeric());
        if starts_plain && text.chars().all(is_plain) {
            return text.to_owned();
        }
        if self.is_power_shell() {
            // These end a text in single quotes, too (PowerShell, about_Quoting_Rules).
            let mut quoted = String::from("'");
            for c in text.chars() {
                if matches!(c, '\'' | '‘' | '’' | '‚' | '‛') {
                    quoted.push(c);
                }
                quoted.push(c);
            }
            quoted.push('\'');
            quoted
        } else {
            format!("'{}'", text.replace('\'', r"'\''"))
        }
    }
}

/// The command that signs a client in. `None` for names with control characters: nobody could see
/// what is pasted into a terminal.
pub fn login_command(
    client: Client,
    reader: ClipboardReader,
    registry: &str,
    user: &str,
) -> Option<String> {
    let (words, user) = words(client, reader, registry, user)?;
    Some(format!(
        "{} | {words} {}\n  -u {user} --password-stdin",
        reader.command(),
        reader.continuation()
    ))
}

/// The same for a secret that is typed when the program asks for it.
pub fn asking_command(
    client: Client,
    reader: ClipboardReader,
    registry: &str,
    user: &str,
) -> Option<String> {
    let (words, user) = words(client, reader, registry, user)?;
    Some(format!("{words} -u {user}"))
}

/// What a client's sign-in begins with, and the user for the shell.
fn words(
    client: Client,
    shell: ClipboardReader,
    registry: &str,
    user: &str,
) -> Option<(String, String)> {
    let is_bad = |text: &str| text.is_empty() || text.chars().any(char::is_control);
    if is_bad(registry) || is_bad(user) {
        return None;
    }
    let host = shell.quoted(registry);
    let words = match client {
        Client::Docker => format!("docker login {host}"),
        Client::Podman => format!("podman login {host}"),
        Client::Helm => format!("helm registry login {host}"),
        Client::Apptainer => {
            let address = shell.quoted(&format!("docker://{registry}"));
            format!("apptainer registry login {address}")
        }
        Client::Skopeo => format!("skopeo login {host}"),
        Client::Crane => format!("crane auth login {host}"),
    };
    Some((words, shell.quoted(user)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "images.example.org:8443";

    #[test]
    fn the_secret_comes_from_the_clipboard() {
        for reader in ClipboardReader::ALL {
            for client in Client::ALL {
                let command = login_command(client, reader, HOST, "ada").expect("a command");
                let start = format!("{} | ", reader.command());
                assert!(command.starts_with(&start), "{command}");
                assert!(command.ends_with(" -u ada --password-stdin"), "{command}");
                assert!(command.contains(HOST), "{command}");
            }
        }
        assert_eq!(
            login_command(Client::Docker, ClipboardReader::WlPaste, HOST, "ada").as_deref(),
            Some(
                "wl-paste --no-newline | docker login images.example.org:8443 \\\n  -u ada --password-stdin"
            )
        );
        assert_eq!(
            asking_command(Client::Docker, ClipboardReader::WlPaste, HOST, "ada").as_deref(),
            Some("docker login images.example.org:8443 -u ada")
        );
        assert_eq!(
            login_command(Client::Helm, ClipboardReader::PowerShell, HOST, "ada").as_deref(),
            Some(
                "Get-Clipboard | helm registry login images.example.org:8443 `\n  -u ada --password-stdin"
            )
        );
    }

    #[test]
    fn names_are_quoted_for_the_shell() {
        for (user, sh, power_shell) in [
            ("ada", "ada", "ada"),
            ("robot$skaha+ci", "'robot$skaha+ci'", "'robot$skaha+ci'"),
            ("o'brien", r"'o'\''brien'", "'o''brien'"),
            ("a’b", "'a’b'", "'a’’b'"),
            ("$(rm -rf ~)", "'$(rm -rf ~)'", "'$(rm -rf ~)'"),
            ("-u", "'-u'", "'-u'"),
            ("@args", "'@args'", "'@args'"),
        ] {
            assert_eq!(ClipboardReader::Xclip.quoted(user), sh);
            assert_eq!(ClipboardReader::PowerShell.quoted(user), power_shell);
        }
    }

    #[test]
    fn what_can_not_be_seen_is_not_put_into_a_command() {
        let command =
            |host, user| login_command(Client::Docker, ClipboardReader::PbPaste, host, user);
        assert_eq!(command(HOST, "a\nb"), None);
        assert_eq!(command("host\u{1b}", "a"), None);
        assert_eq!(command("", "a"), None);
    }

    #[test]
    fn the_system_decides_what_reads() {
        for (agent, reader) in [
            ("Mozilla/5.0 (Windows NT 10.0)", ClipboardReader::PowerShell),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X)",
                ClipboardReader::PbPaste,
            ),
            ("Mozilla/5.0 (X11; Linux x86_64)", ClipboardReader::WlPaste),
        ] {
            assert_eq!(ClipboardReader::from_user_agent(agent), reader);
        }
        assert_eq!(Client::ALL.map(Client::name).len(), 6);
    }
}
