//! What stories talk to.

mod artifact_tabs;
pub(super) mod harbor;
pub(super) mod single_sign_on;
pub(super) mod strangers;
pub(super) mod wire;
