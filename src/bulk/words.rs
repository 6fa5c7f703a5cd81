//! Changes to many things at once.

use listing::ListScope;

use crate::{
    format::{count, counted},
    words::french,
};

/// A number of things, as it is written.
fn number(things: usize) -> String {
    count(things)
}

/// The plural's ending in French.
fn s(things: usize) -> &'static str {
    if things > 1 { "s" } else { "" }
}

/// So many of what the rows of a list are.
fn things(scope: &ListScope, count: usize) -> String {
    match scope {
        ListScope::Artifacts(_) | ListScope::ProjectArtifacts(_) => artifacts(count),
        ListScope::RepositoryTags(_) => counted(count, "tag", "tags"),
        ListScope::Repositories(_) => counted(count, "repository", "repositories"),
        ListScope::ProjectLabels(_) | ListScope::RegistryLabels(_) => {
            counted(count, "label", "labels")
        }
        ListScope::Members(_) => counted(count, "member", "members"),
        ListScope::Users(_) => counted(count, "user", "users"),
        ListScope::UserGroups(_) => counted(count, "group", "groups"),
        ListScope::ImmutableRules(_) => counted(count, "rule", "rules"),
        ListScope::Robots(_) => counted(count, "robot account", "robot accounts"),
        ListScope::Webhooks(_) => counted(count, "webhook", "webhooks"),
        ListScope::PreheatPolicies(_) => counted(count, "policy", "policies"),
        _ => counted(count, "row", "rows"),
    }
}

fn choses(scope: &ListScope, count: usize) -> String {
    match scope {
        ListScope::Artifacts(_) | ListScope::ProjectArtifacts(_) => artefacts(count),
        ListScope::RepositoryTags(_) => french::counted(count, "tag", "tags"),
        ListScope::Repositories(_) => french::counted(count, "dépôt", "dépôts"),
        ListScope::ProjectLabels(_) | ListScope::RegistryLabels(_) => {
            french::counted(count, "étiquette", "étiquettes")
        }
        ListScope::Members(_) => french::counted(count, "membre", "membres"),
        ListScope::Users(_) => french::counted(count, "utilisateur", "utilisateurs"),
        ListScope::UserGroups(_) => french::counted(count, "groupe", "groupes"),
        ListScope::ImmutableRules(_) => french::counted(count, "règle", "règles"),
        ListScope::Robots(_) => french::counted(count, "compte robot", "comptes robots"),
        ListScope::Webhooks(_) => french::counted(count, "webhook", "webhooks"),
        ListScope::PreheatPolicies(_) => french::counted(count, "politique", "politiques"),
        _ => french::counted(count, "ligne", "lignes"),
    }
}

fn robots(count: usize) -> String {
    counted(count, "robot account", "robot accounts")
}

fn comptes(count: usize) -> String {
    french::counted(count, "compte robot", "comptes robot")
}

fn artifacts(count: usize) -> String {
    counted(count, "artifact", "artifacts")
}

fn artefacts(count: usize) -> String {
    french::counted(count, "artefact", "artefacts")
}

