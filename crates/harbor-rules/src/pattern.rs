//! Patterns of repositories and tags, with the meaning that Harbor's library gives them.
//!
//! No crate of ours agrees with that library, so it is done by hand. What is surprising about it:
//!
//! - `**` goes over slashes only as a whole part of the pattern; `*` and `**` elsewhere stay inside
//!   a part, and a star with something behind it needs one more character of the name.
//! - Of a brace list all alternatives are tried; where one ends with the name and another goes
//!   deeper, only the deeper stays. So `{a,a/**}` is not `a`: see [`crate::Alternatives`].
//! - `[!a]` is a class of `!` and `a`; only `^` negates.
//! - A bad pattern is told only where the bad place is reached.

use std::collections::HashMap;

/// A pattern can't be read at the place that a name led to. The server stops the whole selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BadPattern;

impl std::fmt::Display for BadPattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the pattern can't be read")
    }
}

impl std::error::Error for BadPattern {}

/// The number of a step in [`Pattern::steps`].
type At = usize;

#[derive(Debug, Clone)]
enum Step {
    End,
    /// `/`
    Slash(At),
    Character(char, At),
    /// `?`
    Any(At),
    /// `*`
    Star(At),
    Class(Class, At),
    /// A brace list: each alternative together with all that follows the list.
    List {
        alternatives: Vec<At>,
        /// What follows the list.
        rest: At,
        /// There is a slash inside.
        crosses: bool,
        /// One of the alternatives may stand for nothing.
        may_be_empty: bool,
    },
    /// A brace list without its end.
    OpenList,
    /// A class that can't be read, or a `\` at the end.
    Bad,
}

#[derive(Debug, Clone)]
struct Class {
    negated: bool,
    ranges: Vec<(char, char)>,
}

impl Class {
    fn has(&self, character: char) -> bool {
        let is_in = |(low, high): &(char, char)| (*low..=*high).contains(&character);
        self.ranges.iter().any(is_in) != self.negated
    }
}

/// A pattern, read once and tried on many names.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    steps: Vec<Step>,
    start: At,
}

impl Pattern {
    /// Every text is a pattern; whether it is a bad one shows where a name leads to the bad place.
    pub fn new(text: &str) -> Self {
        let mut reader = Reader::default();
        let characters: Vec<char> = text.chars().collect();
        let start = reader.read(&characters);
        Self {
            text: text.to_owned(),
            steps: reader.steps,
            start,
        }
    }

    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether some name may lead to a place that can't be read.
    pub fn has_bad_place(&self) -> bool {
        let is_bad = |step: &Step| matches!(step, Step::OpenList | Step::Bad);
        self.steps.iter().any(is_bad)
    }

    /// Whether it has a comma that parts nothing: outside of braces it is a character.
    pub fn has_plain_comma(&self) -> bool {
        let is_comma = |step: &Step| matches!(step, Step::Character(',', _));
        self.steps.iter().any(is_comma)
    }

    /// Whether it means a name. The empty pattern means every name.
    pub fn matches(&self, name: &str) -> Result<bool, BadPattern> {
        if self.text.is_empty() {
            return Ok(true);
        }
        self.whole(self.start, name)
    }

