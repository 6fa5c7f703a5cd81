//! Other registries that the server works with: the list of them, and how one is described and tested.

mod cells;
mod declaration;
mod delete;
mod form;
mod inspector;
mod list;
mod preset;
mod save;
mod words;

pub use form::{EndpointFields, EndpointForm};
pub use list::EndpointsPage;
pub use words::Endpoints;

/// An image of a registry's that many have a use for.
pub fn example_image(host: &str) -> &'static str {
    preset::Preset::example(host)
}
