//! Usual sets of permissions.

use super::matrix::{Matrix, Selection};
use crate::types::Permission;

/// A usual set of a project's permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preset {
    /// What pulls and finds images: clusters, people's machines.
    PullOnly,
    /// What builds images and puts them in.
    CiPush,
    /// What has images scanned and reads the reports.
    Scanner,
    /// Everything that the server can give in a project.
    FullAccess,
    /// Anything else.
    Custom,
}

const PULL_ONLY: &[(&str, &str)] = &[
    ("repository", "pull"),
    ("repository", "list"),
    ("artifact", "list"),
    ("artifact", "read"),
    ("tag", "list"),
];

const CI_PUSH: &[(&str, &str)] = &[
    ("repository", "pull"),
    ("repository", "push"),
    ("repository", "list"),
    ("artifact", "list"),
    ("artifact", "read"),
    ("tag", "list"),
    ("tag", "create"),
    ("artifact-label", "create"),
    ("scan", "create"),
];

const SCANNER: &[(&str, &str)] = &[
    ("repository", "pull"),
    ("repository", "list"),
    ("artifact", "list"),
    ("artifact", "read"),
    ("artifact-addition", "read"),
    ("tag", "list"),
    ("accessory", "list"),
    ("scan", "create"),
    ("scan", "read"),
    ("scan", "stop"),
    ("sbom", "create"),
    ("sbom", "read"),
    ("sbom", "stop"),
];

impl Preset {
    pub const ALL: [Self; 5] = [
        Self::PullOnly,
        Self::CiPush,
        Self::Scanner,
        Self::FullAccess,
        Self::Custom,
    ];

    /// Its permissions, as far as the server knows them; `None` for [`Self::Custom`].
    pub fn selection(self, matrix: &Matrix) -> Option<Selection> {
        let pairs = match self {
            Self::PullOnly => PULL_ONLY,
            Self::CiPush => CI_PUSH,
            Self::Scanner => SCANNER,
            Self::FullAccess => {
                return Some(Selection::new(matrix.rows.iter().flat_map(|row| {
                    row.actions.iter().map(|action| Permission {
                        resource: row.resource.clone(),
                        action: action.clone(),
                    })
                })));
            }
            Self::Custom => return None,
        };
        let known = pairs
            .iter()
            .filter(|(resource, action)| matrix.has(resource, action));
        Some(Selection::new(known.map(|(resource, action)| Permission {
            resource: (*resource).to_owned(),
            action: (*action).to_owned(),
        })))
    }

    /// The set that was chosen; [`Self::Custom`] if it is none of the others.
    pub fn of(selection: &Selection, matrix: &Matrix) -> Self {
        let is = |preset: &Self| preset.selection(matrix).as_ref() == Some(selection);
        if selection.is_empty() {
            return Self::Custom;
        }
        Self::ALL.into_iter().find(is).unwrap_or(Self::Custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::GrantablePermissions;

    /// What a 2.16.0 gives.
    fn matrix() -> Matrix {
        let recordings = include_str!("../../tests/recordings/v2.16.json");
        let recordings: serde_json::Value = serde_json::from_str(recordings).unwrap();
        let is_permissions =
            |one: &&serde_json::Value| one["operation"] == "getPermissions" && one["as"] == "admin";
        let exchange = recordings.as_array().unwrap().iter().find(is_permissions);
        let body = exchange.unwrap()["json"].clone();
        let grantable: GrantablePermissions = serde_json::from_value(body).unwrap();
        Matrix::of_project(&grantable.project)
    }

    #[test]
    fn a_real_server_knows_every_permission_of_the_presets() {
        let matrix = matrix();
        for (resource, action) in [PULL_ONLY, CI_PUSH, SCANNER].concat() {
            assert!(matrix.has(resource, action), "{resource}:{action}");
        }
        let all: usize = matrix.rows.iter().map(|row| row.actions.len()).sum();
        let full = Preset::FullAccess.selection(&matrix).unwrap();
        assert_eq!(full.len(), all);
    }

    #[test]
    fn what_is_chosen_names_its_preset() {
        let matrix = matrix();
        for preset in Preset::ALL {
            let Some(mut selection) = preset.selection(&matrix) else {
                continue;
            };
            assert_eq!(Preset::of(&selection, &matrix), preset);
            let list = Permission {
                resource: "repository".to_owned(),
                action: "list".to_owned(),
            };
            selection.set(&list, false);
            assert_eq!(Preset::of(&selection, &matrix), Preset::Custom);
        }
        assert_eq!(Preset::of(&Selection::default(), &matrix), Preset::Custom);
    }

    #[test]
    fn a_server_that_knows_less_is_given_less() {
        let pull = Permission {
            resource: "repository".to_owned(),
            action: "pull".to_owned(),
        };
        let matrix = Matrix::of_project(std::slice::from_ref(&pull));
        let selection = Preset::PullOnly.selection(&matrix).unwrap();
        assert_eq!(selection, Selection::new([pull]));
    }
}
