//! A demo Harbor on its own.

use std::process::ExitCode;

use demo_harbor::{DemoHarbor, Options, PASSWORD, World};

const HELP: &str = "\
A Harbor registry's API with made-up projects and images, for trying things out.

Usage: demo-harbor [--port PORT] [--scale N]

  --port PORT   the port on 127.0.0.1 (8099 unless given; 0 takes a free one)
  --scale N     a larger world: 20 repositories and 1,000 artifacts more for each unit, up to 100
  --help        this text

People: admin, ada (project administrator of skaha), bob (maintainer), carol (developer),
dave (guest), erin (limited guest), zed (member of nothing).
Faults are switched on with PUT /demo/faults, requests listed by GET /demo/requests.";

#[tokio::main]
async fn main() -> ExitCode {
    let mut port = 8099;
    let mut scale = 0;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let number = |value: Option<String>| value.and_then(|value| value.parse::<u16>().ok());
        let read = match argument.as_str() {
            "--help" | "-h" => {
                println!("{HELP}");
                return ExitCode::SUCCESS;
            }
            "--port" => number(arguments.next()).map(|value| port = value),
            "--scale" => number(arguments.next()).map(|value| scale = value),
            _ => None,
        };
        if read.is_none() {
            eprintln!("{argument}: not understood\n\n{HELP}");
            return ExitCode::FAILURE;
        }
    }
    let options = Options {
        port,
        world: World::scaled(u32::from(scale)),
        ..Options::default()
    };
    match DemoHarbor::start(options).await {
        Ok(demo) => {
            println!("{} (everybody's password: {PASSWORD})", demo.url());
            // It runs until it is interrupted; if that cannot be waited for, it stops at once.
            let _ = tokio::signal::ctrl_c().await;
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("port {port}: {error}");
            ExitCode::FAILURE
        }
    }
}
