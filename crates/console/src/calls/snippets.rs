//! A request for other programs: as a command of curl's or HTTPie's, and as Python.
//!
//! Invariant: the account is only named, and the program asks for its password; no cookie, token or
//! password is in any of them.

use harbor_api::{Method, Request};

/// The environment variable that a service's token is taken from.
const TOKEN: &str = "MODEL_REGISTRY_TOKEN";

/// Above what reads its body from a file. A shell and Python read it as a comment.
const NO_BODY: &str = "# The body is not in here: write it to body.json first.\n";

/// A request as other programs send it.
#[derive(Debug, Clone)]
pub(crate) struct Exchange<'a> {
    /// Scheme, host and port.
    pub(crate) origin: &'a str,
    pub(crate) account: SentAs<'a>,
    pub(crate) method: Method,
    /// Encoded path and query.
    pub(crate) target: &'a str,
    pub(crate) headers: Vec<(&'a str, &'a str)>,
    pub(crate) body: SentBody<'a>,
}

/// Whom a program signs in as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SentAs<'a> {
    Nobody,
    /// With a password that it asks for.
    User(&'a str),
    /// With a token from its environment.
    Token,
}

/// A body, which is JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SentBody<'a> {
    Nothing,
    Text(&'a str),
    /// It is not known, or holds a secret: `body.json` is to be written first.
    File,
}

/// The command for a read that failed; `base` is the registry's address without a path.
///
/// Requests with a body and changes have none: a change is not to be repeated by pasting.
pub(crate) fn curl_of_read(base: &str, user: Option<&str>, request: &Request) -> Option<String> {
    if !request.method.is_safe() || request.body.is_some() {
        return None;
    }
    let headers = request.headers.iter();
    Some(curl(&Exchange {
        origin: base,
        account: user.map_or(SentAs::Nobody, SentAs::User),
        method: request.method,
        target: &request.target,
        headers: headers
            .map(|(name, value)| (*name, value.as_str()))
            .collect(),
        body: SentBody::Nothing,
    }))
}

impl Exchange<'_> {
    /// What is said above it.
    fn note(&self) -> &'static str {
        match self.body {
            SentBody::File => NO_BODY,
            SentBody::Nothing | SentBody::Text(_) => "",
        }
    }

    fn address(&self) -> String {
        format!("{}{}", self.origin.trim_end_matches('/'), self.target)
    }
}

/// A command of curl's for a POSIX shell.
pub(crate) fn curl(exchange: &Exchange<'_>) -> String {
    let mut command = format!("{}curl", exchange.note());
    match exchange.method {
        Method::Head => command.push_str(" --head"),
        // The status is often the answer that is looked for.
        Method::Get => command.push_str(" --include"),
        method => {
            command.push_str(" --include --request ");
            command.push_str(method.as_str());
        }
    }
    match exchange.account {
        SentAs::Nobody => {}
        SentAs::User(user) => {
            command.push_str(" --user ");
            command.push_str(&quoted(user));
        }
        SentAs::Token => {
            command.push_str(&format!(" --header \"Authorization: Bearer ${TOKEN}\""));
        }
    }
    for (name, value) in &exchange.headers {
        command.push_str(" --header ");
        command.push_str(&quoted(&format!("{name}: {value}")));
    }
    match exchange.body {
        SentBody::Nothing => {}
        SentBody::Text(text) => {
            command.push_str(" --header 'Content-Type: application/json' --data-raw ");
            command.push_str(&quoted(text));
        }
        SentBody::File => {
            command.push_str(" --header 'Content-Type: application/json' --data @body.json");
        }
    }
    // Brackets and braces in a query are not patterns.
    command.push_str(" --globoff ");
    command.push_str(&quoted(&exchange.address()));
    command
}

