//! Tag `registry`: the other registries behind proxy caches and replication. For administrators.

use crate::{
    operation::operations,
    page::Page,
    query::{Filter, Sort},
    reply::List,
    types::{NewRegistry, Registry, RegistryPing, RegistryProviderInfos},
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

    /// Has the server call one, without keeping it. 400 if nothing good answers there, 500 for a
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
