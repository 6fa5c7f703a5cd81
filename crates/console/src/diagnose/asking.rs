//! Who asks: as whom a token is got, and who can look at the facts behind a refusal.

use diagnosis::{ProjectRules, Reach, RobotState};
use docker_login::StoredLogin;
use futures::TryStreamExt;
use harbor_api::{
    Filter, ProjectName, ProjectReference, Term,
    operations::{GetProject, ListMembers, ListRobots},
    robots::DEFAULT_PREFIX,
    types::{EntityType, Project, Robot, Role},
};
use harbor_client::{Client, ClientError, Credentials, Secret};
use pilothouse_protocol::Account;

/// As whom a registry is asked.
pub(super) struct Asking {
    /// Asks for tokens.
    pub(super) client: Client,
    /// Looks at projects and rules: the connection's account, which may see more.
    pub(super) facts: Client,
    /// `None`: nobody.
    pub(super) name: Option<String>,
    pub(super) is_robot: bool,
    /// It is the connection's account.
    pub(super) is_own: bool,
    /// The connection's account administers the registry.
    administers: bool,
}

impl Asking {
    pub(super) fn as_nobody(client: Client) -> Self {
        Self {
            facts: client.clone(),
            client,
            name: None,
            is_robot: false,
            is_own: true,
            administers: false,
        }
    }

    pub(super) fn as_account(client: Client, account: &Account) -> Self {
        Self {
            name: account.name().map(str::to_owned),
            is_robot: matches!(account, Account::Robot { .. }),
            administers: is_administrator(account),
            ..Self::as_nobody(client)
        }
    }

    /// As a program signs in; without a login as nobody. `facts` is asked as the connection's account.
    pub(super) fn with_login(
        login: Option<&StoredLogin>,
        facts: Client,
        account: &Account,
    ) -> Result<Self, ClientError> {
        let credentials = match login {
            Some(login) => Credentials::Password {
                user: login.user.clone(),
                password: Secret::from(login.secret()),
            },
            None => Credentials::Anonymous,
        };
        let name = login.map(|login| login.user.clone());
        let is_own = name.is_some() && name.as_deref() == account.name();
        Ok(Self {
            client: facts.with_credentials(credentials)?,
            is_robot: match (is_own, &name) {
                (true, _) => matches!(account, Account::Robot { .. }),
                (false, Some(name)) => name.starts_with(DEFAULT_PREFIX),
                (false, None) => false,
            },
            administers: is_administrator(account),
            facts,
            name,
            is_own,
        })
    }

    /// What is known of the asker in a project.
    pub(super) async fn describe(&self, project: &Project, rules: &mut ProjectRules) {
        let role_here = project.current_user_role_id;
        let role_here = role_here.and_then(|id| Role::try_from(id).ok());
        rules.may_change = match role_here {
            _ if self.administers => Reach::Registry,
            Some(Role::ProjectAdministrator) => Reach::Project,
            _ => Reach::Nothing,
        };
        let Some(name) = &self.name else {
            return;
        };
        if self.is_robot {
            rules.robot = self.robot(Some(&project.name)).await;
            return;
        }
        let role = if self.is_own {
            Some(role_here)
        } else {
            self.role_of(name, project).await
        };
        // Another account may have its role by a group, or administer: without one nothing is known.
        rules.is_outsider = role == Some(None) && self.is_own && !self.administers;
        rules.role = role.flatten().map(|role| word(role).to_owned());
    }

    /// The role of a member; `None` where the list can't be read.
    async fn role_of(&self, name: &str, project: &Project) -> Option<Option<Role>> {
        let members = self.facts.pages(ListMembers {
            project_name_or_id: ProjectReference::Id(project.project_id),
            page: Default::default(),
            entityname: Some(name.to_owned()),
        });
        let pages: Vec<_> = members.try_collect().await.ok()?;
        let members = pages.iter().flat_map(|page| page.value.iter_good());
        let mut own = members
            .filter(|member| member.entity_type == EntityType::User && member.entity_name == name);
        Some(own.next().and_then(|member| member.role()))
    }

    /// The robot account itself, where it may be looked at; `asked_about` as for [`robot`].
    pub(super) async fn robot(&self, asked_about: Option<&str>) -> Option<RobotState> {
        let name = self.name.as_deref().filter(|_| self.is_robot)?;
        robot(&self.facts, name, asked_about).await
    }
}

/// A robot account by its whole name; `None` where it is not there or may not be looked at. A project's
/// account has the project's name before its own, but not if a server of long ago made it: that one is
/// among the accounts of the project that it is `asked_about`.
pub(super) async fn robot(
    client: &Client,
    name: &str,
    asked_about: Option<&str>,
) -> Option<RobotState> {
    let own = name.strip_prefix(DEFAULT_PREFIX).unwrap_or(name);
    if let Some((project, _)) = own.split_once('+') {
        return robot_of_project(client, name, project).await;
    }
    match robot_among(client, name, Filter::default()).await {
        Some(found) => Some(found),
        None => robot_of_project(client, name, asked_about?).await,
    }
}

async fn robot_of_project(client: &Client, name: &str, project: &str) -> Option<RobotState> {
    let asked = GetProject {
        project_name_or_id: ProjectReference::Name(ProjectName::new(project).ok()?),
    };
    let id = client.send(&asked).await.ok()?.value.project_id;
    let level = Filter::all().and("Level", Term::Exactly("project".to_owned()));
    let id = Term::Exactly(id.to_string());
    let q = level.and_then(|filter| filter.and("ProjectID", id)).ok()?;
    robot_among(client, name, q).await
}

async fn robot_among(client: &Client, name: &str, q: Filter) -> Option<RobotState> {
    let robots = client.pages(ListRobots {
        q,
        sort: Default::default(),
        page: Default::default(),
    });
    let pages: Vec<_> = robots.try_collect().await.ok()?;
    let mut robots = pages.iter().flat_map(|page| page.value.iter_good());
    robots.find(|robot| robot.name == name).map(state)
}

fn state(robot: &Robot) -> RobotState {
    RobotState {
        disabled: robot.disable,
        expires_at: robot.expires().map(|at| at.timestamp()),
    }
}

fn is_administrator(account: &Account) -> bool {
    matches!(
        account,
        Account::User {
            administrator: true,
            ..
        }
    )
}

/// A role for the window, which has the words.
fn word(role: Role) -> &'static str {
    match role {
        Role::LimitedGuest => "limited_guest",
        Role::Guest => "guest",
        Role::Developer => "developer",
        Role::Maintainer => "maintainer",
        Role::ProjectAdministrator => "project_admin",
    }
}
