//! What is printed: one figure a line, its cells parted by tabs. `cargo xtask bench` sets the table.

use std::time::Duration;

/// A figure against its budget.
pub struct Figure {
    pub name: String,
    /// The ratio or count that is to be looked at first.
    pub measured: String,
    pub budget: String,
    /// Times and sizes, which depend on the machine.
    pub information: String,
}

impl Figure {
    pub fn print(&self) {
        println!(
            "{}\t{}\t{}\t{}",
            self.name, self.measured, self.budget, self.information
        );
    }
}

/// The part of a budget that was used.
pub fn of_budget(took: Duration, budget: Duration) -> String {
    format!("{:.2} of budget", took.as_secs_f64() / budget.as_secs_f64())
}

/// A time for people.
pub fn shown(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    if milliseconds < 10.0 {
        format!("{milliseconds:.2} ms")
    } else if milliseconds < 1000.0 {
        format!("{milliseconds:.0} ms")
    } else {
        format!("{:.2} s", milliseconds / 1000.0)
    }
}

/// The middle of some measurements; zero for none.
pub fn median<T: PartialOrd + Copy + Default>(mut values: Vec<T>) -> T {
    values.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    values.get(values.len() / 2).copied().unwrap_or_default()
}