    /// The rest of the pattern against the rest of a name, both at the begin of a part.
    fn whole(&self, at: At, name: &str) -> Result<bool, BadPattern> {
        if matches!(self.steps[at], Step::End) {
            return Ok(name.is_empty());
        }
        match self.double_star(at) {
            Some(Tail::End) => return Ok(true),
            Some(Tail::Deeper(after)) => {
                let mut rest = Some(name);
                while let Some(name) = rest {
                    // What is bad behind a double star counts as no match.
                    if self.whole(after, name) == Ok(true) {
                        return Ok(true);
                    }
                    rest = name.split_once('/').map(|(_, rest)| rest);
                }
                return Ok(false);
            }
            None => {}
        }
        let (part, rest) = match name.split_once('/') {
            Some((part, rest)) => (part, Some(rest)),
            None => (name, None),
        };
        let mut deeper = Vec::new();
        if self.part(at, part, &mut deeper)? != Outcome::Match {
            return Ok(false);
        }
        let Some(rest) = rest else {
            return Ok(deeper.is_empty());
        };
        for at in deeper {
            if self.whole(at, rest)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What follows a part that is `**` and nothing else.
    fn double_star(&self, at: At) -> Option<Tail> {
        let Step::Star(second) = self.steps[at] else {
            return None;
        };
        let Step::Star(end) = self.steps[second] else {
            return None;
        };
        self.end_of_part(end)
    }

    fn end_of_part(&self, at: At) -> Option<Tail> {
        match self.steps[at] {
            Step::End => Some(Tail::End),
            Step::Slash(next) => Some(Tail::Deeper(next)),
            _ => None,
        }
    }

    /// One part of a name. What may follow in the pattern after the next slash goes to `deeper`.
    fn part(&self, at: At, name: &str, deeper: &mut Vec<At>) -> Result<Outcome, BadPattern> {
        let mut at = at;
        let mut rest = name.chars();
        loop {
            let before = rest.as_str();
            let Some(character) = rest.next() else {
                break;
            };
            match &self.steps[at] {
                Step::Character(expected, next) if *expected == character => at = *next,
                Step::Any(next) => at = *next,
                Step::Class(class, next) if class.has(character) => at = *next,
                Step::End | Step::Slash(_) | Step::Character(..) | Step::Class(..) => {
                    return Ok(Outcome::Miss);
                }
                Step::Star(next) => return self.star(*next, before, deeper),
                Step::List { alternatives, .. } => {
                    let mut outcome = Outcome::Miss;
                    for alternative in alternatives {
                        if self.part(*alternative, before, deeper)? == Outcome::Match {
                            outcome = Outcome::Match;
                        }
                    }
                    return Ok(outcome);
                }
                Step::OpenList | Step::Bad => return Err(BadPattern),
            }
        }
        Ok(match self.empty_rest(at)? {
            None => Outcome::Miss,
            Some(tail) => {
                if let Tail::Deeper(next) = tail {
                    deeper.push(next);
                }
                Outcome::Match
            }
        })
    }

    /// What a star takes away of a part of which at least one character is left.
    fn star(&self, next: At, name: &str, deeper: &mut Vec<At>) -> Result<Outcome, BadPattern> {
        if let Some(tail) = self.end_of_part(next) {
            if let Tail::Deeper(next) = tail {
                deeper.push(next);
            }
            return Ok(Outcome::Match);
        }
        for (at, character) in name.char_indices() {
            if !self.may_begin(next, character) {
                continue;
            }
            match self.part(next, &name[at..], deeper)? {
                Outcome::Miss => {}
                found => return Ok(found),
            }
        }
        // A star before this one would lead to places that this one has tried.
        Ok(Outcome::MissForGood)
    }

    /// Whether a part that goes on with this character is worth a look; without, it is a miss.
    fn may_begin(&self, at: At, character: char) -> bool {
        match &self.steps[at] {
            Step::End | Step::Slash(_) => false,
            Step::Character(expected, _) => *expected == character,
            Step::List { alternatives, .. } => {
                let mut alternatives = alternatives.iter();
                alternatives.any(|alternative| self.may_begin(*alternative, character))
            }
            Step::Any(_) | Step::Star(_) | Step::Class(..) | Step::OpenList | Step::Bad => true,
        }
    }

    /// Whether what is left of the pattern's part may stand for nothing, and what follows it then.
    fn empty_rest(&self, at: At) -> Result<Option<Tail>, BadPattern> {
        match &self.steps[at] {
            Step::End | Step::Slash(_) => Ok(self.end_of_part(at)),
            Step::Star(next) => Ok(self.end_of_part(*next).or_else(|| self.double_star(at))),
            Step::List { crosses: true, .. } | Step::OpenList => Err(BadPattern),
            Step::List {
                rest, may_be_empty, ..
            } => {
                // What is bad further on is bad, whatever the list may stand for.
                let tail = self.empty_rest(*rest)?;
                Ok(tail.filter(|_| *may_be_empty))
            }
            _ => Ok(None),
        }
    }
}

/// How a part went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Match,
    Miss,
    /// Further characters for an earlier star change nothing.
    MissForGood,
}

/// What follows a part of the pattern.
#[derive(Debug, Clone, Copy)]
enum Tail {
    End,
    /// The next part.
    Deeper(At),
}

/// Reads a pattern's text to steps, from its end.
#[derive(Default)]
struct Reader {
    steps: Vec<Step>,
    /// What was read already: the alternatives of a list share what follows it.
    known: HashMap<Vec<char>, At>,
}

impl Reader {
    fn push(&mut self, step: Step) -> At {
        self.steps.push(step);
        self.steps.len() - 1
    }

