//! What can be done, as palette, menus and the list of keys name it.

super::area! {
    /// What can be done, as palette, menus and the list of keys name it.
    Actions {
        texts {
            everywhere, lists, artifacts,
            search_or_run, back, forward, projects, add_registry, copy_link, link_copied, keyboard_shortcuts,
            light_theme, dark_theme, system_theme, english, french,
            navigation, zoom_in, zoom_out, zoom_reset, delete, find_in_list, refresh, copy_pull,
            switch_registry, move_rows, open_row, toggle_inspector, space, expand_index, close_inspector,
            ctrl, cmd, alt, option, shift, enter, esc,
            left, right, up, down, page_up, page_down, home, end, one_to_nine,
        }
        says {
        }
    }
}
