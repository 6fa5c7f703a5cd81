//! A description as a whole.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use crate::{operation::Operation, reading::Reader};

/// A description that was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// `info.title`; empty where it has none.
    pub title: String,
    /// `info.version`; empty where it has none.
    pub version: String,
    /// The path that the operations' own paths stand under, without a slash at its end: `basePath`, or
    /// that of the first of `servers`. What host a document names is not looked at: an API is asked
    /// where its description was found.
    pub root: String,
    /// By path and method.
    pub operations: Vec<Operation>,
}

/// It is no description of an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no OpenAPI document")]
pub struct NotADescription;

impl Document {
    /// Reads a document.
    pub fn read(body: &[u8]) -> Result<Self, NotADescription> {
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let document: Value = serde_json::from_slice(body).map_err(|_| NotADescription)?;
        let paths = document.get("paths").and_then(Value::as_object);
        let paths = paths.ok_or(NotADescription)?;
        let info = |key| {
            let text = document.get("info").and_then(|info| info.get(key));
            text.and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let reader = Reader::new(&document);
        let operations = paths
            .iter()
            .flat_map(|(path, item)| reader.operations(path, item));
        let mut operations: Vec<Operation> = operations.collect();
        operations.sort_by(|a, b| (&a.path, a.method).cmp(&(&b.path, b.method)));
        Ok(Self {
            title: info("title"),
            version: info("version"),
            root: root(&document),
            operations,
        })
    }

    /// The operation with this method and path template.
    pub fn find(&self, method: crate::Method, path: &str) -> Option<&Operation> {
        let mut all = self.operations.iter();
        all.find(|operation| operation.method == method && operation.path == path)
    }
}

fn root(document: &Value) -> String {
    let named = match document.get("basePath").and_then(Value::as_str) {
        Some(path) => path.to_owned(),
        None => {
            let server = document.get("servers").and_then(|servers| servers.get(0));
            let address = server.and_then(|server| server.get("url"));
            let address = address.and_then(Value::as_str).unwrap_or_default();
            match Url::parse(address) {
                Ok(url) => url.path().to_owned(),
                Err(_) => address.to_owned(),
            }
        }
    };
    named.trim_end_matches('/').to_owned()
}
