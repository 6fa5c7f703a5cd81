//! The desktop's clipboard, only read: for the address that a sign-in in the browser ends at.

use std::sync::{Mutex, PoisonError};

use arboard::Error;
use harbor_client::Secret;
use pilothouse_console::Clipboard;

/// The clipboard. On Wayland it is read by the data-control protocol where the desktop has it, else
/// by way of X11.
#[derive(Default)]
pub struct DesktopClipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard for DesktopClipboard {
    fn text(&self) -> Result<Option<Secret>, String> {
        // A panic in a read leaves nothing half-done.
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let clipboard = match open.take() {
            Some(clipboard) => clipboard,
            None => arboard::Clipboard::new().map_err(|error| explain(&error))?,
        };
        match open.insert(clipboard).get_text() {
            Ok(text) => Ok(Some(Secret::new(text))),
            // A picture or nothing at all; or another program is at it just now.
            Err(
                Error::ContentNotAvailable | Error::ConversionFailure | Error::ClipboardOccupied,
            ) => Ok(None),
            Err(error) => {
                *open = None;
                Err(explain(&error))
            }
        }
    }
}

/// Why, in words; the crate's own texts are not used, so nothing of the clipboard's can be in it.
fn explain(error: &Error) -> String {
    match error {
        Error::ClipboardNotSupported => "this desktop has none that can be read",
        _ => "this desktop does not let it be read",
    }
    .to_owned()
}
