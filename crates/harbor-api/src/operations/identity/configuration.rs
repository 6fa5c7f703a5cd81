//! Tags `configure` and `oidc`. For administrators.

use crate::{
    operation::operations,
    types::{Configuration, ConfigurationChange, OidcPing},
};

operations! {
    /// All settings of the server.
    GetConfiguration "configuration.get" getConfigurations
        GET "/configurations" => Configuration {}

    /// Changes settings. A refused change may be in effect in part.
    UpdateConfiguration "configuration.update" updateConfigurations
        PUT "/configurations" => ()
    {
        body { ConfigurationChange }
    }

    /// Has the server call an identity provider; 400 if nothing good answers.
    PingOidc "oidc.ping" pingOIDC POST "/system/oidc/ping" => () {
        body { OidcPing }
    }
}
