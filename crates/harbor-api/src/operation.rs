//! What an operation is, and the macro that defines one.

use std::fmt;

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    api::Api,
    names::ProjectName,
    wire::{page::Page, reply::Decode},
};

/// The HTTP methods that Harbor's API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
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

    /// Whether a request may be sent again without harm and without asking (RFC 9110, 9.2.1).
    pub const fn is_safe(self) -> bool {
        matches!(self, Self::Get | Self::Head)
    }
}

/// The facts of an operation that do not depend on its arguments.
#[derive(Debug, Clone, Copy)]
pub struct OperationInfo {
    /// Our name, `tag.verb`, used between window and shell and in logs.
    pub name: &'static str,
    /// The operation's name in the API's own description: Harbor's `operationId`.
    pub harbor: &'static str,
    pub method: Method,
    /// Path template below the API's root, with `{placeholders}`.
    pub path: &'static str,
    /// Names of all query parameters that the struct can send.
    pub query: &'static [&'static str],
    /// Names of all request headers that the struct can send, beyond those of every request.
    pub headers: &'static [&'static str],
    /// Whether a JSON body is sent.
    pub body: bool,
    /// Value of `Accept`.
    pub accept: &'static str,
}

/// A request that is ready to be sent, but for the server's address and credentials.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The API that this is a request of.
    pub api: &'static dyn Api,
    pub method: Method,
    /// Encoded path with its query, from the root of the host.
    pub target: String,
    pub headers: Vec<(&'static str, String)>,
    /// A JSON body.
    pub body: Option<Vec<u8>>,
}

/// A body may hold a secret, so only its length is printed.
impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("api", &self.api)
            .field("method", &self.method)
            .field("target", &self.target)
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.as_ref().map(Vec::len))
            .finish()
    }
}

/// One operation of an API, with its arguments.
///
/// Defined with [`operations!`](crate::operations). [`Registered`] is implemented by the table of
/// operations and nowhere else, so an operation without its line there does not compile.
pub trait Operation:
    Registered + Serialize + DeserializeOwned + Clone + Send + Sync + 'static
{
    /// What a successful answer holds.
    type Reply: Decode;
    /// The API that it is part of.
    const API: &'static dyn Api;
    const INFO: OperationInfo;

    /// The request for these arguments.
    fn request(&self) -> Request;

    /// Takes over a page, if the operation lists in pages; says whether it does.
    fn set_page(&mut self, page: Page) -> bool;
}

/// Has a line in its API's table of operations (see [`operation_table!`](crate::operation_table)).
pub trait Registered {}

/// One of an API's operations with its arguments: what each API's table makes.
pub trait TableOperation: Sized {
    /// Reads an operation from its name (`artifact.list`) and its arguments.
    fn decode(name: &str, arguments: serde_json::Value) -> Result<Self, InvalidOperation>;

    /// The operation's facts.
    fn info(&self) -> &'static OperationInfo;

    /// The request for these arguments.
    fn request(&self) -> Request;
}

/// Arguments that make no operation. Says nothing of their values: they may be secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidOperation {
    #[error("there is no operation of that name")]
    UnknownName,
    #[error("{name}: the arguments don't fit")]
    Arguments { name: &'static str },
    #[error("{name}: an argument is missing: {field}")]
    Missing { name: &'static str, field: String },
}

impl InvalidOperation {
    /// From the error of reading this operation's arguments.
    pub fn from_arguments(name: &'static str, error: &serde_json::Error) -> Self {
        // Only this message of serde's is sure to hold no value.
        let text = error.to_string();
        match text
            .strip_prefix("missing field `")
            .and_then(|rest| rest.split_once('`'))
        {
            Some((field, _)) => Self::Missing {
                name,
                field: field.to_owned(),
            },
            None => Self::Arguments { name },
        }
    }
}

/// A value that stands in a path.
pub trait PathValue {
    /// Headers that this value may add to the request.
    const HEADERS: &'static [&'static str] = &[];
    /// The value, encoded for its place.
    fn encoded(&self) -> String;
    /// A header that says how to read the value.
    fn header(&self) -> Option<(&'static str, String)> {
        None
    }
}

