//! Signing in.

super::area! {
    /// Signing in.
    SignIn {
        texts {
            user_name, user_name_missing, password, password_missing, robot_account,
            robot_name_missing, robot_example, secret, secret_missing, cli_secret_missing,
            copy_details,                     }
        says {
            kept_this_run(reason: &str),
            sign_in_to(registry: &str),
        }
    }
}
