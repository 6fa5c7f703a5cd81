//! Signing in.

use crate::words::shape::SignIn;

pub const SIGN_IN: SignIn = SignIn {
    user_name: "Nom d’utilisateur",
    user_name_missing: "Il manque le nom d’utilisateur",
    password: "Mot de passe",
    password_missing: "Il manque le mot de passe",
    robot_account: "Nom du compte robot",
    robot_name_missing: "Il manque le nom du compte robot",
    robot_example: "robot$projet+nom",
    secret: "Secret",
    secret_missing: "Il manque le secret du compte robot",
    cli_secret_missing: "Il manque le secret CLI",
    copy_details: "Copier les détails",
    // Without the reason: it comes in English.
    kept_this_run: |_| {
        "Il sera conservé jusqu’à la fermeture de Pilothouse, car le trousseau du système n’a \
         pas pu être utilisé."
            .to_owned()
    },
    sign_in_to: |registry| format!("Se connecter à {registry}"),
};