/// A command of HTTPie's for a POSIX shell.
pub(crate) fn httpie(exchange: &Exchange<'_>) -> String {
    let mut command = format!("{}http", exchange.note());
    // Without this it reads what a script is fed with as the body.
    if exchange.body != SentBody::File {
        command.push_str(" --ignore-stdin");
    }
    match exchange.account {
        SentAs::Nobody => {}
        SentAs::User(user) => {
            command.push_str(" --auth ");
            command.push_str(&quoted(user));
        }
        SentAs::Token => command.push_str(&format!(" --auth-type bearer --auth \"${TOKEN}\"")),
    }
    if let SentBody::Text(text) = exchange.body {
        command.push_str(" --raw ");
        command.push_str(&quoted(text));
    }
    command.push_str(&format!(" {} ", exchange.method.as_str()));
    command.push_str(&quoted(&exchange.address()));
    for (name, value) in &exchange.headers {
        command.push(' ');
        command.push_str(&quoted(&format!("{name}:{value}")));
    }
    if exchange.body != SentBody::Nothing {
        command.push_str(" Content-Type:application/json");
    }
    if exchange.body == SentBody::File {
        command.push_str(" < body.json");
    }
    command
}

/// A program in Python with the library `requests`.
pub(crate) fn python(exchange: &Exchange<'_>) -> String {
    let mut imports = vec!["import requests"];
    let mut arguments = vec![
        literal(exchange.method.as_str()),
        literal(&exchange.address()),
    ];
    let mut headers: Vec<String> = exchange
        .headers
        .iter()
        .map(|(name, value)| format!("{}: {}", literal(name), literal(value)))
        .collect();
    match exchange.account {
        SentAs::Nobody => {}
        SentAs::User(user) => {
            imports.insert(0, "import getpass");
            let asked = literal(&format!("Password of {user}: "));
            arguments.push(format!(
                "auth=({}, getpass.getpass({asked}))",
                literal(user)
            ));
        }
        SentAs::Token => {
            imports.insert(0, "import os");
            headers.push(format!(
                "\"Authorization\": \"Bearer \" + os.environ[\"{TOKEN}\"]"
            ));
        }
    }
    let data = match exchange.body {
        SentBody::Nothing => None,
        SentBody::Text(text) => Some(format!("data={}.encode()", literal(text))),
        SentBody::File => Some("data=open(\"body.json\", \"rb\")".to_owned()),
    };
    if data.is_some() {
        headers.push("\"Content-Type\": \"application/json\"".to_owned());
    }
    if !headers.is_empty() {
        arguments.push(format!("headers={{{}}}", headers.join(", ")));
    }
    arguments.extend(data);
    let arguments: String = arguments
        .iter()
        .map(|argument| format!("    {argument},\n"))
        .collect();
    format!(
        "{}{}\n\nresponse = requests.request(\n{arguments})\nprint(response.status_code, response.reason)\nprint(response.text)\n",
        exchange.note(),
        imports.join("\n"),
    )
}

