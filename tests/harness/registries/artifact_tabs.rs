//! What the tabs of an artifact ask a registry for when they are opened.

use demo_harbor::RequestLine;

use super::harbor::Harbor;
use crate::harness::Window;

/// The tabs whose requests do not depend on what is attached, with a part and what it says once they are there.
/// The manifest that one of them reads is there for the next.
const TABS: [(&str, &str, &str); 4] = [
    ("vulnerabilities", ".vs", "Can be pulled."),
    ("layers", ".ly-h", "GiB in "),
    ("raw", ".raw-t", "schemaVersion"),
    ("sbom", ".ly-h", "SPDX"),
];

/// What the page itself asks for, or its overview: it may still come in when a tab is opened.
const OF_THE_PAGE: [&str; 5] = [
    "getArtifact",
    "getProject",
    "getCurrentUserPermissions",
    "getLogs",
    "getLogExts",
];

impl Harbor {
    /// Opens each tab of the image that the window shows, for the first time. What it asked for is without the
    /// token, which the first content of a repository needs, and the refusal that says where to get it.
    pub fn asked_by_tabs(&self, window: &Window) -> Vec<(&'static str, Vec<RequestLine>)> {
        let tabs = TABS.into_iter().map(|(tab, part, said)| {
            self.forget_requests();
            window.clicks(&format!("a.tab[href$='/{tab}']"));
            window.sees_in(part, said);
            let mut asked = self.requests();
            asked.retain(|request| {
                let operation = request.operation.as_deref().unwrap_or_default();
                let is_of_token = request.status == 401 || request.path == "/service/token";
                !is_of_token && !OF_THE_PAGE.contains(&operation)
            });
            (tab, asked)
        });
        tabs.collect()
    }
}
