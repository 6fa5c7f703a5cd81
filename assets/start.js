// Loads the window. Kept apart from the page, so that the page needs no inline script. Its code is fetched
// beside the script that takes it.
const code = fetch("/pilothouse_window_bg.wasm");
import("/pilothouse_window.js").then(({ default: start }) => start({ module_or_path: code }));
