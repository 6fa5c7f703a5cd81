//! What a server says of its API.

use std::sync::Arc;

use harbor_api::{Harbor, Method, Request};
use harbor_client::SendOptions;
use openapi::Document;
use pilothouse_protocol::{
    ApiDescription, ConnectionId, DescribeApi, DescriptionSource, ExploredApi, Failure, FailureCode,
};

use super::table;
use crate::{
    console::{Console, locked},
    failure,
};

/// Where Harbor's portal has the description; the second is that of older portals,
/// whose first is of an API that is no more.
const FILES: [&str; 2] = ["/swagger.json", "/swagger2.json"];
const ROOT: &str = "/api/v2.0";

impl Console {
    pub(crate) async fn describe_api(
        &self,
        command: DescribeApi,
    ) -> Result<ApiDescription, Failure> {
        let DescribeApi {
            connection,
            api,
            again,
        } = command;
        if again {
            let key = (connection.clone(), api);
            locked(&self.explorer.0).descriptions.remove(&key);
        }
        let description = self.api_description(&connection, api).await?;
        Ok(ApiDescription::clone(&description))
    }

    /// The description of a server, read once in a run.
    pub(super) async fn api_description(
        &self,
        connection: &ConnectionId,
        api: ExploredApi,
    ) -> Result<Arc<ApiDescription>, Failure> {
        let key = (connection.clone(), api);
        let known = locked(&self.explorer.0).descriptions.get(&key).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let read = match api {
            ExploredApi::Harbor => self.read_harbor_description(connection).await?,
            ExploredApi::ModelRegistry => {
                let (document, path) = self.model_registry_document(connection).await?;
                ApiDescription {
                    document,
                    source: DescriptionSource::Server { path },
                    missing: Vec::new(),
                }
            }
        };
        let read = Arc::new(read);
        let mut inner = locked(&self.explorer.0);
        inner.descriptions.insert(key, Arc::clone(&read));
        Ok(read)
    }

    async fn read_harbor_description(
        &self,
        connection: &ConnectionId,
    ) -> Result<ApiDescription, Failure> {
        let current = self.client_for_call(connection).await?;
        for path in FILES {
            let request = Request {
                api: &Harbor,
                method: Method::Get,
                target: path.to_owned(),
                headers: Vec::new(),
                body: None,
            };
            let options = SendOptions::default();
            let answer = current.client.send_written(&request, &[], options).await;
            let answer = match answer {
                Ok(answer) => answer,
                Err(error) => {
                    let failure = failure::from_client(&error, &format!("description GET {path}"));
                    // Something before the registry leads elsewhere: there is no such file here.
                    if failure.code == FailureCode::Redirected {
                        continue;
                    }
                    self.note(connection, current.epoch, &error).await;
                    return Err(failure);
                }
            };
            let document = Document::read(&answer.body).ok();
            let is_success = (200..300).contains(&answer.status);
            let document = document.filter(|it| is_success && it.root == ROOT);
            if let Some(document) = document {
                let path = path.to_owned();
                let missing = table::missing(&document);
                return Ok(ApiDescription {
                    document,
                    missing,
                    source: DescriptionSource::Server { path },
                });
            }
        }
        Ok(ApiDescription {
            document: table::document(),
            source: DescriptionSource::Table,
            missing: Vec::new(),
        })
    }
}
