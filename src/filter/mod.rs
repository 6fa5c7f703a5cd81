//! Conditions on the rows of a list: a chip each in the filter bar, a term each of Harbor's `q=`.
//!
//! A list that is whole is filtered here, exactly. Of a list that is still on its way the server is
//! asked for what fits, as far as it can tell exactly; the rest is done here.

mod field;
#[cfg(test)]
mod text_tests;
mod value;

pub use field::{Field, FilterField, Kind, culprit, fits};
pub use listing::{
    Condition as Chip, Operator, Problem, Unit, check, read_conditions as read,
    write_conditions as write,
};
pub use value::written;
