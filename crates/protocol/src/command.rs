//! Requests of the window.

use diagnosis::{Diagnosis, ProviderVerdict};
use harbor_api::types::{LdapPingResult, SystemInfo};
use harbor_rules::trial::Trial;
use listing::Lines;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    artifact::{
        attachment::{AttachmentRead, ReadAttachment},
        content::{LayerFileText, ReadLayerFile, SaveContent},
        cve_export::SaveCveExport,
        layers::{FindSharers, IndexMeasured, MeasureIndex, Sharers},
        move_tag::{MoveTag, TagMoved},
        report::{CompareWithEarlier, ComparedWithEarlier, KeepReport},
    },
    configuration::{ChangeConfiguration, ConfigurationChanged, TestDirectory},
    connection::{Connection, ConnectionId, Credentials, KeychainState, Transport, Trust},
    deep_link::DeepLink,
    diagnose::{CheckProvider, Diagnose},
    endpoint::{ChangeEndpoint, CreateEndpoint, EndpointCreated, TestEndpoint},
    explorer::{
        ApiDescription, ClearRequestLog, DescribeApi, ExploredAnswer, PrepareRequest,
        PreparedRequest, SaveAnswer, SaveRequestLog, SendRequest, Snippets, WriteSnippets,
    },
    failure::Failure,
    lists::{
        bulk::{
            BulkItems, BulkPage, BulkRun, BulkRuns, ContinueBulk, ForgetBulk, KnownBulkRuns,
            StartBulk, StopBulk, UndoBulk,
        },
        bulk_preview::{CopyPreview, DeletePreview, PreviewCopy, PreviewDelete},
        list::{
            CheckRows, Checked, CheckedRows, CloseList, ComparePackages, CountValues, ExportList,
            FindTagBefore, Fixes, ListFixes, ListState, ListValues, MarkAllowed, MarkStopping,
            Occurring, OpenList, QueryList, ReadList, ReadMatching, ReadParts, ReadRow, RowCells,
            RowsChecked, ValueCounts, WholeRow,
        },
        retention::{DecideRetention, ReadDryRun, RetentionDecisions, TrySelectors},
    },
    model_registry::{
        ForgetRegistered, KnownTenants, ModelRegistry, NoteRegistered, ProjectRegistered,
        ProjectRestored, ProjectSettings, ReadProjectSettings, ReadRegistration, ReadTenants,
        RefreshModel, RegisterProject, Registration, RemoveModelRegistry, RestoreProject,
        SaveModelRegistry, SaveProjectSettings, SaveTenant, TenantOutcome,
    },
    preferences::{Preferences, SetPreferences},
    preheat::{SavePreheatInstance, TestPreheatInstance},
    robots::robot_secret::{
        CopyRobotSecret, CreateRobot, ForgetRobotSecret, HeldRobotSecret, RenewRobotSecret,
        RevealRobotSecret, SaveRobotFile, SaveRobotFiles, SavedRobotFiles,
    },
    scanner::{SaveScanner, TestScanner},
    signing_in::{
        account::AccountId,
        new_user::CreateUser,
        offer::Offer,
        registry_login::{
            ChangePassword, ClearClipboard, Copied, CopySecret, LoginTest, NewCliSecret,
            RevealCliSecret, Revealed, SetCliSecret, TestRegistryLogin, WriteDockerLogin,
            WrittenLogin,
        },
        sign_in::{BrowserSignIn, SignInInput},
    },
    webhook::SaveWebhook,
};

/// One call of the window.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Call {
    /// Chosen by the window, unique while it lives; [`Cancel`] and progress name it.
    pub id: u64,
    pub command: Command,
}

/// A request with a typed reply.
pub trait Request: Serialize + Into<Command> {
    type Reply: DeserializeOwned + Serialize;
    /// Its name among the variants of [`Command`].
    const VARIANT: &'static str;
}

/// A [`Call`] as JSON. Whoever asks for one thing needs no code that writes all the others.
///
/// # Errors
/// The request can't be written: a map of it has keys that are no texts.
pub fn write_call<R: Request>(id: u64, request: &R) -> serde_json::Result<String> {
    let request = serde_json::to_string(request)?;
    let name = snake_case(R::VARIANT);
    // Requests are structs, and so objects.
    let fields = request.strip_prefix('{').unwrap_or("}");
    let comma = if fields == "}" { "" } else { "," };
    Ok(format!(
        r#"{{"id":{id},"command":{{"command":"{name}"{comma}{fields}}}"#
    ))
}

