//! Signing in.

use crate::words::shape::SignIn;

pub const SIGN_IN: SignIn = SignIn {
    user_name: "User name",
    user_name_missing: "The user name is missing",
    password: "Password",
    password_missing: "The password is missing",
    robot_account: "Name of the robot account",
    robot_name_missing: "The robot account's name is missing",
    robot_example: "robot$project+name",
    secret: "Secret",
    secret_missing: "The robot account's secret is missing",
    cli_secret_missing: "The CLI secret is missing",
    copy_details: "Copy details",
    kept_this_run: |reason| format!("It will be kept until Pilothouse ends, because {reason}."),
    sign_in_to: |registry| format!("Sign in to {registry}"),
};
