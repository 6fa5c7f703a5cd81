//! Pulling through a project that is a cache: a name that was pasted, in the form that leads
//! through it, for each program.

mod forms;
mod words;

pub use words::ThroughCache;

use harbor_api::{NotRewritten, ProxyCache};
use leptos::prelude::*;

use self::forms::Form;
use crate::{
    features::endpoints::example_image,
    ui::{CopyIcon, Dialog, Field, Icon},
    words::words,
};

/// The dialog.
#[component]
pub fn PullThroughCache(
    cache: ProxyCache,
    #[prop(into)] project: String,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().through_cache;
    view! {
        <Dialog title=w.title(&project) wide=true on_close=on_close>
            <div class="dlg-b col g12 scroll">
                <References cache=cache />
                <div class="note">
                    <Icon name="info" />
                    <span>{w.no_push} " " {w.not_there_at_once}</span>
                </div>
            </div>
        </Dialog>
    }
}

/// A field for a name, and what becomes of it.
#[component]
fn References(cache: ProxyCache) -> impl IntoView {
    let w = &words().through_cache;
    let example = format!("{}/{}", cache.upstream(), example_image(cache.upstream()));
    let text = RwSignal::new(example);
    let cache = StoredValue::new(cache);
    let both = Memo::new(move |_| text.with(|text| cache.with_value(|cache| cache.rewrite(text))));
    let problem = Signal::derive(move || {
        if text.with(|text| text.trim().is_empty()) {
            return None;
        }
        both.with(|both| match both {
            Ok(_) => None,
            Err(NotRewritten::Invalid(_)) => Some(w.no_reference.to_owned()),
            Err(NotRewritten::OtherRegistry { host, upstream }) => {
                Some(w.other_registry(host, upstream))
            }
        })
    });
    let block = |id: &'static str, title: &'static str, text: String| {
        view! {
            <div class="col g4" id=format!("form-{id}")>
                <h3 class="lbl">{title}</h3>
                <div class="code">
                    <pre>{text.clone()}</pre>
                    <CopyIcon text=text label=w.copy />
                </div>
            </div>
        }
    };
    let title = |form: Form| match form {
        Form::Docker => "Docker",
        Form::Kubernetes => w.kubernetes,
        Form::Compose => w.compose,
        Form::HelmImage => w.helm_image,
        Form::HelmGpuOperator => w.helm_gpu_operator,
    };
    let blocks = move || {
        let both = both.get().ok()?;
        // Who pasted the one form looks for the other.
        let other = if both.was_cached {
            block("upstream", w.at_upstream, both.upstream.familiar())
        } else {
            block("cached", w.through_cache, both.cached.to_string())
        };
        let forms = Form::ALL.map(|form| block(form.id(), title(form), form.text(&both.cached)));
        Some(view! {
            {other}
            {forms.collect_view()}
        })
    };
    view! {
        <Field
            id="reference"
            label=w.reference
            value=text
            problem=problem
            autofocus=true
        />
        {blocks}
    }
}
