//! The table of operations: each has one line at the end of this file.

use serde_json::Value;

use super::*;
use crate::{
    operation::{Operation, OperationInfo, Registered, Request},
    page::Page,
};

/// Arguments that make no operation. Says nothing of their values: they may be secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidOperation {
    #[error("there is no operation of that name")]
    UnknownName,
    #[error("{name}: the arguments don't fit")]
    Arguments { name: &'static str },
    #[error("{name}: an argument is missing: {field}")]
    Missing { name: &'static str, field: String },
}

impl InvalidOperation {
    fn arguments(name: &'static str, error: &serde_json::Error) -> Self {
        // Only this message of serde's is sure to hold no value.
        let text = error.to_string();
        match text
            .strip_prefix("missing field `")
            .and_then(|rest| rest.split_once('`'))
        {
            Some((field, _)) => Self::Missing {
                name,
                field: field.to_owned(),
            },
            None => Self::Arguments { name },
        }
    }
}

macro_rules! registry {
    ($($name:ident,)*) => {
        /// One of all operations, with its arguments: what comes from the window.
        #[derive(Debug, Clone, PartialEq)]
        #[allow(clippy::large_enum_variant)]
        pub enum AnyOperation {
            $($name($name),)*
        }

        /// The facts of all operations.
        pub const OPERATIONS: &[OperationInfo] = &[$(<$name as Operation>::INFO,)*];

        impl AnyOperation {
            /// Reads an operation from its name (`artifact.list`) and its arguments.
            pub fn decode(name: &str, arguments: Value) -> Result<Self, InvalidOperation> {
                $(if name == <$name as Operation>::INFO.name {
                    return serde_json::from_value(arguments)
                        .map(Self::$name)
                        .map_err(|error| {
                            InvalidOperation::arguments(<$name as Operation>::INFO.name, &error)
                        });
                })*
                Err(InvalidOperation::UnknownName)
            }

            /// The operation's facts.
            pub fn info(&self) -> &'static OperationInfo {
                match self {
                    $(Self::$name(_) => {
                        const INFO: OperationInfo = <$name as Operation>::INFO;
                        &INFO
                    })*
                }
            }

            /// The request for these arguments.
            pub fn request(&self) -> Request {
                match self {
                    $(Self::$name(operation) => operation.request(),)*
                }
            }

            /// Takes over a page, if the operation lists in pages; says whether it does.
            pub fn set_page(&mut self, page: Page) -> bool {
                match self {
                    $(Self::$name(operation) => operation.set_page(page),)*
                }
            }

            /// Reads an answer's body as the operation's reply, and says only whether that can be
            /// done.
            pub fn check_reply(&self, body: &[u8]) -> Result<(), crate::DecodeError> {
                match self {
                    $(Self::$name(_) => {
                        <<$name as Operation>::Reply as crate::Decode>::decode(body).map(drop)
                    })*
                }
            }
        }

        $(
            impl Registered for $name {}

            impl From<$name> for AnyOperation {
                fn from(operation: $name) -> Self {
                    Self::$name(operation)
                }
            }
        )*
    };
}

registry! {
    GetSystemInfo,
    GetHealth,
    GetPing,
    GetStatistics,
    GetSystemAllowlist,
    Search,
    GetCurrentUser,
    GetCurrentPermissions,
    SearchUsers,
    ListUsers,
    GetUser,
    UpdateUserProfile,
    UpdatePassword,
    SetCliSecret,
    ListProjects,
    GetProject,
    HeadProject,
    GetProjectSummary,
    CreateProject,
    UpdateProject,
    DeleteProject,
    GetProjectDeletable,
    GetProjectScanner,
    ListProjectArtifacts,
    ListProjectLogs,
    ListProjectEvents,
    ListProjectMetadata,
    GetProjectMetadata,
    AddProjectMetadata,
    UpdateProjectMetadata,
    DeleteProjectMetadata,
    ListAllRepositories,
    ListRepositories,
    GetRepository,
    UpdateRepository,
    DeleteRepository,
    ListArtifacts,
    GetArtifact,
    DeleteArtifact,
    CopyArtifact,
    ListTags,
    CreateTag,
    DeleteTag,
    AddLabel,
    RemoveLabel,
    ListAccessories,
    GetAddition,
    GetVulnerabilities,
    ScanArtifact,
    StopScan,
    GetScanLog,
    ListMembers,
    GetMember,
    CreateMember,
    UpdateMember,
    DeleteMember,
    ListLabels,
    GetLabel,
    CreateLabel,
    UpdateLabel,
    DeleteLabel,
    GetRetentionMetadata,
    GetRetention,
    CreateRetention,
    UpdateRetention,
    DeleteRetention,
    TriggerRetentionExecution,
    OperateRetentionExecution,
    ListRetentionExecutions,
    ListRetentionTasks,
    GetRetentionTaskLog,
    ListImmutableRules,
    CreateImmutableRule,
    UpdateImmutableRule,
    DeleteImmutableRule,
    ListQuotas,
    GetQuota,
    UpdateQuota,
    ListRegistries,
    CreateRegistry,
    PingRegistry,
    ListRegistryProviderTypes,
    ListRegistryProviderInfos,
    ListLogs,
    ListEvents,
    ListEventTypes,
    ListRobots,
    GetRobot,
    CreateRobot,
    UpdateRobot,
    RenewRobotSecret,
    DeleteRobot,
    GetGrantablePermissions,
}
