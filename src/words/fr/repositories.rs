//! The repositories of a project.

use super::repository::counted;
use crate::words::shape::Repositories;

pub const REPOSITORIES: Repositories = Repositories {
    find: "Chercher par nom",
    the_repositories: "les dépôts",
    repository: "dépôt",
    empty_title: "Aucun dépôt pour l’instant",
    copy_push: "Copier la commande de push",
    copy_names: "Copier les noms",
    name: "Nom",
    artifacts: "Artefacts",
    pulls: "Pulls",
    created: "Créé",
    updated: "Mis à jour",
    description: "Description",
    open: "Ouvrir le dépôt",
    enter_key: "Entrée",
    empty_text: |project| format!("Une image poussée dans {project} apparaît ici."),
    table: |project| format!("Dépôts de {project}"),
    number: |number| counted(number, "dépôt", "dépôts"),
};
