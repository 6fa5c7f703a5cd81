//! What was typed of a webhook.

use std::sync::Arc;

use harbor_api::types::{WebhookEventTypes, WebhookPolicy};
use leptos::prelude::*;
use pilothouse_protocol::{AuthHeader, Entered, WebhookDraft};

use crate::{ui::is_web_address, words::words};

pub const HTTP: &str = "http";

/// The most characters that Harbor keeps of a name.
const LONGEST_NAME: usize = 128;

/// The form.
#[derive(Clone, Copy)]
pub struct WebhookForm {
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    /// `http` or `slack`.
    pub kind: RwSignal<String>,
    pub address: RwSignal<String>,
    /// `Default` or `CloudEvents`.
    pub format: RwSignal<String>,
    /// A new header; what is kept never comes here.
    pub header: RwSignal<String>,
    /// The header that is kept is to go.
    pub drops_header: RwSignal<bool>,
    pub skip_certificate: RwSignal<bool>,
    pub events: RwSignal<Vec<String>>,
    pub tried: RwSignal<bool>,
    /// A name that is taken.
    pub taken: RwSignal<Option<String>>,
    is_enabled: bool,
    has_header: bool,
    /// How many targets there are besides the first, which stay.
    other_targets: usize,
}

impl WebhookForm {
    pub fn new(kept: Option<&Arc<WebhookPolicy>>) -> Self {
        let text = |text: Option<&str>| RwSignal::new(text.unwrap_or_default().to_owned());
        let target = kept.and_then(|kept| kept.targets.first());
        let events = kept.map(|kept| kept.event_types.clone());
        let format = target.map(|target| target.payload_format.as_str());
        Self {
            name: text(kept.map(|kept| kept.name.as_str())),
            description: text(kept.map(|kept| kept.description.as_str())),
            kind: text(target.map(|target| target.kind.as_str()).or(Some(HTTP))),
            address: text(target.map(|target| target.address.as_str())),
            format: text(
                format
                    .filter(|format| !format.is_empty())
                    .or(Some("Default")),
            ),
            header: RwSignal::new(String::new()),
            drops_header: RwSignal::new(false),
            skip_certificate: RwSignal::new(target.is_some_and(|target| target.skip_cert_verify)),
            events: RwSignal::new(events.unwrap_or_default()),
            tried: RwSignal::new(false),
            taken: RwSignal::new(None),
            is_enabled: kept.is_none_or(|kept| kept.enabled),
            has_header: target.is_some_and(|target| target.has_auth_header()),
            other_targets: kept.map_or(0, |kept| kept.targets.len().saturating_sub(1)),
        }
    }

    /// Whether the registry keeps a header.
    pub fn has_header(&self) -> bool {
        self.has_header
    }

    pub fn other_targets(&self) -> usize {
        self.other_targets
    }

    pub fn is_http(&self) -> bool {
        self.kind.with(|kind| kind == HTTP)
    }

    pub fn name_fault(&self) -> Option<&'static str> {
        let w = &words().webhooks;
        self.name.with(|name| {
            let name = name.trim();
            if name.is_empty() {
                Some(w.name_missing)
            } else if name.chars().count() > LONGEST_NAME {
                Some(w.name_long)
            } else {
                let is_taken = self.taken.with(|taken| taken.as_deref() == Some(name));
                is_taken.then_some(w.name_taken)
            }
        })
    }

    pub fn address_fault(&self) -> Option<&'static str> {
        let w = &words().webhooks;
        self.address.with(|address| {
            if address.trim().is_empty() {
                Some(w.address_missing)
            } else {
                (!is_web_address(address.trim())).then_some(w.address_rule)
            }
        })
    }

    pub fn header_fault(&self) -> Option<&'static str> {
        let is_bad = self.header.with(|header| header.contains(['\n', '\r']));
        is_bad.then_some(words().webhooks.header_rule)
    }

    pub fn events_fault(&self) -> Option<&'static str> {
        let is_none = self.events.with(Vec::is_empty);
        is_none.then_some(words().webhooks.events_missing)
    }

    pub fn is_whole(&self) -> bool {
        self.name_fault().is_none()
            && self.address_fault().is_none()
            && self.header_fault().is_none()
            && self.events_fault().is_none()
    }

    /// Whether what is sent could be read on its way, with its header.
    pub fn is_header_in_clear(&self) -> bool {
        let has_header = self.has_header && !self.drops_header.get()
            || self.header.with(|header| !header.trim().is_empty());
        has_header
            && self
                .address
                .with(|address| address.trim().starts_with("http://"))
    }

    /// What is sent, without tracking.
    pub fn draft(&self) -> WebhookDraft {
        untrack(|| {
            let header = self.header.with(|header| header.trim().to_owned());
            let auth_header = match (header.is_empty(), self.drops_header.get()) {
                (false, _) => AuthHeader::New(Entered::new(header)),
                (true, true) => AuthHeader::Absent,
                (true, false) => AuthHeader::Kept,
            };
            let format = self.format.get();
            WebhookDraft {
                name: self.name.with(|name| name.trim().to_owned()),
                description: self.description.with(|text| text.trim().to_owned()),
                enabled: self.is_enabled,
                event_types: self.events.get(),
                kind: self.kind.get(),
                address: self.address.with(|address| address.trim().to_owned()),
                auth_header,
                skip_certificate: self.skip_certificate.get(),
                payload_format: if self.is_http() {
                    format
                } else {
                    String::new()
                },
            }
        })
    }
}

/// The formats that a kind of targets has; older servers name none and know one.
pub fn formats(known: &WebhookEventTypes, kind: &str) -> Vec<String> {
    let found = known
        .payload_formats
        .iter()
        .find(|formats| formats.notify_type == kind);
    found.map(|found| found.formats.clone()).unwrap_or_default()
}
