//! Other registries, replication, preheating and webhooks.

mod endpoint;
mod preheat;
mod replication;
mod webhook;

pub use endpoint::{
    CredentialPattern, EndpointPattern, NewRegistry, NewRegistryCredential, ProviderEndpoint,
    Registry, RegistryChange, RegistryCredential, RegistryFilter, RegistryInfo, RegistryPing,
    RegistryProvider, RegistryProviderInfo, RegistryProviderInfos,
};
pub use preheat::{
    PreheatFilters, PreheatInstance, PreheatPolicy, PreheatProvider, PreheatScope, PreheatStop,
    PreheatTrigger, ProjectPreheatProvider,
};
pub use replication::{
    NewReplication, ReplicationExecution, ReplicationFilter, ReplicationPolicy,
    ReplicationPolicyChange, ReplicationRegistry, ReplicationStatus, ReplicationTask,
    ReplicationTrigger, ReplicationTriggerKind, ReplicationTriggerSettings,
};
pub use webhook::{
    PayloadFormats, WebhookEventTypes, WebhookJob, WebhookLastTrigger, WebhookPolicy, WebhookTarget,
};
