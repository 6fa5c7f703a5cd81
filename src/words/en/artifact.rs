//! One artifact: overview, tags, scan.

use crate::words::shape::Artifact;

pub const ARTIFACT: Artifact = Artifact {};
