//! What a list's columns are.

use chrono::{DateTime, Utc};
use harbor_api::Term;

use crate::{
    cell::Cell,
    condition::{Condition, Filterable, Operator},
    value::Unit,
};

/// What a column's values are. Operators of its filter, its order and its form in an export follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// One text.
    Text,
    /// Any number of texts.
    Texts,
    /// One of a few words.
    Word,
    /// Several of a few words.
    Words,
    Bytes,
    Count,
    /// A number with one digit behind the point, as tenths: a score.
    Tenths,
    /// Microseconds since 1970.
    Time,
    /// The same for a time that something ends at: a condition on it looks ahead.
    Deadline,
    /// Several counts, by these names; the first weighs most in an order.
    Counts(&'static [&'static str]),
}

/// How a server is asked for the rows that satisfy a condition, where it can tell exactly.
pub type ServerFilter = fn(&Condition, DateTime<Utc>) -> Option<(&'static str, Term)>;

/// When a value that was worked out holds no more.
#[derive(Debug, Clone, Copy)]
pub struct Until {
    /// The column that tells.
    pub column: &'static str,
    /// Of its value before its row was read again, and of that after.
    pub is_over: fn(before: &Cell, now: &Cell) -> bool,
}

/// What the server can do with a column, by its own words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Server {
    /// The field that it sorts by.
    pub sort: Option<&'static str>,
    pub filter: Option<ServerFilter>,
}

/// A column of a list's store; what the window draws may be made of several.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The same in every language; in addresses, filters' texts, exports and settings.
    pub id: &'static str,
    pub kind: ColumnKind,
    /// Whether the find field looks at it.
    pub searched: bool,
    /// Words in their order, the least first; others come before them, by alphabet.
    pub order: &'static [&'static str],
    /// Long texts that no cell draws: a line lacks them, and a row is asked for to have them.
    pub on_request: bool,
    /// It is worked out here: a page that is read leaves it as it is.
    pub computed: bool,
    /// When such a value goes.
    pub until: Option<Until>,
    pub server: Server,
}

impl Column {
    pub const fn new(id: &'static str, kind: ColumnKind) -> Self {
        Self {
            id,
            kind,
            searched: false,
            order: &[],
            on_request: false,
            computed: false,
            until: None,
            server: Server {
                sort: None,
                filter: None,
            },
        }
    }

    /// Lets the find field look at it.
    pub const fn searched(mut self) -> Self {
        self.searched = true;
        self
    }

    /// Puts its words into an order that is none of the alphabet's, the least first.
    pub const fn ordered(mut self, words: &'static [&'static str]) -> Self {
        self.order = words;
        self
    }

    /// Leaves it out of lines: see [`Column::on_request`].
    pub const fn on_request(mut self) -> Self {
        self.on_request = true;
        self
    }

    /// Keeps what was worked out when its row is read again.
    pub const fn computed(mut self) -> Self {
        self.computed = true;
        self
    }

    /// The same until another column's value says that it is over.
    pub const fn computed_until(
        mut self,
        column: &'static str,
        is_over: fn(before: &Cell, now: &Cell) -> bool,
    ) -> Self {
        self.computed = true;
        self.until = Some(Until { column, is_over });
        self
    }

    /// Names the server's field to sort by.
    pub const fn sorted_by_server(mut self, field: &'static str) -> Self {
        self.server.sort = Some(field);
        self
    }

    /// Says how the server is asked for a condition on it.
    pub const fn server_filter(mut self, asked: ServerFilter) -> Self {
        self.server.filter = Some(asked);
        self
    }

    /// Values to choose from without typing, beside those that occur.
    pub fn presets(&self) -> &'static [&'static str] {
        match self.unit() {
            Unit::Words => &[],
            Unit::Span if self.kind == ColumnKind::Deadline => &["3d", "14d", "30d", "90d", "1y"],
            Unit::Span => &["1d", "7d", "30d", "90d", "1y", "2y"],
            Unit::Size => &["100MiB", "500MiB", "1GiB", "5GiB", "10GiB"],
            Unit::Number => &["1", "10", "100", "1000"],
        }
    }
}

impl Filterable for Column {
    fn id(&self) -> &'static str {
        self.id
    }

    fn operators(&self) -> &'static [Operator] {
        match self.kind {
            ColumnKind::Word | ColumnKind::Words => &[Operator::Is, Operator::IsNot],
            ColumnKind::Text | ColumnKind::Texts => &[
                Operator::Contains,
                Operator::ContainsNot,
                Operator::Is,
                Operator::IsNot,
            ],
            ColumnKind::Time | ColumnKind::Deadline => &[Operator::Within, Operator::NotWithin],
            ColumnKind::Bytes | ColumnKind::Count | ColumnKind::Tenths => {
                &[Operator::AtLeast, Operator::AtMost]
            }
            ColumnKind::Counts(_) => &[],
        }
    }

    fn unit(&self) -> Unit {
        match self.kind {
            ColumnKind::Time | ColumnKind::Deadline => Unit::Span,
            ColumnKind::Bytes => Unit::Size,
            ColumnKind::Count | ColumnKind::Tenths | ColumnKind::Counts(_) => Unit::Number,
            ColumnKind::Text | ColumnKind::Texts | ColumnKind::Word | ColumnKind::Words => {
                Unit::Words
            }
        }
    }
}
