//! Asking the service: its client, its description of itself, and the lists that this names.

use std::sync::Arc;

use harbor_api::{Decode, ErrorCode, List, Operation, Request};
use harbor_client::{Client, ClientError, Patience, RawReply, Secret, SendOptions, WholeAnswer};
use model_registry_api::{
    BaseAddress, Description, ListOperation, Listed, Subject, description_addresses, document_root,
    expires_at,
};
use openapi::Document;
use pilothouse_protocol::{
    ConnectionId, Failure, FailureCode, ModelRegistryLists, ModelRegistryState, TokenSource, Trust,
};

use super::{entry, lists_of, no_model_registry};
use crate::{
    console::{Console, locked},
    failure,
    secrets::Unread,
    sign_in::server,
};

/// Pages of a list that are read at most.
const PAGES: u32 = 1_000;

/// A service, ready to be asked.
#[derive(Clone)]
pub(super) struct Service {
    client: Client,
    address: BaseAddress,
}

/// A client that asks with a token.
pub(super) async fn client_of(
    address: &BaseAddress,
    trust: &Trust,
    token: Secret,
) -> Result<Client, Failure> {
    let server = server(address.origin(), trust).await?;
    Client::with_token(server, token).map_err(|error| from_service(&error, "model registry"))
}

/// Sends a request whose target is whole.
async fn send(client: &Client, request: &Request, call: &str) -> Result<RawReply, Failure> {
    let options = SendOptions {
        // Reading a model anew may take the service long.
        patience: Patience::Long,
        ..SendOptions::for_request(request)
    };
    let outcome = client.send_raw(request, options).await;
    outcome.map_err(|error| from_service(&error, call))
}

/// What went wrong at the service. Its sign-in is not the registry's, so that nothing here says that
/// the registry's has ended.
fn from_service(error: &ClientError, call: &str) -> Failure {
    let mut failure = failure::from_client(error, call);
    failure.of_model_registry = true;
    let ClientError::Api(answer) = error else {
        failure.message = failure
            .message
            .replace("The registry", "The Model Registry");
        if failure.code == FailureCode::NotHarbor {
            failure.message = "A web page came instead of the Model Registry's answer.".to_owned();
        }
        return failure;
    };
    let said = format!("{}.", failure::sentence(&answer.message));
    let (code, message, hint) = match answer.code {
        ErrorCode::Unauthorized => (
            FailureCode::TokenRefused,
            "The Model Registry does not take the token: it has ended, or is another service's."
                .to_owned(),
            Some("Get a new one where this one came from, and paste it under 'New token'."),
        ),
        ErrorCode::Forbidden => (
            FailureCode::Forbidden,
            format!("At the Model Registry this token has no right to do this. {said}"),
            Some("Whoever runs the Model Registry can give it."),
        ),
        ErrorCode::NotFound => (FailureCode::NotFound, said, None),
        ErrorCode::Server => (
            FailureCode::Server,
            "The Model Registry failed.".to_owned(),
            Some("The details help whoever runs it to find the cause in its log."),
        ),
        ErrorCode::Unavailable => (
            FailureCode::Server,
            format!(
                "The Model Registry can't answer just now ({}).",
                answer.message
            ),
            None,
        ),
        _ => (failure.code, said, None),
    };
    failure.code = code;
    failure.message = message;
    failure.hint = hint.map(str::to_owned);
    failure
}

/// Reads a service's description of itself; `None` where it has none.
async fn describe(
    client: &Client,
    address: &BaseAddress,
) -> Result<Option<Arc<Description>>, Failure> {
    let read = read_document(client, address).await?;
    Ok(read.map(|(document, _)| Arc::new(Description::of(&document, address))))
}

