//! People, groups, robot accounts, and how people sign in.

mod configuration;
mod group;
mod ldap;
mod member;
mod robot;
mod sent_secret;
mod user;

pub use configuration::{Configuration, ConfigurationChange, ConfigurationItem, OidcPing};
pub use group::{GroupKind, UserGroup};
pub use ldap::{LdapImport, LdapPing, LdapPingResult, LdapUser};
pub use member::{EntityType, Member, MemberGroup, MemberUser, NewMember, Role, RoleChange};
pub use robot::{
    ALL_PROJECTS, Access, CreatedRobot, Effect, GrantablePermissions, NEVER, NewRobot,
    PermissionKind, ReceivedSecret, RenewedSecret, Robot, RobotChange, RobotLevel, RobotPermission,
    RobotSecretChange, SYSTEM_NAMESPACE,
};
pub use sent_secret::SentSecret;
pub use user::{
    AdministratorFlag, CliSecretChange, FoundUser, NewUser, OidcUser, PasswordChange, Permission,
    User, UserProfile,
};