/// A variant's name as the derived code writes it.
fn snake_case(variant: &str) -> String {
    let mut name = String::with_capacity(variant.len() + 4);
    for (at, letter) in variant.char_indices() {
        if at > 0 && letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident => $reply:ty),* $(,)?) => {
        /// Everything that the window can ask for.
        #[derive(Debug, Clone, Serialize, Deserialize)]
        #[serde(tag = "command", rename_all = "snake_case")]
        pub enum Command {
            $($(#[$doc])* $name($name)),*
        }

        /// The names of all requests, each with its reply's.
        #[cfg(test)]
        pub(crate) const REPLIES: &[(&str, &str)] = &[$((stringify!($name), stringify!($reply))),*];

        $(
            impl From<$name> for Command {
                fn from(command: $name) -> Self {
                    Self::$name(command)
                }
            }

            impl Request for $name {
                type Reply = $reply;
                const VARIANT: &'static str = stringify!($name);
            }
        )*
    };
}

commands! {
    /// What the window needs before it draws.
    Start => Started,
    /// The first page with data is on the screen.
    Ready => Empty,
    /// Pages of a connection are looked at from now on; the next start begins there.
    LookedAt => Empty,
    /// What stands at an address.
    Probe => Probed,
    /// Signs in and keeps the connection, or keeps neither.
    AddConnection => Connection,
    /// Starts the demo registry and connects it.
    AddDemo => Connection,
    /// Forgets a connection and its secrets.
    RemoveConnection => Removed,
    /// Changes how a connection is called and reached.
    ChangeConnection => Changed,
    /// Signs in again to a connection that is kept.
    SignIn => Connection,
    /// Signs in through the identity provider, in the browser or in a window: see
    /// [`crate::BrowserSignIn`]. Holds other calls to a kept connection as [`Hold`] does.
    BrowserSignIn => Connection,
    /// Hands something in to a [`BrowserSignIn`] that goes on.
    SignInInput => Empty,
    /// Lets the calls to a connection wait instead of fail for want of a sign-in, as long as this
    /// call lasts: while a dialog asks for one. Ends when somebody has signed in.
    Hold => Empty,
    /// Uses another account of a connection; nobody is signed out.
    SwitchAccount => Connection,
    /// Forgets an account that is not in use, and ends its session.
    RemoveAccount => AccountRemoved,
    /// Ends the active account's session and forgets its secret.
    SignOut => SignedOut,
    /// Opens the provider's page that ends the provider's own session: see [`SignedOut`].
    OpenProviderSignOut => Empty,
    /// Tries a connection that was offline.
    Reconnect => Connection,
    /// Puts a secret that is kept until the program ends into the keychain, now that there may be
    /// one.
    Remember => Connection,
    /// Looks for a keychain.
    CheckKeychain => KeychainState,
    /// Sends one of Harbor's operations.
    Harbor => Value,
    /// Sends a listing operation once per page until the list is whole.
    HarborAll => Value,
    /// Opens a list.
    OpenList => ListState,
    /// Reads an open list from its server.
    ReadList => ListState,
    /// Asks the server for what a query leaves of a list that is still on its way.
    ReadMatching => Empty,
    /// Some lines of an open list, found, filtered and sorted.
    QueryList => Lines,
    /// The values that a column of an open list has.
    ListValues => Occurring,
    /// How many rows of an open list have which values.
    CountValues => ValueCounts,
    /// Checks rows of an open list, or no longer.
    CheckRows => Checked,
    /// What is known of the checked rows.
    CheckedRows => RowsChecked,
    /// Reads one row anew, after a change of it.
    ReadRow => Empty,
    /// All that is known of a row.
    WholeRow => RowCells,
    /// Reads the parts of a row.
    ReadParts => Empty,
    /// Decides for a project's artifacts by retention rules, without asking the server.
    DecideRetention => RetentionDecisions,
    /// Decides for them by what the server's logs of a dry run say.
    ReadDryRun => RetentionDecisions,
    /// Tries selectors of rules on a project's repositories and tags.
    TrySelectors => Trial,
    /// What raising packages would mend, of an open list of findings.
    ListFixes => Fixes,
    /// Marks the findings of an open list that an allowlist lets through.
    MarkAllowed => Empty,
    /// Keeps the report of an artifact that its next scan ends.
    KeepReport => Empty,
    /// What the report of an open list of findings has else than the one that was kept.
    CompareWithEarlier => ComparedWithEarlier,
    /// Marks rows of an open list whose jobs were asked to stop, until the server shows that they have.
    MarkStopping => Empty,
    /// What differs in the packages of two open lists.
    ComparePackages => comparison::PackageChanges,
    /// The tag before one of an open list of tags.
    FindTagBefore => comparison::TagBefore,
    /// Writes rows of an open list into a file that the person chooses.
    ExportList => Saved,
    /// Reads what is attached to an image, and verifies it with what the person trusts.
    ReadAttachment => AttachmentRead,
    /// Reads how large an index is with what its parts share counted once.
    MeasureIndex => IndexMeasured,
    /// Looks who has the layers of an image as well, among the artifacts of its repository or project.
    FindSharers => Sharers,
    /// Reads a file of a layer, to be looked at.
    ReadLayerFile => LayerFileText,
    /// Writes content of the registry, or a file of it, into a file that the person chooses.
    SaveContent => Saved,
    /// Fetches an export of findings, once, into a file that the person chooses.
    SaveCveExport => Saved,
    /// An open list is no longer looked at.
    CloseList => Empty,
    /// Moves a tag to another artifact.
    MoveTag => TagMoved,
    /// Says what deleting artifacts would take away.
    PreviewDelete => DeletePreview,
    /// Says what copying artifacts would change where they come.
    PreviewCopy => CopyPreview,
    /// Makes the same change to several rows of a list.
    StartBulk => BulkRun,
    /// Goes on with a run, or tries again what did not go well in it.
    ContinueBulk => BulkRun,
    /// Stops a run; nothing more is begun.
    StopBulk => BulkRun,
    /// Takes back what a run has changed.
    UndoBulk => BulkRun,
    /// Forgets a run that is not under way.
    ForgetBulk => Empty,
    /// The runs of the account that is signed in, with those that an earlier start left unfinished.
    BulkRuns => KnownBulkRuns,
    /// What became of the rows of a run.
    BulkItems => BulkPage,
    /// Ends a call that nobody waits for.
    Cancel => Empty,
    /// Keeps the theme.
    SetTheme => Empty,
    /// Keeps the person's preferences.
    SetPreferences => Empty,
    /// Draws everything larger or smaller, for this run.
    SetZoom => Empty,
    /// Opens an https address in the person's browser.
    OpenLink => Empty,
    /// Writes a text into a file that the person chooses.
    SaveFile => Saved,
    /// Shows the CLI secret.
    RevealCliSecret => Revealed,
    /// Has the server make a new CLI secret.
    NewCliSecret => Empty,
    /// Sets the CLI secret.
    SetCliSecret => Empty,
    /// Changes a password that the registry itself keeps.
    ChangePassword => Empty,
    /// Puts a text with the account's registry secret on the clipboard, for 30 seconds.
    CopySecret => Copied,
    /// Takes the copied secret off the clipboard, if it is still there.
    ClearClipboard => Empty,
    /// Has the registry call another one that it may work with.
    TestEndpoint => Empty,
    /// Makes another registry known to the registry.
    CreateEndpoint => EndpointCreated,
    /// Changes another registry that is known.
    ChangeEndpoint => Empty,
    /// Makes a webhook of a project, or changes one.
    SaveWebhook => Empty,
    /// Changes settings of the whole registry, if they are still as somebody saw them, and says what
    /// is in force then.
    ChangeConfiguration => ConfigurationChanged,
    /// Has the registry try a directory that people may sign in by.
    TestDirectory => LdapPingResult,
    /// Has the registry call a scanner's adapter.
    TestScanner => Empty,
    /// Makes a scanner known to the registry, or changes one that is.
    SaveScanner => Empty,
    /// Has the registry call a peer-to-peer network.
    TestPreheatInstance => Empty,
    /// Makes a peer-to-peer network known to the registry, or changes one that is.
    SavePreheatInstance => Empty,
    /// Makes a user at a registry that itself keeps passwords.
    CreateUser => Empty,
    /// Asks the registry for a token, to see whether a login works and what for.
    TestRegistryLogin => LoginTest,
    /// Writes a login into docker's settings.
    WriteDockerLogin => WrittenLogin,
    /// Finds out, step by step, why a sign-in, pull or push fails.
    Diagnose => Diagnosis,
    /// Looks at what an identity provider says about itself, step by step, from this computer.
    CheckProvider => Vec<ProviderVerdict>,
    /// Makes a robot account, and holds its secret.
    CreateRobot => HeldRobotSecret,
    /// Changes a robot account's secret, and holds it.
    RenewRobotSecret => HeldRobotSecret,
    /// Shows a robot account's secret that is held.
    RevealRobotSecret => Revealed,
    /// Puts a text with a robot account's secret on the clipboard, for 30 seconds.
    CopyRobotSecret => Copied,
    /// Writes a robot account's secret into a file of the person's downloads, as Harbor's own pages
    /// do, which the person alone can read.
    SaveRobotFile => Saved,
    /// Writes such a file for each of several accounts, into one folder that the person chooses.
    SaveRobotFiles => SavedRobotFiles,
    /// A robot account's secret is no longer needed.
    ForgetRobotSecret => Empty,
    /// Asks a Model Registry with a token, and keeps it beside its registry; or keeps nothing.
    SaveModelRegistry => ModelRegistry,
    /// Forgets a Model Registry and its token.
    RemoveModelRegistry => Removed,
    /// Makes a tenant at the Model Registry, or gives one that is there new data.
    SaveTenant => TenantOutcome,
    /// The Model Registry's tenants.
    ReadTenants => KnownTenants,
    /// Reads from Harbor what registering a project sets back, and holds it.
    ReadProjectSettings => ProjectSettings,
    /// Writes what was read into a file that the person chooses; without what webhooks sign in with.
    SaveProjectSettings => Saved,
    /// Puts back what was read.
    RestoreProject => ProjectRestored,
    /// Registers a project at the Model Registry, or makes one.
    RegisterProject => ProjectRegistered,
    /// Notes that a project is registered, where the Model Registry lists none.
    NoteRegistered => Empty,
    /// Forgets that a project is registered, where only this computer knows it.
    ForgetRegistered => Empty,
    /// Has the Model Registry read a model anew from Harbor.
    RefreshModel => Empty,
    /// What the Model Registry knows of a Harbor project.
    ReadRegistration => Registration,
    /// What a server says of its API, read once in a run.
    DescribeApi => ApiDescription,
    /// Checks a request that a person wrote, and holds it as it will be sent.
    PrepareRequest => PreparedRequest,
    /// Sends a request that is held. It can be sent once, and no change to a registry that is only
    /// read.
    SendRequest => ExploredAnswer,
    /// Writes the whole body of an answer into a file that the person chooses.
    SaveAnswer => Saved,
    /// A request of the log for other programs.
    WriteSnippets => Snippets,
    /// Writes the requests of the log into a file (HAR 1.2) that the person chooses.
    SaveRequestLog => Saved,
    /// Forgets the requests of the log.
    ClearRequestLog => Empty,
}

/// See [`Command::Start`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Start {}

/// Everything there is to know before drawing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Started {
    pub version: String,
    pub connections: Vec<Connection>,
    #[serde(default)]
    pub model_registries: Vec<ModelRegistry>,
    /// The connection that was looked at last.
    pub last: Option<ConnectionId>,
    pub theme: Theme,
    #[serde(default)]
    pub preferences: Preferences,
    pub keychain: KeychainState,
    /// An address that the program was started with, to be filled in.
    pub address: Option<String>,
    /// The link that the program was started with.
    #[serde(default)]
    pub link: Option<DeepLink>,
    /// Things that happened at start which the person must know, in words.
    pub notices: Vec<String>,
    /// Why the demo registry, which the program was to start with, is not there.
    #[serde(default)]
    pub without_demo: Option<Failure>,
}

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// See [`Command::Ready`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ready {}

