//! What the stories stand on: a desktop of their own, the window on it, registries to talk to.

mod accessibility;
mod browser;
mod desktop;
mod doing;
mod driver;
/// What ends everything that a task started, too.
#[path = "../../xtask/src/guardian.rs"]
mod guardian;
mod keyboard;
mod looks;
/// What the measurements of the program use, too.
#[path = "../../xtask/src/memory.rs"]
mod memory;
mod processes;
mod registries;
mod seeing;
mod window;

pub use browser::Page;
pub use desktop::Desktop;
pub use driver::{Held, Key};
pub use processes::output_of;
pub use registries::harbor::Harbor;
pub use registries::single_sign_on::SingleSignOn;
pub use registries::strangers::{closed_port, encrypted_with_own_certificate, web_page};
pub use registries::wire::Wire;
pub use window::Window;

use std::time::{Duration, Instant};

/// How long a condition may take. Far longer than it does: only a failing story waits for it.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a condition is looked at.
const GLANCE: Duration = Duration::from_millis(40);

/// Waits until something is there; nothing if it does not come.
pub fn wait_for<T>(mut condition: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = condition() {
            return Some(found);
        }
        if Instant::now() > end {
            return None;
        }
        std::thread::sleep(GLANCE);
    }
}
