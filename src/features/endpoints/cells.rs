//! The cells of the list of registries that are more than a value of their kind.

use harbor_api::types::RegistryProvider;
use listing::lists::system::endpoints::{HEALTHY, NOT_CHECKED};
use web_sys::Element;

use crate::{
    list::{
        Attribute, CellView, LineView, StateCell, StateWords, Text, TextCell, Tone, append, element,
    },
    words::words,
};

/// What is said of a registry's health.
pub fn health(word: &str) -> StateWords {
    let w = &words().endpoints;
    match word {
        HEALTHY => StateWords::new("check-circle", Tone::Good, w.healthy),
        NOT_CHECKED => StateWords::new("clock", Tone::Quiet, w.not_checked),
        _ => StateWords::new("alert", Tone::Bad, w.unhealthy),
    }
}

pub fn health_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| health(line.text("health"))))
}

pub fn health_text(line: &LineView<'_>) -> String {
    health(line.text("health")).text
}

/// What a provider calls itself; Harbor's word for one that is not known here.
pub fn provider_name(word: &str) -> String {
    match RegistryProvider::from(word.to_owned()) {
        RegistryProvider::AlibabaCloud => "Alibaba ACR",
        RegistryProvider::AmazonEcr => "Amazon ECR",
        RegistryProvider::AzureAcr => "Azure ACR",
        RegistryProvider::DockerHub => "Docker Hub",
        RegistryProvider::DockerRegistry => "Docker Registry",
        RegistryProvider::MirantisDtr => "Mirantis DTR",
        RegistryProvider::GitHubGhcr => "GitHub",
        RegistryProvider::GitLab => "GitLab",
        RegistryProvider::GoogleGcr => "Google",
        RegistryProvider::Harbor => "Harbor",
        RegistryProvider::HuaweiSwr => "Huawei SWR",
        RegistryProvider::JFrogArtifactory => "JFrog",
        RegistryProvider::Quay => "Quay",
        RegistryProvider::TencentTcr => "Tencent TCR",
        RegistryProvider::VolcengineCr => "Volcengine CR",
        RegistryProvider::Other(word) => return word,
    }
    .to_owned()
}

pub fn provider_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        provider_name(line.text(column))
    }))
}

/// An address without `https://`, which most have; the whole of it is its title.
struct AddressCell {
    text: Text,
    title: Attribute,
    column: &'static str,
}

impl CellView for AddressCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let address = line.text(self.column);
        self.text
            .set(address.strip_prefix("https://").unwrap_or(address));
        self.title.set(Some(address));
    }
}

pub fn address_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    let span = element("span", "mono trunc");
    append(cell, &span);
    Box::new(AddressCell {
        text: Text::new(&span),
        title: Attribute::new(&span, "title"),
        column,
    })
}

/// How many caches and rules use it; nothing where that is none or not known.
pub fn used_text(line: &LineView<'_>) -> String {
    let w = &words().endpoints;
    let (caches, rules) = (line.texts("caches").len(), line.texts("rules").len());
    let caches = (caches > 0).then(|| w.caches_of(caches));
    let rules = (rules > 0).then(|| w.rules_of(rules));
    let parts: Vec<String> = caches.into_iter().chain(rules).collect();
    parts.join(", ")
}

pub fn used_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| used_text(line)))
}
