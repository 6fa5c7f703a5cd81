//! What a provider says about itself, looked at part by part: for somebody who sets it up.

use openidconnect::core::CoreJsonWebKeySet;
use serde_json::Value;
use url::Url;

use super::reach::Reach;
use crate::transport::server::Server;

/// What was seen of a provider. Nothing is judged.
#[derive(Debug, Clone, PartialEq)]
pub struct ProviderLook {
    /// Where it describes itself; `None`: the issuer is no address.
    pub place: Option<String>,
    /// Its description; or why there is none.
    pub description: Result<Value, String>,
    /// How many keys it signs with; or why they can't be read. `None`: it names no place for them.
    pub keys: Option<Result<usize, String>>,
}

impl ProviderLook {
    /// Asks a provider for its description and its keys (OpenID Connect Discovery 1.0, 4), as the
    /// registry is reached from here. The consent to an unverified certificate does not come along.
    pub async fn at(registry: &Server, issuer: &str) -> Self {
        let mut look = Self {
            place: None,
            description: Err(String::new()),
            keys: None,
        };
        let place = format!(
            "{}/.well-known/openid-configuration",
            issuer.trim_end_matches('/')
        );
        let Ok(url) = Url::parse(&place) else {
            return look;
        };
        look.place = Some(place);
        let reach = Reach::like(registry);
        look.description = read(&reach, &url).await;
        let Ok(description) = &look.description else {
            return look;
        };
        let keys = description.get("jwks_uri").and_then(Value::as_str);
        if let Some(keys) = keys.and_then(|place| Url::parse(place).ok()) {
            look.keys = Some(keys_at(&reach, &keys).await);
        }
        look
    }
}

async fn read(reach: &Reach, url: &Url) -> Result<Value, String> {
    let answer = reach.get(url).await.map_err(|error| error.to_string())?;
    if answer.status != 200 {
        return Err(format!("status {}", answer.status));
    }
    match serde_json::from_slice(&answer.body) {
        Ok(Value::Object(members)) => Ok(Value::Object(members)),
        _ => Err("it is no JSON object".to_owned()),
    }
}

/// Keys of unknown kinds don't count.
async fn keys_at(reach: &Reach, url: &Url) -> Result<usize, String> {
    let keys = read(reach, url).await?;
    let keys: CoreJsonWebKeySet =
        serde_json::from_value(keys).map_err(|_| "it is no key set".to_owned())?;
    Ok(keys.keys().len())
}