    fn read(&mut self, text: &[char]) -> At {
        // The text is walked to its first list or bad place, then the steps are made backwards.
        let mut before = Vec::new();
        let mut at = 0;
        let mut last = loop {
            let Some(&character) = text.get(at) else {
                break self.push(Step::End);
            };
            at += 1;
            before.push(match character {
                '/' => Step::Slash(0),
                '*' => Step::Star(0),
                '?' => Step::Any(0),
                '\\' => match text.get(at) {
                    None => break self.push(Step::Bad),
                    Some(&escaped) => {
                        at += 1;
                        Step::Character(escaped, 0)
                    }
                },
                '[' => match read_class(&text[at..]) {
                    None => break self.push(Step::Bad),
                    Some((class, length)) => {
                        at += length;
                        Step::Class(class, 0)
                    }
                },
                '{' => break self.read_list(&text[at..]),
                other => Step::Character(other, 0),
            });
        };
        for mut step in before.into_iter().rev() {
            match &mut step {
                Step::Slash(next)
                | Step::Star(next)
                | Step::Any(next)
                | Step::Character(_, next)
                | Step::Class(_, next) => *next = last,
                Step::End | Step::List { .. } | Step::OpenList | Step::Bad => {}
            }
            last = self.push(step);
        }
        last
    }

    /// Reads what stands after a `{`.
    fn read_list(&mut self, text: &[char]) -> At {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let step = match split_list(text) {
            None => Step::OpenList,
            Some(list) => {
                let alternatives = list.alternatives.iter().map(|alternative| {
                    let whole = [alternative, list.rest].concat();
                    self.read(&whole)
                });
                let alternatives = alternatives.collect();
                let mut single = list.alternatives.iter();
                let may_be_empty = single.any(|alternative| may_be_empty(alternative));
                let rest = self.read(list.rest);
                Step::List {
                    alternatives,
                    rest,
                    crosses: list.crosses,
                    may_be_empty,
                }
            }
        };
        let at = self.push(step);
        self.known.insert(text.to_vec(), at);
        at
    }
}

/// A brace list, taken apart.
pub(crate) struct BraceList<'a> {
    pub(crate) alternatives: Vec<&'a [char]>,
    /// What follows the closing brace.
    pub(crate) rest: &'a [char],
    /// There is a slash inside that is not escaped.
    crosses: bool,
}

/// Takes a brace list apart, from what follows its `{`; none where its end is missing.
pub(crate) fn split_list(text: &[char]) -> Option<BraceList<'_>> {
    let mut alternatives = Vec::new();
    let (mut depth, mut begin, mut at, mut crosses) = (0, 0, 0, false);
    loop {
        match text.get(at)? {
            '\\' => at += 1,
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                alternatives.push(&text[begin..at]);
                begin = at + 1;
            }
            '/' => crosses = true,
            _ => {}
        }
        at += 1;
    }
    alternatives.push(&text[begin..at]);
    Some(BraceList {
        alternatives,
        rest: &text[at + 1..],
        crosses,
    })
}

/// Whether an alternative may stand for nothing.
fn may_be_empty(text: &[char]) -> bool {
    match text {
        [] | ['*'] | ['*', '*'] => true,
        ['{', inside @ ..] => split_list(inside).is_some_and(|list| {
            let mut single = list.alternatives.iter();
            single.any(|alternative| may_be_empty(alternative)) && may_be_empty(list.rest)
        }),
        _ => false,
    }
}

/// Reads a class, from what follows its `[`, and how many characters it takes.
fn read_class(text: &[char]) -> Option<(Class, usize)> {
    let mut end = 0;
    while *text.get(end)? != ']' {
        end += if text[end] == '\\' { 2 } else { 1 };
    }
    let mut inside = text[..end].iter().copied().peekable();
    inside.peek()?;
    let negated = inside.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    while let Some(low) = inside.next() {
        let low = bound(low, &mut inside)?;
        let high = match inside.next_if_eq(&'-') {
            None => low,
            Some(_) => {
                let high = inside.next()?;
                bound(high, &mut inside)?
            }
        };
        ranges.push((low, high));
    }
    Some((Class { negated, ranges }, end + 1))
}

/// A bound of a range: no bare `-`.
fn bound(character: char, rest: &mut impl Iterator<Item = char>) -> Option<char> {
    match character {
        '-' => None,
        '\\' => rest.next(),
        other => Some(other),
    }
}
