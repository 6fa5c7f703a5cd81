//! Jobs and cleanup.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Jobs and cleanup.
    Maintenance {
        texts {
            title: "Jobs and cleanup", "Tâches et nettoyage";
            parts: "Parts of the page", "Parties de la page";
            collection: "Garbage collection", "Ramasse-miettes";
            service: "Job service", "Service de tâches";
            rotation: "Log rotation", "Rotation du journal";
            next_collection: "Next garbage collection", "Prochain ramasse-miettes";
            waiting_jobs: "Waiting jobs", "Tâches en attente";
            workers: "Workers", "Ouvriers";
            schedules: "Schedules", "Planifications";
            not_scheduled: "Not scheduled", "Non planifié";
            running: "Running", "En marche";
            paused: "Paused", "En pause";
            artifact_cleanup: "Artifact cleanup", "Nettoyage des artefacts";
            audit_gdpr: "Audit log anonymization", "Anonymisation du journal";
            execution_sweep: "History cleanup", "Nettoyage de l’historique";
            image_scan: "Image scan", "Scan d’image";
            preheat: "P2P preheat", "Préchauffage P2P";
            replication: "Replication", "Réplication";
            retention: "Tag retention", "Rétention des tags";
            sbom: "SBOM", "SBOM";
            scan_all: "Scan all", "Scan de tout";
            export: "CVE export", "Export des CVE";
            scheduler: "Scheduler", "Planificateur";
            slack: "Slack webhook", "Webhook Slack";
            webhook: "Webhook", "Webhook";
            succeeded: "Succeeded", "Réussi";
            failed: "Failed", "Échoué";
            stopped: "Stopped", "Arrêté";
            runs: "Running", "En cours";
            waits: "Waiting", "En attente";
            dry_run: "Dry run", "Essai à blanc";
            real_run: "Run", "Exécution";
            by_hand: "by hand", "à la main";
            by_schedule: "schedule", "planifié";
            find_run: "Find a run", "Chercher une exécution";
            the_runs: "the runs", "les exécutions";
            run: "Run", "Exécution";
            started_by: "Started by", "Lancé par";
            state: "State", "État";
            started: "Started", "Début";
            manifests: "Manifests", "Manifestes";
            blobs: "Blobs", "Blobs";
            freed: "Freed", "Libéré";
            copy_numbers: "Copy numbers", "Copier les numéros";
            copy_number: "Copy the number", "Copier le numéro";
            copy_names: "Copy names", "Copier les noms";
            no_collections: "No garbage collection yet", "Aucun ramasse-miettes pour l’instant";
            no_collections_text:
                "What no tag and no index refers to keeps its space until it is collected.",
                "Ce à quoi plus aucun tag ni index ne renvoie occupe sa place jusqu’au ramassage.";
            schedule: "Schedule", "Planification";
            dry_run_open: "Dry run…", "Essai à blanc…";
            collect_open: "Collect now…", "Ramasser maintenant…";
            would_be_freed: "would be freed", "seraient libérés";
            was_freed: "freed", "libérés";
            rough: "A rough estimate of Harbor’s.", "Une estimation grossière de Harbor.";
            yes: "Yes", "Oui";
            no: "No", "Non";
            untagged_too: "Untagged artifacts too", "Aussi les artefacts sans tag";
            untagged_why:
                "Pulling one of them by its digest fails from then on.",
                "Les tirer par leur empreinte échouera ensuite.";
            skipped: "Skipped", "Épargné";
            looked_at: "Looked at", "Regardé";
            collection_warning:
                "It runs while people push and pull. What is deleted can’t be brought back.",
                "Cela tourne pendant les push et les pulls. Ce qui est supprimé ne revient pas.";
            log: "Log", "Journal";
            stopping:
                "Stopping: Harbor may take up to half a minute to say so",
                "Arrêt demandé\u{202f}: Harbor peut mettre une demi-minute à le dire";
            not_stopped: "Couldn’t stop it", "Impossible de l’arrêter";
            dry_run_title: "Dry run", "Essai à blanc";
            dry_run_why:
                "Harbor counts what would be deleted and deletes nothing.",
                "Harbor compte ce qui serait supprimé et ne supprime rien.";
            dry_run_start: "Start dry run", "Lancer l’essai";
            dry_run_started: "Dry run started", "Essai lancé";
            collect_title: "Collect garbage now?", "Ramasser maintenant\u{202f}?";
            collect_start: "Collect", "Ramasser";
            collection_started: "Garbage collection started", "Ramasse-miettes lancé";
            confirm_collection: "Delete it for good", "Supprimer pour de bon";
            other_dry_run:
                "That one was with other settings.",
                "C’était avec d’autres réglages.";
            no_dry_run_yet:
                "No dry run of those listed says what would go.",
                "Aucun essai de la liste ne dit ce qui partirait.";
            workers_rule: "1 to 10 workers", "1 à 10 ouvriers";
            schedule_title: "When garbage is collected", "Quand ramasser";
            what_runs_do: "What its runs do", "Ce que font ses exécutions";
            real_runs: "Delete", "Supprimer";
            dry_runs: "Count only (dry runs)", "Seulement compter (essais)";
            mode_not_told:
                "Harbor doesn’t say whether the present schedule deletes or only counts: choose.",
                "Harbor ne dit pas si la planification actuelle supprime ou compte seulement\u{202f}: choisir.";
            save_schedule: "Save schedule", "Enregistrer";
            schedule_saved: "Schedule saved", "Planification enregistrée";
            rotate_open: "Rotate now…", "Purger maintenant…";
            no_rotations: "No log rotation yet", "Aucune rotation pour l’instant";
            no_rotations_text:
                "The audit log grows until old entries are deleted.",
                "Le journal d’audit grandit tant que rien n’en est supprimé.";
            older_than: "Older than", "Plus vieux que";
            events: "Events", "Événements";
            the_events: "the kinds of events", "les types d’événements";
            events_rule: "At least one kind of events", "Au moins un type d’événement";
            entries_would_go: "entries would be deleted", "entrées seraient supprimées";
            entries_went: "entries deleted", "entrées supprimées";
            delete_older: "Delete entries older than", "Supprimer les entrées de plus de";
            unit: "Unit", "Unité";
            days: "days", "jours";
            hours: "hours", "heures";
            hours_rule:
                "A whole number, up to 10,000 days",
                "Un nombre entier, 10 000 jours au plus";
            rotation_schedule_title: "When the audit log is rotated", "Quand purger le journal";
            rotation_dry_title: "Dry run of the rotation", "Essai de la rotation";
            rotation_dry_why:
                "Harbor counts the entries that would be deleted and deletes none.",
                "Harbor compte les entrées qui seraient supprimées et n’en supprime aucune.";
            rotation_title: "Rotate the audit log now?", "Purger le journal maintenant\u{202f}?";
            rotate_start: "Delete old entries", "Supprimer les vieilles entrées";
            rotation_started: "Log rotation started", "Rotation lancée";
            rotation_warning:
                "Deleted entries can’t be brought back. Export them before, if they may be needed.",
                "Les entrées supprimées ne reviennent pas. Les exporter avant, si elles peuvent servir.";
            confirm_rotation: "Delete them for good", "Les supprimer pour de bon";
            all_three: "All three", "Les trois";
            see_all: "All", "Tout voir";
            whole_list:
                "The whole list, to find, filter, check and export",
                "Toute la liste, pour chercher, filtrer, cocher et exporter";
            queues: "Queues", "Files";
            queue: "Queue", "File";
            find_queue: "Find a queue", "Chercher une file";
            the_queues: "the queues", "les files";
            no_queues: "No queues", "Aucune file";
            no_queues_text: "The job service has none.", "Le service de tâches n’en a pas.";
            waiting: "Waiting", "En attente";
            oldest_title: "Oldest", "Depuis";
            server_word: "Harbor’s word", "Mot de Harbor";
            pause: "Pause", "Mettre en pause";
            resume: "Resume", "Reprendre";
            stop_queue_open: "Stop jobs…", "Arrêter les tâches…";
            stop_queue: "Stop jobs", "Arrêter les tâches";
            stop_all_open: "Stop all…", "Tout arrêter…";
            stop_all: "Stop all jobs", "Tout arrêter";
            stop_all_title: "Stop all jobs of all queues?", "Arrêter toutes les tâches de toutes les files\u{202f}?";
            free_all_open: "Free all…", "Tous libérer…";
            free_all: "Free all workers", "Libérer tous les ouvriers";
            free_all_title: "Free all workers?", "Libérer tous les ouvriers\u{202f}?";
            host: "Host", "Hôte";
            at_once: "Jobs at once", "Tâches à la fois";
            heartbeat: "Last heard", "Dernier signe";
            the_pools: "the pools", "les groupes";
            pause_why:
                "Jobs of this kind wait from now on. What runs goes on to its end.",
                "Les tâches de ce type attendront. Celles en cours vont à leur fin.";
            acts: "Actions", "Actions";
            queue_paused: "Queue paused", "File en pause";
            queue_resumed: "Queue resumed", "File reprise";
            queue_stopped: "Jobs stopped", "Tâches arrêtées";
            pause_schedules: "Pause all schedules", "Suspendre les planifications";
            resume_schedules: "Resume schedules", "Reprendre les planifications";
            pause_schedules_title: "Pause all schedules?", "Suspendre toutes les planifications\u{202f}?";
            pause_schedules_why:
                "Nothing of this registry runs by itself until they are resumed: no cleanup, no replication, no retention.",
                "Rien ne tournera de lui-même avant la reprise\u{202f}: ni nettoyage, ni réplication, ni rétention.";
            resume_schedules_title: "Resume all schedules?", "Reprendre toutes les planifications\u{202f}?";
            resume_schedules_why:
                "What they are for runs by itself again, at its next time.",
                "Elles tournent à nouveau d’elles-mêmes, à leur prochaine heure.";
            schedules_paused: "All schedules are paused", "Planifications suspendues";
            schedules_resumed: "Schedules run again", "Planifications reprises";
            none_paused: "none paused", "aucune en pause";
            all_paused: "All schedules are paused", "Planifications suspendues";
            worker: "Worker", "Ouvrier";
            find_job: "Find a job", "Chercher une tâche";
            the_workers: "the workers", "les ouvriers";
            no_workers: "No workers", "Aucun ouvrier";
            no_workers_text: "The job service has none: nothing runs.", "Le service n’en a pas\u{202f}: rien ne tourne.";
            job: "Job", "Tâche";
            job_number: "Number", "Numéro";
            pool: "Pool", "Groupe";
            working_for: "For", "Depuis";
            idle: "idle", "libre";
            said: "Said last", "Dit en dernier";
            find_schedule: "Find a schedule", "Chercher une planification";
            the_schedules: "the schedules", "les planifications";
            no_schedules: "No schedules", "Aucune planification";
            no_schedules_text: "Nothing runs by itself.", "Rien ne tourne de soi-même.";
            of: "Of", "De";
            system: "system", "système";
            cron_utc: "Cron, UTC", "Cron, UTC";
            next_here: "Next, here", "Prochaine, ici";
            next_utc: "UTC", "UTC";
            next_runs: "Next runs", "Prochaines exécutions";
            changed: "Changed", "Modifiée";
        }
        says {
            in_time(utc: &str, left: &str): format!("{utc}, in {left}"), format!("{utc}, dans {left}");
            oldest(since: &str, kind: &str): format!("oldest {since}, {kind}"), format!("depuis {since}, {kind}");
            paused_queues(number: usize):
                format!("{} paused", counted(number, "queue", "queues")),
                format!("{} en pause", french::counted(number, "file", "files"));
            see_all_of(number: &str): format!("All {number}"), format!("Voir les {number}");
            paused_of(all: &str, paused: usize): format!("{all}, {paused} paused"), format!("{all}, {paused} en pause");
            none_paused_of(all: &str): format!("{all}, none paused"), format!("{all}, aucune en pause");
            jobs_told(waiting: usize, busy: usize):
                format!("{} waiting, {busy} running", counted(waiting, "job", "jobs")),
                format!("{} en attente, {busy} en cours", french::counted(waiting, "tâche", "tâches"));
            checked(ago: &str, seconds: u64): format!("checked {ago}, every {seconds} s"), format!("vérifié {ago}, toutes les {seconds} s");
            busy(busy: usize, all: usize): format!("{busy} of {all} busy"), format!("{busy} sur {all} occupés");
            pools(number: usize): counted(number, "pool", "pools"), french::counted(number, "groupe", "groupes");
            days_of(number: i64): format!("{number} d"), format!("{number} j");
            keeps(time: &str): format!("keeps {time}"), format!("garde {time}");
            runs_of(number: usize): counted(number, "run", "runs"), french::counted(number, "exécution", "exécutions");
            would(size: &str): format!("would {size}"), format!("libérerait {size}");
            would_go(blobs: &str, manifests: &str):
                format!("{blobs} blobs and {manifests} manifests that no tag and no index refers to."),
                format!("{blobs} blobs et {manifests} manifestes auxquels plus rien ne renvoie.");
            went(blobs: &str, manifests: &str):
                format!("{blobs} blobs and {manifests} manifests were deleted."),
                format!("{blobs} blobs et {manifests} manifestes supprimés.");
            younger(hours: &str): format!("younger than {hours} h"), format!("moins de {hours} h");
            log_of(what: &str, number: &str): format!("{what} {number}"), format!("{what} {number}");
            last_dry_run(size: &str, blobs: &str, manifests: &str):
                format!("The last dry run found {size} in {blobs} blobs and {manifests} manifests."),
                format!("Le dernier essai a trouvé {size} dans {blobs} blobs et {manifests} manifestes.");
            queues_of(number: usize): counted(number, "queue", "queues"), french::counted(number, "file", "files");
            pause_title(name: &str): format!("Pause {name}?"), format!("Mettre {name} en pause\u{202f}?");
            resume_title(name: &str): format!("Resume {name}?"), format!("Reprendre {name}\u{202f}?");
            resume_why(number: usize):
                match number {
                    0 => "Jobs of this kind run again.".to_owned(),
                    number => format!("{} run again at once.", counted(number, "waiting job", "waiting jobs")),
                },
                match number {
                    0 => "Les tâches de ce type reprennent.".to_owned(),
                    number => format!("{} repartent aussitôt.", french::counted(number, "tâche en attente", "tâches en attente")),
                };
            stop_queue_title(name: &str): format!("Stop all jobs of {name}?"), format!("Arrêter toutes les tâches de {name}\u{202f}?");
            stop_queue_why(number: usize):
                match number {
                    0 => "Nothing waits; what runs is stopped.".to_owned(),
                    number => format!(
                        "{} will never run, and what runs is stopped. This can’t be undone.",
                        counted(number, "waiting job", "waiting jobs")
                    ),
                },
                match number {
                    0 => "Rien n’attend\u{202f}; ce qui tourne est arrêté.".to_owned(),
                    number => format!(
                        "{} ne tourneront jamais, et ce qui tourne est arrêté. C’est définitif.",
                        french::counted(number, "tâche en attente", "tâches en attente")
                    ),
                };
            stop_all_why(number: usize):
                format!(
                    "{} of all kinds will never run, and what runs is stopped. This can’t be undone.",
                    counted(number, "waiting job", "waiting jobs")
                ),
                format!(
                    "{} de tous types ne tourneront jamais, et ce qui tourne est arrêté. C’est définitif.",
                    french::counted(number, "tâche en attente", "tâches en attente")
                );
            free_all_why(number: usize):
                format!("{} stopped, of whatever kind. What waits runs next.", match number { 1 => "1 job that runs is".to_owned(), number => format!("{number} jobs that run are") }),
                format!("{} en cours, de tous types, arrêtées. La suite de la file tournera.", french::counted(number, "tâche", "tâches"));
            workers_of(number: usize): counted(number, "worker", "workers"), french::counted(number, "ouvrier", "ouvriers");
            schedules_of(number: usize): counted(number, "schedule", "schedules"), french::counted(number, "planification", "planifications");
            rule_number(number: i64): format!("rule {number}"), format!("règle {number}");
            policy_number(number: i64): format!("policy {number}"), format!("règle {number}");
        }
    }
}
