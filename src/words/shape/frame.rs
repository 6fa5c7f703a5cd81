//! Rail, navigation, top bar, status banners, palette.

super::area! {
    /// Rail, navigation, top bar, status banners, palette.
    Frame {
        texts {
            no_start, no_demo, without_demo, keychain_refused, link_title, link_nothing_yet,
            registries, keyboard_shortcuts_tip, theme_is_system, theme_is_light, theme_is_dark,
            tile_connected, tile_connecting, tile_sign_in, tile_offline,
            connected, connecting, sign_in_again, offline,
            back_tip, forward_tip, breadcrumb,
            not_signed_in, robot_account, public_only, cli_secret_lists,             remove_this_registry, removal_title, remove_registry,
            signed_out, sign_in_to_go_on, sign_in, read_only, unverified,
            actions, artifacts, repositories, results, nothing_matches,
            to_move, to_open, commands_only, paste_digest,
            searched_this_repository, open_a_repository, no_such_text,
        }
        says {
            link_asks(registry: &str),
            signed_in_as(name: &str),
            account(name: &str),
            removal(registry: &str),
            cannot_reach(registry: &str),
            away_since(time: &str),
            password_kept(reason: &str),
            artifact_count(number: usize),
            repository_count(number: usize),
            not_searched(what: &str, why: &str),
            searched_projects(searched: usize, total: usize),
            first_of(shown: u64, total: u64, what: &str),
            other_host(host: &str),
            no_such_artifact(repository: &str),
        }
    }
}
