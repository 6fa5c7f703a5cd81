//! Another limit, for one project or for many.

use harbor_api::{
    QuotaId,
    operations::UpdateQuota,
    types::{QuotaChange, Resources, UNLIMITED},
};
use leptos::prelude::*;
use pilothouse_protocol::Check;

use super::list::QuotaList;
use crate::{
    failure::failure_reason,
    features::projects::{QuotaFields, QuotaForm},
    format::size,
    ipc::write::send,
    registries::registries,
    ui::{Dialog, FormButtons, Icon},
    words::words,
};

/// A quota that is to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownQuota {
    pub id: QuotaId,
    pub project: String,
    /// Bytes.
    pub used: i64,
    /// Bytes, or [`UNLIMITED`].
    pub limit: i64,
}

/// Harbor takes a limit below what is used, and refuses every push from then on: that is said first.
#[component]
pub fn ChangeQuotas(
    quotas: QuotaList,
    all: Vec<KnownQuota>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().quotas;
    let registries = registries();
    let first = all.first().map_or(UNLIMITED, |quota| quota.limit);
    let same = all.iter().all(|quota| quota.limit == first);
    let form = QuotaForm::with_limit(if same { first } else { UNLIMITED });
    let title = match all.as_slice() {
        [one] => w.change_one(&one.project),
        all => w.change_many(all.len()),
    };
    let in_use = match all.as_slice() {
        [one] => Some(w.in_use(&size(one.used))),
        _ => None,
    };
    let problem = Signal::derive(move || form.limit().err().map(str::to_owned));
    let chosen = move || form.limit().ok().flatten();
    let all = StoredValue::new(all);
    // Those that would be full at once.
    let below = Memo::new(move |_| {
        let Some(limit) = chosen().filter(|limit| *limit != UNLIMITED) else {
            return Vec::new();
        };
        all.with_value(|all| {
            let below = all.iter().filter(|quota| quota.used > limit);
            below.map(|quota| quota.project.clone()).collect::<Vec<_>>()
        })
    });
    let is_wrong = Signal::derive(move || chosen().is_none());
    let submit = move || {
        let Some(limit) = untrack(chosen) else {
            return;
        };
        let at = quotas.connection.get_untracked();
        let changed = all.with_value(|all| {
            let changed = all.iter().filter(|quota| quota.limit != limit);
            changed.cloned().collect::<Vec<_>>()
        });
        quotas.steps.run(
            changed,
            move |quota| {
                let at = at.clone();
                async move {
                    let operation = UpdateQuota {
                        id: quota.id,
                        body: QuotaChange {
                            hard: Resources::from_storage(limit),
                        },
                    };
                    send(registries, at, &operation).await
                }
            },
            move |outcome| {
                let said = words().quotas.changed(outcome.done);
                match outcome.failed.first() {
                    None => registries.toasts.done(said, None),
                    Some((quota, failure)) => {
                        let reason = format!("{}: {}", quota.project, failure_reason(failure));
                        registries.toasts.failed(said, reason, failure, None);
                    }
                }
                let failed = outcome.failed.iter().map(|(quota, _)| quota);
                let left = failed.chain(&outcome.left);
                let keys = left.map(|quota| quota.project.clone()).collect();
                quotas.list.check(Check::Only { keys });
                quotas.list.reload();
            },
        );
        on_close.run(());
    };
    view! {
        <Dialog title=title on_close=on_close>
            <form
                class="col"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g12">
                    {in_use.map(|said| view! { <p class="soft">{said}</p> })}
                    <QuotaFields quota=form problem=problem />
                    {move || {
                        let below = below.get();
                        (!below.is_empty())
                            .then(|| {
                                view! {
                                    <div class="note warn">
                                        <Icon name="warning" />
                                        <span class="wraps">{w.would_be_full(&below.join(", "))}</span>
                                    </div>
                                }
                            })
                    }}
                </div>
                <FormButtons
                    send=w.save
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=Signal::derive(move || quotas.steps.now.with(Option::is_some))
                    why_off=quotas.off
                />
            </form>
        </Dialog>
    }
}
