//! How and since when somebody is signed in, and until when.

use chrono::{DateTime, Local, Utc};
use harbor_api::operations::GetCurrentUser;
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, SessionLife, SignInMethod, SignedIn};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::account::Subject,
    format::ago,
    ipc::{Ticket, harbor},
    registries::registries,
    ui::Icon,
    words::words,
};

/// Below so many minutes the end is a warning.
pub const SOON: i64 = 10;

/// The time of day here, as `18:42`.
pub fn clock(time: DateTime<Utc>) -> String {
    time.with_timezone(&Local).format("%H:%M").to_string()
}

/// Whole minutes until then, not below zero.
pub fn minutes_left(at: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    (at.signed_duration_since(now).num_seconds().max(0) + 59) / 60
}

/// Uses the session once, which prolongs it.
pub fn stay_signed_in(connection: ConnectionId) {
    spawn_local(async move {
        // A failure changes the connection's state, which is seen.
        let _ = harbor(connection, &GetCurrentUser {}, Ticket::new()).await;
    });
}

/// Meter and times.
#[component]
pub fn SessionSection(subject: Subject) -> impl IntoView {
    let w = &words().account;
    let registries = registries();
    let signed_in = Memo::new(move |_| {
        subject
            .connection
            .with(|c| c.as_ref().and_then(|c| c.signed_in.clone()))
    });
    let since = move |since: DateTime<Utc>| {
        let now = registries.now.get();
        let (day, today) = (
            since.with_timezone(&Local).date_naive(),
            now.with_timezone(&Local).date_naive(),
        );
        if day == today {
            w.today(&clock(since))
        } else {
            ago(since, now)
        }
    };
    let how = move |way: SignInMethod| match way {
        SignInMethod::Browser => {
            format!("{}, {}", w.with_provider(&subject.provider()), w.by_browser)
        }
        SignInMethod::Window => {
            format!("{}, {}", w.with_provider(&subject.provider()), w.by_window)
        }
        SignInMethod::Provider => format!(
            "{}, {}",
            w.with_provider(&subject.provider()),
            w.by_provider
        ),
        SignInMethod::Password => w.by_password.to_owned(),
        SignInMethod::Robot => w.by_robot.to_owned(),
        SignInMethod::CliSecret => w.by_cli_secret.to_owned(),
        SignInMethod::Anonymous => w.by_nothing.to_owned(),
    };
    move || {
        let SignedIn {
            way,
            since: at,
            session,
        } = signed_in.get()?;
        let lasts = |text: &'static str| {
            view! {
                <dt>{w.session}</dt>
                <dd>
                    <Icon name="check-circle" class="i-14 c-ok" />
                    {text}
                </dd>
            }
        };
        let (meter, rest) = match session {
            SessionLife::Lasting if way == SignInMethod::Anonymous => (None, ().into_any()),
            SessionLife::Lasting => (None, lasts(w.lasting).into_any()),
            SessionLife::Renews if way == SignInMethod::Provider => {
                (None, lasts(w.renews_provider).into_any())
            }
            SessionLife::Renews => (None, lasts(w.renews_password).into_any()),
            SessionLife::Ends { at } => {
                let ends = view! {
                    <dt>{w.ends}</dt>
                    <dd>{w.at_in_any_case(&clock(at))}</dd>
                };
                (None, ends.into_any())
            }
            SessionLife::EndsUnused {
                at,
                minutes,
                measured,
            } => {
                let ends = view! {
                    <dt>{w.ends}</dt>
                    <dd>{w.at_if_unused(&clock(at))}</dd>
                };
                let meter = view! {
                    <Meter subject=subject at=at minutes=minutes measured=measured />
                };
                (Some(meter), ends.into_any())
            }
        };
        Some(view! {
            <div class="up-s" id="session">
                {meter} <dl class="kv">
                    <dt>{w.signed_in}</dt>
                    <dd>{how(way)}</dd>
                    <dt>{w.since}</dt>
                    <dd>{since(at)}</dd>
                    {rest}
                </dl>
            </div>
        })
    }
}

/// How much of the time without use is left.
#[component]
fn Meter(subject: Subject, at: DateTime<Utc>, minutes: u32, measured: bool) -> impl IntoView {
    let w = &words().account;
    let registries = registries();
    let left = move || minutes_left(at, registries.now.get()).min(i64::from(minutes));
    let soon = move || left() < SOON;
    let share = move || {
        let percent = left() * 100 / i64::from(minutes.max(1));
        format!("{percent}%")
    };
    view! {
        <h3>
            {w.session} <span class="sp"></span> <span class="left" class:c-warn=soon>
                <Show when=soon>
                    <Icon name="warning" class="i-14" />
                </Show>
                {move || w.left(left())}
            </span>
        </h3>
        <span
            class="meter"
            class:warn=soon
            role="img"
            aria-label=move || w.left_of(left(), i64::from(minutes))
        >
            <i style:width=share></i>
        </span>
        <div class="row meter-said">
            <p class="hint grow" title=(!measured).then_some(w.ends_why)>
                {move || {
                    if soon() {
                        w.unused_for(i64::from(minutes) - left(), &clock(at))
                    } else if measured {
                        w.ends_after(minutes)
                    } else {
                        w.about(minutes)
                    }
                }}
            </p>
            <Show when=soon>
                <button
                    type="button"
                    class="btn sm"
                    on:click=move |_| stay_signed_in(subject.id.get_value())
                >
                    {w.stay_signed_in}
                </button>
            </Show>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_begun_minute_counts() {
        let now = Utc::now();
        assert_eq!(minutes_left(now + TimeDelta::seconds(61), now), 2);
        assert_eq!(minutes_left(now + TimeDelta::seconds(60), now), 1);
        assert_eq!(minutes_left(now - TimeDelta::hours(1), now), 0);
    }
}
