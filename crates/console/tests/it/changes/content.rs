//! Content of the registry that streams through: the files of a layer, one of them, and blobs on a disk.

use std::{collections::HashMap, io::Read};

use crate::listed::Place;
use chrono::Utc;
use demo_harbor::{Fault, FaultKind, World};
use distribution_api::{GetManifest, Manifest, Name, digest_of};
use harbor_api::{ArtifactReference, Digest, ProjectName, RepositoryName};
use listing::{
    ContentPlace, Direction, Query, Sort,
    lists::{Artifacts, LayerFiles},
};
use pilothouse_protocol::{
    BulkChange, BulkRow, BulkRows, FailureCode, FindSharers, MeasureIndex, ReadFrom, ReadLayerFile,
    SaveContent, SharedLayer, SharersAmong, StartBulk,
};

/// The layers of an image with content, from the lowest.
async fn layers(place: &Place) -> Vec<(ContentPlace, u64)> {
    let (project, repository) = (
        ProjectName::new("library").unwrap(),
        RepositoryName::new("fieldkit").unwrap(),
    );
    let name = Name::new(project.clone(), repository.clone());
    let reference = ArtifactReference::parse("2.1").unwrap();
    let manifest = place.send(&GetManifest { name, reference }).await;
    let Ok(Manifest::Image(image)) = manifest.read else {
        panic!("an image");
    };
    let layers = image.layers.into_iter().map(|layer| {
        let content = ContentPlace {
            project: project.clone(),
            repository: repository.clone(),
            digest: Digest::new(layer.digest).unwrap(),
        };
        (content, layer.size.unwrap())
    });
    layers.collect()
}

async fn open() -> Place {
    Place::open_as(World::sample(), "ada").await
}

#[tokio::test]
async fn the_files_of_a_layer_are_a_list_with_the_largest_first() {
    let place = open().await;
    let (layer, bytes) = layers(&place).await[2].clone();
    let scope = LayerFiles { layer };
    let list = place.open_list(scope).await.list;
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    assert_eq!((state.rows, state.whole, state.content), (3, true, None));
    let query = Query {
        sort: Some(Sort {
            column: "size".to_owned(),
            direction: Direction::Descending,
        }),
        ..Query::everything(Utc::now())
    };
    let lines = place.lines(list, query.clone()).await;
    let path = |line: usize| lines.lines[line].cells[1].text().unwrap().to_owned();
    assert_eq!(path(0), "opt/fieldkit/catalogue.parquet");
    assert_eq!(lines.lines[0].cells[2].number(), Some(400_000));
    // How much came was told, of how much.
    let told = place.states();
    let mut far = told.iter().filter_map(|state| state.content);
    assert!(far.all(|content| content.all == Some(bytes) && content.read <= bytes));

    // What is named by its digest is not asked for again.
    place.server.clear_requests();
    let again = place.read(list, ReadFrom::Start).await.unwrap();
    assert!(again.whole && again.rows == 3);
    assert!(place.server.requests().is_empty());
}

#[tokio::test]
async fn whiteouts_of_a_layer_are_said_to_be_some() {
    let place = open().await;
    let layer = layers(&place).await[3].0.clone();
    let list = place.open_list(LayerFiles { layer }).await.list;
    place.read(list, ReadFrom::Start).await.unwrap();
    let lines = place.lines(list, Query::everything(Utc::now())).await;
    let kinds: HashMap<&str, &str> = lines
        .lines
        .iter()
        .map(|line| (line.cells[1].text().unwrap(), line.cells[3].text().unwrap()))
        .collect();
    let expected = HashMap::from([
        ("etc/motd", "removed"),
        ("var/cache/apt", "emptied"),
        ("etc/fieldkit.conf", "file"),
    ]);
    assert_eq!(kinds, expected);
}

#[tokio::test]
async fn a_file_of_a_layer_is_opened_and_saved() {
    let place = open().await;
    // The second is packed by zstd.
    let layer = layers(&place).await[1].0.clone();
    let file = |number| ReadLayerFile {
        connection: place.connection.id.clone(),
        layer: layer.clone(),
        number,
    };
    let text = place.desk.ask(file(1)).await.unwrap();
    assert!(!text.is_cut);
    assert!(text.text.unwrap().contains("__version__ = \"2.1\""));
    let program = place.desk.ask(file(2)).await.unwrap();
    assert_eq!(program.text, None, "it is no text");
    let missing = place.desk.ask(file(99)).await.unwrap_err();
    assert_eq!(missing.code, FailureCode::BadAnswer);

    let saved = |content: &ContentPlace, file| SaveContent {
        connection: place.connection.id.clone(),
        content: content.clone(),
        file,
        name: "x".to_owned(),
    };
    let mut to = tempfile::NamedTempFile::new().unwrap();
    let command = saved(&layer, Some(2));
    place.save(&command, &to).await.unwrap();
    let mut program = Vec::new();
    to.read_to_end(&mut program).unwrap();
    assert!(program.starts_with(b"\x7fELF") && program.len() == 90_008);
    let mut whole = tempfile::NamedTempFile::new().unwrap();
    place.save(&saved(&layer, None), &whole).await.unwrap();
    let mut content = Vec::new();
    whole.read_to_end(&mut content).unwrap();
    assert_eq!(digest_of(&content), layer.digest.as_str());
}