/// A value that stands in a query; `None` and defaults are left out.
pub trait QueryValue {
    /// The parameters' names, where they are not just the field's.
    const NAMES: &'static [&'static str] = &[];
    fn append(&self, name: &'static str, query: &mut Vec<(&'static str, String)>);
    fn set_page(&mut self, _page: Page) -> bool {
        false
    }
}

impl QueryValue for Option<String> {
    fn append(&self, name: &'static str, query: &mut Vec<(&'static str, String)>) {
        if let Some(value) = self {
            query.push((name, value.clone()));
        }
    }
}

impl QueryValue for String {
    fn append(&self, name: &'static str, query: &mut Vec<(&'static str, String)>) {
        query.push((name, self.clone()));
    }
}

impl QueryValue for ProjectName {
    fn append(&self, name: &'static str, query: &mut Vec<(&'static str, String)>) {
        query.push((name, self.as_str().to_owned()));
    }
}

impl QueryValue for Option<bool> {
    fn append(&self, name: &'static str, query: &mut Vec<(&'static str, String)>) {
        if let Some(value) = self {
            query.push((name, value.to_string()));
        }
    }
}

impl QueryValue for Option<i64> {
    fn append(&self, name: &'static str, query: &mut Vec<(&'static str, String)>) {
        if let Some(value) = self {
            query.push((name, value.to_string()));
        }
    }
}

/// Fills a path template with encoded values, and puts the encoded query behind it.
#[doc(hidden)]
pub fn target(
    api: &dyn Api,
    template: &str,
    values: &[(&str, String)],
    query: &[(&'static str, String)],
) -> String {
    let mut target = String::from(api.root());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').map_or(rest.len(), |at| open + at);
        target.push_str(&rest[..open]);
        let name = &rest[open + 1..close];
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            target.push_str(value);
        }
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    target.push_str(rest);
    for (index, (name, value)) in query.iter().enumerate() {
        target.push(if index == 0 { '?' } else { '&' });
        target.push_str(name);
        target.push('=');
        target.push_str(&crate::wire::encode::query_value(value));
    }
    target
}

/// A value's own parameter names, or else the field's.
#[doc(hidden)]
pub const fn names_or(
    own: &'static [&'static str],
    field: &'static [&'static str],
) -> &'static [&'static str] {
    if own.is_empty() { field } else { own }
}

/// Defines operations of Harbor's, or of the API that stands in front (`for &Distribution;`): a
/// struct each, and its [`Operation`].
///
/// ```text
/// /// Doc comment.
/// ListTags "tag.list" listTags GET "/projects/{project_name}/…" => List<Tag> {
///     path { project_name: ProjectName }
///     required { username: String }
///     query { q: Filter, page: Page }
///     header { "X-Accept-Vulnerabilities" accept: Option<String> }
///     body { NewTag }
/// }
/// ```
/// The names of path and query fields are Harbor's own parameter names. Parameters under `required`
/// have no default.
#[macro_export]
macro_rules! operations {
    (for $api:expr; $($rest:tt)*) => {
        $crate::operations_of! { $api; $($rest)* }
    };
    ($($rest:tt)*) => {
        $crate::operations_of! { &$crate::api::Harbor; $($rest)* }
    };
}
pub use operations;

