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
mod authenticator;
mod certificate;
mod client;
mod concurrency_limit;
mod content_stream;
mod credentials;
mod error;
mod fault;
mod login;
mod loopback;
mod oidc;
mod options;
mod pages;
mod probe;
mod provider_page;
mod proxy;
mod registry_login;
mod registry_token;
mod renew;
mod reply;
mod retry;
mod secret;
mod server;
mod session;
mod sign_in;
mod tls;
mod transport;

pub use address::{Address, InvalidAddress};
pub use certificate::Certificate;
pub use client::{Client, SESSION_MINUTES, SignedOut};
pub use concurrency_limit::REQUESTS_AT_ONCE;
pub use content_stream::ContentStream;
pub use credentials::Credentials;
pub use error::{
    CertificateFault, CertificateProblem, ClientError, ProxyFault, ProxyProblem, Unreachable,
};
pub use loopback::{
    Arrived, AtProvider, IdTokenProblem, KeepRefreshToken, Loopback, LoopbackError, Provider,
    Renewing, Tokens, Waiting, find_issuer,
};
pub use oidc::{Callback, OidcError, OidcNewcomer, OidcOutcome, OidcSignIn};
pub use options::{Patience, SendOptions};
pub use pages::{Progress, RawPage};
pub use probe::{CLOCKS_AGREE, Encryption, Probe, ProbeError, ProviderFault, probe};
pub use provider_page::{PageFault, ProviderPage};
pub use proxy::{ProxyName, ProxySource};
pub use registry_login::{RegistryAccess, RegistryScope};
pub use renew::{Renew, Renewed};
pub use reply::{RawReply, Reply};
pub use secret::Secret;
pub use server::{Proxy, Server, Trust};
pub use session::Session;
pub use sign_in::{SignInError, SignedIn};
