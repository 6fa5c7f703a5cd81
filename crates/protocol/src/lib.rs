//! What passes between the two halves: what the window may ask, what the shell answers and publishes by
//! itself, and the one error type that crosses.
//!
//! Shared by window and shell, so neither can ask or answer what the other does not know.
//! Invariant: nothing in here does I/O. Secrets are in [`Entered`] on their way inwards and in
//! [`Shown`] on their way outwards, and in no other type.

mod account;
mod attachment;
mod bulk;
mod command;
mod connection;
mod content;
mod deep_link;
mod endpoint;
mod event;
mod failure;
mod frame;
mod list;
mod new_user;
mod offer;
mod preferences;
mod registry_login;
mod retention;
mod robot_file;
mod robot_secret;
#[cfg(test)]
mod secrets_test;
mod sign_in;

pub use account::{Account, AccountId, Limits, SavedAccount, SessionLife, SignedIn};
pub use attachment::{
    AttachmentPart, AttachmentRead, PartContent, ProvenanceRead, ReadAttachment, SignatureRead,
    SignerIdentity, StatementRead, Verification,
};
pub use bulk::{
    BulkChange, BulkCounts, BulkId, BulkItem, BulkItems, BulkLabel, BulkPage, BulkPart, BulkPhase,
    BulkResult, BulkRow, BulkRows, BulkRun, BulkRuns, ContinueBulk, ForgetBulk, KnownBulkRuns,
    StartBulk, StopBulk, UndoBulk,
};
pub use command::{
    AccountRemoved, AddConnection, AddDemo, Call, Cancel, ChangeConnection, Changed, CheckKeychain,
    Command, Empty, Harbor, HarborAll, Hold, LookedAt, OpenLink, OpenProviderSignOut, Probe,
    Probed, Ready, Reconnect, Remember, RemoveAccount, RemoveConnection, Removed, Request,
    SaveFile, Saved, SetTheme, SetZoom, SignIn, SignOut, SignedOut, Start, Started, SwitchAccount,
    Theme,
};
pub use connection::{
    Connection, ConnectionId, ConnectionKind, ConnectionState, Credentials, Entered,
    InvalidConnectionId, KeychainState, Transport, Trust,
};
pub use content::{LayerFileText, ReadLayerFile, SaveContent};
pub use deep_link::DeepLink;
pub use endpoint::{
    ChangeEndpoint, CreateEndpoint, EndpointChange, EndpointCreated, EndpointDraft, TestEndpoint,
};
pub use event::{EVENT, Event};
pub use failure::{Certificate, Failure, FailureCode};
pub use frame::{Answer, BadFrame, Head, Meta, read_done, read_frame, write_frame, write_outcome};
pub use list::{
    Check, CheckRows, Checked, CheckedRow, CheckedRows, CloseList, ColumnCounts, ContentRead,
    CountValues, ExportFormat, ExportList, Fixes, ListFixes, ListId, ListState, ListValues,
    Occurring, OpenList, ProjectsRead, QueryList, ReadFrom, ReadList, ReadMatching, ReadParts,
    ReadRow, RowCells, RowsChecked, ValueCounts, WholeRow,
};
pub use new_user::CreateUser;
pub use offer::{Offer, PasswordFor, Provider, ProviderOffer, SignInMethod};
pub use preferences::{Preferences, SetPreferences, TableLayout};
pub use registry_login::{
    ChangePassword, ClearClipboard, Copied, CopySecret, HindranceCause, LoginChange,
    LoginHindrance, LoginKeeper, LoginTest, NewCliSecret, PasswordOf, RegistryLogin, RegistryScope,
    RepositoryPlace, RevealCliSecret, Revealed, SecretText, SetCliSecret, Shown, TestRegistryLogin,
    WriteDockerLogin, WrittenLogin,
};
pub use retention::{DecideRetention, ReadDryRun, RetentionDecisions, TrySelectors};
pub use robot_file::{NotARobotFile, RobotFile};
pub use robot_secret::{
    CopyRobotSecret, CreateRobot, ForgetRobotSecret, HeldRobotSecret, RenewRobotSecret,
    RevealRobotSecret, RobotSecretId, RobotSecretText, SaveRobotFile, SaveRobotFiles,
    SavedRobotFiles,
};
pub use sign_in::{
    AddressSource, BrowserSignIn, ClipboardWatch, Input, OwnClient, PageAddress, RunOut,
    SignInInput, SignInPlace, SignInStep, SignInTo, USER_NAME_FORBIDS, USER_NAME_LENGTH,
    UserNameFault, check_user_name, mend_user_name,
};
