//! What a list can be filtered by, and conditions on its rows, as a person reads them: a chip each in
//! the filter bar. Which rows satisfy them is worked out in the shell.

mod field;
mod value;

pub use field::FilterField;
pub use listing::{
    Condition as Chip, Operator, Problem, Unit, check, read_conditions as read,
    write_conditions as write,
};
pub use value::written;
