//! The window's size and place, kept between runs.

use std::path::Path;

use serde::{Deserialize, Serialize};
use tauri::{LogicalSize, PhysicalPosition, WebviewWindow, WindowEvent};
use tauri_plugin_store::StoreExt;

const KEY: &str = "geometry";

/// Logical size, physical place.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Geometry {
    width: f64,
    height: f64,
    x: i32,
    y: i32,
    maximized: bool,
}

/// Puts the window where it was, and keeps where it will be. Trifles: a failure is only logged.
pub fn keep(window: &WebviewWindow, folder: &Path) {
    let store = match window.store(folder.join("window.json")) {
        Ok(store) => store,
        Err(error) => {
            tracing::warn!("the window's place is not kept: {error}");
            return;
        }
    };
    let kept = store
        .get(KEY)
        .and_then(|value| serde_json::from_value::<Geometry>(value).ok());
    if let Some(geometry) = kept {
        restore(window, geometry);
    }
    let kept_window = window.clone();
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::CloseRequested { .. })
            && let Some(geometry) = measure(&kept_window)
            && let Ok(value) = serde_json::to_value(geometry)
        {
            store.set(KEY, value);
            if let Err(error) = store.save() {
                tracing::warn!("the window's place is not kept: {error}");
            }
        }
    });
}

fn measure(window: &WebviewWindow) -> Option<Geometry> {
    let scale = window.scale_factor().ok()?;
    let size = window.inner_size().ok()?.to_logical::<f64>(scale);
    let place = window.outer_position().ok()?;
    let maximized = window.is_maximized().ok()?;
    Some(Geometry {
        width: size.width,
        height: size.height,
        x: place.x,
        y: place.y,
        maximized,
    })
}

/// A place on a screen that is gone is not used; the size always is.
fn restore(window: &WebviewWindow, geometry: Geometry) {
    let size = LogicalSize::new(geometry.width.max(960.0), geometry.height.max(600.0));
    let _ = window.set_size(size);
    let on_a_screen = window.available_monitors().is_ok_and(|monitors| {
        monitors.iter().any(|monitor| {
            let (place, size) = (monitor.position(), monitor.size());
            let right = place.x.saturating_add_unsigned(size.width);
            let bottom = place.y.saturating_add_unsigned(size.height);
            (place.x..right).contains(&geometry.x) && (place.y..bottom).contains(&geometry.y)
        })
    });
    if on_a_screen {
        let _ = window.set_position(PhysicalPosition::new(geometry.x, geometry.y));
    }
    if geometry.maximized {
        let _ = window.maximize();
    }
}
