//! A small WebDriver client: the few commands the stories use.

use std::{fmt, path::Path, time::Duration};

use reqwest::{Method, blocking::Client};
use serde_json::{Value, json};

use super::wait_for;

/// The name under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Draws a dot anew in each frame, as faint as can be: the WebDriver waits for a frame after those that
/// are on their way, and without compositing one comes only where something is drawn.
const DRAWS: &str = "
const dot = document.createElement('div');
dot.id = 'frames';
Object.assign(dot.style, { position: 'fixed', left: 0, top: 0, width: '1px', height: '1px' });
const draw = (shade) => {
    dot.style.background = `rgb(128 128 128 / ${shade})`;
    if (dot.isConnected) requestAnimationFrame(() => draw(0.03 - shade));
};
document.documentElement.append(dot);
draw(0.01);";

/// An element of the page.
#[derive(Debug, Clone)]
pub struct Element(String);

impl Element {
    fn of(value: &Value) -> Option<Self> {
        value.get(ELEMENT)?.as_str().map(|id| Self(id.to_owned()))
    }
}

/// A key that is no letter, as WebDriver names it.
#[derive(Debug, Clone, Copy)]
pub enum Key {
    Enter,
    Escape,
    Down,
    Left,
    Right,
    PageDown,
    Home,
    End,
    Tab,
    Backspace,
    Delete,
    Letter(char),
}

impl Key {
    fn code(self) -> char {
        match self {
            Self::Enter => '\u{E007}',
            Self::Escape => '\u{E00C}',
            Self::Down => '\u{E015}',
            Self::Left => '\u{E012}',
            Self::Right => '\u{E014}',
            Self::PageDown => '\u{E00F}',
            Self::Home => '\u{E011}',
            Self::End => '\u{E010}',
            Self::Tab => '\u{E004}',
            Self::Backspace => '\u{E003}',
            Self::Delete => '\u{E017}',
            Self::Letter(letter) => letter,
        }
    }
}

/// A key that is held while another is pressed.
#[derive(Debug, Clone, Copy)]
pub enum Held {
    Control,
    Shift,
    Alt,
}

impl Held {
    fn code(self) -> char {
        match self {
            Self::Shift => '\u{E008}',
            Self::Control => '\u{E009}',
            Self::Alt => '\u{E00A}',
        }
    }
}

/// What the WebDriver refused.
#[derive(Debug)]
pub struct Refusal {
    code: String,
    message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code, self.message)
    }
}

impl Refusal {
    /// Whether the page was only busy changing: the same may go well in a moment.
    pub fn may_pass(&self) -> bool {
        [
            "stale element reference",
            "no such element",
            "element not interactable",
            "element click intercepted",
            "move target out of bounds",
        ]
        .contains(&self.code.as_str())
    }
}

/// A session: one run of the program.
pub struct Driver {
    http: Client,
    session: String,
}

