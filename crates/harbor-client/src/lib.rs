//! Sends harbor-api's operations to a Harbor registry.
//!
//! [`probe`] looks at an address, [`Client::sign_in`] signs a person in, [`Client::send`] sends one
//! operation and [`Client::pages`] reads a whole list.
//!
//! Invariants:
//! - Nothing secret is logged, printed or put into an error; credentials and cookies go to the
//!   connection's own origin (scheme, host, port) and nowhere else.
//! - There is no cookie jar for Harbor. Two cookies of Harbor's are kept, for sessions only: with Basic or
//!   Bearer a cookie would switch the check against forged requests on.
//! - Only reads are repeated or redirected. A change is sent again only when the server refused it
//!   unseen: for want of a token, or because the session had ended.

mod address;
mod client;
mod error;
mod identity;
mod inspect;
mod loopback;
mod oidc;
mod options;
mod pages;
mod probe;
mod provider_page;
mod registry;
mod request_log;
mod transport;

pub use address::{Address, InvalidAddress};
pub use client::{Client, SESSION_MINUTES, SignedOut};
pub use error::{
    CertificateFault, CertificateProblem, ClientError, ProxyFault, ProxyProblem, Unreachable,
};
pub use identity::credentials::Credentials;
pub use identity::renew::{Renew, Renewed};
pub use identity::secret::Secret;
pub use identity::session::Session;
pub use identity::sign_in::{SignInError, SignedIn};
pub use inspect::{Challenged, Handshake, Inspection, NameLookup, Seen};
pub use loopback::{
    Arrived, AtProvider, IdTokenProblem, KeepRefreshToken, Loopback, LoopbackError, Provider,
    ProviderLook, Renewing, Tokens, Waiting, find_issuer,
};
pub use oidc::{Callback, OidcError, OidcNewcomer, OidcOutcome, OidcSignIn};
pub use options::{Patience, SendOptions};
pub use pages::{Progress, RawPage};
pub use probe::{CLOCKS_AGREE, Encryption, Probe, ProbeError, ProviderFault, probe};
pub use provider_page::{PageFault, ProviderPage};
pub use registry::content_stream::ContentStream;
pub use registry::registry_login::{RegistryAccess, RegistryScope};
pub use registry::upload_attempt::UploadAttempt;
pub use request_log::{LOGGED_REQUESTS, LoggedOutcome, LoggedRequest, RequestLog, Sender};
pub use transport::certificate::Certificate;
pub use transport::concurrency_limit::REQUESTS_AT_ONCE;
pub use transport::proxy::{ProxyName, ProxySource};
pub use transport::reply::{RawReply, Reply, WholeAnswer};
pub use transport::server::{Proxy, Server, Trust};
