//! What is not part of the server. Nothing is called: an address answers unless it is of no use.

/// Whether something would answer at an address, with or without its scheme: not where no host is
/// named, not at a host below `.invalid`, and not at one of the ports below 1024 that is named, where
/// tests have nothing listening.
pub(crate) fn answers(address: &str) -> bool {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, port.parse::<u16>().ok()),
        None => (authority, Some(u16::MAX)),
    };
    let is_usual = matches!(port, Some(389 | 443 | 514 | 636));
    let is_open = is_usual || port.is_some_and(|port| port >= 1024);
    is_open && !host.is_empty() && !host.ends_with(".invalid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_nobody_has_do_not_answer() {
        for good in [
            "http://127.0.0.1:8180/realms/lab",
            "https://id.example.org",
            "ldaps://ldap.example.org:636",
            "log.example.org:514",
        ] {
            assert!(answers(good), "{good}");
        }
        for bad in [
            "",
            "https://",
            "http://127.0.0.1:1",
            "https://id.invalid/x",
            "log:99999",
        ] {
            assert!(!answers(bad), "{bad}");
        }
    }
}
