//! A registry as this computer knows it: adding it, how it is reached, its state, forgetting it.

mod address;
mod edit;
mod removal;
mod status;
mod welcome;
mod welcome_words;
mod words;
pub use edit::EditConnection;
pub use removal::RemoveRegistry;
pub use status::{Notices, Status, keep_trying};
pub use welcome::Contours;
pub use welcome::WelcomePage;
pub use welcome_words::Welcome;
pub use words::Connection;
