//! An upload that is begun and cancelled at once, to see whether a push would be let in.

use harbor_api::{ApiError, Method};
use percent_encoding::utf8_percent_encode;
use reqwest::header::LOCATION;

use crate::{
    client::Client, error::ClientError, registry::registry_login::NAME, transport::Outgoing,
};

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadAttempt {
    /// It was begun; `is_gone`: after it was cancelled the registry knew it no more.
    Begun {
        is_gone: bool,
    },
    Refused(ApiError),
}

impl Client {
    /// Begins an upload to a repository (`project/repository`, any text), cancels it, and asks whether
    /// it is gone (distribution-spec 1.1, `end-4a`; `DELETE` of an upload is distribution's). Nothing
    /// is uploaded, and no repository comes about. Once begun it is ended even where the caller no
    /// longer waits. Must be called within a Tokio runtime.
    pub async fn try_upload(&self, repository: &str) -> Result<UploadAttempt, ClientError> {
        let (client, repository) = (self.clone(), repository.to_owned());
        let attempt = tokio::spawn(async move { client.begin_and_cancel(&repository).await });
        attempt.await.unwrap_or_else(|_| {
            Err(ClientError::InvalidRequest(
                "the attempt ended by itself".into(),
            ))
        })
    }

    async fn begin_and_cancel(&self, repository: &str) -> Result<UploadAttempt, ClientError> {
        let scope = format!("repository:{repository}:pull,push");
        let uploads = format!(
            "/v2/{}/blobs/uploads/",
            utf8_percent_encode(repository, NAME)
        );
        let with = |method, target: &str| Outgoing {
            method,
            // Some gateways refuse a POST that does not say how long it is.
            body: (method == Method::Post).then(Vec::new),
            keep_redirect: true,
            ..Outgoing::quick_get(target)
        };
        let begun = self
            .answer_with_token(&with(Method::Post, &uploads), &scope)
            .await?;
        if begun.status != 202 {
            return Ok(UploadAttempt::Refused(begun.error(&self.redactor())));
        }
        let location = begun.header(LOCATION);
        let Some(own) = location.and_then(|location| self.own_target(location, &uploads)) else {
            return Ok(UploadAttempt::Begun { is_gone: false });
        };
        self.answer_with_token(&with(Method::Delete, &own), &scope)
            .await?;
        let after = self
            .answer_with_token(&with(Method::Get, &own), &scope)
            .await?;
        let is_gone = after.status == 404;
        Ok(UploadAttempt::Begun { is_gone })
    }

    /// Where the upload is at the address that is connected: a registry that knows itself by another
    /// one names that.
    fn own_target(&self, location: &str, uploads: &str) -> Option<String> {
        let address = self.server().address.join("/")?.join(location).ok()?;
        if !address.path().starts_with(uploads) {
            return None;
        }
        Some(match address.query() {
            Some(query) => format!("{}?{query}", address.path()),
            None => address.path().to_owned(),
        })
    }
}
