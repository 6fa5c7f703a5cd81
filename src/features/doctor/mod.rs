//! The connection doctor: why a sign-in, push or pull fails.

mod also;
mod certificate;
mod page;
mod report;
mod result;
mod steps;
mod verdict_words;
mod why;
mod words;

pub use certificate::AddressCertificate;
pub use verdict_words::DoctorVerdicts;
pub use why::{WhyMenu, why_items};
pub use words::Doctor;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::feature::{Feature, RegistryPage, Section},
    route::PageId,
};

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PageId::DOCTOR,
        section: Section::Tools,
        rank: 20,
        title: |w| w.doctor.title,
        icon: "stethoscope",
        go: "go.doctor",
        offered: |_| true,
        view: deferred!(administration, doctor_page, |connection| {
            view! { <page::DoctorPage connection=connection /> }.into_any()
        }),
    }],
    ..Feature::EMPTY
};
