//! What an operation is, and what it takes.

use serde::{Deserialize, Serialize};

use crate::schema::Schema;

/// The methods of HTTP that operations have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub const ALL: [Self; 6] = [
        Self::Get,
        Self::Head,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
    ];

    /// The method as it stands in a request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether it only reads (RFC 9110, 9.2.1).
    pub const fn is_safe(self) -> bool {
        matches!(self, Self::Get | Self::Head)
    }
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// `operationId`; empty where it has none.
    pub id: String,
    pub method: Method,
    /// Template below [`Document::root`](crate::Document::root), with `{placeholders}`.
    pub path: String,
    /// The first of its tags, or else the first segment of its path.
    pub tag: String,
    /// One line; the identifier where the document has no summary.
    pub summary: String,
    pub description: String,
    pub is_deprecated: bool,
    /// Each name once for each place; every placeholder of the path is among them.
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    /// What a success holds, to a small depth.
    #[serde(skip)]
    pub answer: Option<Schema>,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Path,
    Query,
    Header,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    pub name: String,
    pub place: Place,
    pub is_required: bool,
    pub description: String,
    pub schema: Schema,
    /// Whether each value of a list is a parameter of its own; else commas stand between them.
    pub is_repeated: bool,
    /// Whether it is percent-encoded two times: what a server that takes `%2F` for a slash wants.
    pub is_encoded_twice: bool,
}

/// What is sent besides parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Body {
    pub is_required: bool,
    pub description: String,
    /// `application/json` where the document says nothing.
    pub media_type: String,
    pub schema: Schema,
}

impl Body {
    /// Whether it is JSON: the only kind that can be filled in.
    pub fn is_json(&self) -> bool {
        let kind = self.media_type.split(';').next().unwrap_or_default().trim();
        kind == "application/json" || kind.ends_with("+json") || kind == "*/*"
    }
}
