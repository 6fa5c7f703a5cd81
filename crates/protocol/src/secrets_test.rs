//! Which replies may carry a secret.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::{Entered, Shown, command::REPLIES};

/// All replies that bring a secret to the window. A new line here is a decision about security.
const SHOWING: &[(&str, &str)] = &[
    ("RevealCliSecret", "Revealed"),
    ("RevealRobotSecret", "Revealed"),
    // Of the API explorer: the person wrote the request.
    ("SendRequest", "ExploredAnswer"),
];

/// All files below a folder.
fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the sources").flatten() {
        match entry.path() {
            path if path.is_dir() => collect_files(&path, files),
            path => files.push(path),
        }
    }
}

/// The names of types that are defined in this crate, each with its definition.
fn definitions() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect_files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    // Comments mention what they like.
    let sources = files.iter().map(|file| {
        let text = fs::read_to_string(file).expect("a source");
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        code.map(|line| format!("{line}\n")).collect::<String>()
    });
    let mut found = Vec::new();
    for source in sources {
        for kind in ["\npub struct ", "\npub enum "] {
            for part in source.split(kind).skip(1) {
                let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let name: String = part.chars().take_while(|c| is_name(*c)).collect();
                let end = part.find("\n}").into_iter().chain(part.find(";\n")).min();
                found.push((name, part[..end.unwrap_or(part.len())].to_owned()));
            }
        }
    }
    found
}

fn mentions(text: &str, name: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .any(|word| word == name)
}

/// The types that hold one of this name, at any depth.
fn holders(name: &str) -> BTreeSet<String> {
    let definitions = definitions();
    let mut holders = BTreeSet::from([name.to_owned()]);
    loop {
        let more: Vec<String> = definitions
            .iter()
            .filter(|(holder, text)| {
                !holders.contains(holder) && holders.iter().any(|held| mentions(text, held))
            })
            .map(|(holder, _)| holder.clone())
            .collect();
        if more.is_empty() {
            return holders;
        }
        holders.extend(more);
    }
}

fn replies_with(name: &str) -> Vec<(&'static str, &'static str)> {
    let holders = holders(name);
    let with = |reply: &str| holders.iter().any(|holder| mentions(reply, holder));
    let replies = REPLIES.iter().filter(|(_, reply)| with(reply));
    replies.copied().collect()
}

#[test]
fn secrets_leave_the_shell_in_these_replies_only() {
    assert_eq!(replies_with("Shown"), SHOWING);
    assert_eq!(replies_with("Entered"), []);
    // The search finds what it is to find.
    assert!(holders("Entered").contains("AddConnection"));
    assert!(replies_with("ConnectionState").contains(&("Start", "Started")));
}

#[test]
fn secrets_are_not_printed() {
    let (entered, shown) = (Entered::new("Canary-1".to_owned()), Shown::new("Canary-2"));
    assert!(!format!("{entered:?} {shown:?}").contains("Canary"));
}
