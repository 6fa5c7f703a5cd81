//! What is made of a report's findings beside their rows.

pub(super) mod earlier;
mod fixes;
