//! Views whose code comes when they are first drawn: the window starts with what every visit needs.
//!
//! The parts are `account` (signing in, a registry's own dialogs), `frame` (the palette and its like),
//! `administration`, `project` and `artifact`; the build makes a file of code of each, and one of what
//! several share.

use std::{future::Future, pin::Pin};

use futures::FutureExt;
use leptos::{__reexports::send_wrapper::SendWrapper, prelude::*};

/// A function that draws with the code of a part, as an entry of a page or tab; with values by name, what
/// it draws of them.
macro_rules! deferred {
    ($part:ident, $name:ident, { $($value:ident: $kind:ty),* $(,)? } => $view:expr) => {{
        #[allow(unsafe_code, improper_ctypes, improper_ctypes_definitions)]
        mod $name {
            use super::*;

            #[leptos::wasm_split::wasm_split($part, wasm_split_path = leptos::wasm_split)]
            pub fn $name($($value: $kind),*) -> AnyView {
                $view
            }
        }
        $crate::deferred::once_loaded($name::$name($($value),*))
    }};
    // A page of a registry.
    ($part:ident, $name:ident, |$at:ident| $view:expr) => {
        deferred!($part, $name, |$at: leptos::prelude::Signal<
            pilothouse_protocol::ConnectionId,
        >| $view)
    };
    ($part:ident, $name:ident, |$at:ident: $context:ty| $view:expr) => {
        |$at: $context| deferred!($part, $name, { $at: $context } => $view)
    };
}
pub(crate) use deferred;

/// Room to spare among the window's constants, which nothing reads. Each part gets those that only it
/// reads, laid out anew in the space of all of them; where the gaps between parts need more than there
/// was, the splitter leaves every constant to the module that the window starts with.
#[cfg(target_arch = "wasm32")]
#[used]
static SPARE: [u8; 4096] = [0; 4096];

/// Draws at once where the code is there already, else as soon as it is.
pub fn once_loaded(view: impl Future<Output = AnyView> + 'static) -> AnyView {
    // One kind of future for all: the window starts with what waits for each.
    draw(Box::pin(view))
}

fn draw(mut view: Pin<Box<dyn Future<Output = AnyView>>>) -> AnyView {
    if let Some(view) = view.as_mut().now_or_never() {
        return view;
    }
    // Until then the page waits, as it does for data.
    let waits = RwSignal::new(true);
    let drawn = Suspend::new(SendWrapper::new(async move {
        let view = view.await;
        waits.set(false);
        view
    }));
    let waiting = move || waits.get().then(|| view! { <div aria-busy="true"></div> });
    let mut once = Some(view! { {waiting} {drawn} });
    // What was there before goes at once, not when this is drawn: its values are gone already.
    (move || once.take()).into_any()
}
