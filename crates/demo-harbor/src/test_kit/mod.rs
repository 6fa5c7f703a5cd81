//! What only tests and measurements need, behind the feature `test-kit`: faults, worlds of the
//! recordings and large ones, and starting with a provider. What people are given holds none of it.

pub(crate) mod fault;
pub(crate) mod provider;
mod recorded;
mod scaled;
mod spoil;
