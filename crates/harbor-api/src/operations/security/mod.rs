//! Scanners, scans and what they found.

mod export;
mod hub;
mod scan;
mod scan_all;
mod scanner;

pub use export::*;
pub use hub::*;
pub use scan::*;
pub use scan_all::*;
pub use scanner::*;
