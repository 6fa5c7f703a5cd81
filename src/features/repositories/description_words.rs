//! A repository's description, and how to push to it.

crate::words::area! {
    /// A repository's description, and how to push to it.
    Description {
        texts {
            tab: "Description", "Description";
            parts: "Parts of the repository", "Parties du dépôt";
            edit: "Edit", "Modifier";
            none_title: "No description yet", "Pas encore de description";
            none:
                "What this repository holds and how to use it can be written here, in Markdown.",
                "Ce que contient ce dépôt et comment s’en servir peut s’écrire ici, en Markdown.";
            copy: "Copy Markdown", "Copier le Markdown";
            what: "the description", "la description";
            label: "Description in Markdown", "Description en Markdown";
            preview: "Preview", "Aperçu";
            unsaved: "Not saved yet", "Pas encore enregistré";
            unchanged: "Nothing changed", "Rien n’a changé";
            discard: "Discard", "Abandonner";
            save: "Save", "Enregistrer";
            saved: "Description saved", "Description enregistrée";
            push: "Push commands", "Commandes de push";
            push_title: "Push to this repository", "Pousser vers ce dépôt";
            push_to_project: "Push to this project and pull from it", "Pousser vers ce projet et en tirer";
            push_text:
                "Sign in once, name the image for this registry, push it.",
                "Se connecter une fois, nommer l’image pour ce registre, la pousser.";
            push_and_pull_text:
                "Sign in once, name the image for this registry, push it. The last line of each pulls it again.",
                "Se connecter une fois, nommer l’image pour ce registre, la pousser. La dernière ligne de chacun la tire à nouveau.";
            copy_pull: "Copy the pull command", "Copier la commande de pull";
            copy_commands: "Copy commands", "Copier les commandes";
            artifacts_tab: "Artifacts", "Artefacts";
        }
        says {}
    }
}
