//! What an observation means.

use serde::{Deserialize, Serialize};

use crate::{
    login::KeptLogin,
    network::{PeerCertificate, TrustFault, TrustedBy},
    question::Purpose,
};

/// How much a verdict matters. The order is that of its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// As it should be.
    Good,
    /// Could not be looked at, or does not matter here.
    Unknown,
    /// Does not stop it here, and may elsewhere or soon.
    Warning,
    /// Stops it.
    Stops,
}

/// Why a repository's name can't be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameFault {
    Capitals,
    TooLong,
    /// An image directly at the host, in no project.
    NoProject,
    Characters,
}

/// Why a policy of the project holds a pull back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldBack {
    Unsigned,
    Findings,
    NotScanned,
    Other,
}

/// What an observation means. Times are seconds since 1970, amounts bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    // The host's name.
    Found {
        host: String,
        addresses: Vec<String>,
    },
    /// The address is no name.
    NoLookupNeeded {
        host: String,
    },
    /// The proxy looks the name up.
    LookedUpByProxy {
        host: String,
    },
    UnknownHost {
        host: String,
    },
    LookupFailed {
        host: String,
        reason: String,
    },
    /// What was pasted goes to another registry.
    OtherRegistry {
        named: String,
        here: String,
    },

    // The connection.
    Connected {
        address: String,
    },
    ThroughProxy {
        proxy: String,
        named_by: String,
    },
    Refused {
        port: u16,
    },
    NoAnswer {
        port: u16,
    },
    NotConnected {
        reason: String,
    },
    ProxyFails {
        proxy: String,
        named_by: String,
        reason: String,
    },

    // Encryption.
    PlainHttp,
    /// Nothing answered that would show it.
    EncryptionUnknown,
    Encrypted {
        version: Option<String>,
        certificate: Option<PeerCertificate>,
        trusted_by: TrustedBy,
    },
    CertificateEnds {
        days: i64,
    },
    /// The connection takes any certificate; other programs don't.
    Unverified,
    /// Trusted by a file of this connection's; other programs need it as well.
    OwnAuthority {
        host: String,
    },
    NotTrusted {
        fault: TrustFault,
        reason: String,
        certificate: Option<PeerCertificate>,
    },
    /// The server shows its own certificate alone, and who signed it is not known here: those between
    /// it and a known authority are missing, or an authority that is unknown here signed it itself.
    IssuerNotShown {
        certificate: PeerCertificate,
    },
    /// An `https` address whose port is not encrypted.
    NotEncrypted,
    NoCommonEncryption {
        reason: String,
    },

    // What answers.
    Harbor {
        version: Option<String>,
    },
    WebPage {
        title: String,
        status: u16,
    },
    Gateway {
        status: u16,
    },
    RedirectsTo {
        to: String,
    },
    NotHarbor {
        what: String,
    },
    /// Something before Harbor refuses names of repositories with a slash.
    EncodedSlashRefused {
        status: u16,
    },
    ClockApart {
        ahead_s: i64,
    },
    ClocksAgree,

    // The challenge.
    TokenService {
        realm: String,
    },
    /// It is at another address than this registry: what Harbor thinks its address is, is wrong.
    RealmElsewhere {
        realm: String,
        expected: String,
    },
    NoChallenge {
        status: u16,
    },
    NoRegistryApi {
        status: u16,
    },

    // The sign-ins of programs on this computer; `asked`: of the one that it is about.
    /// Works, and is the account that is shown here.
    LoginWorks {
        programs: Vec<String>,
        user: String,
        kept: KeptLogin,
    },
    /// Works, and is somebody else.
    LoginOfAnother {
        programs: Vec<String>,
        user: String,
        here: String,
        kept: KeptLogin,
    },
    /// The token service does not take it.
    LoginDead {
        programs: Vec<String>,
        user: String,
        kept: KeptLogin,
        asked: bool,
    },
    /// Harbor takes no identity tokens.
    LoginIsIdentityToken {
        programs: Vec<String>,
        kept: KeptLogin,
        asked: bool,
    },
    /// The token service could not be asked.
    LoginUntried {
        programs: Vec<String>,
        user: String,
        kept: KeptLogin,
        reason: String,
    },
    NoLogin {
        programs: Vec<String>,
        asked: bool,
    },
    /// Its file or helper fails.
    LoginUnreadable {
        programs: Vec<String>,
        file: String,
        reason: String,
        asked: bool,
    },
    LoginsNotLookedFor,

    // The token.
    TokenFor {
        account: String,
    },
    /// 200, and a token for nobody: name or secret are not taken.
    TokenForNobody {
        account: String,
    },
    TokenForAnyone,
    TokenRefused {
        status: u16,
    },
    /// The credentials of this connection could not be used.
    NoToken {
        reason: String,
    },

    // The rights.
    Granted {
        repository: String,
        actions: Vec<String>,
    },
    GrantedLess {
        repository: String,
        asked: Vec<String>,
        granted: Vec<String>,
    },
    /// No repository was named.
    NothingAsked,

    // Why.
    InvalidName {
        name: String,
        fault: NameFault,
    },
    NoProject {
        project: String,
    },
    /// Nobody in particular asks, and the project is not for everybody.
    NeedsSignIn {
        project: String,
        purpose: Purpose,
    },
    RoleTooWeak {
        project: String,
        role: String,
        purpose: Purpose,
    },
    NoMember {
        project: String,
        purpose: Purpose,
    },
    RobotLacks {
        robot: String,
        purpose: Purpose,
    },
    RobotDisabled {
        robot: String,
    },
    RobotExpired {
        robot: String,
        at: i64,
    },
    ReadOnly,
    TakesChanges,
    QuotaFull {
        project: String,
        used: i64,
        limit: i64,
    },
    QuotaLeft {
        project: String,
        left: Option<i64>,
    },
    QuotaUnknown {
        project: String,
    },
    ProxyCache {
        project: String,
    },
    TakesPushes {
        project: String,
    },
    TagFrozen {
        tag: String,
    },
    TagFree {
        tag: String,
    },
    TagUnknown {
        tag: String,
    },
    /// What can't be a tag.
    InvalidTag {
        tag: String,
    },
    NoSuchRepository {
        repository: String,
    },
    NoSuchImage {
        reference: String,
    },
    /// Of images with such findings none is given out.
    BlockedByFindings {
        severity: String,
    },
    NeedsSignature,
    /// So many CVEs don't count.
    AllowlistApplies {
        count: usize,
    },
    /// The CVEs in it count again.
    AllowlistExpired {
        count: usize,
        at: i64,
    },
    NothingBlocksPulls,

    // Tried.
    /// The registry gives it out.
    Pullable {
        reference: String,
    },
    /// A policy of the project refuses it, in the server's words.
    PullHeldBack {
        reason: HeldBack,
        said: String,
    },
    /// The registry behind a proxy cache answers in this manner, and not this one.
    UpstreamRefuses {
        project: String,
        status: u16,
        said: String,
    },
    NotUpstream {
        project: String,
        reference: String,
    },
    PullRefused {
        status: u16,
        said: String,
    },
    /// An upload was begun, and is gone again.
    UploadWorks {
        repository: String,
    },
    /// It was begun, and is still there.
    UploadLeft {
        repository: String,
    },
    UploadRefused {
        status: u16,
        said: String,
    },
    NotTried {
        reason: String,
    },
}