#[tokio::test]
async fn content_that_breaks_off_is_given_to_nobody() {
    let place = open().await;
    let layer = layers(&place).await[0].0.clone();
    place.server.faults().push(Fault {
        operation: Some("registry".to_owned()),
        page: None,
        kind: FaultKind::CutBody,
        times: None,
    });
    let command = SaveContent {
        connection: place.connection.id.clone(),
        content: layer.clone(),
        file: None,
        name: "x".to_owned(),
    };
    let to = tempfile::NamedTempFile::new().unwrap();
    assert!(place.save(&command, &to).await.is_err());
    let file = ReadLayerFile {
        connection: place.connection.id.clone(),
        layer: layer.clone(),
        number: 1,
    };
    assert!(place.desk.ask(file).await.is_err());
    let list = place.open_list(LayerFiles { layer }).await.list;
    place.read(list, ReadFrom::Start).await.unwrap_err();
    let state = place.states().pop().unwrap();
    assert!(!state.whole && !state.reading && state.failure.is_some());
}

#[tokio::test]
async fn what_is_no_archive_is_an_error_with_a_way_out() {
    let place = open().await;
    let (project, repository) = (
        ProjectName::new("skaha").unwrap(),
        RepositoryName::new("files/catalog").unwrap(),
    );
    let name = Name::new(project.clone(), repository.clone());
    let reference = ArtifactReference::parse("2026").unwrap();
    let manifest = place.send(&GetManifest { name, reference }).await;
    let Ok(Manifest::Image(image)) = manifest.read else {
        panic!("a manifest");
    };
    let text = image
        .layers
        .iter()
        .find(|layer| layer.title() == Some("README.md"))
        .unwrap();
    let layer = ContentPlace {
        project,
        repository,
        digest: Digest::new(text.digest.clone()).unwrap(),
    };
    let list = place.open_list(LayerFiles { layer }).await.list;
    let failure = place.read(list, ReadFrom::Start).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::BadAnswer);
    assert!(failure.hint.unwrap().contains("saved"));
}

#[tokio::test]
async fn signatures_are_found_and_verified_only_with_what_somebody_trusts() {
    use demo_harbor::{PUBLIC_KEY, ROOT_CERTIFICATE};
    use harbor_api::operations::GetArtifact;
    use pilothouse_protocol::{PartContent, ReadAttachment, Verification};

    let place = open().await;
    let (project, repository) = (
        ProjectName::new("library").unwrap(),
        RepositoryName::new("fieldkit").unwrap(),
    );
    let artifact = GetArtifact {
        project_name: project.clone(),
        repository_name: repository.clone(),
        reference: ArtifactReference::parse("2.1").unwrap(),
        with_tag: None,
        with_label: None,
        with_scan_overview: None,
        with_sbom_overview: None,
        with_immutable_status: None,
        with_accessory: Some(true),
        with_inherited_accessory: Some(true),
        accept_vulnerabilities: None,
    };
    let artifact = place.send(&artifact).await;
    let read = async |accessory: usize, trust: Option<&str>| {
        let attachment = ContentPlace {
            project: project.clone(),
            repository: repository.clone(),
            digest: artifact.accessories[accessory].typed_digest().unwrap(),
        };
        let read = place.desk.ask(ReadAttachment {
            connection: place.connection.id.clone(),
            attachment,
            subject: Digest::new(artifact.digest.clone()).unwrap(),
            trust: trust.map(str::to_owned),
        });
        let PartContent::Signature(signature) = read.await.unwrap().parts.remove(0).content else {
            panic!("a signature");
        };
        signature
    };
    let is_verified = |verification: &Option<Verification>| {
        matches!(
            verification,
            Some(Verification::ByKey { .. } | Verification::ByCertificate { .. })
        )
    };
    let (cosign, provenance, notation) = (0, 1, 2);
    let found = read(cosign, None).await;
    assert!(found.is_about_subject && found.verification.is_none());
    assert!(is_verified(
        &read(cosign, Some(PUBLIC_KEY)).await.verification
    ));
    assert!(!is_verified(
        &read(cosign, Some(ROOT_CERTIFICATE)).await.verification
    ));
    let stated = read(provenance, Some(PUBLIC_KEY)).await;
    assert!(is_verified(&stated.verification));
    let built = stated.statement.unwrap().provenance.unwrap();
    assert!(built.source.unwrap().contains("opencadc/fieldkit"));
    let signed = read(notation, Some(ROOT_CERTIFICATE)).await;
    assert!(is_verified(&signed.verification), "{signed:?}");
    assert_eq!(signed.identity.unwrap().subject, "fieldkit@example.org");
}

