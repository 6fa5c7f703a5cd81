//! How many requests pages make, beside those of Harbor's own portal for the same rows. What the
//! portal asks was read in its source (`src/portal/src/app/base`) and seen in a run; here it is named in
//! words. What it keeps and does not ask again is not counted for it.

mod project;
mod registry;

use harbor_api::ProjectName;
use listing::ListScope;

use crate::{
    desk::{Asked, Desk, Outcome, said},
    figure::Figure,
};

/// Rows of a page of the portal's, as it comes.
const PORTAL: usize = 15;

/// A page, and what the portal's asks for it.
struct Page {
    name: &'static str,
    /// The lists that are read whole when it opens.
    lists: Vec<ListScope>,
    /// What it asks for besides.
    beside: Vec<Asked>,
    /// Requests of the portal's for so many rows.
    portal: fn(usize) -> usize,
    /// What these are.
    asks: &'static str,
}

impl Page {
    fn of_lists(
        name: &'static str,
        lists: Vec<ListScope>,
        portal: fn(usize) -> usize,
        asks: &'static str,
    ) -> Self {
        Self {
            name,
            lists,
            beside: Vec::new(),
            portal,
            asks,
        }
    }
}

fn paged(rows: usize) -> usize {
    rows.div_ceil(PORTAL).max(1)
}

/// Opens each page and reads its lists whole; the registry counts.
pub async fn requests(desk: &Desk) -> Outcome {
    let project = ProjectName::new("skaha").map_err(said)?;
    for page in project::pages(desk, &project).await? {
        count(desk, page).await?;
    }
    for page in registry::pages(&project)? {
        count(desk, page).await?;
    }
    Ok(())
}

async fn count(desk: &Desk, page: Page) -> Outcome {
    let (mut rows, mut asked) = (0, 0);
    for list in page.lists {
        desk.server.clear_requests();
        rows += desk.reads_anew(list).await?.rows;
        asked += desk.server.requests().len();
    }
    desk.server.clear_requests();
    for operation in page.beside {
        desk.asks(operation).await?;
    }
    asked += desk.server.requests().len();
    let portal = (page.portal)(rows);
    Figure {
        name: format!("requests of {}", page.name),
        measured: format!("{asked} of the portal's {portal}"),
        budget: format!("≤ {portal}"),
        information: format!("{rows} rows, all of them; the portal: {}", page.asks),
    }
    .print();
    Ok(())
}
