//! A repository's description, and how to push to it.

use crate::words::shape::Description;

pub const DESCRIPTION: Description = Description {
    parts: "Parties du dépôt",
    tab: "Description",
    edit: "Modifier",
    none_title: "Pas encore de description",
    none: "Ce que contient ce dépôt et comment s’en servir peut s’écrire ici, en Markdown.",
    copy: "Copier le Markdown",
    what: "la description",
    label: "Description en Markdown",
    preview: "Aperçu",
    unsaved: "Pas encore enregistré",
    unchanged: "Rien n’a changé",
    discard: "Abandonner",
    save: "Enregistrer",
    saved: "Description enregistrée",
    push: "Commandes de push",
    push_title: "Pousser vers ce dépôt",
    push_text: "Se connecter une fois, nommer l’image pour ce registre, la pousser.",
    copy_commands: "Copier les commandes",
    artifacts_tab: "Artefacts",
};
