//! Asking for a list that the service's own description names.

use harbor_api::{Method, Request, encode};
use serde::{Deserialize, Serialize};

use crate::{api::ModelRegistry, description::Subject};

/// Items that are asked for at once, where the list has pages.
const PAGE: u32 = 100;

/// A list that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListOperation {
    pub subject: Subject,
    /// From the host's root, with a placeholder where [`Scope`] has its value in the path.
    pub path: String,
    pub scope: Scope,
    pub(crate) parameter: Option<Parameter>,
    pub(crate) paging: Option<Paging>,
}

/// What one answer has the items of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Everything,
    /// Those of a tenant, which must be named.
    OneTenant,
    /// Those of a project, which must be named.
    OneProject,
}

/// The parameter that names the tenant or project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) is_in_path: bool,
}

/// How a list is asked for in pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Paging {
    pub(crate) at: PageStart,
    pub(crate) size: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum PageStart {
    /// The page's number; the first one's is told.
    Number { name: String, first: u32 },
    /// How many items come before it.
    Offset { name: String },
}

/// One request of a list, and whether there may be another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRequest {
    pub request: Request,
    /// Fewer items than these mean that it was the last page; `None`: the answer is all.
    pub page_size: Option<u32>,
}

impl ListOperation {
    /// Whether it is asked for in pages.
    pub fn is_paged(&self) -> bool {
        self.paging.is_some()
    }

    /// The request for a page, counted from 0. `of` is the tenant or project, where the list has a
    /// [`Scope`].
    pub fn request(&self, of: &str, page: u32) -> ListRequest {
        let mut target = self.path.clone();
        let mut query = Vec::new();
        if let Some(parameter) = &self.parameter {
            if parameter.is_in_path {
                let place = format!("{{{}}}", parameter.name);
                target = target.replace(&place, &encode::segment(of));
            } else {
                query.push((parameter.name.clone(), of.to_owned()));
            }
        }
        let mut page_size = None;
        if let Some(paging) = &self.paging {
            if let Some(size) = &paging.size {
                query.push((size.clone(), PAGE.to_string()));
                page_size = Some(PAGE);
            }
            let (name, value) = match &paging.at {
                PageStart::Number { name, first } => (name, first + page),
                PageStart::Offset { name } => (name, page * PAGE),
            };
            query.push((name.clone(), value.to_string()));
        }
        for (number, (name, value)) in query.iter().enumerate() {
            target.push(if number == 0 { '?' } else { '&' });
            target.push_str(&encode::query_value(name));
            target.push('=');
            target.push_str(&encode::query_value(value));
        }
        ListRequest {
            request: get(target),
            page_size,
        }
    }
}

/// A read of the service's.
pub(crate) fn get(target: String) -> Request {
    Request {
        api: &ModelRegistry,
        method: Method::Get,
        target,
        headers: Vec::new(),
        body: None,
    }
}
