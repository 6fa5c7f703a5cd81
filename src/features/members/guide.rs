//! What each role may: the table beside the list, and the summary of one role.

use harbor_api::types::Role;
use leptos::prelude::*;

use crate::{
    features::projects::role_name,
    ui::{Icon, Inspector},
    words::words,
};

/// Something that people want to do in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Pull,
    SeeFindings,
    Push,
    Scan,
    Delete,
    Retention,
    ImmutableTags,
    SeeWebhooks,
    Webhooks,
    SeeMembers,
    SeeActivity,
    Members,
    SeeRobots,
    Robots,
    Settings,
    DeleteProject,
}

/// Where a deed stands in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Images,
    Policies,
    People,
    Project,
}

impl Subject {
    const ALL: [Self; 4] = [Self::Images, Self::Policies, Self::People, Self::Project];

    const fn deeds(self) -> &'static [Deed] {
        match self {
            Self::Images => &[
                Deed::Pull,
                Deed::SeeFindings,
                Deed::Push,
                Deed::Scan,
                Deed::Delete,
            ],
            Self::Policies => &[
                Deed::Retention,
                Deed::ImmutableTags,
                Deed::SeeWebhooks,
                Deed::Webhooks,
            ],
            Self::People => &[
                Deed::SeeMembers,
                Deed::SeeRobots,
                Deed::SeeActivity,
                Deed::Members,
                Deed::Robots,
            ],
            Self::Project => &[Deed::Settings, Deed::DeleteProject],
        }
    }
}

impl Deed {
    /// What the server wants for it: all of these.
    pub const fn needs(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Pull => &[("repository", "pull"), ("repository", "list")],
            Self::SeeFindings => &[("artifact-addition", "read")],
            Self::Push => &[
                ("repository", "push"),
                ("tag", "create"),
                ("artifact-label", "create"),
            ],
            Self::Scan => &[("scan", "create")],
            Self::Delete => &[("artifact", "delete"), ("tag", "delete")],
            Self::Retention => &[("tag-retention", "update")],
            Self::ImmutableTags => &[("immutable-tag", "create")],
            Self::SeeWebhooks => &[("notification-policy", "list")],
            Self::Webhooks => &[
                ("notification-policy", "create"),
                ("preheat-policy", "create"),
            ],
            Self::SeeMembers => &[("member", "list")],
            Self::SeeActivity => &[("log", "list")],
            Self::Members => &[("member", "create"), ("member", "update")],
            Self::SeeRobots => &[("robot", "list")],
            Self::Robots => &[("robot", "create"), ("robot", "update")],
            Self::Settings => &[(".", "update")],
            Self::DeleteProject => &[(".", "delete")],
        }
    }

    /// Whether a role may do it.
    pub fn is_of(self, role: Role) -> bool {
        let needs = self.needs().iter();
        needs
            .clone()
            .all(|(resource, action)| role.may(resource, action))
    }
}

fn mark(may: bool) -> impl IntoView {
    let w = &words().role_guide;
    if may {
        view! {
            <span role="img" aria-label=w.may>
                <Icon name="check" class="i-14 c-ok" />
            </span>
        }
        .into_any()
    } else {
        view! {
            <span class="no" role="img" aria-label=w.may_not>
                "–"
            </span>
        }
        .into_any()
    }
}

/// The table of roles, beside the list of members.
#[component]
pub fn RoleGuide(
    /// Whose column is tinted.
    role: Signal<Option<Role>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().role_guide;
    let pointed = RwSignal::new(None::<Role>);
    let tinted = move |this: Role| pointed.get().or_else(|| role.get()) == Some(this);
    let roles = || Role::ALL.into_iter().rev();
    let head = roles().map(move |this| {
        view! {
            <th
                scope="col"
                class:hi=move || tinted(this)
                title=role_name(this)
                on:mouseenter=move |_| pointed.set(Some(this))
            >
                {w.short_role(this)}
            </th>
        }
    });
    let groups = Subject::ALL.map(|subject| {
        let rows = subject.deeds().iter().map(move |deed| {
            let cells = roles().map(move |this| {
                view! {
                    <td
                        class:hi=move || tinted(this)
                        on:mouseenter=move |_| pointed.set(Some(this))
                    >
                        {mark(deed.is_of(this))}
                    </td>
                }
            });
            view! {
                <tr>
                    <th scope="row">{w.deed(*deed)}</th>
                    {cells.collect_view()}
                </tr>
            }
        });
        let blanks = roles().map(move |this| view! { <td class:hi=move || tinted(this)></td> });
        view! {
            <tr class="g">
                <th scope="rowgroup">{w.subject(subject)}</th>
                {blanks.collect_view()}
            </tr>
            {rows.collect_view()}
        }
    });
    view! {
        <Inspector title=Signal::stored(w.title.to_owned()) on_close=on_close>
            <table class="rm" aria-label=w.table on:mouseleave=move |_| pointed.set(None)>
                <thead>
                    <tr>
                        <th></th>
                        {head.collect_view()}
                    </tr>
                </thead>
                <tbody>{groups.collect_view()}</tbody>
            </table>
            <p class="hint rm-note">{w.note}</p>
        </Inspector>
    }
}

/// What somebody with a role can do and what not.
#[component]
pub fn RoleSummary(role: Signal<Role>) -> impl IntoView {
    let w = &words().role_guide;
    let deeds = || Subject::ALL.into_iter().flat_map(Subject::deeds);
    let lines = move |may: bool| {
        let icon = if may { "check" } else { "minus" };
        let class = if may { "i-14 c-ok" } else { "i-14" };
        deeds()
            .filter(|deed| deed.is_of(role.get()) == may)
            .map(|deed| {
                view! {
                    <li class:muted=!may>
                        <Icon name=icon class=class />
                        {w.deed(*deed)}
                    </li>
                }
            })
            .collect::<Vec<_>>()
    };
    let cannot = move || {
        let lines = lines(false);
        (!lines.is_empty()).then(|| {
            view! {
                <hr />
                <b class="semi soft">{w.but_cannot}</b>
                <ul class="plain col g6">{lines}</ul>
            }
        })
    };
    view! {
        <aside class="role-summary" aria-live="polite">
            <b class="semi">{move || w.can(role_name(role.get()))}</b>
            <ul class="plain col g6" id="role-can">
                {move || lines(true)}
            </ul>
            {cannot}
        </aside>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_says_what_the_server_lets_each_role_do() {
        let of = |deed: Deed| {
            let roles = Role::ALL.into_iter().rev();
            roles.map(|role| deed.is_of(role)).collect::<Vec<_>>()
        };
        assert_eq!(of(Deed::Pull), [true; 5]);
        assert_eq!(of(Deed::Push), [false, false, true, true, true]);
        assert_eq!(of(Deed::Retention), [false, false, true, true, true]);
        assert_eq!(of(Deed::Scan), [false, false, false, true, true]);
        assert_eq!(of(Deed::SeeMembers), [false, true, true, true, true]);
        assert_eq!(of(Deed::SeeActivity), [false, false, false, false, true]);
        assert_eq!(of(Deed::Robots), [false, false, false, false, true]);
    }

    #[test]
    fn whatever_stands_in_the_table_is_a_permission_of_the_servers() {
        for deed in Subject::ALL.into_iter().flat_map(Subject::deeds) {
            assert!(deed.is_of(Role::ProjectAdministrator), "{deed:?}");
        }
    }
}
