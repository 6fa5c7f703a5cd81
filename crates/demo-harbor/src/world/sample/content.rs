//! What the images of the made-up world contain: configurations, histories, charts, models.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::world::Addition;
use crate::world::content::{File, FileContent};

/// An image's configuration.
pub(crate) fn config(name: &str, version: &str, session: &str, gpu: bool) -> Value {
    let mut environment = vec![
        "PATH=/opt/conda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
            .to_owned(),
        "CONDA_DIR=/opt/conda".to_owned(),
        "LANG=C.UTF-8".to_owned(),
        "LC_ALL=C.UTF-8".to_owned(),
        "SHELL=/bin/bash".to_owned(),
        "NB_USER=jovyan".to_owned(),
        "NB_UID=1000".to_owned(),
        "PYTHONUNBUFFERED=1".to_owned(),
        "PIP_NO_CACHE_DIR=1".to_owned(),
        "XDG_CACHE_HOME=/tmp/.cache".to_owned(),
    ];
    if gpu {
        environment[0] =
            "PATH=/opt/conda/bin:/usr/local/cuda/bin:/usr/local/sbin:/usr/bin".to_owned();
        environment.extend(
            [
                "CUDA_VERSION=12.6.3",
                "NVIDIA_VISIBLE_DEVICES=all",
                "NVIDIA_DRIVER_CAPABILITIES=compute,utility",
                "NVIDIA_REQUIRE_CUDA=cuda>=12.6",
            ]
            .map(str::to_owned),
        );
    }
    let mut labels = json!({
        "org.opencontainers.image.title": name,
        "org.opencontainers.image.description": if gpu { "GPU notebook for astronomy and ML" } else { "Image for the science platform" },
        "org.opencontainers.image.version": version,
        "org.opencontainers.image.revision": "9f27c1e4b0ad",
        "org.opencontainers.image.source": format!("https://github.com/opencadc/{}", name.rsplit('/').next().unwrap_or(name)),
        "org.opencontainers.image.licenses": "AGPL-3.0-only",
        "org.opencontainers.image.vendor": "Canadian Astronomy Data Centre",
        "maintainer": format!("{}@example.org", name.rsplit('/').next().unwrap_or(name)),
    });
    if !session.is_empty() {
        labels["ca.nrc.cadc.skaha.type"] = session.into();
    }
    if gpu {
        labels["ca.nrc.cadc.skaha.gpu"] = "cuda12".into();
    }
    json!({
        "User": "1000:100", "ExposedPorts": {"8888/tcp": {}}, "Env": environment, "Entrypoint": ["/skaha/startup.sh"],
        "WorkingDir": "/arc", "StopSignal": "SIGTERM", "Labels": labels,
    })
}

/// An image's build history.
pub(crate) fn history(created: &str, gpu: bool) -> Value {
    let base = if gpu {
        "RUN /bin/sh -c apt-get update && apt-get install -y cuda-runtime-12-6 # buildkit"
    } else {
        "RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends ca-certificates curl tini # buildkit"
    };
    let steps: [(&str, bool); 18] = [
        (
            "/bin/sh -c #(nop) ADD file:9a4f77dfaba7fd2aa78186e4ef0e7486ad55101cefc1fabbc1b385601bb38920 in / ",
            false,
        ),
        ("/bin/sh -c #(nop)  CMD [\"bash\"]", true),
        ("ENV LANG=C.UTF-8 LC_ALL=C.UTF-8", true),
        (base, false),
        ("ENV CONDA_DIR=/opt/conda", true),
        (
            "RUN /bin/sh -c curl -fsSL https://conda.example.org/miniforge.sh | bash -s -- -b -p /opt/conda # buildkit",
            false,
        ),
        (
            "ENV PATH=/opt/conda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            true,
        ),
        ("COPY environment.yml /tmp/ # buildkit", false),
        (
            "RUN /bin/sh -c mamba env update -n base -f /tmp/environment.yml && mamba clean -afy # buildkit",
            false,
        ),
        ("COPY requirements.txt /tmp/ # buildkit", false),
        (
            "RUN /bin/sh -c pip install -r /tmp/requirements.txt # buildkit",
            false,
        ),
        ("COPY skaha /skaha # buildkit", false),
        (
            "RUN /bin/sh -c chmod 755 /skaha/startup.sh && useradd -u 1000 -g 100 jovyan # buildkit",
            false,
        ),
        ("EXPOSE map[8888/tcp:{}]", true),
        ("USER 1000:100", true),
        ("WORKDIR /arc", false),
        ("LABEL ca.nrc.cadc.skaha.type=notebook", true),
        ("ENTRYPOINT [\"/skaha/startup.sh\"]", true),
    ];
    let steps = steps.iter().enumerate().map(|(number, (by, empty))| {
        let mut step = json!({"created": created, "created_by": by});
        if number > 1 {
            step["comment"] = "buildkit.dockerfile.v0".into();
        }
        if *empty {
            step["empty_layer"] = true.into();
        }
        step
    });
    Value::Array(steps.collect())
}

