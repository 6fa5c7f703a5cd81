//! Tag `registry`: the other registries behind proxy caches and replication. For administrators.

use crate::{
    names::RegistryId,
    operation::operations,
    types::{
        NewRegistry, Registry, RegistryChange, RegistryInfo, RegistryPing, RegistryProviderInfos,
    },
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::List,
    },
};

operations! {
    /// Registries that this one takes images from or gives images to.
    ListRegistries "endpoint.list" listRegistries GET "/registries" => List<Registry> {
        query {
            q: Filter,
            sort: Sort,
            page: Page,
            /// Contains.
            name: Option<String>,
        }
    }

    /// Adds one. The server calls it first: 400 if nothing good answers there. 409 if the name is
    /// taken.
    CreateRegistry "endpoint.create" createRegistry POST "/registries" => () {
        body { NewRegistry }
    }

    /// One of them.
    GetRegistry "endpoint.get" getRegistry GET "/registries/{id}" => Registry {
        path { id: RegistryId }
    }

    /// Changes one. The server calls it first: 400 if nothing good answers, also for a new name.
    UpdateRegistry "endpoint.update" updateRegistry PUT "/registries/{id}" => () {
        path { id: RegistryId }
        body { RegistryChange }
    }

    /// Deletes one; 412 while a replication rule or a proxy cache uses it.
    DeleteRegistry "endpoint.delete" deleteRegistry DELETE "/registries/{id}" => () {
        path { id: RegistryId }
    }

    /// What replication with one may use; 0 is the server itself.
    GetRegistryInfo "endpoint.info" getRegistryInfo GET "/registries/{id}/info" => RegistryInfo {
        path { id: RegistryId }
    }

    /// Has the server call one, that it keeps or not. 400 if nothing good answers there, 500 for a
    /// provider that it does not know.
    PingRegistry "endpoint.ping" pingRegistry POST "/registries/ping" => () {
        body { RegistryPing }
    }

    /// The kinds of registries that the server can work with.
    ListRegistryProviderTypes "endpoint.providers" listRegistryProviderTypes
        GET "/replication/adapters" => List<String>
    {
    }

    /// What is fixed for a provider: addresses, access ids. Not all are in it.
    ListRegistryProviderInfos "endpoint.provider_infos" listRegistryProviderInfos
        GET "/replication/adapterinfos" => RegistryProviderInfos
    {
    }
}
