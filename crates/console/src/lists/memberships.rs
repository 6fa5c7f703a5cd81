//! In how many projects users and groups are members: counted in the member lists of all projects, where
//! those were read, whenever they or the list of users or groups are others.

use std::pin::pin;

use futures::StreamExt;
use harbor_api::{AnyOperation, ProjectName, ProjectReference, operations::ListMembers};
use harbor_client::SendOptions;
use listing::{
    Cell, ListScope,
    lists::{MembershipCounts, Memberships, UserGroups, Users},
};
use pilothouse_protocol::{ConnectionId, Failure};

use super::{Inner, OpenedList, Owner, read::rows_of};
use crate::console::{Console, locked};

impl Inner {
    /// What its memberships come to; nothing before all of them were read once.
    fn counted(&self, owner: Option<&Owner>) -> Option<MembershipCounts> {
        let is_known = owner.is_some_and(|owner| self.is_whole_of(owner));
        let is_complete = self.malformed == 0
            && self
                .projects
                .is_some_and(|projects| projects.refused == 0 && projects.read == projects.all);
        is_known.then(|| MembershipCounts::of(&self.store, is_complete))
    }
}

impl Console {
    /// Counts again where a list that was read has to do with it.
    pub(super) fn count_memberships_after(&self, list: &OpenedList) {
        if MembershipCounts::are_of(&list.scope) {
            self.count_memberships_in(list);
        } else if matches!(list.scope, ListScope::Memberships(_)) {
            self.count_memberships(&list.connection);
        }
    }

    /// Counts for the users and groups that are here, and shows it.
    fn count_memberships(&self, connection: &ConnectionId) {
        for scope in [ListScope::from(Users {}), UserGroups {}.into()] {
            if let Some((list, is_open)) = self.lists.find(connection, &scope) {
                self.count_memberships_in(&list);
                if is_open {
                    self.publish_list(&list);
                }
            }
        }
    }

    fn count_memberships_in(&self, list: &OpenedList) {
        let scope = ListScope::from(Memberships {});
        let Some((memberships, _)) = self.lists.find(&list.connection, &scope) else {
            return;
        };
        let owner = locked(&list.inner).owner.clone();
        let counts = locked(&memberships.inner).counted(owner.as_ref());
        let mut inner = locked(&list.inner);
        if let Some(counts) = counts.filter(|_| inner.owner == owner) {
            counts.put_into(&list.scope, &mut inner.store);
        }
    }

    /// What is known of memberships is no longer new: whoever looks at them next reads them again.
    pub(crate) fn memberships_changed(&self, connection: &ConnectionId) {
        let scope = ListScope::from(Memberships {});
        if let Some((list, _)) = self.lists.find(connection, &scope) {
            locked(&list.inner).at = None;
        }
    }

    /// Reads the members of a project anew after a change of them, where those of all are known.
    pub(crate) async fn read_members_again(
        &self,
        connection: &ConnectionId,
        owner: &Owner,
        project: &ProjectName,
    ) {
        let scope = ListScope::from(Memberships {});
        let Some((list, _)) = self.lists.find(connection, &scope) else {
            return;
        };
        if !locked(&list.inner).is_whole_of(owner) {
            return;
        }
        // Without an answer they stay as they were until all are read again.
        let Ok(rows) = self.members_of(&list, project).await else {
            return;
        };
        {
            let mut inner = locked(&list.inner);
            if !inner.is_whole_of(owner) {
                return;
            }
            Memberships::put(&mut inner.store, project, rows);
            inner.total = Some((inner.store.len() + inner.malformed) as u64);
        }
        self.publish_list(&list);
        self.count_memberships(connection);
    }

    /// The rows of a project's members.
    async fn members_of(
        &self,
        list: &OpenedList,
        project: &ProjectName,
    ) -> Result<Vec<Vec<Cell>>, Failure> {
        let current = self.client_for_call(&list.connection).await?;
        let operation = AnyOperation::from(ListMembers {
            project_name_or_id: ProjectReference::Name(project.clone()),
            page: Default::default(),
            entityname: None,
        });
        let options = SendOptions::default();
        let mut pages = pin!(current.client.pages_raw(operation.clone(), options));
        let mut rows = Vec::new();
        while let Some(page) = pages.next().await {
            let page = self
                .noted(&list.connection, current.epoch, page, &operation)
                .await?;
            rows.extend(rows_of(list, &operation, &page.reply)?.rows);
        }
        Ok(rows)
    }
}