crate::words::area! {
    /// Changes to many things at once.
    Bulk {
        texts {
            add_label: "Add label", "Étiqueter";
            remove_label: "Remove label", "Retirer une étiquette";
            scan: "Scan", "Analyser";
            generate_sbom: "Generate SBOM", "Générer le SBOM";
            stop_scans: "Stop scans", "Arrêter les analyses";
            stop: "Stop", "Arrêter";
            stopping: "Stopping…", "Arrêt…";
            go_on: "Go on", "Continuer";
            forget: "Forget", "Oublier";
            details: "Details", "Détails";
            show: "Show", "Afficher";
            more: "Show more", "En afficher plus";
            nothing: "This can be done to none of the selected rows", "Aucune des lignes sélectionnées ne s’y prête";
            busy: "Another bulk change is under way: wait until it ends, or stop it",
                "Une autre modification groupée est en cours\u{202f}: attendez sa fin, ou arrêtez-la";
            not_started: "Couldn't start", "Impossible de commencer";
            outcome: "What became of each", "Résultat pour chacun";
            try_failed: "Try the failed ones again", "Réessayer ceux qui ont échoué";
            try_unknown: "Do the unknown ones again", "Refaire ceux dont le sort est inconnu";
            unknown_hint: "No answer came for these: they may be done. Look at them before you do them again.",
                "Aucune réponse n’est venue pour ceux-ci\u{202f}: ils sont peut-être faits. Vérifiez-les avant de les refaire.";
            result_failed: "Failed", "Échec";
            result_unknown: "Not known", "Inconnu";
            before_start: "Before Pilothouse was started", "Avant le démarrage de Pilothouse";
            no_answer: "No answer came", "Aucune réponse";
            member_already: "Already a member; the role there stays as it is", "Déjà membre\u{202f}; son rôle là-bas ne change pas";
            has_another_role: "Has another role by now, and stays a member", "A entre-temps un autre rôle, et reste membre";
            all_well: "All of them went well", "Tout s’est bien passé";
        }
        says {
            adding(name: &str, count: usize):
                format!("Adding label {name} to {}", artifacts(count)),
                format!("Ajout de l’étiquette {name} à {}", artefacts(count));
            removing(name: &str, count: usize):
                format!("Removing label {name} from {}", artifacts(count)),
                format!("Retrait de l’étiquette {name} de {}", artefacts(count));
            scanning(count: usize):
                format!("Starting scans of {}", artifacts(count)),
                format!("Lancement de l’analyse de {}", artefacts(count));
            generating(count: usize):
                format!("Generating SBOMs of {}", artifacts(count)),
                format!("Génération du SBOM de {}", artefacts(count));
            generated(count: usize):
                format!("{} being generated", counted(count, "SBOM", "SBOMs")),
                format!("{} SBOM lancé{}", number(count), s(count));
            stopping_scans(count: usize):
                format!("Stopping scans of {}", artifacts(count)),
                format!("Arrêt de l’analyse de {}", artefacts(count));
            added(name: &str, count: usize):
                format!("Label {name} added to {}", artifacts(count)),
                format!("Étiquette {name} ajoutée à {}", artefacts(count));
            removed(name: &str, count: usize):
                format!("Label {name} removed from {}", artifacts(count)),
                format!("Étiquette {name} retirée de {}", artefacts(count));
            scanned(count: usize):
                format!("{} started", counted(count, "scan", "scans")),
                format!("{} analyse{} lancée{}", number(count), s(count), s(count));
            scans_stopped(count: usize):
                format!("{} stopped", counted(count, "scan", "scans")),
                format!("{} analyse{} arrêtée{}", number(count), s(count), s(count));
            deleting(scope: &ListScope, count: usize):
                format!("Deleting {}", things(scope, count)),
                format!("Suppression de {}", choses(scope, count));
            deleted(scope: &ListScope, count: usize):
                format!("{} deleted", things(scope, count)),
                format!("Suppression de {} terminée", choses(scope, count));
            copying(count: usize, to: &str):
                format!("Copying {} to {to}", artifacts(count)),
                format!("Copie de {} vers {to}", artefacts(count));
            copied(count: usize, to: &str):
                format!("{} copied to {to}", artifacts(count)),
                format!("Copie de {} vers {to} terminée", artefacts(count));
            putting_back(count: usize):
                format!("Putting back {}", counted(count, "tag", "tags")),
                format!("Remise de {}", french::counted(count, "tag", "tags"));
            put_back(count: usize):
                format!("{} put back", counted(count, "tag", "tags")),
                format!("Remise de {} terminée", french::counted(count, "tag", "tags"));
            giving_role(role: &str, count: usize):
                format!("Giving {} the role {role}", counted(count, "member", "members")),
                format!("Attribution du rôle {role} à {}", french::counted(count, "membre", "membres"));
            role_given(role: &str, count: usize):
                format!("{} now {role}", if count == 1 { "1 member is".to_owned() } else { format!("{} members are", number(count)) }),
                format!("{} avec le rôle {role}", french::counted(count, "membre", "membres"));
            joining(scope: &ListScope, count: usize, project: &str, role: &str):
                format!("Adding {} to {project} as {role}", things(scope, count)),
                format!("Ajout de {} à {project} avec le rôle {role}", choses(scope, count));
            joined(scope: &ListScope, count: usize, project: &str, role: &str):
                format!("{} added to {project} as {role}", things(scope, count)),
                format!("Ajout de {} à {project} terminé, avec le rôle {role}", choses(scope, count));
            leaving(scope: &ListScope, count: usize, project: &str):
                format!("Taking {} out of {project}", things(scope, count)),
                format!("Retrait de {} de {project}", choses(scope, count));
            left_project(scope: &ListScope, count: usize, project: &str):
                format!("{} taken out of {project}", things(scope, count)),
                format!("Retrait de {} de {project} terminé", choses(scope, count));
            turning_on(scope: &ListScope, count: usize):
                format!("Turning on {}", things(scope, count)),
                format!("Activation de {}", choses(scope, count));
            turning_off(scope: &ListScope, count: usize):
                format!("Turning off {}", things(scope, count)),
                format!("Désactivation de {}", choses(scope, count));
            setting_expiry(count: usize):
                format!("Changing the expiry of {}", robots(count)),
                format!("Changement d’expiration de {}", comptes(count));
            turned_on(scope: &ListScope, count: usize):
                format!("{} turned on", things(scope, count)),
                format!("Activation de {} terminée", choses(scope, count));
            turned_off(scope: &ListScope, count: usize):
                format!("{} turned off", things(scope, count)),
                format!("Désactivation de {} terminée", choses(scope, count));
            expiry_set(count: usize):
                format!("Expiry of {} changed", robots(count)),
                format!("Expiration changée pour {}", comptes(count));
            unchanged(count: usize):
                format!("nothing to do for {}", number(count)),
                format!("rien à faire pour {}", number(count));
            undo_done(count: usize):
                format!("Undo the {} done", number(count)),
                format!("Annuler {} fait{}", if count > 1 { format!("les {}", number(count)) } else { "celui".to_owned() }, s(count));
            progress(done: usize, total: usize):
                format!("{} of {}", number(done), number(total)),
                format!("{} sur {}", number(done), number(total));
            stopped(what: &str):
                format!("{what} was stopped"),
                format!("Arrêté\u{202f}: {what}");
            interrupted(what: &str):
                format!("{what} was interrupted"),
                format!("Interrompu\u{202f}: {what}");
            done(count: usize):
                format!("{} done", number(count)),
                format!("{} fait{}", number(count), s(count));
            left(count: usize):
                format!("{} to do", number(count)),
                format!("{} à faire", number(count));
            failed(count: usize):
                format!("{} failed", number(count)),
                format!("{} en échec", number(count));
            unknown(count: usize):
                format!("{} not known", number(count)),
                format!("{} inconnu{}", number(count), s(count));
        }
    }
}
