//! The project's tab: its webhooks, or what one of them sent.

use std::sync::Arc;

use harbor_api::{ProjectName, WebhookPolicyId, types::WebhookPolicy};
use leptos::prelude::*;
use listing::{Line, Sort, lists};
use pilothouse_protocol::ConnectionId;

use super::{
    declaration::{columns, fields},
    delete::DeleteWebhooks,
    inspector::WebhookInspector,
    save::SaveWebhook,
};
use crate::{
    bulk::{SwitchAndDelete, why_no_run},
    features::webhooks::deliveries::{DeliveriesOf, OpenedWebhook},
    ipc::write::why_off,
    list::{List, ListPage, ListWords, NewButton, RowDeed, TableOf, Values},
    permissions::Rights,
    ui::Empty,
    words::words,
};

/// A dialog over the list.
#[derive(Clone, PartialEq)]
pub enum Question {
    New,
    Edit(Arc<WebhookPolicy>),
    /// Each with its name.
    Delete(Vec<(WebhookPolicyId, String)>),
}

/// What the parts share.
#[derive(Clone, Copy)]
pub struct WebhookList {
    pub connection: Signal<ConnectionId>,
    pub project: StoredValue<ProjectName>,
    pub list: List,
    pub question: RwSignal<Option<Question>>,
    /// The webhook whose deliveries are looked at.
    pub opened: RwSignal<Option<OpenedWebhook>>,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
    /// Why no change of rows can be begun now.
    pub run_off: Signal<Option<&'static str>>,
    pub may_update: Signal<bool>,
    pub may_delete: Signal<bool>,
}

impl WebhookList {
    /// Something was changed: what is shown is read again.
    pub fn has_changed(self) {
        self.list.reload();
    }

    /// Asks about the checked ones.
    fn ask_delete(self) {
        let policy = |key: &str, values: &Values<'_>| {
            let id = WebhookPolicyId(key.parse().ok()?);
            Some((id, values.text("name").to_owned()))
        };
        self.list.with_checked(policy, move |which| {
            self.question.try_set(Some(Question::Delete(which)));
        });
    }
}

#[component]
pub fn WebhooksTab(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    rights: Signal<Option<Arc<Rights>>>,
) -> impl IntoView {
    let opened = RwSignal::new(None::<OpenedWebhook>);
    let project = StoredValue::new(project);
    move || match opened.get() {
        Some(webhook) => view! {
            <DeliveriesOf
                connection=connection
                webhook=webhook
                on_back=Callback::new(move |()| opened.set(None))
            />
        }
        .into_any(),
        None => view! {
            <Policies connection=connection project=project rights=rights opened=opened />
        }
        .into_any(),
    }
}

#[component]
fn Policies(
    connection: Signal<ConnectionId>,
    project: StoredValue<ProjectName>,
    rights: Signal<Option<Arc<Rights>>>,
    opened: RwSignal<Option<OpenedWebhook>>,
) -> impl IntoView {
    let w = &words().webhooks;
    let may = move |action: &'static str| {
        Signal::derive(move || {
            let rights = rights.get();
            rights.is_some_and(|rights| rights.may("notification-policy", action))
        })
    };
    let off = why_off(connection);
    let scope = lists::Webhooks {
        project: project.get_value(),
    };
    let webhooks = WebhookList {
        connection,
        project,
        list: List::open(connection, scope, Some(Sort::ascending("name"))),
        question: RwSignal::new(None),
        opened,
        off,
        run_off: why_no_run(connection),
        may_update: may("update"),
        may_delete: may("delete"),
    };
    let may_create = may("create");
    let list = webhooks.list;
    let said = ListWords {
        find: w.find,
        all: w.the_webhooks,
        one: w.webhook,
        copy_keys: w.copy_names,
        number: |number| words().webhooks.number_of(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="link" title=w.empty_title text=w.empty_text /> }
    });
    let bar = ViewFn::from(move || {
        view! {
            {move || {
                may_create
                    .get()
                    .then(|| {
                        view! {
                            <NewButton id="new-webhook" text=w.new_webhook off=off on_press=move || webhooks.question.set(Some(Question::New)) class="btn sm" />
                        }
                    })
            }}
        }
    });
    let actions = ViewFn::from(move || {
        let delete = RowDeed::new(w.delete_open, move || webhooks.ask_delete());
        view! {
            <SwitchAndDelete
                list=list
                turn_on=w.turn_on
                turn_off=w.turn_off
                may_switch=webhooks.may_update
                delete=delete.only_if(webhooks.may_delete)
                off=webhooks.run_off
            />
        }
    });
    let inspector = move |line: Arc<Line>| {
        view! { <WebhookInspector webhooks=webhooks line=line /> }.into_any()
    };
    let close = Callback::new(move |()| webhooks.question.set(None));
    let question = move || {
        webhooks.question.get().map(|question| match question {
            Question::New => {
                view! { <SaveWebhook webhooks=webhooks kept=None on_close=close /> }.into_any()
            }
            Question::Edit(kept) => {
                view! { <SaveWebhook webhooks=webhooks kept=Some(kept) on_close=close /> }
                    .into_any()
            }
            Question::Delete(which) => {
                view! { <DeleteWebhooks webhooks=webhooks which=which on_close=close /> }.into_any()
            }
        })
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.title.to_owned()
            empty=empty
            bar=bar
            actions=actions
            inspector=Callback::new(inspector)
        />
        {question}
    }
}
