//! Tenants, projects and models.

use chrono::{DateTime, Utc};
use harbor_api::{Decode, DecodeError, List, Malformed};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::lenient::{field, text, time, yes_or_no};

/// Body of `POST /tenants`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTenant {
    pub name: String,
    #[serde(rename = "companyName")]
    pub company_name: String,
    pub url: String,
}

/// Body of `POST` and `PUT /projects`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectDraft {
    pub name: String,
    pub display_name: String,
    #[serde(rename = "tenantId")]
    pub tenant_id: String,
    pub description: String,
    pub public: bool,
}

/// A tenant. What an answer does not say is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tenant {
    pub id: String,
    pub name: String,
    pub company_name: String,
    pub url: String,
}

impl Tenant {
    /// What projects name it by: its id, or its name where no id is known.
    pub fn key(&self) -> &str {
        if self.id.is_empty() {
            &self.name
        } else {
            &self.id
        }
    }
}

/// A project of the service's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisteredProject {
    pub id: String,
    /// The Harbor project's.
    pub name: String,
    pub display_name: String,
    pub description: String,
    pub public: Option<bool>,
    pub tenant_id: String,
}

/// A model of the service's. Of its fields only these are read: no more are published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Model {
    pub id: String,
    /// That of the repository, without the project.
    pub name: String,
    /// The project's name or id, where the answer says one.
    pub project: String,
    /// When the service last read it from Harbor, where the answer says so.
    pub updated: Option<DateTime<Utc>>,
}

/// What is read from a JSON object by the names that services use.
pub trait Listed: Sized {
    /// The names of a field that holds a list of these, besides the usual.
    const LISTS: &'static [&'static str];

    /// `None` for an object that lacks what it is known by.
    fn from_object(object: &Map<String, Value>) -> Option<Self>;

    /// Reads an answer that lists these: an array, or an object that holds one.
    fn list(body: &[u8]) -> Result<List<Self>, DecodeError> {
        let value: Value =
            serde_json::from_slice(body).map_err(|error| DecodeError::new(&error, body))?;
        let items = match &value {
            Value::Null => &Vec::new(),
            Value::Array(items) => items,
            Value::Object(object) => {
                let usual = ["items", "data", "content", "results", "records", "list"];
                match field(object, Self::LISTS).or_else(|| field(object, &usual)) {
                    Some(Value::Array(items)) => items,
                    _ => return Err(DecodeError::new(&"there is no list in it", body)),
                }
            }
            _ => return Err(DecodeError::new(&"it is not a list", body)),
        };
        let read = |item: &Value| {
            let read = item.as_object().and_then(Self::from_object);
            read.ok_or_else(|| Malformed {
                reason: "it has no name".to_owned(),
                text: item.to_string().chars().take(400).collect(),
            })
        };
        Ok(List {
            items: items.iter().map(read).collect(),
        })
    }
}

impl Listed for Tenant {
    const LISTS: &'static [&'static str] = &["tenants"];

    fn from_object(object: &Map<String, Value>) -> Option<Self> {
        let name = text(object, &["name", "tenantname"]);
        (!name.is_empty()).then(|| Self {
            id: text(object, &["id", "tenantid", "uuid"]),
            name,
            company_name: text(object, &["companyname", "company"]),
            url: text(object, &["url"]),
        })
    }
}

impl Listed for RegisteredProject {
    const LISTS: &'static [&'static str] = &["projects"];

    fn from_object(object: &Map<String, Value>) -> Option<Self> {
        let name = text(object, &["name", "projectname"]);
        (!name.is_empty()).then(|| Self {
            id: text(object, &["id", "projectid", "uuid"]),
            name,
            display_name: text(object, &["displayname"]),
            description: text(object, &["description"]),
            public: yes_or_no(object, &["public", "ispublic"]),
            tenant_id: text(object, &["tenantid", "tenant"]),
        })
    }
}

impl Listed for Model {
    const LISTS: &'static [&'static str] = &["models"];

    fn from_object(object: &Map<String, Value>) -> Option<Self> {
        const UPDATED: &[&str] = &[
            "updatedat",
            "updated",
            "updatetime",
            "lastupdated",
            "lastupdatedat",
            "refreshedat",
            "syncedat",
            "modifiedat",
        ];
        let name = text(object, &["name", "modelname"]);
        (!name.is_empty()).then(|| Self {
            id: text(object, &["id", "modelid", "uuid"]),
            name,
            project: text(object, &["projectname", "project", "projectid"]),
            updated: time(object, UPDATED),
        })
    }
}

fn decode<T: Listed>(body: &[u8]) -> Result<T, DecodeError> {
    let object: Map<String, Value> =
        serde_json::from_slice(body).map_err(|error| DecodeError::new(&error, body))?;
    T::from_object(&object).ok_or_else(|| DecodeError::new(&"it has no name", body))
}

impl Decode for RegisteredProject {
    fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        decode(body)
    }
}

impl Decode for Model {
    /// An answer may say nothing of the model: that it was refreshed is told by its status.
    fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        let object: Option<Map<String, Value>> = serde_json::from_slice(body).ok();
        let read = object.as_ref().and_then(Self::from_object);
        Ok(read.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_in_both_cases_and_forms() {
        let plain = br#"[{"id":1,"name":"a","companyName":"A"},{"id":"x","company_name":"?"}]"#;
        let tenants = Tenant::list(plain).unwrap();
        assert_eq!(tenants.malformed().count(), 1);
        let tenant = tenants.iter_good().next().unwrap();
        assert_eq!((tenant.key(), tenant.company_name.as_str()), ("1", "A"));

        let wrapped = br#"{"total":1,"projects":[{"Name":"p","tenant_id":7,"public":"true"}]}"#;
        let projects = RegisteredProject::list(wrapped).unwrap();
        let project = projects.iter_good().next().unwrap();
        assert_eq!(
            (project.tenant_id.as_str(), project.public),
            ("7", Some(true))
        );

        let data = br#"{"data":[{"name":"m","projectName":"p","updated_at":"2026-01-02T03:04:05Z"},
            {"modelName":"n","updateTime":1767323045000}]}"#;
        let models: Vec<Model> = Model::list(data).unwrap().good().collect();
        assert_eq!(models[0].updated, models[1].updated);
        assert_eq!(models[0].project, "p");

        assert!(Model::list(b"{\"a\":1}").is_err());
        assert!(Model::list(b"7").is_err());
        assert_eq!(Model::list(b"null").unwrap().len(), 0);
    }

    #[test]
    fn a_model_without_a_time_has_none() {
        let model = Model::decode(br#"{"name":"m","version":"1"}"#).unwrap();
        assert_eq!(model.updated, None);
        assert_eq!(Model::decode(b"").unwrap(), Model::default());
    }
}
