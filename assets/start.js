// Loads the window. Kept apart from the page, so that the page needs no inline script.
import start from "/pilothouse_window.js";

start({ module_or_path: "/pilothouse_window_bg.wasm" });
