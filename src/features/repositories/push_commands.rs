//! How something gets into a repository, and out of a project that is new: sign in, name it, push it,
//! pull it.

use harbor_api::{ProjectName, RepositoryName};
use leptos::prelude::*;

use crate::{
    ui::{CopyIcon, Dialog},
    words::words,
};

/// What one client is told; no name in it needs quoting.
struct Steps {
    client: &'static str,
    push: Vec<String>,
    pull: String,
}

fn commands(host: &str, project: &ProjectName, repository: Option<&RepositoryName>) -> [Steps; 5] {
    let name = repository.map_or("image", |repository| repository.as_str());
    let path = format!("{host}/{project}/{name}");
    let chart = name.rsplit('/').next().unwrap_or(name);
    let above = path
        .strip_suffix(chart)
        .unwrap_or(&path)
        .trim_end_matches('/');
    let engine = |client, program: &str| Steps {
        client,
        push: vec![
            format!("{program} login {host}"),
            format!("{program} tag {name}:1.0 {path}:1.0"),
            format!("{program} push {path}:1.0"),
        ],
        pull: format!("{program} pull {path}:1.0"),
    };
    [
        engine("Docker", "docker"),
        engine("Podman", "podman"),
        Steps {
            client: "Helm",
            push: vec![
                format!("helm registry login {host}"),
                format!("helm package {chart}"),
                format!("helm push {chart}-1.0.0.tgz oci://{above}"),
            ],
            pull: format!("helm pull oci://{path} --version 1.0.0"),
        },
        Steps {
            client: "ORAS",
            push: vec![
                format!("oras login {host}"),
                format!("oras push {path}:1.0 file.txt"),
            ],
            pull: format!("oras pull {path}:1.0"),
        },
        Steps {
            client: "skopeo",
            push: vec![
                format!("skopeo login {host}"),
                format!("skopeo copy docker-daemon:{name}:1.0 docker://{path}:1.0"),
            ],
            pull: format!("skopeo copy docker://{path}:1.0 oci-archive:{chart}.tar"),
        },
    ]
}

/// The dialog with all of them. Of a project it says how to pull as well; in a repository each
/// artifact says that of itself.
#[component]
pub fn PushCommands(
    host: String,
    project: ProjectName,
    repository: Option<RepositoryName>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().description;
    let pulls = repository.is_none();
    let code = |text: String, label: &'static str| {
        view! {
            <div class="code">
                <pre>{text.clone()}</pre>
                <CopyIcon text=text label=label />
            </div>
        }
    };
    let blocks = commands(&host, &project, repository.as_ref())
        .into_iter()
        .map(|steps| {
            view! {
                <div class="col g6">
                    <h3 class="lbl">{steps.client}</h3>
                    {code(steps.push.join("\n"), w.copy_commands)}
                    {pulls.then(|| code(steps.pull, w.copy_pull))}
                </div>
            }
        })
        .collect_view();
    let (title, text) = if pulls {
        (w.push_to_project, w.push_and_pull_text)
    } else {
        (w.push_title, w.push_text)
    };
    view! {
        <Dialog title=title on_close=on_close>
            <div class="dlg-b col g12 scroll">
                <p class="soft">{text}</p>
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
            all[0].push[2],
            "docker push images.example.org/skaha/team/tool:1.0"
        );
        assert_eq!(
            all[2].push[2],
            "helm push tool-1.0.0.tgz oci://images.example.org/skaha/team"
        );
        let any = commands("images.example.org", &project, None);
        assert_eq!(
            any[1].push[2],
            "podman push images.example.org/skaha/image:1.0"
        );
    }

    #[test]
    fn what_was_pushed_is_pulled_by_the_same_name() {
        let project = ProjectName::new("skaha").expect("a name");
        let pulls = commands("images.example.org", &project, None).map(|steps| steps.pull);
        assert_eq!(
            pulls,
            [
                "docker pull images.example.org/skaha/image:1.0",
                "podman pull images.example.org/skaha/image:1.0",
                "helm pull oci://images.example.org/skaha/image --version 1.0.0",
                "oras pull images.example.org/skaha/image:1.0",
                "skopeo copy docker://images.example.org/skaha/image:1.0 oci-archive:image.tar",
            ]
        );
    }
}