/// A Helm chart's metadata and additions.
pub(crate) fn chart(version: &str) -> (Value, BTreeMap<&'static str, Addition>) {
    let dependencies = json!([
        {"name": "redis", "version": "18.1.0", "repository": "https://charts.example.org"},
        {"name": "traefik", "version": "26.0.0", "repository": "https://charts.example.org"},
    ]);
    let extra = json!({
        "apiVersion": "v2", "appVersion": "4.1", "dependencies": dependencies, "description": "The CANFAR science platform",
        "keywords": ["astronomy", "notebooks"], "maintainers": [{"email": "ada@example.org", "name": "Ada Lovelace"}],
        "name": "canfar", "type": "application", "version": version,
    });
    let readme = "# canfar\n\nThe science platform as one chart.\n\n## Values\n\n| Key | Default | Meaning |\n|---|---|---|\n| `replicas` | 2 | Servers of the API |\n| `image.tag` | `latest` | Which image |\n| `ingress.host` | | The address |\n\n<script>alert(1)</script>\n";
    let values = "replicas: 2\nimage:\n  repository: skaha\n  tag: latest\ningress:\n  enabled: true\n  host: science-portal.example.org\nredis:\n  enabled: true\n";
    let additions = BTreeMap::from([
        ("dependencies", Addition::Json(dependencies.clone())),
        (
            "readme.md",
            Addition::Text("text/markdown; charset=utf-8", readme.to_owned()),
        ),
        (
            "values.yaml",
            Addition::Text("text/plain; charset=utf-8", values.to_owned()),
        ),
    ]);
    (extra, additions)
}

/// A model's configuration and additions.
pub(crate) fn model(
    name: &str,
    family: &str,
    parameters: &str,
    size: i64,
) -> (Value, BTreeMap<&'static str, Addition>) {
    let extra = json!({
        "config": {"architecture": "transformer", "format": "safetensors", "paramSize": parameters, "precision": "bfloat16", "quantization": ""},
        "descriptor": {"authors": ["CANUCS team"], "createdAt": "2026-10-01T00:00:00Z", "family": family, "licenses": ["Apache-2.0"], "name": name, "title": name},
        "modelfs": {"diffIds": [], "type": "layers"},
    });
    let files = json!([
        {"name": "README.md", "type": "file", "size": 2048},
        {"name": "config.json", "type": "file", "size": 913},
        {"name": "tokenizer", "type": "directory", "size": 0, "children": [{"name": "tokenizer.json", "type": "file", "size": 1_842_767}]},
        {"name": "model.safetensors", "type": "file", "size": size},
    ]);
    let readme = format!(
        "# {name}\n\nA foundation model for galaxy spectra, {parameters} parameters.\n\n## Use\n\nLoad it with `safetensors`; see the notebook in `skaha/astroml`.\n"
    );
    let additions = BTreeMap::from([
        ("files", Addition::Json(files)),
        (
            "license",
            Addition::Text(
                "text/plain; charset=utf-8",
                "Apache License\nVersion 2.0, January 2004\n".to_owned(),
            ),
        ),
        (
            "readme.md",
            Addition::Text("text/markdown; charset=utf-8", readme),
        ),
    ]);
    (extra, additions)
}

/// The files of a model, as its manifest has them.
pub(crate) fn model_files(name: &str) -> Vec<File> {
    let file = |title: &str, media_type, content| File {
        title: title.to_owned(),
        media_type,
        content,
    };
    let text = |text: &str| FileContent::Text(text.to_owned());
    vec![
        file(
            "README.md",
            "application/vnd.cncf.model.doc.v1.raw",
            text(&format!(
                "# {name}\n\nA foundation model for galaxy spectra.\n"
            )),
        ),
        file(
            "config.json",
            "application/vnd.cncf.model.weight.config.v1.raw",
            text("{\"hidden_size\": 4096, \"num_hidden_layers\": 32}\n"),
        ),
        file(
            "tokenizer/tokenizer.json",
            "application/vnd.cncf.model.weight.config.v1.raw",
            FileContent::Size(1_842_767),
        ),
        file(
            "model.safetensors",
            "application/vnd.cncf.model.weight.v1.raw",
            FileContent::Rest,
        ),
    ]
}

/// Files of a catalogue that were pushed as they are.
pub(crate) fn catalog_files() -> Vec<File> {
    vec![
        File {
            title: "catalog-2026.fits".to_owned(),
            media_type: "application/fits",
            content: FileContent::Rest,
        },
        File {
            title: "columns.csv".to_owned(),
            media_type: "text/csv",
            content: FileContent::Text(
                "name,unit,description\nra,deg,Right ascension\ndec,deg,Declination\nmag_g,mag,Magnitude in g\n"
                    .to_owned(),
            ),
        },
        File {
            title: "README.md".to_owned(),
            media_type: "text/markdown",
            content: FileContent::Text(
                "# Catalogue 2026\n\nOne row for each source; the columns are in `columns.csv`.\n".to_owned(),
            ),
        },
    ]
}

/// The one file of a survey.
pub(crate) fn survey_files() -> Vec<File> {
    vec![File {
        title: "dr4.parquet".to_owned(),
        media_type: "application/vnd.apache.parquet",
        content: FileContent::Rest,
    }]
}