impl Driver {
    /// Waits for the WebDriver, and has it start the program.
    pub fn open(port: u16, program: &Path, arguments: &[String]) -> Self {
        let http = Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(60))
            .build()
            .expect("an HTTP client");
        let base = format!("http://127.0.0.1:{port}");
        wait_for(|| http.get(format!("{base}/status")).send().ok()).expect("the WebDriver listens");
        let options = json!({ "binary": program, "args": arguments });
        let wanted =
            json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let mut driver = Self {
            http,
            session: format!("{base}/session"),
        };
        let opened = driver
            .ask(Method::POST, "", Some(wanted))
            .unwrap_or_else(|refusal| panic!("The program's window does not open: {refusal}"));
        let id = opened["sessionId"].as_str().expect("a session's id");
        driver.session = format!("{base}/session/{id}");
        driver
    }

    fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value, Refusal> {
        let mut request = self.http.request(method, format!("{}{path}", self.session));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let broken = |error: reqwest::Error| Refusal {
            code: "no answer".to_owned(),
            message: error.to_string(),
        };
        let mut answer: Value = request.send().map_err(broken)?.json().map_err(broken)?;
        let value = answer["value"].take();
        match value["error"].as_str() {
            Some(code) => Err(Refusal {
                code: code.to_owned(),
                message: value["message"].as_str().unwrap_or_default().to_owned(),
            }),
            None => Ok(value),
        }
    }

    fn post(&self, path: &str, body: Value) -> Result<Value, Refusal> {
        self.ask(Method::POST, path, Some(body))
    }

    /// Opens an address.
    pub fn goes_to(&self, address: &str) -> Result<(), Refusal> {
        self.post("/url", json!({ "url": address })).map(drop)
    }

    /// Runs a script in the page; its `arguments` are `values`.
    pub fn run(&self, script: &str, values: Value) -> Result<Value, Refusal> {
        self.post("/execute/sync", json!({ "script": script, "args": values }))
    }

    /// Runs a script that calls its last argument when it is done.
    pub fn run_to_end(&self, script: &str, values: Value) -> Result<Value, Refusal> {
        self.post(
            "/execute/async",
            json!({ "script": script, "args": values }),
        )
    }

    /// Comes back when the page's newest frame has been shown.
    pub fn shows_frame(&self) -> Result<(), Refusal> {
        self.run(DRAWS, json!([]))?;
        let shown = self.ask(Method::GET, "/screenshot", None);
        let ends = "document.querySelectorAll('#frames').forEach((dot) => dot.remove());";
        self.run(ends, json!([]))?;
        shown.map(drop)
    }

    /// The element that a script gives back.
    pub fn find(&self, script: &str, values: Value) -> Result<Option<Element>, Refusal> {
        self.run(script, values).map(|value| Element::of(&value))
    }

    pub fn click(&self, element: &Element) -> Result<(), Refusal> {
        self.post(&format!("/element/{}/click", element.0), json!({}))
            .map(drop)
    }

    /// Two clicks in quick succession.
    pub fn double_click(&self, element: &Element) -> Result<(), Refusal> {
        let to = json!({ ELEMENT: element.0 });
        let mut steps =
            vec![json!({ "type": "pointerMove", "origin": to, "x": 0, "y": 0, "duration": 0 })];
        for _ in 0..2 {
            steps.push(json!({ "type": "pointerDown", "button": 0 }));
            steps.push(json!({ "type": "pointerUp", "button": 0 }));
        }
        let mouse = json!({
            "type": "pointer",
            "id": "mouse",
            "parameters": { "pointerType": "mouse" },
            "actions": steps,
        });
        self.post("/actions", json!({ "actions": [mouse] }))
            .map(drop)
    }

    /// Types into an element, after what is there.
    pub fn enter(&self, element: &Element, text: &str) -> Result<(), Refusal> {
        self.post(
            &format!("/element/{}/value", element.0),
            json!({ "text": text }),
        )
        .map(drop)
    }

    /// Types into an element in place of what is there.
    pub fn replace(&self, element: &Element, text: &str) -> Result<(), Refusal> {
        // Control with A, then Backspace.
        self.enter(element, "\u{E009}a\u{E000}\u{E003}")?;
        if text.is_empty() {
            return Ok(());
        }
        self.enter(element, text)
    }

    /// Presses a key wherever the focus is, while others are held.
    pub fn press(&self, held: &[Held], key: Key) -> Result<(), Refusal> {
        let down = |code: char| json!({ "type": "keyDown", "value": code });
        let up = |code: char| json!({ "type": "keyUp", "value": code });
        let mut steps: Vec<Value> = held.iter().map(|key| down(key.code())).collect();
        steps.extend([down(key.code()), up(key.code())]);
        steps.extend(held.iter().rev().map(|key| up(key.code())));
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": steps });
        self.post("/actions", json!({ "actions": [keyboard] }))
            .map(drop)
    }

    /// Makes the window so large.
    pub fn resize(&self, width: u32, height: u32) -> Result<(), Refusal> {
        let place = json!({ "x": 0, "y": 0, "width": width, "height": height });
        self.post("/window/rect", place).map(drop)
    }

    /// Ends the program.
    pub fn close(&self) -> Result<(), Refusal> {
        self.ask(Method::DELETE, "", None).map(drop)
    }
}