/// See [`Command::LookedAt`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LookedAt {
    pub connection: Option<ConnectionId>,
}

/// An answer without content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Empty {}

/// See [`Command::Probe`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Probe {
    /// As typed.
    pub address: String,
    pub trust: Trust,
}

/// A Harbor was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Probed {
    /// Scheme, host and port, as they will be used.
    pub origin: String,
    pub transport: Transport,
    pub system: SystemInfo,
    /// How long the server took, in milliseconds.
    pub elapsed_ms: u64,
    /// The ways to sign in.
    pub offer: Offer,
    /// How far the server's clock is ahead of this computer's, in seconds; only if by more than a
    /// minute. Sign-ins may fail then for no other reason.
    pub clock_ahead_s: Option<i64>,
}

/// See [`Command::AddConnection`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AddConnection {
    pub address: String,
    pub trust: Trust,
    pub credentials: Credentials,
}

/// See [`Command::AddDemo`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AddDemo {}

/// See [`Command::RemoveConnection`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RemoveConnection {
    pub connection: ConnectionId,
}

/// See [`Command::ChangeConnection`]. At another address all accounts are signed out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChangeConnection {
    pub connection: ConnectionId,
    /// Shown everywhere; empty: the host.
    pub name: String,
    /// As typed.
    pub address: String,
    pub trust: Trust,
}

