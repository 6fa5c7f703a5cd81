//! Tag `search`.

use crate::{operation::operations, types::SearchResult};

operations! {
    /// Projects and repositories whose names contain a text, with regard to case. Loads everything
    /// on the server: slow on big ones. Lists with a filter are better.
    Search "search.all" search GET "/search" => SearchResult {
        required { q: String }
    }
}
