//! Opening addresses in the person's browser.

use pilothouse_protocol::{Empty, Failure, FailureCode};
use url::Url;

/// Opens a web address; anything that is not http(s) is refused, whoever asks.
pub fn open(address: &str) -> Result<Empty, Failure> {
    let url = allowed(address)?;
    open::that_detached(url.as_str()).map_err(|error| {
        Failure::new(
            FailureCode::Internal,
            format!("No browser could be opened: {error}"),
        )
        .with_hint(format!("Open it yourself: {url}"))
    })?;
    Ok(Empty {})
}

/// A web address without a user name in it.
pub fn allowed(address: &str) -> Result<Url, Failure> {
    let refused = || Failure::new(FailureCode::Invalid, "Only web addresses are opened.");
    let url = Url::parse(address).map_err(|_| refused())?;
    let is_web = matches!(url.scheme(), "https" | "http") && url.has_host();
    let has_no_login = url.username().is_empty() && url.password().is_none();
    if is_web && has_no_login {
        Ok(url)
    } else {
        Err(refused())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_opened() {
        assert!(allowed("https://nvd.nist.gov/vuln/detail/CVE-2024-1").is_ok());
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "vscode://open",
            "https://user:word@example.org/",
            "-rf",
            "https:",
            "",
        ] {
            assert!(allowed(address).is_err(), "{address}");
        }
    }
}
