//! The demo registry: a Harbor inside this process, started when it is first needed.

use demo_harbor::{DemoHarbor, Options, World};
use futures::future::BoxFuture;
use pilothouse_console::{Demo, DemoAccess};
use tokio::sync::Mutex;

/// The demo registry, once it runs.
#[derive(Default)]
pub struct DemoRegistry(Mutex<Option<DemoHarbor>>);

impl Demo for DemoRegistry {
    fn start(&self) -> BoxFuture<'_, Result<DemoAccess, String>> {
        Box::pin(async {
            let mut running = self.0.lock().await;
            let demo = match running.take() {
                Some(demo) => demo,
                None => {
                    let options = Options {
                        world: World::sample(),
                        ..Options::default()
                    };
                    DemoHarbor::start(options)
                        .await
                        .map_err(|error| error.to_string())?
                }
            };
            let access = DemoAccess {
                origin: demo.url().to_string(),
                user: "admin".to_owned(),
                password: harbor_client::Secret::new("Harbor12345".to_owned()),
            };
            *running = Some(demo);
            Ok(access)
        })
    }
}
