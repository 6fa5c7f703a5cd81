//! An identity provider that a registry is to use, looked at from this computer.

use diagnosis::{ProviderDescription, ProviderVerdict, judge_provider};
use harbor_client::ProviderLook;
use pilothouse_protocol::{CheckProvider, Failure};

use crate::{console::Console, sign_in::server};

impl Console {
    /// Looks at what a provider says about itself.
    pub(crate) async fn check_provider(
        &self,
        command: CheckProvider,
    ) -> Result<Vec<ProviderVerdict>, Failure> {
        let view = self.view(&command.connection)?;
        let server = server(&view.origin, &view.trust).await?;
        let issuer = command.issuer.trim();
        let look = ProviderLook::at(&server, issuer).await;
        let description = look.description.map(|description| {
            let text = |name: &str| {
                let value = description.get(name)?.as_str()?;
                Some(value.to_owned())
            };
            ProviderDescription {
                issuer: text("issuer"),
                authorization_endpoint: text("authorization_endpoint"),
                token_endpoint: text("token_endpoint"),
            }
        });
        let look = diagnosis::ProviderLook {
            place: look.place,
            description,
            keys: look.keys,
        };
        Ok(judge_provider(issuer, look))
    }
}
