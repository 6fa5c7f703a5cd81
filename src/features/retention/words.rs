//! Tag retention.

use crate::{
    format::{count, counted},
    words::french,
};

crate::words::area! {
    /// Tag retention.
    Retention {
        texts {
            tab: "Tag retention", "Rétention des tags";
            the_policy: "the retention policy", "la politique de rétention";
            the_artifacts: "the project’s artifacts", "les artefacts du projet";
            the_runs: "the runs", "les exécutions";
            artifact: "artifact", "artefact";
            run: "run", "exécution";
            parts: "Parts of retention", "Parties de la rétention";
            rules_part: "Rules", "Règles";
            runs_part: "Runs", "Exécutions";
            all_runs: "All runs", "Toutes";
            lead: "An artifact stays if any rule keeps it. Repositories that no rule names are left alone; in the others everything else is deleted, untagged artifacts too.",
                "Un artefact reste si une règle le garde. Les dépôts qu’aucune règle ne nomme sont laissés tels quels ; dans les autres, tout le reste est supprimé, même sans tag.";
            none_title: "No retention rules", "Aucune règle de rétention";
            none_text: "Nothing is deleted by itself. Add a rule to say what stays.",
                "Rien n’est supprimé tout seul. Ajoutez une règle pour dire ce qui reste.";
            add: "Add rule", "Ajouter une règle";
            edit: "Edit", "Modifier";
            delete: "Delete", "Supprimer";
            switch_on: "Switch on", "Activer";
            switch_off: "Switch off", "Désactiver";
            off: "off", "désactivée";
            rule_in: "In", "Dans";
            every_repository: "every repository", "tous les dépôts";
            repositories_matching: "repositories matching", "les dépôts correspondant à";
            repositories_except: "repositories except", "les dépôts sauf";
            keep: "keep", "garder";
            keep_always: "all artifacts", "tous les artefacts";
            template_pushed: "the last pushed, by number", "les derniers poussés, en nombre";
            template_pulled: "the last pulled, by number", "les derniers tirés, en nombre";
            template_pushed_within: "those pushed in the last days", "ceux poussés ces derniers jours";
            template_pulled_within: "those pulled in the last days", "ceux tirés ces derniers jours";
            any_tag: "with any tag", "quel que soit le tag";
            tags_matching: "with tags matching", "dont un tag correspond à";
            tags_except: "with tags other than", "dont un tag diffère de";
            and_untagged: "or without tag", "ou sans tag";
            and: "and", "et";
            add_title: "Add retention rule", "Ajouter une règle de rétention";
            edit_title: "Edit retention rule", "Modifier la règle de rétention";
            matching: "matching", "correspondant à";
            excluding: "except", "sauf";
            repository_pattern: "Pattern of repositories", "Motif des dépôts";
            repository_hint: "Without the project’s name. ** means all, * stays inside a part between slashes.",
                "Sans le nom du projet. ** veut dire tous, * reste dans une partie entre barres.";
            template: "Kept are", "Sont gardés";
            tags: "Tags", "Tags";
            tag_pattern: "Pattern of tags", "Motif des tags";
            tag_hint: "* means anything, ? one character, {a,b} either.",
                "* veut dire n’importe quoi, ? un caractère, {a,b} l’un ou l’autre.";
            add_repositories: "Another pattern of repositories", "Un autre motif de dépôts";
            add_tags: "Another pattern of tags", "Un autre motif de tags";
            remove_pattern: "Remove pattern", "Retirer le motif";
            each_of_repositories: "A repository counts if each pattern selects it.",
                "Un dépôt compte si chaque motif le choisit.";
            each_of_tags: "An artifact counts if each pattern selects one of its tags.",
                "Un artefact compte si chaque motif choisit un de ses tags.";
            untagged: "Artifacts without tag count as selected",
                "Les artefacts sans tag comptent comme choisis";
            number: "Number", "Nombre";
            days: "Days", "Jours";
            number_missing: "Enter a whole number of 1 or more.", "Entrez un nombre entier à partir de 1.";
            number_zero: "With 0 nothing is kept: every artifact that no other rule keeps would be deleted.",
                "Avec 0 rien n’est gardé : tout artefact qu’aucune autre règle ne garde serait supprimé.";
            pattern_missing: "Enter a pattern; ** means everything.", "Entrez un motif ; ** veut dire tout.";
            pattern_bad: "This pattern can’t be read: a bracket or brace is not closed, or a range is wrong. Harbor would stop at it.",
                "Ce motif est illisible : un crochet ou une accolade n’est pas fermé, ou un intervalle est faux. Harbor s’y arrêterait.";
            plain_comma: "A comma outside braces is an ordinary character. For either of two write {a,b}.",
                "Une virgule hors accolades est un caractère ordinaire. Pour l’un ou l’autre, écrivez {a,b}.";
            same_rule: "There is such a rule already.", "Cette règle existe déjà.";
            cancel: "Cancel", "Annuler";
            save: "Save", "Enregistrer";
            trying: "Tried on this project", "Essai sur ce projet";
            each_by_itself: "Each of these tags is frozen by itself; other tags of the same artifact are not.", "Chacun de ces tags est gelé pour lui-même\u{202f}; les autres tags du même artefact ne le sont pas.";
            trying_now: "Trying…", "Essai…";
            stops_at_repositories: "Harbor would stop at the pattern of repositories.",
                "Harbor s’arrêterait au motif des dépôts.";
            stops_at_tags: "Harbor would stop at the pattern of tags.",
                "Harbor s’arrêterait au motif des tags.";
            not_all_read: "Not all artifacts are read yet.", "Tous les artefacts ne sont pas encore lus.";
            schedule: "Schedule", "Planification";
            schedule_edit: "Change", "Modifier";
            schedule_title: "Schedule of retention", "Planification de la rétention";
            panel: "Schedule and runs", "Planification et exécutions";
            outcome: "What would happen", "Ce qui arriverait";
            by_dry_run: "by Harbor’s dry run", "d’après l’essai à blanc de Harbor";
            by_rules: "worked out by Pilothouse", "calculé par Pilothouse";
            would_go: "Delete", "Supprimer";
            would_stay: "Keep", "Garder";
            immutable: "Immutable", "Immuables";
            untouched: "Untouched", "Intacts";
            undecided: "Undecided", "Indécis";
            frees: "Frees", "Libère";
            frees_hint: "Layers that kept images share stay, so the sum of sizes is an upper limit; garbage collection frees them.",
                "Les couches partagées avec des images gardées restent : la somme des tailles est une limite haute ; le ramasse-miettes les libère.";
            dry_run: "Dry run", "Essai à blanc";
            dry_running: "Dry run…", "Essai à blanc…";
            run_now: "Run now…", "Exécuter…";
            stop: "Stop", "Arrêter";
            stopped: "The run is stopped; what it deleted before is gone.",
                "L’exécution est arrêtée ; ce qu’elle a déjà supprimé est perdu.";
            stop_failed: "The run couldn’t be stopped", "L’exécution n’a pas pu être arrêtée";
            dry_run_failed: "The dry run failed", "L’essai à blanc a échoué";
            dry_run_stopped: "The dry run was stopped.", "L’essai à blanc a été arrêté.";
            dry_run_done: "The dry run is done", "L’essai à blanc est terminé";
            run_title: "Run retention", "Exécuter la rétention";
            run_confirm: "Delete them", "Les supprimer";
            run_needs_dry_run: "Make a dry run by these rules first: it shows what would go.",
                "Faites d’abord un essai à blanc avec ces règles : il montre ce qui partirait.";
            run_nothing: "The dry run found nothing to delete.", "L’essai à blanc n’a rien trouvé à supprimer.";
            run_forever: "Deleted artifacts can’t be brought back. What was pushed since the dry run is judged anew.",
                "Les artefacts supprimés ne reviennent pas. Ce qui a été poussé depuis l’essai est jugé à nouveau.";
            run_done: "The run is done", "L’exécution est terminée";
            run_failed: "The run failed", "L’exécution a échoué";
            all_artifacts: "All", "Tous";
            run_type: "Type the project’s name to confirm", "Tapez le nom du projet pour confirmer";
            decision: "Decision", "Décision";
            repository: "Repository", "Dépôt";
            digest: "Artifact", "Artefact";
            pushed: "Pushed", "Poussé";
            pulled: "Pulled", "Pull";
            size: "Size", "Taille";
            why: "Why", "Pourquoi";
            rule: "Rule", "Règle";
            matched: "Tag", "Tag";
            rank: "Place", "Rang";
            limit: "Limit", "Limite";
            find: "Find tag or digest", "Chercher un tag ou une empreinte";
            copy_keys: "Copy digests", "Copier les empreintes";
            table: "What retention decides", "Ce que décide la rétention";
            empty_title: "No artifacts", "Aucun artefact";
            empty_text: "There is nothing in this project to keep or delete.",
                "Il n’y a rien à garder ni à supprimer dans ce projet.";
            why_unselected: "No rule selects it", "Aucune règle ne le choisit";
            why_immutable: "A tag of it is immutable", "Un de ses tags est immuable";
            why_no_rule: "No rule looks at its repository", "Aucune règle ne regarde son dépôt";
            why_otherwise: "Harbor decided so; by these rules it would be otherwise",
                "Harbor en a décidé ainsi ; d’après ces règles ce serait autrement";
            why_unread: "The dry run’s log doesn’t say", "Le journal de l’essai ne le dit pas";
            untagged_word: "untagged", "sans tag";
            find_repository: "Find a repository", "Chercher un dépôt";
            runs_find: "Find a run", "Chercher une exécution";
            copy_runs: "Copy numbers", "Copier les numéros";
            runs_table: "Runs of retention", "Exécutions de la rétention";
            runs_empty_title: "No runs yet", "Aucune exécution";
            runs_empty_text: "Dry runs and runs appear here.", "Les essais et les exécutions apparaissent ici.";
            kind: "Kind", "Genre";
            real_run: "Run", "Exécution";
            status: "Status", "État";
            trigger: "Started by", "Lancée par";
            manual: "someone", "quelqu’un";
            scheduled: "schedule", "planification";
            started: "Started", "Début";
            ended: "Ended", "Fin";
            running: "Running", "En cours";
            tasks: "Repositories", "Dépôts";
            the_tasks: "the tasks", "les tâches";
            log: "Log", "Journal";
            the_log: "the log", "le journal";
            copy_log: "Copy log", "Copier le journal";
            no_tasks: "No rule looked at any repository.", "Aucune règle n’a regardé un dépôt.";
            refused: "The policy was not saved", "La politique n’a pas été enregistrée";
            delete_title: "Delete rule", "Supprimer la règle";
            delete_last: "It is the last rule: nothing will be deleted by itself any more.",
                "C’est la dernière règle : plus rien ne sera supprimé tout seul.";
            delete_other: "What only this rule keeps will be deleted by the next run.",
                "Ce que seule cette règle garde sera supprimé à la prochaine exécution.";
        }
        says {
            rules_of(number: usize, most: usize): format!("{number} of {most} rules"), format!("{number} règles sur {most}");
            keep_pushed(number: u64): format!("the {number} artifacts pushed last"), format!("les {number} artefacts poussés en dernier");
            keep_pulled(number: u64): format!("the {number} artifacts pulled last"), format!("les {number} artefacts tirés en dernier");
            keep_pushed_within(days: u64): format!("artifacts pushed in the last {days} days"), format!("les artefacts poussés ces {days} derniers jours");
            keep_pulled_within(days: u64): format!("artifacts pulled in the last {days} days"), format!("les artefacts tirés ces {days} derniers jours");
            kept(number: usize): format!("{} kept", count(number)), format!("{} gardés", count(number));
            matches(selected: usize, total: usize): format!("{} of {} tags selected", count(selected), count(total)), format!("{} tags choisis sur {}", count(selected), count(total));
            in_repositories(selected: usize, total: usize): format!("in {} of {} repositories", count(selected), count(total)), format!("dans {} dépôts sur {}", count(selected), count(total));
            artifacts_selected(selected: usize, total: usize): format!("{} of {} artifacts: one selected tag selects all tags of its artifact.", count(selected), count(total)), format!("{} artefacts sur {} : un tag choisi choisit tous les tags de son artefact.", count(selected), count(total));
            loses(name: &str, alternative: &str): format!("Harbor loses “{name}”: it would match {alternative} alone, but not in this list of braces. Write it as a rule of its own."), format!("Harbor perd « {name} » : il correspondrait à {alternative} seul, mais pas dans cette liste entre accolades. Faites-en une règle à part.");
            loses_more(number: usize): format!("{} names are lost so.", count(number)), format!("{} noms sont ainsi perdus.", count(number));
            run_text(artifacts: usize, repositories: usize): format!("{} in {} will be deleted.", counted(artifacts, "artifact", "artifacts"), counted(repositories, "repository", "repositories")), format!("{} dans {} seront supprimés.", french::counted(artifacts, "artefact", "artefacts"), french::counted(repositories, "dépôt", "dépôts"));
            going(artifacts: usize, repositories: usize): format!("{} in {}", counted(artifacts, "artifact", "artifacts"), counted(repositories, "repository", "repositories")), format!("{} dans {}", french::counted(artifacts, "artefact", "artefacts"), french::counted(repositories, "dépôt", "dépôts"));
            at_most(size: &str): format!("at most {size}"), format!("au plus {size}");
            differing(number: usize): format!("Harbor decided otherwise for {}.", counted(number, "artifact", "artifacts")), format!("Harbor en a décidé autrement pour {}.", french::counted(number, "artefact", "artefacts"));
            unread(names: &str): format!("No log could be read of: {names}."), format!("Aucun journal lisible pour : {names}.");
            why_kept(rule: i64, tag: &str): format!("Rule {rule}: {tag}"), format!("Règle {rule} : {tag}");
            why_rank(rule: i64, rank: i64, limit: i64): format!("Rule {rule}: number {rank} of {limit}"), format!("Règle {rule} : {rank}ᵉ sur {limit}");
            why_beyond(rule: i64, rank: i64, limit: i64): format!("Rule {rule} keeps {limit}, this is number {rank}"), format!("La règle {rule} en garde {limit}, c’est le {rank}ᵉ");
            why_too_old(rule: i64, days: i64): format!("Rule {rule}: older than {days} days"), format!("Règle {rule} : plus vieux que {days} jours");
            why_bad_pattern(rule: i64): format!("A pattern of rule {rule} can’t be read"), format!("Un motif de la règle {rule} est illisible");
            why_template(rule: i64): format!("Harbor doesn’t know what rule {rule} keeps"), format!("Harbor ne connaît pas ce que garde la règle {rule}");
            number_of(number: usize): counted(number, "artifact", "artifacts"), french::counted(number, "artefact", "artefacts");
            runs_of(number: usize): counted(number, "run", "runs"), french::counted(number, "exécution", "exécutions");
            delete_question(number: usize): format!("Delete rule {number}?"), format!("Supprimer la règle {number} ?");
            task(retained: i64, total: i64): format!("{} of {} kept", count(retained), count(total)), format!("{} gardés sur {}", count(retained), count(total));
        }
    }
}
