//! Elements that are made once and patched: only what changed touches the page.

use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Comment, Element, HtmlElement, Node};

/// Makes the first element of a view, to be cloned.
pub fn template<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Element {
    let holder: HtmlElement = element("div", "").unchecked_into();
    let mounted = mount_to(holder.clone(), view);
    let made = holder
        .first_element_child()
        .map(|made| copy_of(&made))
        .unwrap_or(holder.into());
    drop(mounted);
    made
}

/// A deep copy of an element.
pub fn copy_of(element: &Element) -> Element {
    element
        .clone_node_with_deep(true)
        .map_or_else(|_| element.clone(), JsCast::unchecked_into)
}

/// Makes an element. A name that is none gives a `span`.
pub fn element(tag: &str, class: &str) -> Element {
    let document = document();
    let made = document
        .create_element(tag)
        .or_else(|_| document.create_element("span"))
        .expect("a document makes elements");
    if !class.is_empty() {
        made.set_class_name(class);
    }
    made
}

/// Puts a node at the end of another.
pub fn append(parent: &Node, child: &Node) {
    // Both are of this document, and the child holds nothing of the parent.
    let _ = parent.append_child(child);
}

/// Puts a node at the beginning of another.
pub fn prepend(parent: &Node, child: &Node) {
    // As above.
    let _ = parent.insert_before(child, parent.first_child().as_ref());
}

/// What a selector finds in a template; the template itself where it finds nothing.
pub fn part(of: &Element, selector: &str) -> Element {
    of.query_selector(selector)
        .ok()
        .flatten()
        .unwrap_or_else(|| of.clone())
}

/// A text in the page.
pub struct Text {
    node: web_sys::Text,
    now: String,
}

impl Text {
    /// At the end of an element.
    pub fn new(parent: &Element) -> Self {
        let node = document().create_text_node("");
        append(parent, &node);
        Self {
            node,
            now: String::new(),
        }
    }

    pub fn set(&mut self, text: &str) {
        if self.now != text {
            self.node.set_data(text);
            text.clone_into(&mut self.now);
        }
    }
}

/// An attribute of an element that nothing else sets.
pub struct Attribute {
    element: Element,
    name: &'static str,
    /// What was set last; none: nothing yet. Reading it from the page would cost as much as setting it.
    now: Option<Option<String>>,
}

impl Attribute {
    pub fn new(element: &Element, name: &'static str) -> Self {
        Self {
            element: element.clone(),
            name,
            now: None,
        }
    }

    pub fn set(&mut self, value: Option<&str>) {
        if self.now.as_ref().is_some_and(|now| now.as_deref() == value) {
            return;
        }
        // The names are those of this program.
        let _ = match value {
            Some(value) => self.element.set_attribute(self.name, value),
            None => self.element.remove_attribute(self.name),
        };
        self.now = Some(value.map(str::to_owned));
    }
}

/// Whether an element is in the page. One that is not shown is taken out, not hidden: a hidden one
/// has a style all the same, and most parts of most cells are not shown.
pub struct Shown {
    element: Element,
    is_shown: bool,
    /// Keeps its place meanwhile.
    place: Option<Comment>,
}

impl Shown {
    /// Of an element that is shown, within another.
    pub fn new(element: &Element) -> Self {
        Self {
            element: element.clone(),
            is_shown: true,
            place: None,
        }
    }

    pub fn set(&mut self, is_shown: bool) {
        if self.is_shown == is_shown {
            return;
        }
        self.is_shown = is_shown;
        let place = self
            .place
            .get_or_insert_with(|| document().create_comment(""));
        let (element, place): (&Node, &Node) = (&self.element, place);
        let (before, after) = match is_shown {
            true => (place, element),
            false => (element, place),
        };
        if let Some(parent) = before.parent_node() {
            // The one is a child of the parent, the other is nowhere.
            let _ = parent.replace_child(after, before);
        }
    }
}
