//! What the service knows: tenants, projects, models, and tokens that it gave out.

use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use demo_harbor::ProjectAccess;
use serde_json::{Value, json};

#[derive(Debug, Clone)]
pub(crate) struct Tenant {
    pub id: i64,
    pub name: String,
    pub company: String,
    pub url: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Project {
    pub id: i64,
    pub name: String,
    pub display_name: String,
    pub description: String,
    pub public: bool,
    pub tenant: i64,
}

#[derive(Debug)]
struct Token {
    text: String,
    ends: DateTime<Utc>,
    may_write: bool,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    pub tenants: Vec<Tenant>,
    pub projects: Vec<Project>,
    /// When each model was last read, by project and name.
    pub models: BTreeMap<(String, String), DateTime<Utc>>,
    tokens: Vec<Token>,
    issuer: Option<String>,
    lost: HashSet<String>,
    failing: HashSet<String>,
    /// Whether the next registering is answered with an error, once it is done.
    pub fails_registering: bool,
    pub requests: Vec<String>,
    last: i64,
}

impl State {
    /// The sample: tenants, and one project whose models it follows, but for what was lost.
    pub fn sample(harbor: &ProjectAccess) -> Self {
        let mut state = Self::default();
        for (name, company) in [
            ("canfar", "Canadian Advanced Network for Astronomy Research"),
            ("cirada", "CIRADA"),
        ] {
            let url = format!("https://{name}.example.org");
            state.add_tenant(name, company, &url);
        }
        if harbor.is_public("astro-models").is_some() {
            state.add_project(
                "astro-models",
                "Astronomy models",
                "Models of the platform",
                true,
                1,
            );
            state.lose("astro-models/frb-classifier");
            state.lose("astro-models/star-gal-sep");
            for (repository, pushed) in harbor.models("astro-models") {
                let read = match repository.as_str() {
                    // Its push is nine days younger than what was read of it.
                    "frb-classifier" => pushed - TimeDelta::days(9),
                    "star-gal-sep" => continue,
                    _ => pushed + TimeDelta::seconds(2),
                };
                let key = ("astro-models".to_owned(), repository);
                state.models.insert(key, read);
            }
            // Deleted from Harbor, and nobody said so.
            let gone = ("astro-models".to_owned(), "sersic-fit".to_owned());
            state.models.insert(gone, Utc::now() - TimeDelta::days(80));
        }
        state
    }

    pub fn next_id(&mut self) -> i64 {
        self.last += 1;
        self.last
    }

    pub fn add_tenant(&mut self, name: &str, company: &str, url: &str) -> i64 {
        let id = self.next_id();
        self.tenants.push(Tenant {
            id,
            name: name.to_owned(),
            company: company.to_owned(),
            url: url.to_owned(),
        });
        id
    }

    pub fn add_project(
        &mut self,
        name: &str,
        display_name: &str,
        description: &str,
        public: bool,
        tenant: i64,
    ) {
        let id = self.next_id();
        self.projects.push(Project {
            id,
            name: name.to_owned(),
            display_name: display_name.to_owned(),
            description: description.to_owned(),
            public,
            tenant,
        });
    }

    /// A project by its id or name.
    pub fn project(&self, key: &str) -> Option<&Project> {
        let mut projects = self.projects.iter();
        projects.find(|it| it.name == key || it.id.to_string() == key)
    }

    /// Takes in what webhooks have told since: nothing where they got lost, or where Harbor's project
    /// has none that leads here.
    pub fn hear(&mut self, harbor: &ProjectAccess, address: &str) {
        for project in &self.projects {
            if !harbor.has_webhook_to(&project.name, address) {
                continue;
            }
            for (repository, pushed) in harbor.models(&project.name) {
                if self
                    .lost
                    .contains(&format!("{}/{repository}", project.name))
                {
                    continue;
                }
                let key = (project.name.clone(), repository);
                let read = self.models.entry(key).or_insert(pushed);
                *read = (*read).max(pushed);
            }
        }
    }

    pub fn lose(&mut self, model: &str) {
        self.lost.insert(model.to_owned());
    }

    pub fn fail_refresh(&mut self, model: &str) {
        self.failing.insert(model.to_owned());
    }

    /// Whether a refresh fails now; once.
    pub fn fails(&mut self, model: &str) -> bool {
        self.failing.remove(model)
    }

    /// A token as an identity provider makes one.
    pub fn issue(&mut self, lives: Duration, may_write: bool) -> String {
        let now = Utc::now();
        let ends = now + TimeDelta::from_std(lives).unwrap_or_default();
        let number = self.next_id();
        let part = |value: Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!(
            "{}.{}.{}",
            part(json!({"alg": "RS256", "typ": "JWT"})),
            part(json!({
                "iss": "https://sso.example.org", "sub": "maya", "jti": number,
                "iat": now.timestamp(), "exp": ends.timestamp(),
            })),
            BASE64_URL_SAFE_NO_PAD.encode(format!("signature {number}")),
        );
        self.tokens.push(Token {
            text: text.clone(),
            ends,
            may_write,
        });
        text
    }

    pub fn trust(&mut self, issuer: &str) {
        self.issuer = Some(issuer.to_owned());
    }

    pub fn end_tokens(&mut self) {
        self.tokens.clear();
    }

    /// Whether a token is taken, and whether it may write.
    pub fn admits(&self, token: Option<&str>) -> Option<bool> {
        let mut tokens = self.tokens.iter();
        match tokens.find(|known| Some(known.text.as_str()) == token) {
            Some(known) => (known.ends > Utc::now()).then_some(known.may_write),
            None => self.is_of_issuer(token?).then_some(true),
        }
    }

    fn is_of_issuer(&self, token: &str) -> bool {
        let claims = token.split('.').nth(1);
        let claims = claims.and_then(|part| BASE64_URL_SAFE_NO_PAD.decode(part).ok());
        let claims: Option<Value> = claims.and_then(|text| serde_json::from_slice(&text).ok());
        claims.is_some_and(|claims| {
            let is_good = claims["exp"].as_i64() > Some(Utc::now().timestamp());
            is_good && claims["iss"].as_str() == self.issuer.as_deref()
        })
    }
}
