//! Conditions on the rows of a list: a chip each in the filter bar, a term each of Harbor's `q=`.
//!
//! A list that is whole is filtered here, exactly. Of a list that is still on its way the server is
//! asked for what fits, as far as it can tell exactly; the rest is done here.

mod chip;
mod field;
mod text;
mod value;

pub use chip::{Chip, Operator};
pub use field::{Field, Kind, asked_number, asked_time, culprit, fits, server_filter};
pub use text::{read, write};
pub use value::{Problem, check, written};
