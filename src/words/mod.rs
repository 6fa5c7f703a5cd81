//! What the window says, in each of its languages.
//!
//! The words of a subject lie beside it, in an [`area!`]: each text once, in all languages, so that
//! one that a language lacks does not compile. Registry data, commands and Harbor's fixed terms are
//! not translated.

pub mod french;
mod language;

use std::{marker::PhantomData, ops::Deref, sync::OnceLock};

pub use language::{Language, current as language, keep_language};

/// Declares an area: a field for each text, a field and a method for each sentence that is made of
/// values. English stands first, then French.
macro_rules! area {
    (
        $(#[$doc:meta])*
        $name:ident {
            texts { $($text:ident : $text_en:expr, $text_fr:expr;)* }
            says { $($say:ident ( $($value:ident : $kind:ty),* $(,)? ) : $say_en:expr, $say_fr:expr;)* }
        }
    ) => {
        $(#[$doc])*
        pub struct $name {
            $(pub $text: &'static str,)*
            $(pub $say: fn($($kind),*) -> String,)*
        }

        #[allow(dead_code, unused_variables, reason = "a language may need fewer values")]
        impl $name {
            pub const ENGLISH: Self = Self {
                $($text: $text_en,)*
                $($say: |$($value),*| $say_en,)*
            };

            pub const FRENCH: Self = Self {
                $($text: $text_fr,)*
                $($say: |$($value),*| $say_fr,)*
            };

            $(pub fn $say(&self, $($value: $kind),*) -> String {
                (self.$say)($($value),*)
            })*
        }
    };
}
pub(crate) use area;

macro_rules! areas {
    ($($area:ident: $($name:ident)::+,)*) => {
        /// Everything that the window says.
        pub struct Words {
            $(pub $area: Area<crate::$($name)::+>,)*
        }

        static WORDS: Words = Words { $($area: Area(PhantomData),)* };

        /// The words of a language other than English.
        pub struct Translation {
            $($area: &'static crate::$($name)::+,)*
        }

        impl Translation {
            const FRENCH: Self = Self { $($area: &crate::$($name)::+::FRENCH,)* };
        }

        $(impl Spoken for crate::$($name)::+ {
            fn spoken() -> &'static Self {
                static ENGLISH: crate::$($name)::+ = crate::$($name)::+::ENGLISH;
                LOADED.get().map_or(&ENGLISH, |words| words.$area)
            }
        })*
    };
}

/// Where the words of a subject are read. It holds nothing, so that what says them brings them: most
/// come with a part of the window that is fetched later.
pub struct Area<T>(PhantomData<T>);

impl<T: Spoken> Deref for Area<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        T::spoken()
    }
}

/// The words of a subject.
pub trait Spoken: 'static {
    /// In the window's language.
    fn spoken() -> &'static Self;
}

areas! {
    accessories: features::artifacts::AccessoriesWords,
    account: features::account::AccountWords,
    add_members: features::members::AddMembersWords,
    actions: shell::Actions,
    acts: features::artifacts::ArtifactActs,
    artifact: features::artifacts::Artifact,
    audit_log: features::audit_log::AuditLogWords,
    attached: features::artifacts::Attached,
    bulk: bulk::Bulk,
    cli_secret: features::account::CliSecret,
    compare: features::compare::Compare,
    configuration: features::configuration::ConfigurationWords,
    connection: features::connection::Connection,
    cve_export: features::cve_export::CveExportWords,
    delete_project: features::projects::DeleteProjectWords,
    content: features::artifacts::ContentWords,
    description: features::repositories::Description,
    delete_repository: features::repositories::DeleteRepositoryWords,
    directory: features::people::DirectoryWords,
    doctor: features::doctor::Doctor,
    explorer: features::explorer::ExplorerWords,
    doctor_verdicts: features::doctor::DoctorVerdicts,
    provider_steps: features::configuration::ProviderStepWords,
    directory_steps: features::configuration::DirectoryStepWords,
    endpoints: features::endpoints::Endpoints,
    deliveries: features::webhooks::Deliveries,
    executions: features::executions::ExecutionWords,
    failures: ui::Failures,
    filter: list::Filter,
    findings: features::artifacts::Findings,
    frame: shell::Frame,
    immutable_tags: features::immutable_tags::ImmutableTags,
    oidc_callback: features::sign_in::OidcCallback,
    kinds: features::artifacts::Kinds,
    label_list: features::labels::LabelListWords,
    log: ui::LogWords,
    maintenance: features::maintenance::Maintenance,
    labels: features::labels::Labels,
    layer_files: features::artifacts::LayerFilesWords,
    members: features::members::Members,
    model_registry: features::model_registry::ModelRegistryWords,
    new_project: features::projects::NewProjectWords,
    parts: ui::Parts,
    preheat: features::preheat::PreheatWords,
    people: features::people::People,
    quotas: features::quotas::Quotas,
    replication: features::replication::Replication,
    policies: features::projects::PolicyWords,
    project: features::projects::Project,
    projects: features::projects::Projects,
    pull_check: features::projects::PullCheckWords,
    repositories: features::repositories::Repositories,
    repository: features::artifacts::Repository,
    retention: features::retention::Retention,
    review: features::configuration::ReviewWords,
    robots: features::robots::Robots,
    role_guide: features::members::RoleGuideWords,
    several_robots: features::robots::SeveralRobots,
    sbom: features::artifacts::SbomWords,
    scanners: features::scanners::ScannerWords,
    schedule: ui::ScheduleWords,
    security: features::security::Security,
    server: features::configuration::ServerWords,
    settings: features::configuration::SettingWords,
    sign_in: features::sign_in::SignIn,
    states: ui::States,
    table: list::TableWords,
    tags: features::tags::Tags,
    through_cache: features::projects::ThroughCache,
    sign_in_methods: features::sign_in::SignInMethods,
    webhooks: features::webhooks::Webhooks,
    welcome: features::connection::Welcome,
    writing: ui::Writing,
}

/// Words other than English, once they are here.
static LOADED: OnceLock<&'static Translation> = OnceLock::new();

/// The words of the window's language. It is chosen once, when the window starts.
pub fn words() -> &'static Words {
    &WORDS
}

/// Fetches the words of the window's language, before anything is said in it.
pub async fn load_words() {
    match language::current() {
        Language::English => {}
        Language::French => {
            let words = french_words::french_words().await;
            LOADED.get_or_init(|| words);
        }
    }
}

/// Their file is read by those who want them.
#[allow(unsafe_code, improper_ctypes, improper_ctypes_definitions)]
mod french_words {
    use super::Translation;

    #[leptos::wasm_split::wasm_split(french, wasm_split_path = leptos::wasm_split)]
    pub fn french_words() -> &'static Translation {
        static FRENCH: Translation = Translation::FRENCH;
        &FRENCH
    }
}