/// A connection was changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    pub connection: Connection,
    /// What could not be removed, in words.
    pub notices: Vec<String>,
}

/// See [`Command::SignIn`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignIn {
    pub connection: ConnectionId,
    pub credentials: Credentials,
    /// Whether this is an account beside those that are kept, rather than in the place of the
    /// active one.
    #[serde(default)]
    pub another: bool,
}

/// See [`Command::Hold`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Hold {
    pub connection: ConnectionId,
}

/// See [`Command::SwitchAccount`]. The reply's state says whether a sign-in is needed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SwitchAccount {
    pub connection: ConnectionId,
    pub account: AccountId,
}

/// See [`Command::RemoveAccount`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RemoveAccount {
    pub connection: ConnectionId,
    pub account: AccountId,
}

/// An account was forgotten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountRemoved {
    pub connection: Connection,
    /// What could not be removed, in words.
    pub notices: Vec<String>,
}

/// See [`Command::SignOut`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignOut {
    pub connection: ConnectionId,
}

/// Somebody was signed out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignedOut {
    pub connection: Connection,
    /// The provider has a page to sign out there as well: its host. Its address stays in the
    /// shell, since it may hold a token; [`Command::OpenProviderSignOut`] opens it. That signs out of
    /// other sites too, and stops the CLI secret.
    pub provider_host: Option<String>,
    /// What could not be done, in words: the secret stays in the keychain, the server could not
    /// be told.
    pub notices: Vec<String>,
}

