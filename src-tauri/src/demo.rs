//! The demo registry and the Model Registry beside it: inside this process, started when they are
//! first needed.

use std::time::Duration;

use demo_harbor::{DemoHarbor, Options, World};
use demo_model_registry::DemoModelRegistry;
use futures::future::BoxFuture;
use pilothouse_console::{Demo, DemoAccess, DemoModelRegistryAccess};
use tokio::sync::Mutex;

/// How long the demo takes to read a model anew.
const REFRESH: Duration = Duration::from_millis(1200);
/// How long the demo's token is taken: longer than anybody looks at it.
const TOKEN: Duration = Duration::from_secs(7 * 24 * 3600);

/// The demo registry, once it runs.
#[derive(Default)]
pub struct DemoRegistry(Mutex<Option<Running>>);

struct Running {
    harbor: DemoHarbor,
    models: Option<(DemoModelRegistry, String)>,
}

impl DemoRegistry {
    async fn with<T>(
        &self,
        work: impl AsyncFnOnce(&mut Running) -> Result<T, std::io::Error>,
    ) -> Result<T, String> {
        let mut running = self.0.lock().await;
        let mut demo = match running.take() {
            Some(demo) => demo,
            None => {
                let options = Options {
                    world: World::sample().with_models(),
                    ..Options::default()
                };
                let harbor = DemoHarbor::start(options).await;
                Running {
                    harbor: harbor.map_err(|error| error.to_string())?,
                    models: None,
                }
            }
        };
        let outcome = work(&mut demo).await;
        *running = Some(demo);
        outcome.map_err(|error| error.to_string())
    }
}

impl Demo for DemoRegistry {
    fn start(&self) -> BoxFuture<'_, Result<DemoAccess, String>> {
        Box::pin(self.with(async |demo| {
            Ok(DemoAccess {
                origin: demo.harbor.url(),
                user: "admin".to_owned(),
                password: harbor_client::Secret::new("Harbor12345".to_owned()),
            })
        }))
    }

    fn model_registry(&self) -> BoxFuture<'_, Result<Option<DemoModelRegistryAccess>, String>> {
        Box::pin(self.with(async |demo| {
            if demo.models.is_none() {
                let service = DemoModelRegistry::start(demo_model_registry::Options {
                    harbor: demo.harbor.project_access(),
                    refresh_takes: REFRESH,
                    has_lists: true,
                })
                .await?;
                let token = service.token(TOKEN);
                demo.models = Some((service, token));
            }
            Ok(demo
                .models
                .as_ref()
                .map(|(service, token)| DemoModelRegistryAccess {
                    address: service.url(),
                    token: harbor_client::Secret::new(token.clone()),
                }))
        }))
    }
}
