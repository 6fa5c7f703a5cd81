//! The program's own options.

use std::path::PathBuf;

use clap::Parser;

/// A desktop console for Harbor container registries.
#[derive(Debug, Clone, Parser)]
#[command(name = "pilothouse", version, about)]
pub struct Options {
    /// Start with the demo registry: sample data on this computer, no account and no network
    #[arg(long, conflicts_with = "connect")]
    pub demo: bool,

    /// Start at 'Add a registry' with this address filled in
    #[arg(long, value_name = "URL")]
    pub connect: Option<String>,

    /// A link to a place in a registry: pilothouse://registry.example.org/projects/name
    #[arg(
        value_name = "LINK",
        conflicts_with = "demo",
        conflicts_with = "connect"
    )]
    pub link: Option<String>,

    /// Keep settings in this folder instead of the usual one
    #[arg(long, value_name = "DIR")]
    pub profile_dir: Option<PathBuf>,

    /// Save files into this folder instead of asking where
    #[arg(long, value_name = "DIR", hide = true)]
    pub save_to: Option<PathBuf>,

    /// Make this file once the first page is drawn
    #[arg(long, value_name = "FILE", hide = true)]
    pub ready_file: Option<PathBuf>,
}
