//! How something gets into a repository: sign in, name it, push it.

use harbor_api::{ProjectName, RepositoryName};
use leptos::prelude::*;

use crate::{
    ui::{CopyIcon, Dialog},
    words::words,
};

/// A client's three steps; none has a name that needs quoting.
fn commands(
    host: &str,
    project: &ProjectName,
    repository: Option<&RepositoryName>,
) -> [(&'static str, Vec<String>); 5] {
    let name = repository.map_or("image", |repository| repository.as_str());
    let path = format!("{host}/{project}/{name}");
    let engine = |program: &str| {
        vec![
            format!("{program} login {host}"),
            format!("{program} tag {name}:1.0 {path}:1.0"),
            format!("{program} push {path}:1.0"),
        ]
    };
    let chart = name.rsplit('/').next().unwrap_or(name);
    let above = path
        .strip_suffix(chart)
        .unwrap_or(&path)
        .trim_end_matches('/');
    [
        ("Docker", engine("docker")),
        ("Podman", engine("podman")),
        (
            "Helm",
            vec![
                format!("helm registry login {host}"),
                format!("helm package {chart}"),
                format!("helm push {chart}-1.0.0.tgz oci://{above}"),
            ],
        ),
        (
            "ORAS",
            vec![
                format!("oras login {host}"),
                format!("oras push {path}:1.0 file.txt"),
            ],
        ),
        (
            "skopeo",
            vec![
                format!("skopeo login {host}"),
                format!("skopeo copy docker-daemon:{name}:1.0 docker://{path}:1.0"),
            ],
        ),
    ]
}

/// The dialog with all of them.
#[component]
pub fn PushCommands(
    host: String,
    project: ProjectName,
    repository: Option<RepositoryName>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().description;
    let blocks = commands(&host, &project, repository.as_ref())
        .into_iter()
        .map(|(client, lines)| {
            let text = lines.join("\n");
            view! {
                <div class="col g6">
                    <h3 class="lbl">{client}</h3>
                    <div class="code">
                        <pre>{text.clone()}</pre>
                        <CopyIcon text=text label=w.copy_commands />
                    </div>
                </div>
            }
        })
        .collect_view();
    view! {
        <Dialog title=w.push_title on_close=on_close>
            <div class="dlg-b col g12 scroll">
                <p class="soft">{w.push_text}</p>
                {blocks}
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_name_the_whole_path() {
        let project = ProjectName::new("skaha").expect("a name");
        let repository = RepositoryName::new("team/tool").expect("a name");
        let all = commands("images.example.org", &project, Some(&repository));
        assert_eq!(
            all[0].1[2],
            "docker push images.example.org/skaha/team/tool:1.0"
        );
        assert_eq!(
            all[2].1[2],
            "helm push tool-1.0.0.tgz oci://images.example.org/skaha/team"
        );
        let any = commands("images.example.org", &project, None);
        assert_eq!(
            any[1].1[2],
            "podman push images.example.org/skaha/image:1.0"
        );
    }
}
