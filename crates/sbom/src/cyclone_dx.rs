//! CycloneDX, of any version that has components with a name.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    document::{Document, Format, Package, purl_kind},
    lenient::{items, some},
    license,
};

/// Components in components that are looked at.
const DEPTH: usize = 16;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bom {
    #[serde(default, deserialize_with = "some")]
    spec_version: Option<String>,
    #[serde(default, deserialize_with = "some")]
    metadata: Option<Metadata>,
    #[serde(default, deserialize_with = "items")]
    components: Vec<Component>,
}

#[derive(Default, Deserialize)]
struct Metadata {
    #[serde(default, deserialize_with = "some")]
    timestamp: Option<DateTime<Utc>>,
    /// A list before 1.5, an object with components since.
    #[serde(default)]
    tools: Value,
    #[serde(default, deserialize_with = "some")]
    component: Option<Component>,
}

#[derive(Deserialize)]
struct Component {
    #[serde(default, rename = "bom-ref", deserialize_with = "some")]
    id: Option<String>,
    #[serde(default, rename = "type", deserialize_with = "some")]
    kind: Option<String>,
    #[serde(default, deserialize_with = "some")]
    group: Option<String>,
    name: String,
    #[serde(default, deserialize_with = "some")]
    version: Option<String>,
    #[serde(default, deserialize_with = "some")]
    purl: Option<String>,
    #[serde(default, deserialize_with = "some")]
    supplier: Option<Supplier>,
    #[serde(default, deserialize_with = "items")]
    licenses: Vec<Choice>,
    #[serde(default, deserialize_with = "items")]
    components: Vec<Component>,
}

#[derive(Deserialize)]
struct Supplier {
    #[serde(default, deserialize_with = "some")]
    name: Option<String>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default, deserialize_with = "some")]
    expression: Option<String>,
    #[serde(default, deserialize_with = "some")]
    license: Option<License>,
}

#[derive(Deserialize)]
struct License {
    #[serde(default, deserialize_with = "some")]
    id: Option<String>,
    #[serde(default, deserialize_with = "some")]
    name: Option<String>,
}

pub(crate) fn read(json: &[u8]) -> Result<Document, serde_json::Error> {
    let bom: Bom = serde_json::from_slice(json)?;
    let metadata = bom.metadata.unwrap_or_default();
    let mut packages = Vec::with_capacity(bom.components.len());
    flatten(bom.components, DEPTH, &mut packages);
    Ok(Document {
        format: Format::CycloneDx,
        version: bom.spec_version.unwrap_or_default(),
        name: metadata.component.map(|component| component.name),
        tool: tool(&metadata.tools),
        created: metadata.timestamp,
        packages,
    })
}

fn flatten(components: Vec<Component>, depth: usize, packages: &mut Vec<Package>) {
    for mut component in components {
        let inner = std::mem::take(&mut component.components);
        packages.push(read_package(component));
        if let Some(depth) = depth.checked_sub(1) {
            flatten(inner, depth, packages);
        }
    }
}

fn tool(tools: &Value) -> Option<String> {
    let first = match tools {
        Value::Array(tools) => tools.first()?,
        tools => tools.get("components")?.get(0)?,
    };
    let name = first.get("name")?.as_str()?;
    Some(match first.get("version").and_then(Value::as_str) {
        Some(version) => format!("{name}-{version}"),
        None => name.to_owned(),
    })
}

fn read_package(component: Component) -> Package {
    let mut texts = Vec::new();
    let mut licenses: Vec<String> = Vec::new();
    for choice in component.licenses {
        if let Some(expression) = choice.expression {
            licenses.extend(license::named(&expression));
            texts.push(expression);
        } else if let Some(license) = choice.license
            && let Some(name) = license.id.or(license.name)
        {
            licenses.push(name.clone());
            texts.push(name);
        }
    }
    Package {
        id: component.id.unwrap_or_default(),
        name: match component.group.filter(|group| !group.is_empty()) {
            Some(group) => format!("{group}/{}", component.name),
            None => component.name,
        },
        version: component.version.filter(|version| !version.is_empty()),
        kind: component
            .purl
            .as_deref()
            .and_then(purl_kind)
            .or(component.kind),
        purl: component.purl,
        supplier: component.supplier.and_then(|supplier| supplier.name),
        license: (!texts.is_empty()).then(|| texts.join(", ")),
        licenses,
    }
}