/// A connection was forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// What could not be removed, in words.
    pub notices: Vec<String>,
}

/// See [`Command::OpenProviderSignOut`]. Good once, after [`SignedOut`] named a host.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenProviderSignOut {
    pub connection: ConnectionId,
}

/// See [`Command::Remember`]. Fails with [`Storage`](crate::FailureCode::Storage) where the keychain
/// does not take it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remember {
    pub connection: ConnectionId,
}

/// See [`Command::CheckKeychain`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CheckKeychain {}

/// See [`Command::Reconnect`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reconnect {
    pub connection: ConnectionId,
}

/// See [`Command::Harbor`]. The reply's body is Harbor's, unparsed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Harbor {
    pub connection: ConnectionId,
    /// The operation's name, [`harbor_api::OperationInfo::name`].
    pub operation: String,
    /// The operation's struct as JSON.
    pub arguments: Value,
    /// Not asked for by a person just now: does not prolong the session.
    #[serde(default)]
    pub background: bool,
}

/// See [`Command::HarborAll`]. The reply's body is one JSON array of all pages' items, each as Harbor
/// sent it; [`crate::Event::Progress`] tells how far it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HarborAll {
    pub connection: ConnectionId,
    pub operation: String,
    pub arguments: Value,
    #[serde(default)]
    pub background: bool,
}

/// See [`Command::Cancel`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cancel {
    pub call: u64,
}

/// See [`Command::SetTheme`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetTheme {
    pub theme: Theme,
}

/// See [`Command::SetZoom`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetZoom {
    /// 100 is as designed; the shell bounds it to 50 to 300.
    pub percent: u16,
}

/// See [`Command::OpenLink`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenLink {
    pub address: String,
}

/// See [`Command::SaveFile`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveFile {
    /// A file's name without a folder. One that exists is never replaced: the file gets a number.
    pub name: String,
    pub text: String,
}

/// A file was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Where it is, for a person.
    pub path: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_written_as_it_is_read() {
        let connection = ConnectionId::new("demo").expect("an id");
        let looked_at = LookedAt {
            connection: Some(connection),
        };
        let set_theme = SetTheme { theme: Theme::Dark };
        for (written, call) in [
            (write_call(1, &Ready {}), Command::from(Ready {})),
            (write_call(2, &set_theme), Command::from(set_theme.clone())),
            (write_call(3, &looked_at), Command::from(looked_at.clone())),
        ] {
            let written: Value = serde_json::from_str(&written.expect("JSON")).expect("JSON");
            let id = written["id"].as_u64().expect("a number");
            let call = serde_json::to_value(Call { id, command: call }).expect("JSON");
            assert_eq!(written, call);
        }
    }

    #[test]
    fn every_request_is_called_by_a_name_that_the_shell_knows() {
        for (variant, _) in REPLIES {
            let asked = serde_json::json!({ "command": snake_case(variant) });
            if let Err(error) = serde_json::from_value::<Command>(asked) {
                // It may lack its fields.
                assert!(!error.to_string().contains("unknown variant"), "{error}");
            }
        }
    }
}
