//! The APIs of a registry that the window may ask for: one table of operations each.

use harbor_api::{InvalidOperation, OperationInfo, Request, TableOperation};
use serde_json::Value;

/// An operation of one of the APIs, with its arguments. Names are unique over all tables.
#[derive(Debug)]
pub(crate) enum Operation {
    Harbor(harbor_api::AnyOperation),
    Distribution(distribution_api::AnyOperation),
}

impl TableOperation for Operation {
    fn decode(name: &str, arguments: Value) -> Result<Self, InvalidOperation> {
        let has = |table: &[OperationInfo]| table.iter().any(|info| info.name == name);
        if has(distribution_api::OPERATIONS) {
            distribution_api::AnyOperation::decode(name, arguments).map(Self::Distribution)
        } else {
            harbor_api::AnyOperation::decode(name, arguments).map(Self::Harbor)
        }
    }

    fn info(&self) -> &'static OperationInfo {
        match self {
            Self::Harbor(operation) => operation.info(),
            Self::Distribution(operation) => operation.info(),
        }
    }

    fn request(&self) -> Request {
        match self {
            Self::Harbor(operation) => operation.request(),
            Self::Distribution(operation) => operation.request(),
        }
    }
}
