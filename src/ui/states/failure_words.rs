//! What went wrong, by its code.

use pilothouse_protocol::Failure;
use pilothouse_protocol::FailureCode;

crate::words::area! {
    /// What went wrong, by its code. [`crate::failure`] is the way to them.
    Failures {
        texts {}
        says {
            message(failure: &Failure):
                failure.message.clone(),
                {
                    if let Some(proxy) = &failure.proxy {
                        let cause = failure.message.trim().trim_end_matches('.');
                        return format!("Le proxy {proxy} ne mène pas au registre. ({cause}.)");
                    }
                    let what = whose(what(failure), failure.of_model_registry);
                    let cause = failure.message.trim().trim_end_matches('.');
                    match Cause::of(failure) {
                        Cause::Alone => failure.message.clone(),
                        _ if cause.is_empty() => what,
                        Cause::None => what,
                        Cause::Registry => {
                            let said = whose("Le registre a répondu", failure.of_model_registry);
                            format!("{what} {said}\u{202f}: {cause}.")
                        }
                        Cause::Shell => format!("{what} ({cause}.)"),
                    }
                };
            // Empty where there is none.
            hint(failure: &Failure):
                failure.hint.clone().unwrap_or_default(),
                match hint(failure) {
                    Some(hint) => hint.to_owned(),
                    // Rather in English than not at all: it may name an address.
                    None => failure.hint.clone().unwrap_or_default(),
                };
        }
    }
}

/// What the shell's own message, which is English, adds.
enum Cause {
    /// No more than the code.
    None,
    /// Why, in technical words.
    Shell,
    /// The registry's own words.
    Registry,
    /// Everything: the window refused by itself, in its own language.
    Alone,
}

impl Cause {
    fn of(failure: &Failure) -> Self {
        let has_status = failure.status.is_some();
        match failure.code {
            FailureCode::Precondition if !has_status => Self::Alone,
            FailureCode::Conflict | FailureCode::Precondition => Self::Registry,
            FailureCode::Invalid if has_status => Self::Registry,
            FailureCode::PlainHttp
            | FailureCode::TimedOut
            | FailureCode::WrongCredentials
            | FailureCode::SignInNeeded
            | FailureCode::TokenRefused
            | FailureCode::Forbidden
            | FailureCode::NotFound
            | FailureCode::Busy
            | FailureCode::EncodedSlash
            | FailureCode::Cancelled => Self::None,
            // It says no more about its own faults.
            FailureCode::Server if failure.status == Some(500) => Self::None,
            FailureCode::InvalidAddress
            | FailureCode::NotHarbor
            | FailureCode::Redirected
            | FailureCode::CertificateNotTrusted
            | FailureCode::Unreachable
            | FailureCode::Invalid
            | FailureCode::Server
            | FailureCode::BadAnswer
            | FailureCode::HeaderTooLarge
            | FailureCode::Unsupported
            | FailureCode::Storage
            | FailureCode::PlainStorage
            | FailureCode::Internal => Self::Shell,
        }
    }
}

fn what(failure: &Failure) -> &'static str {
    match failure.code {
        FailureCode::InvalidAddress => "Cette adresse n’est pas valable.",
        FailureCode::NotHarbor => "Aucun registre Harbor ne répond à cette adresse.",
        FailureCode::Redirected => "L’adresse mène ailleurs.",
        FailureCode::CertificateNotTrusted => "Le certificat du registre n’est pas fiable.",
        FailureCode::PlainHttp => {
            "L’adresse utilise http sans chiffrement\u{202f}: n’importe qui sur le trajet peut lire \
             les données."
        }
        FailureCode::Unreachable => "Le registre est injoignable.",
        FailureCode::TimedOut => "Le registre a mis trop de temps à répondre.",
        FailureCode::WrongCredentials => "Le registre refuse ce nom et ce secret.",
        FailureCode::SignInNeeded => "Il faut se connecter.",
        FailureCode::TokenRefused => {
            "Le Model Registry refuse le jeton\u{202f}: il a expiré, ou est celui d’un autre service."
        }
        FailureCode::Forbidden => "Ce compte n’en a pas le droit.",
        FailureCode::NotFound => "Cet élément n’existe plus.",
        FailureCode::Conflict => "Ce nom est déjà pris, ou quelqu’un a été plus rapide.",
        FailureCode::Precondition => "Une règle du registre l’interdit.",
        FailureCode::Invalid if failure.status.is_some() => "Le registre refuse cette demande.",
        FailureCode::Invalid => "Cette demande n’est pas valable.",
        FailureCode::Busy => "Le registre est occupé et demande de patienter.",
        FailureCode::EncodedSlash => {
            "Une passerelle devant le registre refuse les adresses des dépôts dont le nom contient \
             une barre oblique."
        }
        FailureCode::Server => "Le registre a rencontré une erreur.",
        FailureCode::BadAnswer => "La réponse du registre est illisible.",
        FailureCode::HeaderTooLarge => {
            "Le jeton de connexion est trop grand pour ce qui se trouve devant le registre."
        }
        FailureCode::Unsupported => "Ce registre ne connaît pas cette opération.",
        FailureCode::Cancelled => "Arrêté.",
        FailureCode::Storage => "Les réglages n’ont pas pu être lus ou enregistrés.",
        FailureCode::PlainStorage => "Le secret serait enregistré sans chiffrement.",
        FailureCode::Internal => "Une erreur s’est produite dans Pilothouse.",
    }
}

