//! Looking at a provider's page before the browser does.
//!
//! A provider that does not know the client, or may not lead it back to this computer, tells the
//! person and not the client (RFC 6749, 4.1.2.1): nobody would come back. Some say so at once with
//! status 400, some a page later (Dex), some lead to a page for errors (Hydra).

use std::time::Duration;

use harbor_api::Method;
use reqwest::{
    cookie::{CookieStore, Jar},
    header::{COOKIE, HeaderMap, LOCATION, SET_COOKIE},
};
use serde::Deserialize;
use url::Url;

use super::{
    error::{LoopbackError, shown},
    reach::Reach,
};
use crate::{
    identity::secret::{Redactor, Secret},
    transport::Answer,
};

/// As long as the pages are waited for before they are left to the browser.
const PATIENCE: Duration = Duration::from_secs(5);
/// Pages that are looked at, one led to by the other.
const PAGES: usize = 5;
/// The words of a refusal of the client's (RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6, and
/// what providers have beside them).
const ABOUT_THE_CLIENT: [&str; 7] = [
    "invalid_request",
    "invalid_client",
    "unauthorized_client",
    "unsupported_response_type",
    "invalid_redirect_uri",
    "redirect_uri_mismatch",
    "invalid_client_metadata",
];

/// Follows the page within the provider's origin. `back` is the address on this computer.
///
/// Errors: [`LoopbackError::NotRegistered`]; [`LoopbackError::Refused`] with `invalid_scope`.
/// Whatever else is wrong, the browser may fare better.
pub(super) async fn look_ahead(reach: &Reach, page: &Url, back: &Url) -> Result<(), LoopbackError> {
    let looked = tokio::time::timeout(PATIENCE, follow(reach, page, back)).await;
    looked.unwrap_or(Ok(()))
}

async fn follow(reach: &Reach, page: &Url, back: &Url) -> Result<(), LoopbackError> {
    // Without the cookies of the page before, some call the next one an error.
    let cookies = Jar::default();
    let mut here = page.clone();
    for _ in 0..PAGES {
        let mut headers = HeaderMap::new();
        if let Some(cookies) = cookies.cookies(&here) {
            headers.insert(COOKIE, cookies);
        }
        let Ok(answer) = reach.send(Method::Get, &here, headers, None).await else {
            return Ok(());
        };
        cookies.set_cookies(&mut answer.headers.get_all(SET_COOKIE).iter(), &here);
        let location = match answer.status {
            301..=303 | 307 | 308 => answer.header(LOCATION),
            _ => None,
        };
        let Some(to) = location.and_then(|location| here.join(location).ok()) else {
            return judge(&Said::on(&answer), answer.status, page);
        };
        let is_back = to.origin() == back.origin() && to.path() == back.path();
        if let Some(said) = Said::in_address(&to) {
            // What speaks of the person is for the browser.
            return judge(&said, 400, page);
        }
        if is_back || to.origin() != page.origin() {
            return Ok(());
        }
        here = to;
    }
    Ok(())
}

fn judge(said: &Said, status: u16, page: &Url) -> Result<(), LoopbackError> {
    let text = said.shown(page);
    match said.code.as_deref() {
        Some(code @ "invalid_scope") => Err(LoopbackError::Refused {
            code: code.to_owned(),
            description: text,
        }),
        Some(code) if ABOUT_THE_CLIENT.contains(&code) => {
            let separator = if text.is_empty() { "" } else { ": " };
            let said = format!("{code}{separator}{text}");
            Err(LoopbackError::NotRegistered { said })
        }
        Some(_) => Ok(()),
        None if status == 400 => Err(LoopbackError::NotRegistered { said: text }),
        // Dex says 404 for a client that it does not know. But a page that is drawn by a script
        // may come with 404, and one that asks for a Kerberos ticket with 401.
        None if matches!(status, 403 | 404 | 422) && said.speaks_of_the_client() => {
            Err(LoopbackError::NotRegistered { said: text })
        }
        None => Ok(()),
    }
}

/// What a provider says is wrong.
#[derive(Default)]
struct Said {
    /// A word of OAuth's.
    code: Option<String>,
    text: String,
}

impl Said {
    /// In the address of a page for errors.
    fn in_address(address: &Url) -> Option<Self> {
        let value = |name: &str| {
            let mut pairs = address.query_pairs();
            let found = pairs.find(|(known, _)| known == name);
            found.map(|(_, value)| value.into_owned())
        };
        let code = value("error").filter(|code| !code.is_empty())?;
        Some(Self {
            text: value("error_description").unwrap_or_default(),
            code: Some(code),
        })
    }

    /// On a page, or in its place.
    fn on(answer: &Answer) -> Self {
        #[derive(Deserialize)]
        struct Refusal {
            error: String,
            #[serde(default)]
            error_description: String,
        }
        if answer.status < 400 {
            return Self::default();
        }
        match serde_json::from_slice::<Refusal>(&answer.body) {
            Ok(refusal) => Self {
                code: Some(refusal.error),
                text: refusal.error_description,
            },
            Err(_) => Self {
                code: None,
                text: text_of_page(&String::from_utf8_lossy(&answer.body)),
            },
        }
    }

    fn speaks_of_the_client(&self) -> bool {
        let text = self.text.to_ascii_lowercase();
        let words = ["client_id", "client id", "redirect_uri", "redirect uri"];
        words.iter().any(|word| text.contains(word))
            || ABOUT_THE_CLIENT.iter().any(|code| text.contains(code))
    }

    /// The text for a person: nothing of it belongs to the attempt alone.
    fn shown(&self, page: &Url) -> String {
        let mut redactor = Redactor::default();
        for (name, value) in page.query_pairs() {
            if matches!(&*name, "state" | "nonce" | "code_challenge") {
                redactor.add(&Secret::new(value.into_owned()));
            }
        }
        shown(redactor.clean(&self.text).trim())
    }
}

/// The text of a page, without its markup, scripts and styles.
fn text_of_page(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        text.push(' ');
        rest = &rest[start..];
        let lower: String = rest
            .chars()
            .take(8)
            .collect::<String>()
            .to_ascii_lowercase();
        let end = match lower.as_str() {
            _ if lower.starts_with("<script") => "</script",
            _ if lower.starts_with("<style") => "</style",
            _ if lower.starts_with("<!--") => "-->",
            _ => ">",
        };
        let after = rest.to_ascii_lowercase().find(end);
        // Of a page that is cut off there is nothing more to read.
        let Some(after) = after else { break };
        rest = &rest[after + end.len()..];
        if end.starts_with("</") {
            rest = rest.split_once('>').map_or("", |(_, rest)| rest);
        }
    }
    if !rest.starts_with('<') {
        text.push_str(rest);
    }
    for (entity, character) in [
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, character);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_without_its_markup() {
        let page = "<!DOCTYPE html><html><head><style>p { color: red }</style><title>dex</title>\
                    <script>var a = '<p>';</script></head><!-- a > b --><body><h2>Bad Request</h2>\
                    <p>Unregistered redirect_uri (&#34;http:&amp;&#34;).</p></body></html>";
        assert_eq!(
            text_of_page(page),
            "dex Bad Request Unregistered redirect_uri (\"http:&\")."
        );
        assert_eq!(text_of_page("plain"), "plain");
        assert_eq!(text_of_page("a <b"), "a");
        assert_eq!(text_of_page("<script>never ends"), "");
    }
}
