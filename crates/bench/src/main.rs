//! Measures the console and the decoders against a demo registry in this process.
//!
//! Run by `cargo xtask bench`, which adds the figures of the program and prints the table.

mod access;
mod deletions;
mod desk;
mod figure;
mod histories;
mod layer;
mod network;
mod packages;
mod pages;
mod rows;
mod store;
mod tabs;
mod trial;

use std::process::ExitCode;

use demo_harbor::World;

use crate::desk::{Desk, Outcome};

/// The large world: 2,000 repositories, and one of 100,000 artifacts. A debug build's registry would
/// need many minutes for it, so there it is a tenth.
const SCALE: u32 = if cfg!(debug_assertions) { 10 } else { 100 };

#[tokio::main]
async fn main() -> ExitCode {
    match measure().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

async fn measure() -> Outcome {
    network::requests(&Desk::open(World::sample()).await?).await?;
    tabs::over_the_raw_answer(&Desk::open_as(World::sample(), "admin").await?).await?;
    pages::requests(&Desk::open_as(World::sample(), "admin").await?).await?;
    let crowded = World::crowded(access::PROJECTS);
    access::robots_of_many_projects(&Desk::open_as(crowded, "admin").await?).await?;
    histories::histories().await?;
    rows::report()?;
    packages::to_table()?;
    layer::files()?;
    rows::comparison()?;
    rows::compared_packages()?;
    deletions::deletions(&Desk::open_as(World::scaled(3), "admin").await?).await?;
    store::queries_of_a_million()?;
    trial::patterns_at_each_key()?;
    let desk = Desk::open(World::scaled(SCALE)).await?;
    let list = network::artifacts("scale", "everything")?;
    network::first_rows(&desk, &list, "", network::FIRST_ROWS).await?;
    network::whole_list(&desk, &list).await
}
