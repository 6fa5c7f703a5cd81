//! What can be done, as palette, menus and the list of keys name it.

crate::words::area! {
    /// What can be done, as palette, menus and the list of keys name it.
    Actions {
        texts {
            everywhere: "Everywhere", "Partout";
            lists: "Lists", "Listes";
            artifacts: "Artifacts", "Artefacts";
            comparisons: "Comparisons", "Comparaisons";
            runs: "Runs and logs", "Exécutions et journaux";
            search_or_run: "Search or run a command", "Chercher ou lancer une commande";
            back: "Back", "Précédent";
            forward: "Forward", "Suivant";
            projects: "Projects", "Projets";
            add_registry: "Add a registry", "Ajouter un registre";
            copy_link: "Copy link to this place", "Copier le lien vers cet endroit";
            link_copied: "Link copied", "Lien copié";
            keyboard_shortcuts: "Keyboard shortcuts", "Raccourcis clavier";
            light_theme: "Light theme", "Thème clair";
            dark_theme: "Dark theme", "Thème sombre";
            system_theme: "Use system theme", "Thème du système";
            english: "English", "English";
            french: "Français", "Français";
            navigation: "Show or hide the navigation", "Afficher ou masquer la navigation";
            zoom_in: "Zoom in", "Agrandir";
            zoom_out: "Zoom out", "Réduire";
            zoom_reset: "Actual size", "Taille normale";
            delete: "Del", "Suppr";
            delete_rows:
                "Delete or remove the row, or those checked",
                "Supprimer ou retirer la ligne, ou celles qui sont cochées";
            open_log: "Open the log", "Ouvrir le journal";
            save: "Save or review changes", "Enregistrer ou revoir les modifications";
            find_in_list: "Find in this list", "Chercher dans cette liste";
            refresh: "Refresh", "Actualiser";
            copy_pull: "Copy pull command", "Copier la commande de pull";
            switch_registry: "Switch registry", "Changer de registre";
            move_rows: "Move through the rows", "Parcourir les lignes";
            open_row: "Open or edit the row", "Ouvrir ou modifier la ligne";
            edit_row: "Edit the row", "Modifier la ligne";
            toggle_inspector:
                "Close the inspector, and open it again",
                "Fermer l’inspecteur, et le rouvrir";
            space: "Space", "Espace";
            expand_index: "Expand or collapse an index", "Déplier ou replier un index";
            check_row: "Check the row", "Cocher la ligne";
            check_range: "Check rows in between", "Cocher les lignes traversées";
            check_all: "Check all rows that match", "Cocher toutes les lignes trouvées";
            close_inspector:
                "Close the inspector, empty the find field",
                "Fermer l’inspecteur, vider le champ de recherche";
            ctrl: "Ctrl", "Ctrl";
            cmd: "Cmd", "Cmd";
            alt: "Alt", "Alt";
            option: "Option", "Option";
            shift: "Shift", "Maj";
            enter: "Enter", "Entrée";
            esc: "Esc", "Échap";
            left: "Left", "Gauche";
            right: "Right", "Droite";
            up: "Up", "Haut";
            down: "Down", "Bas";
            page_up: "Page Up", "Page préc.";
            page_down: "Page Down", "Page suiv.";
            home: "Home", "Début";
            end: "End", "Fin";
            one_to_nine: "1 to 9", "1 à 9";
        }
        says {}
    }
}
