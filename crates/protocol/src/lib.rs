//! What passes between the two halves: what the window may ask, what the shell answers and publishes by
//! itself, and the one error type that crosses.
//!
//! Shared by window and shell, so neither can ask or answer what the other does not know.
//! Invariant: nothing in here does I/O. Secrets are in [`Entered`] on their way inwards and in
//! [`Shown`] on their way outwards, and in no other type.

mod artifact;
mod command;
mod configuration;
mod connection;
mod deep_link;
mod diagnose;
mod endpoint;
mod event;
mod explorer;
mod failure;
mod frame;
mod lists;
mod model_registry;
mod preferences;
mod preheat;
mod robots;
mod scanner;
#[cfg(test)]
mod secrets_test;
mod signing_in;
mod unread;
mod webhook;

pub use artifact::attachment::{
    AttachmentPart, AttachmentRead, LogEntryRead, PartContent, ProvenanceRead, ReadAttachment,
    SignatureRead, SignerIdentity, StatementRead, Verification,
};
pub use artifact::content::{LayerFileText, ReadLayerFile, SaveContent};
pub use artifact::cve_export::SaveCveExport;
pub use artifact::layers::{
    FindSharers, IndexMeasured, MeasureIndex, SharedLayer, Sharer, Sharers, SharersAmong,
};
pub use artifact::move_tag::{MoveTag, TagMoved};
pub use artifact::report::{CompareWithEarlier, ComparedWithEarlier, KeepReport, SinceReport};
pub use command::{
    AccountRemoved, AddConnection, AddDemo, Call, Cancel, ChangeConnection, Changed, CheckKeychain,
    Command, Empty, Harbor, HarborAll, Hold, LookedAt, OpenLink, OpenProviderSignOut, Probe,
    Probed, Ready, Reconnect, Remember, RemoveAccount, RemoveConnection, Removed, Request,
    SaveFile, Saved, SetTheme, SetZoom, SignIn, SignOut, SignedOut, Start, Started, SwitchAccount,
    Theme, write_call,
};
pub use configuration::{
    ChangeConfiguration, ConfigurationChanged, ConfigurationOutcome, TestDirectory,
};
pub use connection::{
    Connection, ConnectionId, ConnectionKind, ConnectionState, Credentials, Entered,
    InvalidConnectionId, KeychainState, Transport, Trust,
};
pub use deep_link::DeepLink;
pub use diagnose::{Asker, CheckProvider, Diagnose};
pub use endpoint::{
    ChangeEndpoint, CreateEndpoint, EndpointChange, EndpointCreated, EndpointDraft, TestEndpoint,
};
pub use event::{EVENT, Event};
pub use explorer::{
    AnswerId, ApiDescription, ClearRequestLog, DescribeApi, DescriptionSource, ExploredAnswer,
    ExploredApi, PrepareRequest, PreparedId, PreparedRequest, SaveAnswer, SaveRequestLog,
    SendRequest, SentWith, Snippets, WriteSnippets, WrittenRequest,
};
pub use failure::{Certificate, Failure, FailureCode};
pub use frame::{Answer, BadFrame, Head, Meta, read_done, read_frame, write_frame, write_outcome};
pub use lists::bulk::{
    BulkChange, BulkCounts, BulkId, BulkItem, BulkItems, BulkLabel, BulkPage, BulkPart, BulkPhase,
    BulkResult, BulkRow, BulkRows, BulkRun, BulkRuns, ContinueBulk, ForgetBulk, KnownBulkRuns,
    StartBulk, StopBulk, UndoBulk,
};
pub use lists::bulk_preview::{
    CopyPreview, DeletePreview, MovedTag, PreviewCopy, PreviewDelete, TagIn,
};
pub use lists::list::{
    Check, CheckRows, Checked, CheckedRow, CheckedRows, CloseList, ColumnCounts, ComparePackages,
    ContentRead, CountValues, ExportFormat, ExportList, FindTagBefore, Fixes, ListFixes, ListId,
    ListState, ListTarget, ListValues, MarkAllowed, MarkStopping, Occurring, OpenList,
    ProjectsRead, QueryList, ReadFrom, ReadList, ReadMatching, ReadParts, ReadRow, RowCells,
    RowsChecked, ValueCounts, WholeRow,
};
pub use lists::retention::{DecideRetention, ReadDryRun, RetentionDecisions, TrySelectors};
pub use model_registry::{
    ForgetRegistered, KnownModel, KnownTenants, ModelRegistry, ModelRegistryLists,
    ModelRegistryState, NewToken, NoteRegistered, ProjectPart, ProjectRegistered, ProjectRestored,
    ProjectSettings, ProjectSettingsId, ReadProjectSettings, ReadRegistration, ReadTenants,
    RefreshModel, RegisterProject, Registration, RemoveModelRegistry, RestoreProject,
    SaveModelRegistry, SaveProjectSettings, SaveTenant, SavedMember, TenantOutcome, TokenSource,
};
pub use preferences::{Preferences, SavedView, SecurityLook, SetPreferences, TableLayout};
pub use preheat::{PreheatInstanceDraft, SavePreheatInstance, TestPreheatInstance};
pub use robots::robot_file::{NotARobotFile, RobotFile};
pub use robots::robot_secret::{
    CopyRobotSecret, CreateRobot, ForgetRobotSecret, HeldRobotSecret, RenewRobotSecret,
    RevealRobotSecret, RobotSecretId, RobotSecretText, SaveRobotFile, SaveRobotFiles,
    SavedRobotFiles,
};
pub use scanner::{SaveScanner, ScannerDraft, TestScanner};
pub use signing_in::account::{Account, AccountId, Limits, SavedAccount, SessionLife, SignedIn};
pub use signing_in::new_user::CreateUser;
pub use signing_in::offer::{Offer, PasswordFor, Provider, ProviderOffer, SignInMethod};
pub use signing_in::registry_login::{
    ChangePassword, ClearClipboard, Copied, CopySecret, HindranceCause, LoginChange,
    LoginHindrance, LoginKeeper, LoginTest, NewCliSecret, PasswordOf, RegistryLogin, RegistryScope,
    RepositoryPlace, RevealCliSecret, Revealed, SecretText, SetCliSecret, Shown, TestRegistryLogin,
    WriteDockerLogin, WrittenLogin,
};
pub use signing_in::sign_in::{
    AddressSource, BrowserSignIn, ClipboardWatch, Input, OwnClient, PageAddress, RunOut,
    SignInInput, SignInPlace, SignInStep, SignInTo, USER_NAME_FORBIDS, USER_NAME_LENGTH,
    UserNameFault, check_user_name, mend_user_name,
};
pub use unread::Unread;
pub use webhook::{AuthHeader, SaveWebhook, WebhookDraft};
