//! The registry's own content, and rights.

mod registry_content;
mod role_permissions;
