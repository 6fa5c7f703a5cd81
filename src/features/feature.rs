//! What a feature adds to the window: pages in the navigation, tabs of other pages, actions.
//!
//! Each feature names its own in one constant; [`super::FEATURES`] lists the constants.

use leptos::prelude::*;
use pilothouse_protocol::{Connection, ConnectionId};

use crate::{
    actions::Action,
    features::{
        artifacts::{ArtifactContext, RepositoryContext},
        projects::ProjectContext,
    },
    route::{PageId, Route, TabId},
    ui::Link,
    words::{Words, words},
};

/// A text in the window's language.
pub type Title = fn(&Words) -> &'static str;

/// What a feature adds.
pub struct Feature {
    pub pages: &'static [RegistryPage],
    pub project_tabs: &'static [Tab<ProjectContext>],
    pub repository_tabs: &'static [Tab<RepositoryContext>],
    pub artifact_tabs: &'static [Tab<ArtifactContext>],
    /// The way to each page is one by itself.
    pub actions: &'static [Action],
}

impl Feature {
    /// For those that add less than everything.
    pub const EMPTY: Self = Self {
        pages: &[],
        project_tabs: &[],
        repository_tabs: &[],
        artifact_tabs: &[],
        actions: &[],
    };
}

/// A part of the navigation. The order is that on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// At the top, without a heading.
    Content,
    Access,
    Distribution,
    Operations,
    Tools,
}

impl Section {
    pub const ALL: [Self; 5] = [
        Self::Content,
        Self::Access,
        Self::Distribution,
        Self::Operations,
        Self::Tools,
    ];

    /// Its heading, where it has one.
    pub fn title(self) -> Option<&'static str> {
        let w = &words().frame;
        match self {
            Self::Content => None,
            Self::Access => Some(w.access),
            Self::Distribution => Some(w.distribution),
            Self::Operations => Some(w.operations),
            Self::Tools => Some(w.tools),
        }
    }
}

/// A page of a registry, with its entry in the navigation and the palette.
pub struct RegistryPage {
    pub id: PageId,
    pub section: Section,
    /// Orders the entries of a section.
    pub rank: u8,
    pub title: Title,
    pub icon: &'static str,
    /// The action that leads there.
    pub go: &'static str,
    /// Whether the account is offered the way there. A link leads there all the same, and the page
    /// says what is missing.
    pub offered: fn(&Connection) -> bool,
    pub view: fn(Signal<ConnectionId>) -> AnyView,
}

/// A tab of a page whose data it shares.
pub struct Tab<Context: 'static> {
    /// [`TabId::FIRST`] for the one that the page opens with.
    pub id: TabId,
    /// Orders the tabs.
    pub rank: u8,
    title: Title,
    number: fn(&Context) -> Option<i64>,
    offered: fn(&Context) -> bool,
    pub view: fn(Context) -> AnyView,
}

impl<Context> Tab<Context> {
    pub const fn new(id: TabId, rank: u8, title: Title, view: fn(Context) -> AnyView) -> Self {
        Self {
            id,
            rank,
            title,
            number: |_| None,
            offered: |_| true,
            view,
        }
    }

    /// A number beside its title; nothing while it is unknown.
    pub const fn number(self, number: fn(&Context) -> Option<i64>) -> Self {
        Self { number, ..self }
    }

    /// Whether there is something to see. The tab that one is at stays.
    pub const fn offered(self, offered: fn(&Context) -> bool) -> Self {
        Self { offered, ..self }
    }
}

/// The tabs of a page, as a bar of links. Until `are_known`, whether they are offered may change: a tab
/// that came late would push the others from under the pointer, so there is the current one alone.
pub fn tab_bar<Context>(
    tabs: Vec<&'static Tab<Context>>,
    context: Context,
    are_known: Signal<bool>,
    label: &'static str,
    current: Memo<TabId>,
    to: impl Fn(TabId) -> Route + Send + Sync + 'static,
) -> impl IntoView
where
    Context: Send + Sync + 'static,
{
    // They stay when what decided on them is asked for again.
    let are_known = Memo::new(move |before| before == Some(&true) || are_known.get());
    let links = move || {
        tabs.iter()
            .filter(|tab| tab.id == current.get() || (are_known.get() && (tab.offered)(&context)))
            .map(|tab| {
                let is_active = current.get() == tab.id;
                let number = (tab.number)(&context);
                let title = (tab.title)(words());
                let to = to(tab.id);
                view! {
                    <Link
                        to=to
                        class=if is_active { "tab is-active" } else { "tab" }
                        current=is_active
                    >
                        {title}
                        {number
                            .map(|number| {
                                view! { <span class="n">{crate::format::count(number)}</span> }
                            })}
                    </Link>
                }
            })
            .collect_view()
    };
    view! {
        <nav class="tabs" aria-label=label>
            {links}
        </nav>
    }
}
