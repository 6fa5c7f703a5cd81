//! The way to the shell: calling it, and receiving what it publishes.

pub mod load;
pub mod project;
pub mod seen;
pub mod steps;
pub mod write;

use std::{cell::Cell, marker::PhantomData};

use harbor_api::{Decode, Operation, OperationInfo};
use pilothouse_protocol::{
    Answer, Cancel, ConnectionId, EVENT, Event, Failure, FailureCode, Harbor, HarborAll, Head,
    Meta, Request, read_done, read_frame, write_call,
};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["window", "__TAURI_INTERNALS__"])]
    async fn invoke(command: &str, arguments: JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = transformCallback)]
    fn transform_callback(callback: &Closure<dyn FnMut(JsValue)>, once: bool) -> u32;
}

thread_local! {
    static NEXT_CALL: Cell<u64> = const { Cell::new(1) };
}

/// A call that can be ended. Dropping this without [`Ticket::finish`] tells the shell that nobody
/// waits any more.
pub struct Ticket {
    id: u64,
    finished: bool,
    /// Belongs to the one thread of the window.
    _here: PhantomData<*const ()>,
}

impl Ticket {
    pub fn new() -> Self {
        let id = NEXT_CALL.with(|next| next.replace(next.get() + 1));
        Self {
            id,
            finished: false,
            _here: PhantomData,
        }
    }

    /// What progress events of this call are marked with.
    pub fn id(&self) -> u64 {
        self.id
    }

    fn finish(mut self) {
        self.finished = true;
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if !self.finished {
            let call = self.id;
            wasm_bindgen_futures::spawn_local(async move {
                // If the shell is gone there is nothing left to end.
                let _ = self::call(Cancel { call }).await;
            });
        }
    }
}

/// Asks the shell.
pub async fn call<R: Request>(request: R) -> Result<R::Reply, Failure> {
    call_with(request, Ticket::new()).await
}

/// The same for a call whose events are followed, or that may be ended before its answer.
pub async fn call_with<R: Request>(request: R, ticket: Ticket) -> Result<R::Reply, Failure> {
    let frame = passed(ticket.id, &request).await;
    ticket.finish();
    let answer = match read_done(&frame?).map_err(|_| cut_off())? {
        Ok(reply) => return Ok(reply),
        Err(answer) => answer,
    };
    match answer.head {
        // It has another form than was expected: this says where.
        Head::Done { value } => {
            serde_json::from_slice(value.to_string().as_bytes()).map_err(|error| bad_answer(&error))
        }
        Head::Failed(failure) => Err(failure),
        Head::Body(_) => Err(bad_answer(&"a body nobody asked for")),
    }
}

/// Harbor's answer, decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply<T> {
    pub value: T,
    pub meta: Meta,
}

/// Sends one of Harbor's operations.
pub async fn harbor<O: Operation>(
    connection: ConnectionId,
    operation: &O,
    ticket: Ticket,
) -> Result<Reply<O::Reply>, Failure> {
    one(connection, operation, ticket, false).await
}

/// The same for what nobody asked for just now: it does not prolong the session.
pub async fn harbor_in_background<O: Operation>(
    connection: ConnectionId,
    operation: &O,
    ticket: Ticket,
) -> Result<Reply<O::Reply>, Failure> {
    one(connection, operation, ticket, true).await
}

async fn one<O: Operation>(
    connection: ConnectionId,
    operation: &O,
    ticket: Ticket,
    background: bool,
) -> Result<Reply<O::Reply>, Failure> {
    let command = Harbor {
        connection,
        operation: O::INFO.name.to_owned(),
        arguments: arguments(operation)?,
        background,
    };
    body(command, described(&O::INFO), ticket).await
}

/// Sends a listing operation for all its pages.
pub async fn harbor_all<O: Operation>(
    connection: ConnectionId,
    operation: &O,
    ticket: Ticket,
    background: bool,
) -> Result<Reply<O::Reply>, Failure> {
    let command = HarborAll {
        connection,
        operation: O::INFO.name.to_owned(),
        arguments: arguments(operation)?,
        background,
    };
    body(command, described(&O::INFO), ticket).await
}

/// `call` names the operation in a failure's details.
async fn body<T: Decode>(
    command: impl Request,
    call: String,
    ticket: Ticket,
) -> Result<Reply<T>, Failure> {
    let frame = passed(ticket.id, &command).await;
    let answer = frame.and_then(|frame| read_frame(&frame).map_err(|_| cut_off()));
    ticket.finish();
    let Answer { head, body } = answer?;
    match head {
        Head::Body(meta) => match T::decode(&body) {
            Ok(value) => Ok(Reply { value, meta }),
            Err(error) => {
                let mut failure = bad_answer(&error.reason);
                failure.request_id = meta.request_id;
                failure.call = Some(call);
                failure.at = meta.at;
                Err(failure)
            }
        },
        Head::Failed(failure) => Err(failure),
        Head::Done { .. } => Err(bad_answer(&"no body")),
    }
}

fn described(info: &OperationInfo) -> String {
    format!("{} {} {}", info.name, info.method.as_str(), info.path)
}

fn arguments(operation: &impl Operation) -> Result<serde_json::Value, Failure> {
    serde_json::to_value(operation)
        .map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))
}

/// In English, like all failures of the shell; `failure` says it in the window's language.
fn bad_answer(reason: &dyn std::fmt::Display) -> Failure {
    Failure::new(
        FailureCode::BadAnswer,
        format!("The answer could not be read: {reason}."),
    )
}

fn cut_off() -> Failure {
    bad_answer(&"it was cut off")
}

/// The frame that the shell answers with.
async fn passed<R: Request>(id: u64, request: &R) -> Result<Vec<u8>, Failure> {
    let call = write_call(id, request)
        .map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))?;
    invoked(&call).await
}

async fn invoked(call: &str) -> Result<Vec<u8>, Failure> {
    let broken = |error: JsValue| {
        let reason = error.as_string().unwrap_or_else(|| format!("{error:?}"));
        Failure::new(
            FailureCode::Internal,
            format!("Pilothouse could not ask itself: {reason}."),
        )
    };
    let arguments = js_sys::JSON::parse(&format!(r#"{{"call":{call}}}"#)).map_err(broken)?;
    let frame = invoke("call", arguments).await.map_err(broken)?;
    Ok(js_sys::Uint8Array::new(&frame).to_vec())
}

/// Hears the shell's events for as long as the window lives.
pub async fn listen(mut heard: impl FnMut(Event) + 'static) -> Result<(), Failure> {
    let callback = Closure::<dyn FnMut(JsValue)>::new(move |message: JsValue| {
        let payload = js_sys::Reflect::get(&message, &JsValue::from_str("payload"));
        let text = payload
            .ok()
            .and_then(|value| js_sys::JSON::stringify(&value).ok());
        let event =
            text.and_then(|text| serde_json::from_slice(String::from(text).as_bytes()).ok());
        if let Some(event) = event {
            heard(event);
        }
    });
    let handler = transform_callback(&callback, false);
    // It listens until the window closes, which ends everything here.
    callback.forget();
    let arguments = serde_json::json!({
        "event": EVENT,
        "target": { "kind": "Any" },
        "handler": handler,
    });
    let broken = |error: JsValue| Failure::new(FailureCode::Internal, format!("{error:?}"));
    let arguments = js_sys::JSON::parse(&arguments.to_string()).map_err(broken)?;
    invoke("plugin:event|listen", arguments)
        .await
        .map(drop)
        .map_err(broken)
}
