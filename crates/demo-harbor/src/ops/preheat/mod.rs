//! Preheating: peer-to-peer networks, policies that hand images to them, and executions of these.

pub(crate) mod executions;
pub(crate) mod instances;
pub(crate) mod policies;

pub(crate) use policies::pushed;

/// Whether the server takes a name: words joined by single `.`, `_` or `-`.
fn is_name(name: &str) -> bool {
    let mut words = name.split(['.', '_', '-']);
    words.all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
