//! Tag `member`.

use crate::{
    names::{MemberId, ProjectReference},
    operation::operations,
    types::{Member, NewMember, RoleChange},
    wire::{page::Page, reply::List},
};

operations! {
    /// Members of a project, by name.
    ListMembers "member.list" listProjectMembers
        GET "/projects/{project_name_or_id}/members" => List<Member>
    {
        path { project_name_or_id: ProjectReference }
        query {
            page: Page,
            /// Exactly; the total ignores it.
            entityname: Option<String>,
        }
    }

    /// One member.
    GetMember "member.get" getProjectMember
        GET "/projects/{project_name_or_id}/members/{mid}" => Member
    {
        path { project_name_or_id: ProjectReference, mid: MemberId }
    }

    /// Adds a member; 409 if there, 404 for a name that is not known.
    CreateMember "member.create" createProjectMember
        POST "/projects/{project_name_or_id}/members" => ()
    {
        path { project_name_or_id: ProjectReference }
        body { NewMember }
    }

    /// Changes the role. The server lets administrators demote themselves.
    UpdateMember "member.update" updateProjectMember
        PUT "/projects/{project_name_or_id}/members/{mid}" => ()
    {
        path { project_name_or_id: ProjectReference, mid: MemberId }
        body { RoleChange }
    }

    /// Removes a member; 200 too if there was none.
    DeleteMember "member.delete" deleteProjectMember
        DELETE "/projects/{project_name_or_id}/members/{mid}" => ()
    {
        path { project_name_or_id: ProjectReference, mid: MemberId }
    }
}
