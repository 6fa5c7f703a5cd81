//! Members and roles.

super::area! {
    /// Members and roles.
    Members {
        texts {
            find, the_members, member, name, kind, group, user, role, project_admin,
            maintainer, developer, guest, limited_guest, some_role, project_admin_may,
            maintainer_may, developer_may, guest_may, limited_guest_may, add, user_name,
            user_name_missing, type_to_search, users_found, access_at_once, cancel, not_saved,
            retry, group_loses, user_loses, remove, change_role, own_membership, only_admin,
        }
        says {
            number(number: usize),
            add_to(project: &str),
            added(member: &str, role: &str),
            already_member(member: &str),
            no_such_user(user: &str),
            already(role: &str),
            role_of(member: &str, role: &str),
            still(role: &str),
            role_is_now(member: &str, role: &str),
            role_not_changed(member: &str),
            role_not_changed_back(member: &str),
            remove_from(project: &str),
            ask_remove(member: &str, project: &str),
            ask_role(member: &str, role: &str),
            removed(member: &str, project: &str),
            not_removed(member: &str),
        }
    }
}
