//! When jobs run by themselves.

crate::words::area! {
    /// When jobs run by themselves.
    ScheduleWords {
        texts {
            cron_count: "Six fields are needed.", "Il faut six champs.";
            cron_descriptor: "Words like @daily are not taken; write six fields.",
                "Les mots comme @daily ne sont pas acceptés ; écrivez six champs.";
            cron_seconds: "The first field, the seconds, must be 0.", "Le premier champ, les secondes, doit être 0.";
            cron_zone: "With a time zone in front, Harbor skips and doubles runs when clocks change. Write it by UTC.",
                "Avec un fuseau horaire devant, Harbor saute et double des exécutions aux changements d’heure. Écrivez-la en UTC.";
            cron_every_minute: "This would run 60 times an hour.", "Cela s’exécuterait 60 fois par heure.";
            cron_never: "This would never run, and Harbor’s job service hangs on it.",
                "Cela ne s’exécuterait jamais, et le service de tâches de Harbor s’y bloque.";
            cron_second: "Second", "Seconde";
            cron_minute: "Minute", "Minute";
            cron_hour: "Hour", "Heure";
            cron_day: "Day", "Jour";
            cron_month: "Month", "Mois";
            cron_weekday: "Weekday", "Jour de semaine";
            schedule_off: "Off: runs only when someone starts it", "Aucune : ne s’exécute que si quelqu’un la lance";
            hourly: "Every hour", "Chaque heure";
            daily: "Every day", "Chaque jour";
            weekly: "Every week", "Chaque semaine";
            custom: "Custom", "Personnalisée";
            unreadable_schedule: "This schedule can’t be read here.", "Cette planification est illisible ici.";
            next_runs: "Next runs", "Prochaines exécutions";
            local: "Local", "Locale";
            utc: "UTC", "UTC";
            either_day: "Day and weekday are both set: Harbor runs on either.",
                "Jour et jour de semaine sont tous deux fixés : Harbor s’exécute pour l’un ou l’autre.";
            zone_note: "The schedule names a time zone of its own.", "La planification nomme son propre fuseau horaire.";
            sunday: "Sunday", "dimanche";
            monday: "Monday", "lundi";
            tuesday: "Tuesday", "mardi";
            wednesday: "Wednesday", "mercredi";
            thursday: "Thursday", "jeudi";
            friday: "Friday", "vendredi";
            saturday: "Saturday", "samedi";
            needed: "Choose when it runs, or “by hand” above.", "Choisissez quand, ou « à la main » plus haut.";
            off_word: "Never by itself", "Jamais seule";
            time_bad: "Enter a time like 02:30.", "Entrez une heure comme 02:30.";
            when: "When", "Quand";
            weekday: "On, local time", "Le, heure locale";
            at: "At, local time", "À, heure locale";
            cron: "Six fields, UTC", "Six champs, UTC";
            cron_hint: "second (0), minute, hour, day, month, weekday (0–6)",
                "seconde (0), minute, heure, jour, mois, jour de semaine (0–6)";
        }
        says {
            every_minutes(step: u8): format!("Every {step} minutes"), format!("Toutes les {step} minutes");
            every_hours(step: u8, minute: u8):
                format!("Every {step} hours at minute {minute}, UTC"),
                format!("Toutes les {step} heures à la minute {minute}, UTC");
            at_minutes(minutes: &str): format!("Every hour at minutes {minutes}"), format!("Chaque heure aux minutes {minutes}");
            on_day(day: u8): format!("On day {day} of the month"), format!("Le jour {day} du mois");
            on_days(days: &str): format!("On days {days} of the month"), format!("Les jours {days} du mois");
            on_weekdays(days: &str): format!("On {days}"), format!("Le {days}");
            on_either(days: &str, weekdays: &str):
                format!("{days} and each {weekdays}"),
                format!("{days} et chaque {weekdays}");
            field_wrong(field: &str, text: &str): format!("{field}: “{text}” is not taken."), format!("{field} : « {text} » n’est pas accepté.");
            harbor_runs(cron: &str): format!("Harbor runs by UTC: {cron}"), format!("Harbor s’exécute en UTC : {cron}");
        }
    }
}