/// The service's own document, and the path that it was found at.
async fn read_document(
    client: &Client,
    address: &BaseAddress,
) -> Result<Option<(Document, String)>, Failure> {
    let page = match send(client, &Description::page_request(address), "swagger page").await {
        Ok(reply) => Some(String::from_utf8_lossy(&reply.body).into_owned()),
        Err(failure) if is_absence(&failure) => None,
        Err(failure) => return Err(failure),
    };
    for request in description_addresses(page.as_deref(), address) {
        match send(client, &request, "openapi document").await {
            Ok(reply) => {
                if let Ok(document) = Document::read(&reply.body) {
                    return Ok(Some((document, request.target)));
                }
            }
            Err(failure) if is_absence(&failure) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(None)
}

/// Whether an answer says that there is no such thing, rather than that something failed.
fn is_absence(failure: &Failure) -> bool {
    matches!(
        failure.code,
        FailureCode::NotFound
            | FailureCode::Forbidden
            | FailureCode::Invalid
            | FailureCode::NotHarbor
            | FailureCode::Redirected
    )
}

/// What a service says of itself, and whether it takes the token: by a list, where it names one.
pub(super) async fn try_out(
    client: &Client,
    address: &BaseAddress,
) -> Result<(Option<Arc<Description>>, ModelRegistryLists), Failure> {
    let description = describe(client, address).await?;
    let lists = lists_of(description.as_deref());
    let open = Subject::ALL.into_iter().find_map(|subject| {
        let list = description.as_ref()?.list(subject)?;
        (list.scope == model_registry_api::Scope::Everything).then(|| list.request("", 0))
    });
    if let Some(list) = open {
        send(client, &list.request, "list").await?;
    }
    Ok((description, lists))
}

impl Console {
    /// The service beside a registry. Its token is read on the first use in a run.
    pub(super) async fn service(&self, id: &ConnectionId) -> Result<Service, Failure> {
        let kept = self.kept_model_registry(id)?;
        if kept.token == TokenSource::Pasted
            && let Some(live) = locked(&self.model_registries.live).get(id)
            && let Some(client) = &live.client
        {
            let (client, address) = (client.clone(), live.view.address.clone());
            return self.logging(id, client, address);
        }
        let mut address = kept.address.clone();
        let mut remembered = true;
        let token = match kept.token {
            _ if kept.is_demo => {
                let demo = self.demo_model_registry().await?;
                let (running, token) = demo.ok_or_else(no_model_registry)?;
                address = running;
                token
            }
            TokenSource::Provider => self.provider_token(id).await?,
            TokenSource::Pasted => match self.secrets.get(entry(id)).await {
                Ok(kept) => {
                    remembered = kept.remembered;
                    kept.secret
                }
                Err(Unread::Nothing) => {
                    self.model_registry_change(id, |view| {
                        view.state = ModelRegistryState::TokenNeeded;
                    });
                    return Err(Failure::new(
                        FailureCode::TokenRefused,
                        "There is no token for the Model Registry.",
                    )
                    .with_hint("Paste one under 'New token'."));
                }
                Err(unread) => {
                    return Err(Failure {
                        code: FailureCode::TokenRefused,
                        ..unread.into()
                    });
                }
            },
        };
        let expires = expires_at(token.expose());
        let client = client_of(&address, &kept.trust, token).await?;
        self.model_registry_change(id, |view| {
            view.address = address.clone();
            view.expires = expires;
            view.remembered = remembered;
        });
        if let Some(live) = locked(&self.model_registries.live).get_mut(id) {
            live.client = Some(client.clone());
        }
        self.logging(id, client, address)
    }

    /// What is asked of the service is noted in the log of its registry's requests.
    fn logging(
        &self,
        id: &ConnectionId,
        client: Client,
        address: BaseAddress,
    ) -> Result<Service, Failure> {
        let log = self.request_log(id, self.owner(id)?);
        Ok(Service {
            client: client.logged(log),
            address,
        })
    }

    /// Scheme, host and port of the service.
    pub(crate) fn model_registry_origin(&self, id: &ConnectionId) -> Result<String, Failure> {
        let live = locked(&self.model_registries.live);
        let live = live.get(id).ok_or_else(no_model_registry)?;
        Ok(live.view.address.origin().to_owned())
    }

    /// The service's own document, whose operations stand at the address that the service is asked at,
    /// and the path that it was found at.
    pub(crate) async fn model_registry_document(
        &self,
        id: &ConnectionId,
    ) -> Result<(Document, String), Failure> {
        let service = self.service(id).await?;
        let (mut document, path) = read_document(&service.client, &service.address)
            .await?
            .ok_or_else(|| {
                Failure::new(
                    FailureCode::NotFound,
                    "The Model Registry does not describe its API.",
                )
            })?;
        document.root = document_root(&document, &service.address);
        Ok((document, path))
    }

    /// Sends a request that a person wrote.
    pub(crate) async fn send_to_model_registry(
        &self,
        id: &ConnectionId,
        request: &Request,
        headers: &[(String, String)],
        options: SendOptions,
        call: &str,
    ) -> Result<WholeAnswer, Failure> {
        let service = self.service(id).await?;
        let outcome = service.client.send_written(request, headers, options).await;
        let answer = outcome.map_err(|error| from_service(&error, call))?;
        let is_refused = answer.status == 401;
        self.model_registry_change(id, |view| {
            view.state = match is_refused {
                true => ModelRegistryState::TokenRefused,
                false => ModelRegistryState::Connected,
            };
        });
        Ok(answer)
    }

    /// Sends one of the service's operations and reads its answer.
    pub(super) async fn ask_service<O: Operation>(
        &self,
        id: &ConnectionId,
        operation: &O,
    ) -> Result<O::Reply, Failure> {
        let service = self.service(id).await?;
        let mut request = operation.request();
        request.target = service.address.target(&request.target);
        let call = format!(
            "{} {} {}",
            O::INFO.name,
            O::INFO.method.as_str(),
            O::INFO.path
        );
        let reply = self.send_to(id, &service, &request, &call).await?;
        O::Reply::decode(&reply.body).map_err(|error| unreadable(&reply, &call, &error.reason))
    }

    async fn send_to(
        &self,
        id: &ConnectionId,
        service: &Service,
        request: &Request,
        call: &str,
    ) -> Result<RawReply, Failure> {
        let outcome = send(&service.client, request, call).await;
        let state = match &outcome {
            Ok(_) => Some(ModelRegistryState::Connected),
            Err(failure) => match failure.code {
                FailureCode::TokenRefused => Some(ModelRegistryState::TokenRefused),
                FailureCode::Unreachable | FailureCode::TimedOut => {
                    Some(ModelRegistryState::Unreachable {
                        reason: failure.message.clone(),
                    })
                }
                _ => None,
            },
        };
        if let Some(state) = state {
            self.model_registry_change(id, |view| view.state = state);
        }
        outcome
    }

    /// The service's description of itself, read once in a run.
    pub(super) async fn description(
        &self,
        id: &ConnectionId,
        service: &Service,
    ) -> Result<Option<Arc<Description>>, Failure> {
        let known = locked(&self.model_registries.live)
            .get(id)
            .and_then(|live| live.description.clone());
        if let Some(known) = known {
            return Ok(known);
        }
        let outcome = describe(&service.client, &service.address).await;
        if let Err(failure) = &outcome {
            let refused = failure.code == FailureCode::TokenRefused;
            let reason = failure.message.clone();
            self.model_registry_change(id, |view| {
                view.state = match refused {
                    true => ModelRegistryState::TokenRefused,
                    false => ModelRegistryState::Unreachable { reason },
                };
            });
        }
        let description = outcome?;
        if let Some(live) = locked(&self.model_registries.live).get_mut(id) {
            live.description = Some(description.clone());
        }
        let lists = lists_of(description.as_deref());
        self.model_registry_change(id, |view| view.lists = Some(lists));
        Ok(description)
    }

    /// Reads a list to its end; `of` is the tenant or project that it is of.
    pub(super) async fn read_service_list<T: Listed + PartialEq>(
        &self,
        id: &ConnectionId,
        service: &Service,
        list: &ListOperation,
        of: &str,
    ) -> Result<Vec<T>, Failure> {
        let call = format!("list GET {}", list.path);
        let mut all: Vec<T> = Vec::new();
        for page in 0..PAGES {
            let asked = list.request(of, page);
            let reply = self.send_to(id, service, &asked.request, &call).await?;
            let items: List<T> =
                T::list(&reply.body).map_err(|error| unreadable(&reply, &call, &error.reason))?;
            let count = items.len();
            let first = items.iter_good().next();
            // A server that ignores the page number gives the same again.
            if page > 0 && first.is_some_and(|first| all.contains(first)) {
                break;
            }
            all.extend(items.good());
            let is_last = match asked.page_size {
                Some(size) => count < size as usize,
                None => page == 0 && !list.is_paged(),
            };
            if is_last || count == 0 {
                break;
            }
        }
        Ok(all)
    }
}

fn unreadable(reply: &RawReply, call: &str, reason: &str) -> Failure {
    Failure {
        status: Some(reply.status),
        request_id: Some(reply.request_id.clone()),
        call: Some(call.to_owned()),
        at: Some(chrono::Utc::now()),
        of_model_registry: true,
        ..Failure::new(
            FailureCode::BadAnswer,
            format!("The Model Registry's answer could not be read: {reason}."),
        )
    }
}
