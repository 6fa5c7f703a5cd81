//! Rules for immutable tags.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Rules for immutable tags.
    ImmutableTags {
        texts {
            tab: "Immutable tags", "Tags immuables";
            lead: "A tag that a rule freezes can’t be moved, pushed again or deleted, nor can its artifact be. New tags that match may still be added.",
                "Un tag gelé par une règle ne peut être ni déplacé, ni repoussé, ni supprimé, et son artefact non plus. De nouveaux tags correspondants peuvent encore être ajoutés.";
            the_rules: "the rules", "les règles";
            rule: "rule", "règle";
            table: "Rules for immutable tags", "Règles des tags immuables";
            find: "Find a pattern", "Chercher un motif";
            copy_keys: "Copy numbers", "Copier les numéros";
            empty_title: "No rules for immutable tags", "Aucune règle de tags immuables";
            empty_text: "Every tag can be moved and deleted. Add a rule to freeze some.",
                "Tout tag peut être déplacé et supprimé. Ajoutez une règle pour en geler.";
            number: "Rule", "Règle";
            state: "State", "État";
            on: "On", "Active";
            off: "Off", "Désactivée";
            repositories: "Repositories", "Dépôts";
            tags: "Tags", "Tags";
            every_repository: "every repository", "tous les dépôts";
            every_tag: "every tag", "tous les tags";
            no_tag: "no tag: it has no selector", "aucun tag : pas de sélecteur";
            matching: "matching", "correspondant à";
            except: "except", "sauf";
            add: "Add rule", "Ajouter une règle";
            add_title: "Freeze tags", "Geler des tags";
            edit: "Edit", "Modifier";
            edit_title: "Edit rule", "Modifier la règle";
            delete: "Delete", "Supprimer";
            switch_on: "Switch on", "Activer";
            switch_off: "Switch off", "Désactiver";
            cancel: "Cancel", "Annuler";
            save: "Save", "Enregistrer";
            freezes_all: "This freezes every tag of these repositories: nothing there can be overwritten or deleted, latest neither.",
                "Cela gèle tous les tags de ces dépôts : rien n’y peut être écrasé ni supprimé, latest non plus.";
            several: "The rule has more selectors than shown, and Harbor goes by the first of each kind only. It can be switched and deleted here.",
                "La règle a plus de sélecteurs qu’affiché, et Harbor ne suit que le premier de chaque sorte. Ici on peut l’activer, la désactiver et la supprimer.";
            same_rule: "There is such a rule already.", "Cette règle existe déjà.";
            delete_text: "Tags that only these rules freeze can be moved and deleted again.",
                "Les tags que seules ces règles gèlent pourront de nouveau être déplacés et supprimés.";
        }
        says {
            number_of(number: usize): counted(number, "rule", "rules"), french::counted(number, "règle", "règles");
            delete_question(number: usize): format!("Delete {}?", counted(number, "rule", "rules")), format!("Supprimer {} ?", french::counted(number, "règle", "règles"));
            held_by(number: i64, tags: &str, repositories: &str):
                format!("Rule {number} holds it: tags {tags} in {repositories}"),
                format!("Retenu par la règle {number} : tags {tags} dans {repositories}");
            held_tags(number: usize):
                format!("{} can be neither moved nor deleted.", counted(number, "tag", "tags")),
                if number > 1 {
                    format!("{} ne peuvent être ni déplacés ni supprimés.", french::counted(number, "tag", "tags"))
                } else {
                    "1 tag ne peut être ni déplacé ni supprimé.".to_owned()
                };
            switched_on(number: usize): format!("{} switched on", counted(number, "rule", "rules")), format!("{} activées", french::counted(number, "règle", "règles"));
            switched_off(number: usize): format!("{} switched off", counted(number, "rule", "rules")), format!("{} désactivées", french::counted(number, "règle", "règles"));
        }
    }
}
