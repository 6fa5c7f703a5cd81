//! What an account can do, in words.

use harbor_api::robots::{Ability, abilities};

use crate::{
    features::robots::{
        wizard::grants::{Grant, Place},
        words::capital,
    },
    words::words,
};

/// What is said where it is not among what can be done.
const WORTH_SAYING: [Ability; 4] = [
    Ability::Push,
    Ability::Delete,
    Ability::ChangeSettings,
    Ability::ManageMembers,
];

/// `push and pull, tag`
pub fn phrase(abilities: &[Ability]) -> String {
    let w = &words().robots;
    let both = abilities.contains(&Ability::Pull) && abilities.contains(&Ability::Push);
    let mut parts: Vec<String> = Vec::new();
    if both {
        parts.push(w.push_and_pull());
    }
    let rest = abilities
        .iter()
        .filter(|ability| !both || !matches!(ability, Ability::Pull | Ability::Push));
    parts.extend(rest.map(|ability| w.ability(*ability)));
    parts.join(", ")
}

/// The phrase of a list's words, as its cell begins.
pub fn can(abilities: &[String]) -> String {
    let known: Vec<Ability> = abilities
        .iter()
        .filter_map(|word| Ability::from_word(word))
        .collect();
    if known.is_empty() {
        return words().robots.nothing.to_owned();
    }
    capital(&phrase(&known))
}

/// `Can push and pull in skaha, pull in 2 projects. Can't delete or change settings.`
pub fn sentence(grants: &[Grant]) -> String {
    let w = &words().robots;
    // Places where the same can be done, in the order of the first of them.
    let mut groups: Vec<(Vec<Ability>, Vec<&Place>)> = Vec::new();
    for grant in grants {
        let permission = grant.permission();
        let can = abilities([&permission]);
        if can.is_empty() {
            continue;
        }
        match groups
            .iter_mut()
            .find(|(known, places)| *known == can && places.iter().all(|place| place.is_project()))
        {
            Some((_, places)) if grant.place.is_project() => places.push(&grant.place),
            _ => groups.push((can, vec![&grant.place])),
        }
    }
    if groups.is_empty() {
        return w.nothing_chosen.to_owned();
    }
    let parts: Vec<String> = groups
        .iter()
        .map(|(can, places)| {
            let what = phrase(can);
            match places.as_slice() {
                [Place::System] => w.on_server(&what),
                [Place::AllProjects] => w.in_place(&what, &w.all_projects_in_sentence()),
                [Place::Project(name)] => w.in_place(&what, name),
                several => w.in_place(&what, &w.projects(several.len())),
            }
        })
        .collect();
    let all: Vec<Ability> = groups.iter().flat_map(|(can, _)| can.clone()).collect();
    let missing: Vec<String> = WORTH_SAYING
        .iter()
        .filter(|ability| !all.contains(ability))
        .map(|ability| w.ability(*ability))
        .collect();
    let can = w.can_sentence(&parts.join(", "));
    let cannot = w.cannot_sentence(&missing);
    format!("{can} {cannot}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use harbor_api::{robots::Selection, types::Permission};

    use super::*;

    fn grant(place: Place, pairs: &str) -> Grant {
        let permissions = pairs.split_whitespace().map(|pair| {
            let (resource, action) = pair.split_once(':').expect("a pair");
            Permission {
                resource: resource.to_owned(),
                action: action.to_owned(),
            }
        });
        Grant {
            place,
            selection: Selection::new(permissions),
            denied: Vec::new(),
        }
    }

    #[test]
    fn a_sentence_says_what_it_can_and_can_not() {
        let project = |name: &str| Place::Project(name.to_owned());
        let pull = "repository:pull repository:list";
        let cases = [
            (vec![], "Nothing is chosen yet"),
            (
                vec![
                    grant(project("skaha"), "repository:push tag:create"),
                    grant(project("cadc"), pull),
                    grant(project("nvcr-cache"), pull),
                ],
                "Can push and pull, tag in skaha, pull in 2 projects. \
                 Can't delete, change settings or manage members.",
            ),
            (
                vec![
                    grant(Place::AllProjects, pull),
                    grant(Place::System, "registry:list"),
                ],
                "Can pull in all projects, read the server's state. \
                 Can't push, delete, change settings or manage members.",
            ),
            (
                vec![grant(
                    project("skaha"),
                    "repository:push tag:delete project:update member:create",
                )],
                "Can push and pull, delete, manage members, change settings in skaha.",
            ),
        ];
        for (grants, said) in cases {
            assert_eq!(sentence(&grants), said);
        }
    }

    #[test]
    fn a_cell_begins_with_a_capital() {
        assert_eq!(
            can(&["pull".to_owned(), "push".to_owned()]),
            "Push and pull"
        );
        assert_eq!(can(&["scan".to_owned(), "fly".to_owned()]), "Start scans");
        assert_eq!(can(&[]), "Nothing");
    }
}
