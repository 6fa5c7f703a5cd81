//! Addresses that a registry is to call.

/// Whether an address names a host, by http or https, and carries no credentials.
pub fn is_web_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !host.contains(char::is_whitespace) && !host.contains('@')
    })
}

#[cfg(test)]
mod tests {
    use super::is_web_address;

    #[test]
    fn an_address_has_a_scheme_and_a_host() {
        for good in ["https://a", "http://a:1/b?c", "https://[::1]/"] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "ftp://a",
            "https://",
            "https:///a",
            "https://u:p@a",
            "https://a b",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }
}
