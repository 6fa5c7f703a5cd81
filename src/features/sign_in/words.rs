//! Signing in.

crate::words::area! {
    /// Signing in.
    SignIn {
        texts {
            user_name: "User name", "Nom d’utilisateur";
            user_name_missing: "The user name is missing", "Il manque le nom d’utilisateur";
            password: "Password", "Mot de passe";
            password_missing: "The password is missing", "Il manque le mot de passe";
            robot_account: "Name of the robot account", "Nom du compte robot";
            robot_name_missing:
                "The robot account's name is missing",
                "Il manque le nom du compte robot";
            robot_example: "robot$project+name", "robot$projet+nom";
            secret: "Secret", "Secret";
            secret_missing:
                "The robot account's secret is missing",
                "Il manque le secret du compte robot";
            cli_secret_missing: "The CLI secret is missing", "Il manque le secret CLI";
            copy_details: "Copy details", "Copier les détails";
        }
        says {
            // Without the reason: it comes in English.
            kept_this_run(reason: &str):
                format!("It will be kept until Pilothouse ends, because {reason}."),
                {
                    "Il sera conservé jusqu’à la fermeture de Pilothouse, car le trousseau du système n’a \
                     pas pu être utilisé."
                        .to_owned()
                };
            sign_in_to(registry: &str):
                format!("Sign in to {registry}"),
                format!("Se connecter à {registry}");
        }
    }
}
