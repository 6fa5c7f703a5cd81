//! What is known of a group, and what can be done.

use std::sync::Arc;

use harbor_api::UserGroupId;
use leptos::prelude::*;
use listing::Line;

use super::{
    GroupList, KnownGroup, Question,
    declaration::{kind_name, kind_of},
};
use crate::{
    features::{
        members::avatar,
        people::memberships::{ProjectsOf, Who},
    },
    list::{RowDeed, RowMenu, Values},
    ui::{Inspector, pair, section},
    words::words,
};

#[component]
pub fn GroupInspector(groups: GroupList, line: Arc<Line>) -> impl IntoView {
    let w = &words().people;
    let list = groups.list;
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let (name, dn) = (values.text("name").to_owned(), values.text("dn").to_owned());
    let known = line.key.parse().ok().map(|id| KnownGroup {
        id: UserGroupId(id),
        name: name.clone(),
        kind: kind_of(values.text("kind")),
        dn: dn.clone(),
    });
    let facts = view! {
        <dl class="kv">
            {pair(w.kind, kind_name(values.text("kind")))}
            {(!dn.is_empty()).then(|| pair(w.dn, view! { <span class="mono wraps">{dn}</span> }))}
        </dl>
        <p class="hint">{w.members_unknown}</p>
    };
    let known = StoredValue::new(known);
    let ask = move |make: fn(KnownGroup) -> Question| {
        if let Some(known) = known.get_value() {
            groups.question.set(Some(make(known)));
        }
    };
    let actions = ViewFn::from(move || {
        let delete = |known: KnownGroup| Question::Delete(vec![(known.id, known.name)]);
        view! {
            <RowMenu
                list=list
                label=w.more
                edit=RowDeed::new(w.rename, move || ask(Question::Rename))
                delete=RowDeed::new(w.delete_open, move || ask(delete))
                off=groups.off
            />
        }
    });
    let who = StoredValue::new((line.key.clone(), name.clone()));
    let footer = ViewFn::from(move || {
        let (key, name) = who.get_value();
        groups.joining.for_one(key, name)
    });
    let add = move || {
        let (key, name) = who.get_value();
        groups.joining.beside_projects(key, name)
    };
    let mark = ViewFn::from(|| avatar("", true));
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=name mark=mark on_close=close actions=actions footer=footer>
            {section(facts)}
            <ProjectsOf asked=groups.asked who=Who::Group(line.key.clone()) add=add />
        </Inspector>
    }
}
