//! All artifacts of a project in one list.

use std::sync::Arc;

use harbor_api::ProjectName;
use leptos::prelude::*;
use listing::{Direction, Listing, Sort, lists::ProjectArtifacts};
use pilothouse_protocol::{ConnectionId, SavedView};

use crate::{
    features::artifacts::{
        acts::Asked,
        list::{
            bulk::BulkActions,
            cells::{TagCell, TrustCell, platform, platform_text, trust_text},
            declaration::fields_of,
            scan_cell::{ScanCell, scan_text},
            short,
        },
    },
    filter::FilterField,
    list::{Column, LinkCell, List, ListPage, ListWords, RouteOf, TableOf, TextCell, Views},
    permissions::Rights,
    route::{Route, TabId},
    ui::Empty,
    words::words,
};

const OF_LIST: &[listing::Column] = ProjectArtifacts::COLUMNS;

/// The tab.
#[component]
pub fn ProjectArtifactsTab(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    rights: Signal<Option<Arc<Rights>>>,
) -> impl IntoView {
    let w = &words().repository;
    let scope = ProjectArtifacts {
        project: project.clone(),
    };
    let list = List::open(
        connection,
        scope.clone(),
        Some(sort("pushed", Direction::Descending)),
    );
    let route: RouteOf = Callback::new(move |key: String| {
        let (list, reference) = scope.read_key(&key)?;
        Some(Route::Artifact {
            connection: connection.get_untracked(),
            project: list.project,
            repository: list.repository,
            reference,
            tab: TabId::FIRST,
        })
    });
    let said = ListWords {
        find: w.find,
        all: w.the_artifacts,
        one: w.artifact,
        copy_keys: w.copy_references,
        number: |number| words().repository.number(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="box" title=w.empty_title text=w.empty_project /> }
    });
    let actions = BulkActions::new(connection, rights, list, route);
    let bar = ViewFn::from(move || view! { <Views list=list offered=views() /> });
    view! {
        <ListPage
            of=TableOf::new(list, columns()).leads_to(route)
            fields=fields()
            said=said
            label=w.table_of_project(project.as_str())
            empty=empty
            bar=bar
            actions=ViewFn::from(move || actions.view())
        />
        <Asked connection=connection project=project question=actions.question() />
    }
}

fn sort(column: &str, direction: Direction) -> Sort {
    Sort {
        column: column.to_owned(),
        direction,
    }
}

/// What people look for in a project.
fn views() -> Vec<SavedView> {
    let w = &words().repository;
    let view = |name: &str, filter: &str, column, direction| SavedView {
        name: name.to_owned(),
        find: String::new(),
        filter: filter.to_owned(),
        sort: Some(sort(column, direction)),
    };
    vec![
        view(w.newest, "", "pushed", Direction::Descending),
        view(w.largest, "", "size", Direction::Descending),
        view(w.oldest, "", "pushed", Direction::Ascending),
        view(
            w.never_pulled_view,
            "ever_pulled=no",
            "pushed",
            Direction::Ascending,
        ),
        view(w.worst, "", "vulnerabilities", Direction::Descending),
    ]
}

fn columns() -> Vec<Column> {
    let w = &words().repository;
    let of_artifact = &words().artifact;
    let of_filter = &words().filter;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("repository", words().acts.repository)
            .class("p")
            .cell(|cell, column| Box::new(LinkCell::new(cell, column, "box")))
            .sorted(),
        column("digest", w.artifact_column)
            .width(130)
            .class("p3")
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, column| {
                    short(line.text(column))
                }))
            }),
        column("tag", w.tags).kept_as("tags").cell(TagCell::make),
        column("platform", of_artifact.platform)
            .width(98)
            .class("p3")
            .cell(platform)
            .text(platform_text),
        column("size", of_artifact.size)
            .width(78)
            .class("r")
            .sorted(),
        column("signature", of_artifact.trust)
            .kept_as("trust")
            .width(150)
            .class("p3")
            .cell(TrustCell::make)
            .text(trust_text)
            .exported(&[
                ("signature", of_artifact.signature),
                ("sbom", of_artifact.sbom),
            ]),
        column("vulnerabilities", of_artifact.vulnerabilities)
            .width(130)
            .class("p2")
            .cell(ScanCell::make)
            .text(scan_text)
            .exported(&[
                ("scan", of_filter.scan),
                ("vulnerabilities", of_artifact.vulnerabilities),
            ])
            .sorted(),
        column("pulled", w.pulled).width(90).class("r p2").sorted(),
        column("pushed", of_artifact.pushed)
            .width(98)
            .class("r")
            .sorted(),
    ]
}

fn fields() -> Vec<FilterField> {
    let own = [
        FilterField::new(OF_LIST, "repository", words().acts.repository, "repository"),
        FilterField::new(
            OF_LIST,
            "ever_pulled",
            words().repository.ever_pulled,
            "download",
        )
        .shown_as(|value| {
            let w = &words().filter;
            if value == "yes" { w.yes } else { w.no }.to_owned()
        }),
    ];
    own.into_iter().chain(fields_of(OF_LIST)).collect()
}
