//! The lists that there are.

use harbor_api::{AnyOperation, DecodeError, Filter, Sort};
use serde::{Deserialize, Serialize};

use crate::{
    cell::Cell,
    column::Column,
    listing::{Listing, ListingPage, Row},
    query::{self, Query},
};

pub mod artifacts;
pub mod labels;
pub mod project_log;

pub use artifacts::Artifacts;
pub use labels::ProjectLabels;
pub use project_log::{ProjectEvents, ProjectLogs};

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// Which list: its kind, and where.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(tag = "list", rename_all = "snake_case")]
        pub enum ListScope {
            $($(#[$doc])* $name($name)),*
        }

        $(
            impl From<$name> for ListScope {
                fn from(list: $name) -> Self {
                    Self::$name(list)
                }
            }
        )*

        impl ListScope {
            /// [`Listing::ID`]
            pub fn id(&self) -> &'static str {
                match self { $(Self::$name(_) => $name::ID),* }
            }

            /// [`Listing::COLUMNS`]
            pub fn columns(&self) -> &'static [Column] {
                match self { $(Self::$name(_) => $name::COLUMNS),* }
            }

            /// [`Listing::FIRST_PAGE`]
            pub fn first_page(&self) -> u32 {
                match self { $(Self::$name(_) => $name::FIRST_PAGE),* }
            }

            /// The place of [`Listing::SIZE`] among the columns.
            pub fn size(&self) -> Option<usize> {
                let size = match self { $(Self::$name(_) => $name::SIZE),* };
                place(self.columns(), size?)
            }

            /// The place of [`Listing::PARTS`] among the columns.
            pub fn parts(&self) -> Option<usize> {
                let parts = match self { $(Self::$name(_) => $name::PARTS),* };
                place(self.columns(), parts?)
            }

            /// [`Listing::operation`]
            pub fn operation(&self, filter: Filter, sort: Sort) -> AnyOperation {
                match self { $(Self::$name(list) => list.operation(filter, sort).into()),* }
            }

            /// Reads a page's body.
            pub fn page(&self, body: &[u8]) -> Result<ListingPage, DecodeError> {
                match self { $(Self::$name(_) => ListingPage::read::<$name>(body)),* }
            }

            /// What a row says of a part: see [`Listing::part`].
            pub fn part(&self, line: &str) -> Vec<Cell> {
                let mut row = Row::new(self.columns());
                match self { $(Self::$name(_) => $name::part(line, &mut row)),* }
                row.into_cells()
            }
        }
    };
}

impl ListScope {
    /// The part of a query that the server can tell exactly: its filter and its order. Nothing where
    /// it can tell no part of it.
    pub fn server_query(&self, query: &Query) -> Option<(Filter, Sort)> {
        let column = |id: &str| self.columns().iter().find(|column| column.id == id);
        let asked = query.conditions.iter().filter_map(|condition| {
            let asked = column(&condition.field)?.server.filter?;
            asked(condition, query.now)
        });
        let filter = asked.fold(Filter::all(), |filter, (name, term)| {
            // What can't be said in Harbor's words is looked at here.
            filter.clone().and(name, term).unwrap_or(filter)
        });
        let sort = query.sort.as_ref().and_then(|sort| {
            let field = column(&sort.column)?.server.sort?;
            let direction = match sort.direction {
                query::Direction::Ascending => harbor_api::Direction::Ascending,
                query::Direction::Descending => harbor_api::Direction::Descending,
            };
            Some(Sort::by(field, direction))
        });
        let is_any = !filter.is_empty() || sort.is_some();
        is_any.then(|| (filter, sort.unwrap_or_default()))
    }
}

lists! {
    /// The artifacts of a repository.
    Artifacts,
    /// The labels of a project.
    ProjectLabels,
    /// What was done in a project.
    ProjectEvents,
    /// The same of servers without events.
    ProjectLogs,
}

fn place(columns: &[Column], id: &str) -> Option<usize> {
    columns.iter().position(|column| column.id == id)
}
