//! What is asked before a change is sent: exactly what will be.

use leptos::prelude::*;
use pilothouse_protocol::{PreparedRequest, SentWith};

use crate::{
    features::explorer::operations::{button_class, method_class},
    format::size,
    ui::Dialog,
    words::words,
};

/// Shows a request that changes something. Nothing but a press of its button sends it.
#[component]
pub fn ConfirmRequest(
    request: PreparedRequest,
    /// As it will be sent.
    body: Option<String>,
    on_send: Callback<PreparedRequest>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().explorer;
    let method = request.method;
    let account = match &request.sent_with {
        SentWith::Account(name) => w.as_account(name),
        SentWith::ModelRegistryToken => w.by_token.to_owned(),
        SentWith::Nobody => w.as_nobody.to_owned(),
    };
    let headers = request
        .headers
        .iter()
        .map(|(name, value)| view! { <div class="mono wraps">{format!("{name}: {value}")}</div> })
        .collect_view();
    let bytes = request.body_bytes;
    let body = body.filter(|_| request.body_bytes > 0).map(|body| {
        view! {
            <p class="muted">{w.bytes(&size(bytes))}</p>
            <pre class="det" id="confirm-body">
                {body}
            </pre>
        }
    });
    let address = request.address.clone();
    let request = StoredValue::new(request);
    view! {
        <Dialog title=w.ask_title on_close=on_close>
            <div class="dlg-b col g8" tabindex="0" role="region" aria-label=w.ask_text>
                <p>{w.ask_text}</p>
                <p class="mono wraps" id="confirm-request">
                    <span class=method_class(method)>{method.as_str()}</span>
                    " "
                    {address}
                </p>
                <p class="muted" id="confirm-sent-as">
                    {account}
                </p>
                {headers}
                {body}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class=button_class(method)
                    id="confirm-send"
                    on:click=move |_| on_send.run(request.get_value())
                >
                    {w.confirm(method.as_str())}
                </button>
            </div>
        </Dialog>
    }
}