/// The same of the Model Registry, where that is meant.
fn whose(text: &str, of_model_registry: bool) -> String {
    match of_model_registry {
        false => text.to_owned(),
        true => text
            .replace("Le registre", "Le Model Registry")
            .replace("Ce registre", "Ce Model Registry")
            .replace("du registre", "du Model Registry")
            .replace("le registre", "le Model Registry"),
    }
}

fn hint(failure: &Failure) -> Option<&'static str> {
    Some(match failure.code {
        FailureCode::NotHarbor => {
            "Vérifier l’adresse, telle que la prend docker login\u{202f}; une page de connexion du \
             réseau peut s’interposer."
        }
        FailureCode::CertificateNotTrusted => {
            "Indiquer le fichier de son autorité de certification, ou accepter un certificat non \
             vérifié."
        }
        FailureCode::Unreachable if failure.proxy.is_some() => {
            "Il vient de la connexion, de la variable HTTPS_PROXY, HTTP_PROXY ou ALL_PROXY, ou des \
             réglages du système\u{202f}; NO_PROXY nomme les exceptions, et «\u{202f}Certificat et \
             proxy\u{202f}» permet d’en indiquer un autre."
        }
        FailureCode::Unreachable => "Vérifier l’adresse et le réseau.",
        FailureCode::WrongCredentials => {
            "Un nom de compte robot commence par robot$ et demande le choix «\u{202f}Compte \
             robot\u{202f}»\u{202f}; un compte désactivé ou expiré est refusé aussi."
        }
        FailureCode::SignInNeeded => {
            "Se connecter, ou déverrouiller le trousseau et réessayer\u{202f}; ce qui est affiché \
             reste."
        }
        FailureCode::TokenRefused => {
            "En demander un nouveau là où il a été obtenu, et le coller sous «\u{202f}Nouveau \
             jeton\u{202f}»."
        }
        FailureCode::HeaderTooLarge => {
            "Se connecter dans le navigateur, sans jeton\u{202f}; ou demander moins de groupes dans \
             le jeton, ou des en-têtes plus grands à la passerelle."
        }
        FailureCode::Forbidden => "Un administrateur du projet ou du registre peut l’accorder.",
        FailureCode::EncodedSlash => {
            "Son administrateur doit laisser passer %25 dans les chemins\u{202f}: avec \
             encodedCharacters.allowEncodedPercent du point d’entrée de Traefik, ou par la règle de \
             double encodage d’un pare-feu."
        }
        FailureCode::Server => {
            "Les détails aident l’administrateur du registre à trouver la cause dans son journal."
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_model_registry_is_not_called_the_registry() {
        let failure = Failure {
            of_model_registry: true,
            ..Failure::new(FailureCode::Unreachable, "")
        };
        let what = whose(what(&failure), failure.of_model_registry);
        assert_eq!(what, "Le Model Registry est injoignable.");
    }

    #[test]
    fn the_registry_is_quoted_where_its_words_matter() {
        let mut taken = Failure::new(FailureCode::Conflict, "The project skaha already exists");
        taken.status = Some(409);
        assert_eq!(
            Failures::FRENCH.message(&taken),
            "Ce nom est déjà pris, ou quelqu’un a été plus rapide. Le registre a répondu\u{202f}: \
             The project skaha already exists."
        );
        taken.message.clear();
        assert!(!Failures::FRENCH.message(&taken).contains("répondu"));
    }

    #[test]
    fn the_cause_stands_behind_the_sentence() {
        let away = Failure::new(FailureCode::Unreachable, "It refuses the connection.");
        assert_eq!(
            Failures::FRENCH.message(&away),
            "Le registre est injoignable. (It refuses the connection.)"
        );
        let forbidden = Failure::new(FailureCode::Forbidden, "This account has no right.");
        assert_eq!(
            Failures::FRENCH.message(&forbidden),
            "Ce compte n’en a pas le droit."
        );
    }

    #[test]
    fn a_proxy_that_fails_is_named() {
        let mut failure = Failure::new(FailureCode::Unreachable, "The proxy refuses.");
        failure.proxy = Some("http://proxy.example.org:3128".to_owned());
        assert!(
            Failures::FRENCH
                .message(&failure)
                .starts_with("Le proxy http://proxy.example.org:3128")
        );
        assert!(Failures::FRENCH.hint(&failure).contains("NO_PROXY"));
    }

    #[test]
    fn what_the_window_refuses_is_said_as_it_is() {
        let refused = Failure::new(FailureCode::Precondition, "Se connecter d’abord.");
        assert_eq!(Failures::FRENCH.message(&refused), "Se connecter d’abord.");
    }

    #[test]
    fn a_hint_without_french_words_stays() {
        let failure = Failure::new(FailureCode::Internal, "No browser could be opened")
            .with_hint("https://harbor.example.org");
        assert_eq!(
            Failures::FRENCH.hint(&failure),
            "https://harbor.example.org"
        );
    }
}