/// One word of a POSIX shell, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A text in Python: what JSON writes reads the same there.
fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use harbor_api::{Operation, operations::GetSystemInfo};

    use super::*;

    fn change<'a>(body: SentBody<'a>) -> Exchange<'a> {
        Exchange {
            origin: "https://harbor.example/",
            account: SentAs::User("robot$ci"),
            method: Method::Put,
            target: "/api/v2.0/labels/7?a=%5B1%5D",
            headers: vec![("X-Request-Id", "it's")],
            body,
        }
    }

    #[test]
    fn a_read_becomes_a_command_that_names_the_user_only() {
        let request = GetSystemInfo {}.request();
        let command = curl_of_read("https://harbor.example/", Some("robot$ci"), &request).unwrap();
        assert!(command.starts_with("curl --include --user 'robot$ci' "));
        assert!(command.ends_with(" --globoff 'https://harbor.example/api/v2.0/systeminfo'"));
        let anonymous = curl_of_read("https://harbor.example", None, &request).unwrap();
        assert!(!anonymous.contains("--user"));
    }

    #[test]
    fn what_failed_is_a_command_only_where_it_changes_nothing() {
        let mut request = GetSystemInfo {}.request();
        request.body = Some(b"{}".to_vec());
        assert_eq!(curl_of_read("https://harbor.example", None, &request), None);
        request.body = None;
        request.method = Method::Delete;
        assert_eq!(curl_of_read("https://harbor.example", None, &request), None);
    }

    #[test]
    fn a_change_is_written_with_its_body() {
        let whole = change(SentBody::Text(r#"{"name":"x"}"#));
        assert_eq!(
            curl(&whole),
            r#"curl --include --request PUT --user 'robot$ci' --header 'X-Request-Id: it'\''s' --header 'Content-Type: application/json' --data-raw '{"name":"x"}' --globoff 'https://harbor.example/api/v2.0/labels/7?a=%5B1%5D'"#
        );
        assert_eq!(
            httpie(&whole),
            r#"http --ignore-stdin --auth 'robot$ci' --raw '{"name":"x"}' PUT 'https://harbor.example/api/v2.0/labels/7?a=%5B1%5D' 'X-Request-Id:it'\''s' Content-Type:application/json"#
        );
        let file = change(SentBody::File);
        assert!(curl(&file).contains(" --data @body.json "));
        assert!(httpie(&file).ends_with(" < body.json"));
        assert!(python(&file).contains("data=open(\"body.json\", \"rb\")"));
        for (written, said) in [
            (curl(&file), true),
            (httpie(&file), true),
            (python(&file), true),
            (curl(&whole), false),
        ] {
            assert_eq!(
                written.starts_with("# The body is not in here"),
                said,
                "{written}"
            );
        }
    }

    #[test]
    fn a_token_is_taken_from_the_environment() {
        let exchange = Exchange {
            account: SentAs::Token,
            ..change(SentBody::Nothing)
        };
        for written in [curl(&exchange), httpie(&exchange), python(&exchange)] {
            assert!(written.contains("MODEL_REGISTRY_TOKEN"), "{written}");
            assert!(
                !written.contains("--user") && !written.contains("getpass"),
                "{written}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_shell_reads_each_word_as_it_was() {
        let strange = r#"it's "$HOME" `id` \ [1-2]{a,b}"#;
        let target = format!("/{strange}");
        let exchange = Exchange {
            origin: "http://h",
            account: SentAs::User(strange),
            method: Method::Get,
            target: &target,
            headers: Vec::new(),
            body: SentBody::Text(strange),
        };
        for (command, program, at) in [(curl(&exchange), "curl", 2), (httpie(&exchange), "http", 2)]
        {
            let script = command.replacen(program, r"printf '%s\n'", 1);
            let output = Command::new("sh").args(["-c", &script]).output().unwrap();
            let words = String::from_utf8(output.stdout).unwrap();
            let words: Vec<&str> = words.lines().collect();
            assert_eq!(words[at], strange);
            assert!(
                words.contains(&format!("http://h/{strange}").as_str()),
                "{words:?}"
            );
            assert_eq!(words.iter().filter(|word| **word == strange).count(), 2);
        }
    }

    #[test]
    fn python_reads_each_text_as_it_was() {
        let strange = "it's \"x\" \\ {a} \u{1F980}\t\u{1}";
        let exchange = Exchange {
            headers: vec![("X-Note", strange)],
            ..change(SentBody::Text(strange))
        };
        // A stand-in for the library, which prints what it is asked for.
        let program = python(&exchange).replace("import requests", "");
        let program = format!(
            "import sys, types\nsys.stdout.reconfigure(encoding='utf-8')\ngetpass = types.SimpleNamespace(getpass=lambda prompt: 'typed')\n\
             class Response:\n    status_code, reason, text = 1, '', ''\n\
             class requests:\n    @staticmethod\n    def request(*args, **named):\n        print(args[0], args[1]); print(named['data'].decode() == named['headers']['X-Note'], named['auth']); return Response\n{}",
            program.replace("import getpass", "")
        );
        let Ok(output) = Command::new("python3").args(["-c", &program]).output() else {
            // Nothing to try it with here.
            return;
        };
        let printed = String::from_utf8(output.stdout).unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        let expected =
            "PUT https://harbor.example/api/v2.0/labels/7?a=%5B1%5D\nTrue ('robot$ci', 'typed')\n";
        assert!(printed.starts_with(expected), "{printed}{errors}");
    }
}
