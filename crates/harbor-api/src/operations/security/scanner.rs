//! Tag `scanner`, and the scanners of projects.

use crate::{
    names::{ProjectReference, ScannerId},
    operation::operations,
    types::{
        DefaultScanner, NewScanner, ProjectScanner, ScannerMetadata, ScannerPing,
        ScannerRegistration,
    },
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::List,
    },
};

operations! {
    /// Scanners that the server knows.
    ListScanners "scanner.list" listScanners GET "/scanners" => List<ScannerRegistration> {
        query { q: Filter, sort: Sort, page: Page }
    }

    /// Adds a scanner; 409 if name or address is taken, 500 if its adapter does not answer. The first
    /// one becomes the default.
    CreateScanner "scanner.create" createScanner POST "/scanners" => () {
        body { NewScanner }
    }

    /// Has the server call an adapter. 500 if it does not answer.
    PingScanner "scanner.ping" pingScanner POST "/scanners/ping" => () {
        body { ScannerPing }
    }

    /// One scanner.
    GetScanner "scanner.get" getScanner GET "/scanners/{registration_id}" => ScannerRegistration {
        path { registration_id: ScannerId }
    }

    /// Changes a scanner. 403 for the one that came with the server.
    UpdateScanner "scanner.update" updateScanner PUT "/scanners/{registration_id}" => () {
        path { registration_id: ScannerId }
        body { NewScanner }
    }

    /// Deletes a scanner, also the default one, which leaves none.
    DeleteScanner "scanner.delete" deleteScanner DELETE "/scanners/{registration_id}" => () {
        path { registration_id: ScannerId }
    }

    /// Makes a scanner the default.
    SetDefaultScanner "scanner.set_default" setScannerAsDefault
        PATCH "/scanners/{registration_id}" => ()
    {
        path { registration_id: ScannerId }
        body { DefaultScanner }
    }

    /// What its adapter says of itself; the server asks it.
    GetScannerMetadata "scanner.metadata" getScannerMetadata
        GET "/scanners/{registration_id}/metadata" => ScannerMetadata
    {
        path { registration_id: ScannerId }
    }

    /// Scanners that a project may have.
    ListProjectScannerCandidates "scanner.candidates" listScannerCandidatesOfProject
        GET "/projects/{project_name_or_id}/scanner/candidates" => List<ScannerRegistration>
    {
        path { project_name_or_id: ProjectReference }
        query { q: Filter, sort: Sort, page: Page }
    }

    /// Sets a project's scanner.
    SetProjectScanner "scanner.set_for_project" setScannerOfProject
        PUT "/projects/{project_name_or_id}/scanner" => ()
    {
        path { project_name_or_id: ProjectReference }
        body { ProjectScanner }
    }
}
