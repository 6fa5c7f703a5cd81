//! English.

mod account;
mod actions;
mod artifact;
mod bulk;
mod cli_secret;
mod connection;
mod description;
mod failures;
mod filter;
mod findings;
mod frame;
mod hand_back;
mod labels;
mod members;
mod parts;
mod project;
mod projects;
mod repositories;
mod repository;
mod sign_in;
mod states;
mod table;
mod ways;
mod welcome;
mod writing;

use super::shape::Words;

/// English.
pub static ENGLISH: Words = Words {
    actions: actions::ACTIONS,
    frame: frame::FRAME,
    parts: parts::PARTS,
    states: states::STATES,
    writing: writing::WRITING,
    welcome: welcome::WELCOME,
    sign_in: sign_in::SIGN_IN,
    ways: ways::WAYS,
    hand_back: hand_back::HAND_BACK,
    account: account::ACCOUNT,
    cli_secret: cli_secret::CLI_SECRET,
    connection: connection::CONNECTION,
    projects: projects::PROJECTS,
    project: project::PROJECT,
    members: members::MEMBERS,
    repositories: repositories::REPOSITORIES,
    repository: repository::REPOSITORY,
    artifact: artifact::ARTIFACT,
    findings: findings::FINDINGS,
    table: table::TABLE,
    failures: failures::FAILURES,
    filter: filter::FILTER,
    description: description::DESCRIPTION,
    bulk: bulk::BULK,
    labels: labels::LABELS,
};