/// The digest that a tag stands for.
async fn digest(place: &Place, project: &str, repository: &str, tag: &str) -> Digest {
    let list = Artifacts {
        project: ProjectName::new(project).unwrap(),
        repository: RepositoryName::new(repository).unwrap(),
    };
    let artifact = place
        .send(&list.one(ArtifactReference::parse(tag).unwrap()))
        .await;
    artifact.typed_digest().unwrap()
}

#[tokio::test]
async fn who_else_has_the_layers_of_an_image_is_found() {
    let place = Place::sample().await;
    let own = layers(&place).await;
    let (project, repository) = (
        ProjectName::new("library").unwrap(),
        RepositoryName::new("fieldkit").unwrap(),
    );
    let digest = digest(&place, "library", "fieldkit", "2.1").await;
    let find = FindSharers {
        connection: place.connection.id.clone(),
        project,
        repository,
        artifact: digest.clone(),
        among: SharersAmong::Repository,
    };
    let found = place.desk.ask(find.clone()).await.unwrap();
    assert_eq!(found.layers.len(), own.len());
    assert_eq!((found.failed, found.has_more), (0, false));
    // The newer version is made on the older one's base, and has files of its own.
    let of_older = |layer: &SharedLayer| {
        let tags = layer.sharers.iter().map(|sharer| sharer.tag.as_deref());
        tags.collect::<Vec<_>>() == [Some("2.0")]
    };
    assert!(of_older(&found.layers[0]), "{:?}", found.layers);
    assert!(found.unique_bytes() > 0);
    assert!(found.unique_bytes() < own.iter().map(|(_, bytes)| bytes).sum());

    // What a manifest names is not read again.
    place.server.clear_requests();
    let again = place.desk.ask(find.clone()).await.unwrap();
    assert_eq!(again, found);
    let asked = place.server.requests();
    assert!(asked.iter().all(|line| !line.path.contains("/manifests/")));

    // A copy in another repository of the project has all of them; only there it is found.
    let scope = Artifacts {
        project: find.project.clone(),
        repository: find.repository.clone(),
    };
    let copy = StartBulk {
        rows: BulkRows::Named {
            connection: place.connection.id.clone(),
            scope: scope.into(),
            rows: vec![BulkRow {
                key: digest.to_string(),
                name: digest.to_string(),
            }],
        },
        change: BulkChange::Copy {
            project: find.project.clone(),
            repository: RepositoryName::new("fieldkit-mirror").unwrap(),
        },
    };
    let copied = place.desk.ask(copy).await.unwrap();
    assert_eq!(copied.counts.changed, 1, "{copied:?}");
    assert_eq!(place.desk.ask(find.clone()).await.unwrap(), found);
    let in_project = FindSharers {
        among: SharersAmong::Project,
        ..find
    };
    let wide = place.desk.ask(in_project.clone()).await.unwrap();
    assert_eq!((wide.failed, wide.has_more), (0, false));
    for layer in &wide.layers {
        let mut sharers = layer.sharers.iter();
        let mirror = sharers.find(|it| it.repository.as_str() == "fieldkit-mirror");
        assert_eq!(
            mirror.map(|it| it.digest.as_str()),
            Some(digest.as_str()),
            "{layer:?}"
        );
    }
    assert_eq!(wide.unique_bytes(), 0);
    // Servers that list no project's artifacts are asked repository by repository.
    place.server.faults().push(Fault {
        operation: Some("listArtifactsOfProject".to_owned()),
        page: None,
        kind: FaultKind::Status(404),
        times: None,
    });
    let older = place.desk.ask(in_project).await.unwrap();
    assert_eq!((older.read, older.unique_bytes()), (wide.read, 0));
}

#[tokio::test]
async fn an_index_is_as_large_as_what_is_in_it_once() {
    let place = open().await;
    let (project, repository) = (
        ProjectName::new("skaha").unwrap(),
        RepositoryName::new("astroml").unwrap(),
    );
    let index = digest(&place, "skaha", "astroml", "25.11").await;
    let name = Name::new(project.clone(), repository.clone());
    let read = async |reference| {
        let name = name.clone();
        place.send(&GetManifest { name, reference }).await
    };
    let content = read(ArtifactReference::Digest(index.clone())).await;
    let Ok(Manifest::Index(parts)) = content.read else {
        panic!("an index");
    };
    let mut bytes = content.bytes.len() as u64;
    for part in &parts.manifests {
        let part = read(ArtifactReference::parse(&part.digest).unwrap()).await;
        let Ok(Manifest::Image(image)) = part.read else {
            panic!("an image");
        };
        let blobs = [&image.config].into_iter().chain(&image.layers);
        bytes += part.bytes.len() as u64 + blobs.filter_map(|it| it.size).sum::<u64>();
    }
    let measured = place.desk.ask(MeasureIndex {
        connection: place.connection.id.clone(),
        project,
        repository,
        index,
    });
    // Its parts share nothing.
    let measured = measured.await.unwrap();
    assert_eq!((measured.parts, measured.read), (3, 3));
    assert_eq!(measured.bytes, bytes);
}
