//! Requests and how they are sent.

mod address;
mod exchange;
mod pages;
mod probe;
mod proxy;
mod redirects;
mod retries;
mod tls;
