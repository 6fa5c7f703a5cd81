//! Rows of a table: which stay as they are drawn, and those that are not drawn.

use std::sync::Arc;

use leptos::prelude::*;

use crate::list::ROW;

/// The new rows, but each drawn one that did not change is the one that is drawn already: a refresh
/// leaves the page as it is, with its focus and its pointer. Looks at drawn places only.
pub(super) fn kept<T: PartialEq>(
    before: Option<&Vec<Arc<T>>>,
    rows: Arc<Vec<Arc<T>>>,
    drawn: (usize, usize),
) -> Arc<Vec<Arc<T>>> {
    let Some(before) = before else { return rows };
    let same: Vec<usize> = (drawn.0..drawn.1.min(rows.len()).min(before.len()))
        .filter(|&at| !Arc::ptr_eq(&before[at], &rows[at]) && before[at] == rows[at])
        .collect();
    if same.is_empty() {
        return rows;
    }
    let mut rows = Vec::clone(&rows);
    for at in same {
        rows[at] = Arc::clone(&before[at]);
    }
    Arc::new(rows)
}

/// The height of rows that are not drawn.
#[component]
pub(super) fn Spacer(rows: Signal<usize>) -> impl IntoView {
    move || {
        let rows = rows.get();
        (rows > 0).then(|| {
            #[allow(clippy::cast_precision_loss)]
            let height = format!("{}px", rows as f64 * ROW);
            view! { <tr class="spacer" aria-hidden="true" style:height=height></tr> }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_rows_that_did_not_change_are_kept() {
        let before: Vec<Arc<u32>> = [1, 2, 3].map(Arc::new).to_vec();
        let rows: Arc<Vec<Arc<u32>>> = Arc::new([1, 5, 3].map(Arc::new).to_vec());
        let kept = kept(Some(&before), Arc::clone(&rows), (0, 2));
        assert!(Arc::ptr_eq(&kept[0], &before[0]));
        assert!(Arc::ptr_eq(&kept[1], &rows[1]));
        assert!(Arc::ptr_eq(&kept[2], &rows[2]));
    }
}
