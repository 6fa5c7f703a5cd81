//! What a project sends elsewhere by itself, and what came of it.

pub mod executions;
pub mod preheat;
pub mod webhooks;

pub use preheat::{PreheatExecutions, PreheatInstances, PreheatPolicies, PreheatTasks};
pub use webhooks::{WebhookExecutions, WebhookTasks, Webhooks};