impl Verdict {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Found { .. }
            | Self::NoLookupNeeded { .. }
            | Self::LookedUpByProxy { .. }
            | Self::Connected { .. }
            | Self::ThroughProxy { .. }
            | Self::Encrypted { .. }
            | Self::Harbor { .. }
            | Self::ClocksAgree
            | Self::TokenService { .. }
            | Self::LoginWorks { .. }
            | Self::TokenFor { .. }
            | Self::TokenForAnyone
            | Self::Granted { .. }
            | Self::TakesChanges
            | Self::QuotaLeft { .. }
            | Self::TakesPushes { .. }
            | Self::TagFree { .. }
            | Self::AllowlistApplies { .. }
            | Self::Pullable { .. }
            | Self::UploadWorks { .. }
            | Self::NothingBlocksPulls => Severity::Good,
            Self::EncryptionUnknown
            | Self::LoginUntried { .. }
            | Self::LoginsNotLookedFor
            | Self::NoLogin { asked: false, .. }
            | Self::NothingAsked
            | Self::QuotaUnknown { .. }
            | Self::NotTried { .. }
            | Self::TagUnknown { .. } => Severity::Unknown,
            Self::PlainHttp
            | Self::CertificateEnds { .. }
            | Self::Unverified
            | Self::OwnAuthority { .. }
            | Self::EncodedSlashRefused { .. }
            | Self::ClockApart { .. }
            | Self::LoginOfAnother { .. }
            | Self::LoginDead { asked: false, .. }
            | Self::LoginIsIdentityToken { asked: false, .. }
            | Self::LoginUnreadable { asked: false, .. }
            | Self::NoLogin { asked: true, .. }
            | Self::BlockedByFindings { .. }
            | Self::AllowlistExpired { .. }
            | Self::UploadLeft { .. }
            | Self::NeedsSignature => Severity::Warning,
            Self::UnknownHost { .. }
            | Self::LookupFailed { .. }
            | Self::OtherRegistry { .. }
            | Self::Refused { .. }
            | Self::NoAnswer { .. }
            | Self::NotConnected { .. }
            | Self::ProxyFails { .. }
            | Self::NotTrusted { .. }
            | Self::IssuerNotShown { .. }
            | Self::NotEncrypted
            | Self::NoCommonEncryption { .. }
            | Self::WebPage { .. }
            | Self::Gateway { .. }
            | Self::RedirectsTo { .. }
            | Self::NotHarbor { .. }
            | Self::RealmElsewhere { .. }
            | Self::NoChallenge { .. }
            | Self::NoRegistryApi { .. }
            | Self::LoginDead { asked: true, .. }
            | Self::LoginIsIdentityToken { asked: true, .. }
            | Self::LoginUnreadable { asked: true, .. }
            | Self::TokenForNobody { .. }
            | Self::TokenRefused { .. }
            | Self::NoToken { .. }
            | Self::GrantedLess { .. }
            | Self::InvalidName { .. }
            | Self::NoProject { .. }
            | Self::NeedsSignIn { .. }
            | Self::InvalidTag { .. }
            | Self::NoSuchRepository { .. }
            | Self::PullHeldBack { .. }
            | Self::UpstreamRefuses { .. }
            | Self::NotUpstream { .. }
            | Self::PullRefused { .. }
            | Self::UploadRefused { .. }
            | Self::RoleTooWeak { .. }
            | Self::NoMember { .. }
            | Self::RobotLacks { .. }
            | Self::RobotDisabled { .. }
            | Self::RobotExpired { .. }
            | Self::ReadOnly
            | Self::QuotaFull { .. }
            | Self::ProxyCache { .. }
            | Self::TagFrozen { .. }
            | Self::NoSuchImage { .. } => Severity::Stops,
        }
    }
}
