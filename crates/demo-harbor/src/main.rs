//! A demo Harbor on its own.

use std::process::ExitCode;
use std::time::Duration;

use demo_harbor::{DemoHarbor, OidcSettings, Options, PASSWORD, World};

const HELP: &str = "\
A Harbor registry's API with made-up projects and images, for trying things out.

Usage: demo-harbor [--port PORT] [--scale N] [--session-seconds N] [--oidc-… …]

  --port PORT            the port on 127.0.0.1 (8099 unless given; 0 takes a free one)
  --scale N              a larger world: 20 repositories and 1,000 artifacts more for each unit,
                         up to 100
  --session-seconds N    how long a session lives after its last use
  --help                 this text

Signing in through an OpenID Connect provider, which sends people back to
http://127.0.0.1:PORT/c/oidc/callback:

  --oidc-issuer URL      the provider's address; with it, only admin has a password
  --oidc-client-id ID    this registry's name at the provider ('harbor' unless given)
  --oidc-client-secret-file FILE
                         the file that holds this registry's secret there
  --oidc-name NAME       the word for the provider on the button
  --oidc-scope SCOPE     with commas between
  --oidc-user-claim CLAIM, --oidc-groups-claim CLAIM
                         the claims with the user name and the groups
  --oidc-admin-group GROUP
                         the group whose members are administrators
  --oidc-auto-onboard    who is new gets an account without being asked for a name
  --oidc-logout          signing out ends the provider's session, too
  --oidc-known NAME=SUB  somebody of the people below who has signed in before, and the provider's
                         'sub' of them; may be given again

People: admin, ada (project administrator of skaha), bob (maintainer), carol (developer),
dave (guest), erin (limited guest), zed (member of nothing).
Faults are switched on with PUT /demo/faults, requests listed by GET /demo/requests.";

/// What the arguments ask for; none if it is the help.
fn read(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options {
        port: 8099,
        ..Options::default()
    };
    let mut oidc = OidcSettings::new("", "harbor", "");
    while let Some(argument) = arguments.next() {
        let mut value = || {
            let next = arguments.next();
            next.ok_or_else(|| format!("{argument}: a value is missing"))
        };
        let number = |text: String| {
            let number = text.parse::<u16>();
            number.map_err(|_| format!("{argument}: {text} is no number for it"))
        };
        match argument.as_str() {
            "--help" | "-h" => return Ok(None),
            "--port" => options.port = number(value()?)?,
            "--scale" => options.world = World::scaled(u32::from(number(value()?)?)),
            "--session-seconds" => {
                let seconds = u64::from(number(value()?)?);
                options.session_lifetime = Some(Duration::from_secs(seconds));
            }
            "--oidc-issuer" => oidc.issuer = value()?,
            "--oidc-client-id" => oidc.client_id = value()?,
            "--oidc-client-secret-file" => {
                let file = value()?;
                let text = std::fs::read_to_string(&file);
                let text = text.map_err(|error| format!("{file}: {error}"))?;
                oidc.client_secret = text.trim().to_owned();
            }
            "--oidc-name" => oidc.name = value()?,
            "--oidc-scope" => oidc.scope = value()?,
            "--oidc-user-claim" => oidc.user_claim = value()?,
            "--oidc-groups-claim" => oidc.groups_claim = value()?,
            "--oidc-admin-group" => oidc.admin_group = value()?,
            "--oidc-auto-onboard" => oidc.auto_onboard = true,
            "--oidc-logout" => oidc.logout = true,
            "--oidc-known" => {
                let pair = value()?;
                let (name, subject) = pair
                    .split_once('=')
                    .ok_or_else(|| format!("{argument}: {pair} has no '='"))?;
                oidc.known.push((name.to_owned(), subject.to_owned()));
            }
            _ => return Err(format!("{argument}: not understood\n\n{HELP}")),
        }
    }
    options.oidc = Some(oidc).filter(|oidc| !oidc.issuer.is_empty());
    Ok(Some(options))
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = match read(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let (port, by_provider) = (options.port, options.oidc.is_some());
    match DemoHarbor::start(options).await {
        Ok(demo) => {
            let whose = if by_provider { "admin" } else { "everybody" };
            println!("{} ({whose}'s password: {PASSWORD})", demo.url());
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
