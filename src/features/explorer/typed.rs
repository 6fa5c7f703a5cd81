//! What was typed for operations: it is there again when somebody comes back to one.
//!
//! Invariant: no secret is kept.

use std::{cell::RefCell, collections::HashMap};

use openapi::{Method, Place};
use pilothouse_protocol::{ConnectionId, ExploredApi};

/// A server, as an account of a connection's asks it: nobody is shown what another one typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asked {
    pub connection: ConnectionId,
    pub account: Option<String>,
    pub api: ExploredApi,
}

/// One of its operations.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OperationKey {
    pub asked: Asked,
    pub method: Method,
    pub path: String,
}

/// The texts of an operation's form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pub parameters: HashMap<(Place, String), String>,
    /// By the names of the body's fields.
    pub fields: HashMap<String, String>,
    /// The body as JSON, where it is shown as such.
    pub json: Option<String>,
}

thread_local! {
    static TYPED: RefCell<HashMap<OperationKey, Typed>> = RefCell::default();
    static CHOSEN: RefCell<HashMap<Asked, (Method, String)>> = RefCell::default();
}

/// What was typed before.
pub fn typed(key: &OperationKey) -> Option<Typed> {
    TYPED.with_borrow(|all| all.get(key).cloned())
}

/// Keeps what is typed now.
pub fn keep_typed(key: &OperationKey, typed: Typed) {
    TYPED.with_borrow_mut(|all| all.insert(key.clone(), typed));
}

/// The operation that was looked at last.
pub fn chosen(asked: &Asked) -> Option<(Method, String)> {
    CHOSEN.with_borrow(|all| all.get(asked).cloned())
}

pub fn keep_chosen(key: &OperationKey) {
    let operation = (key.method, key.path.clone());
    CHOSEN.with_borrow_mut(|all| all.insert(key.asked.clone(), operation));
}
