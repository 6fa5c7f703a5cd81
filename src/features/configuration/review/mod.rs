//! What a change of settings means, before it is sent.

mod consequence_words;
mod dialog;
mod panel;

pub use consequence_words::ReviewWords;
pub use dialog::ReviewDialog;
pub use panel::ChangesPanel;

use std::sync::Arc;

use harbor_api::types::User;
use harbor_settings::{Change, NewValue, Session, consequences};
use leptos::prelude::*;

use self::consequence_words::consequence_words;
use super::form::{setting_label, value_words};
use crate::{ui::Icon, words::words};

/// The first administrator: always there, and always with a password of the server's own.
const FIRST_ADMINISTRATOR: i64 = 1;

/// What of the person who changes settings decides what follows.
pub fn editing_session(user: Option<Arc<User>>) -> Session {
    user.map_or_else(Session::default, |user| Session {
        is_administrator_by_group: user.admin_role_in_auth && !user.sysadmin_flag,
        has_local_password: user.user_id.0 == FIRST_ADMINISTRATOR,
    })
}

/// One change: the setting by both its names, what it was and becomes, and what follows.
fn change_lines(change: &Change, session: Session) -> impl IntoView + use<> {
    let w = &words().settings;
    let (was, is) = match &change.after {
        NewValue::Secret => (w.before_secret.to_owned(), w.new_secret.to_owned()),
        NewValue::Is(after) => {
            let before = change.before.as_ref();
            (
                before.map_or_else(String::new, |before| value_words(change.key, before)),
                value_words(change.key, after),
            )
        }
    };
    let follows = consequences(change, session).into_iter().map(|one| {
        let words = consequence_words(one);
        match one.is_severe() {
            true => view! {
                <p class="hint warn">
                    <Icon name="warning" class="i-14" />
                    <span>{words}</span>
                </p>
            }
            .into_any(),
            false => view! { <p class="hint">{words}</p> }.into_any(),
        }
    });
    let (key, label) = (change.key, setting_label(change.key));
    view! {
        <div class="cc">
            <div>
                <span class="strong">{label}</span>
                " "
                <span class="mono muted t12">{key}</span>
            </div>
            <div class="row g6 wraps">
                <span class="was">{was}</span>
                <Icon name="arrow-right" class="i-12" />
                <span class="now">{is}</span>
            </div>
            {follows.collect_view()}
        </div>
    }
}
