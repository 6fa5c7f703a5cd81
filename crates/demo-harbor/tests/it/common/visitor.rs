//! A client that keeps Harbor's two cookies and the newest token, as a session needs it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::common::{Answer, send};

/// A client with cookies.
pub struct Visitor {
    base: String,
    cookies: BTreeMap<&'static str, String>,
    /// The newest token against forged requests.
    pub token: Option<String>,
    /// Whether its calls are those that don't prolong a session.
    pub background: bool,
}

#[allow(dead_code, reason = "each test file uses some of it")]
impl Visitor {
    pub fn new(base: &str) -> Self {
        Self {
            base: base.to_owned(),
            cookies: BTreeMap::new(),
            token: None,
            background: false,
        }
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.get(name).cloned()
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.exchange("GET", path, "", None)
    }

    pub fn send(&mut self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let body = body.map(|body| body.to_string());
        self.exchange(method, path, "application/json", body.as_deref())
    }

    pub fn form(&mut self, path: &str, body: &str) -> Answer {
        let kind = "application/x-www-form-urlencoded";
        self.exchange("POST", path, kind, Some(body))
    }

    fn exchange(&mut self, method: &str, path: &str, kind: &str, body: Option<&str>) -> Answer {
        let mut headers = Vec::new();
        let mut add = |name: &str, value: &str| headers.push((name.to_owned(), value.to_owned()));
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            add("Cookie", &cookies.join("; "));
        }
        if let Some(token) = self.token.as_deref().filter(|_| method != "GET") {
            add("X-Harbor-CSRF-Token", token);
        }
        if body.is_some() {
            add("Content-Type", kind);
        }
        if self.background {
            add("X-Harbor-No-Session-Renewal", "1");
        }
        let answer = send(&self.base, method, path, &headers, body.map(str::as_bytes));
        for name in ["sid", "_gorilla_csrf"] {
            match answer.cookie(name) {
                Some(value) if value.is_empty() => {
                    self.cookies.remove(name);
                }
                Some(value) => {
                    self.cookies.insert(name, value);
                }
                None => {}
            }
        }
        if let Some(token) = answer.header("x-harbor-csrf-token") {
            self.token = Some(token.to_owned());
        }
        answer
    }
}