#[doc(hidden)]
#[macro_export]
macro_rules! operations_of {
    ($api:expr; $(
        $(#[$doc:meta])*
        $name:ident $id:literal $harbor:ident $method:ident $path:literal => $reply:ty {
            $(path { $($pf:ident : $pt:ty),* $(,)? })?
            $(required { $($(#[$rdoc:meta])* $rf:ident : $rt:ty),* $(,)? })?
            $(query { $($(#[$qdoc:meta])* $qf:ident : $qt:ty),* $(,)? })?
            $(header { $($hn:literal $hf:ident : $ht:ty),* $(,)? })?
            $(body { $bt:ty })?
        }
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
            pub struct $name {
                $($(pub $pf: $pt,)*)?
                $($($(#[$rdoc])* pub $rf: $rt,)*)?
                $($($(#[$qdoc])* #[serde(default)] pub $qf: $qt,)*)?
                $($(#[serde(default, skip_serializing_if = "Option::is_none")] pub $hf: $ht,)*)?
                $(pub body: $bt,)?
            }

            impl $crate::operation::Operation for $name {
                type Reply = $reply;
                const API: &'static dyn $crate::api::Api = $api;
                const INFO: $crate::operation::OperationInfo = $crate::operation::OperationInfo {
                    name: $id,
                    harbor: stringify!($harbor),
                    method: $crate::__method!($method),
                    path: $path,
                    query: {
                        const PARTS: &[&[&'static str]] = &[
                            $($(&[stringify!($rf)],)*)?
                            $($($crate::operation::names_or(
                                <$qt as $crate::operation::QueryValue>::NAMES,
                                &[stringify!($qf)],
                            ),)*)?
                        ];
                        const NAMES: [&str; $crate::operation::total(PARTS)] =
                            $crate::operation::flatten(PARTS);
                        &NAMES
                    },
                    headers: {
                        const PARTS: &[&[&'static str]] = &[
                            $($(<$pt as $crate::operation::PathValue>::HEADERS,)*)?
                            $($(&[$hn],)*)?
                        ];
                        const NAMES: [&str; $crate::operation::total(PARTS)] =
                            $crate::operation::flatten(PARTS);
                        &NAMES
                    },
                    body: $crate::__has_body!($($bt)?),
                    accept: <$reply as $crate::wire::reply::Decode>::ACCEPT,
                };

                #[allow(unused_mut, unused_variables, clippy::let_and_return)]
                fn request(&self) -> $crate::operation::Request {
                    let mut headers: Vec<(&'static str, String)> = Vec::new();
                    let mut query: Vec<(&'static str, String)> = Vec::new();
                    let values: &[(&str, String)] = &[
                        $($((
                            stringify!($pf),
                            $crate::operation::PathValue::encoded(&self.$pf),
                        ),)*)?
                    ];
                    $($(headers.extend($crate::operation::PathValue::header(&self.$pf));)*)?
                    $($($crate::operation::QueryValue::append(
                        &self.$rf, stringify!($rf), &mut query,
                    );)*)?
                    $($($crate::operation::QueryValue::append(
                        &self.$qf, stringify!($qf), &mut query,
                    );)*)?
                    $($(if let Some(value) = &self.$hf {
                        headers.push(($hn, value.to_string()));
                    })*)?
                    let body: Option<Vec<u8>> = None;
                    $(
                        let typed: &$bt = &self.body;
                        // A struct of ours with string keys always has a JSON form.
                        let body = Some(serde_json::to_vec(typed).unwrap_or_default());
                    )?
                    $crate::operation::Request {
                        api: Self::API,
                        method: Self::INFO.method,
                        target: $crate::operation::target(Self::API, $path, values, &query),
                        headers,
                        body,
                    }
                }

                #[allow(unused_mut, unused_variables)]
                fn set_page(&mut self, page: $crate::wire::page::Page) -> bool {
                    let mut paged = false;
                    $($(paged |= $crate::operation::QueryValue::set_page(&mut self.$qf, page);)*)?
                    paged
                }
            }
        )*
    };
}

/// Makes an API's table: a variant for each operation, with its arguments, and the facts of all.
///
/// An operation without its line in a table does not compile.
#[macro_export]
macro_rules! operation_table {
    (
        $(#[$doc:meta])* $any:ident,
        $(#[$all_doc:meta])* $all:ident:
        $($name:ident,)*
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        #[allow(clippy::large_enum_variant)]
        pub enum $any {
            $($name($name),)*
        }

        $(#[$all_doc])*
        pub const $all: &[$crate::OperationInfo] =
            &[$(<$name as $crate::Operation>::INFO,)*];

        impl $any {
            /// Reads an operation from its name (`artifact.list`) and its arguments.
            pub fn decode(
                name: &str,
                arguments: serde_json::Value,
            ) -> Result<Self, $crate::InvalidOperation> {
                $(if name == <$name as $crate::Operation>::INFO.name {
                    return serde_json::from_value(arguments)
                        .map(Self::$name)
                        .map_err(|error| {
                            let name = <$name as $crate::Operation>::INFO.name;
                            $crate::InvalidOperation::from_arguments(name, &error)
                        });
                })*
                Err($crate::InvalidOperation::UnknownName)
            }

            /// The operation's facts.
            pub fn info(&self) -> &'static $crate::OperationInfo {
                match self {
                    $(Self::$name(_) => {
                        const INFO: $crate::OperationInfo = <$name as $crate::Operation>::INFO;
                        &INFO
                    })*
                }
            }

            /// The request for these arguments.
            pub fn request(&self) -> $crate::Request {
                match self {
                    $(Self::$name(operation) => $crate::Operation::request(operation),)*
                }
            }

            /// Takes over a page, if the operation lists in pages; says whether it does.
            pub fn set_page(&mut self, page: $crate::Page) -> bool {
                match self {
                    $(Self::$name(operation) => $crate::Operation::set_page(operation, page),)*
                }
            }

            /// Reads an answer's body as the operation's reply, and says only whether that can be
            /// done.
            pub fn check_reply(&self, body: &[u8]) -> Result<(), $crate::DecodeError> {
                match self {
                    $(Self::$name(_) => {
                        <<$name as $crate::Operation>::Reply as $crate::Decode>::decode(body)
                            .map(drop)
                    })*
                }
            }
        }

        impl $crate::TableOperation for $any {
            fn decode(
                name: &str,
                arguments: serde_json::Value,
            ) -> Result<Self, $crate::InvalidOperation> {
                Self::decode(name, arguments)
            }

            fn info(&self) -> &'static $crate::OperationInfo {
                self.info()
            }

            fn request(&self) -> $crate::Request {
                self.request()
            }
        }

        $(
            impl $crate::Registered for $name {}

            impl From<$name> for $any {
                fn from(operation: $name) -> Self {
                    Self::$name(operation)
                }
            }
        )*
    };
}

/// Number of names in all parts.
#[doc(hidden)]
pub const fn total(parts: &[&[&str]]) -> usize {
    let (mut sum, mut at) = (0, 0);
    while at < parts.len() {
        sum += parts[at].len();
        at += 1;
    }
    sum
}

/// All names of all parts in one array.
#[doc(hidden)]
pub const fn flatten<const N: usize>(parts: &[&[&'static str]]) -> [&'static str; N] {
    let mut names = [""; N];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let mut name = 0;
        while name < parts[part].len() {
            names[at] = parts[part][name];
            at += 1;
            name += 1;
        }
        part += 1;
    }
    names
}

#[doc(hidden)]
#[macro_export]
macro_rules! __has_body {
    () => {
        false
    };
    ($body:ty) => {
        true
    };
}
#[doc(hidden)]
pub use __has_body as has_body;

#[doc(hidden)]
#[macro_export]
macro_rules! __method {
    (GET) => {
        $crate::operation::Method::Get
    };
    (HEAD) => {
        $crate::operation::Method::Head
    };
    (POST) => {
        $crate::operation::Method::Post
    };
    (PUT) => {
        $crate::operation::Method::Put
    };
    (PATCH) => {
        $crate::operation::Method::Patch
    };
    (DELETE) => {
        $crate::operation::Method::Delete
    };
}
#[doc(hidden)]
pub use __method as method;
