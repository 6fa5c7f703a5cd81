//! Which words there are. An area is a struct: `texts` are fixed, `says` are made of values.

mod account;
mod actions;
mod artifact;
mod attached;
mod bulk;
mod cli_secret;
mod connection;
mod description;
mod failures;
mod filter;
mod findings;
mod frame;
mod hand_back;
mod kinds;
mod labels;
mod members;
mod parts;
mod project;
mod projects;
mod repositories;
mod repository;
mod sign_in;
mod states;
mod table;
mod ways;
mod welcome;
mod writing;

/// Makes an area: a field for each text, a field and a method for each sentence.
macro_rules! area {
    (
        $(#[$doc:meta])*
        $name:ident {
            texts { $($text:ident),* $(,)? }
            says { $($say:ident ( $($value:ident : $kind:ty),* $(,)? )),* $(,)? }
        }
    ) => {
        $(#[$doc])*
        pub struct $name {
            $(pub $text: &'static str,)*
            $(pub $say: fn($($kind),*) -> String,)*
        }

        #[allow(dead_code, reason = "an area may have no sentences")]
        impl $name {
            $(pub fn $say(&self, $($value: $kind),*) -> String {
                (self.$say)($($value),*)
            })*
        }
    };
}
use area;

pub use account::Account;
pub use actions::Actions;
pub use artifact::Artifact;
pub use attached::Attached;
pub use bulk::Bulk;
pub use cli_secret::CliSecret;
pub use connection::Connection;
pub use description::Description;
pub use failures::Failures;
pub use filter::Filter;
pub use findings::Findings;
pub use frame::Frame;
pub use hand_back::HandBack;
pub use kinds::Kinds;
pub use labels::Labels;
pub use members::Members;
pub use parts::Parts;
pub use project::Project;
pub use projects::Projects;
pub use repositories::Repositories;
pub use repository::Repository;
pub use sign_in::SignIn;
pub use states::States;
pub use table::Table;
pub use ways::Ways;
pub use welcome::Welcome;
pub use writing::Writing;

/// Everything that the window says.
pub struct Words {
    pub actions: Actions,
    pub frame: Frame,
    pub parts: Parts,
    pub states: States,
    pub writing: Writing,
    pub welcome: Welcome,
    pub sign_in: SignIn,
    pub ways: Ways,
    pub hand_back: HandBack,
    pub account: Account,
    pub cli_secret: CliSecret,
    pub connection: Connection,
    pub projects: Projects,
    pub project: Project,
    pub members: Members,
    pub repositories: Repositories,
    pub repository: Repository,
    pub artifact: Artifact,
    pub kinds: Kinds,
    pub attached: Attached,
    pub findings: Findings,
    pub table: Table,
    pub failures: Failures,
    pub filter: Filter,
    pub description: Description,
    pub bulk: Bulk,
    pub labels: Labels,
}
