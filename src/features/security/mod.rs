//! What scanners found: in all projects for administrators, with totals, the worst and a search; in their own
//! projects for everybody else.

mod found;
mod look;
mod own;
mod page;
mod totals;
mod words;

pub use words::Security;

use leptos::prelude::*;
use pilothouse_protocol::Account;

use crate::{
    actions::{Action, Group, Keys},
    deferred::deferred,
    features::feature::{Feature, RegistryPage, Section},
    route::PageId,
};

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PageId::new("security"),
        section: Section::Content,
        rank: 40,
        title: |w| w.security.title,
        icon: "shield",
        go: "go.security",
        offered: |connection| matches!(connection.account, Account::User { .. }),
        view: deferred!(administration, security_page, |connection| {
            view! { <page::SecurityPage connection=connection /> }.into_any()
        }),
    }],
    actions: &[
        Action::new("security.seen", |w| w.security.seen, "eye", Group::Lists)
            .keys(Keys::plain("m")),
    ],
    ..Feature::EMPTY
};
