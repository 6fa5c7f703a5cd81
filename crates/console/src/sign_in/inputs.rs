//! The sign-ins under way, and how what the person does gets to them.

use std::{collections::HashMap, sync::Mutex};

use pilothouse_protocol::{Empty, Failure, FailureCode, Input, SignInInput};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use crate::console::locked;

/// The sign-ins under way, by their calls.
#[derive(Default)]
pub(crate) struct SignIns(Mutex<Register>);

#[derive(Default)]
struct Register {
    open: HashMap<u64, (u64, UnboundedSender<Input>)>,
    /// Tells a call from a later one of the same id: the numbers of a reloaded window begin anew.
    entries: u64,
}

/// A sign-in under way; it takes inputs as long as this lives.
pub(crate) struct Entered<'a> {
    sign_ins: &'a SignIns,
    call: u64,
    entry: u64,
    pub(crate) inputs: UnboundedReceiver<Input>,
}

impl SignIns {
    pub(crate) fn enter(&self, call: u64) -> Entered<'_> {
        let (sender, inputs) = mpsc::unbounded_channel();
        let mut register = locked(&self.0);
        register.entries += 1;
        let entry = register.entries;
        register.open.insert(call, (entry, sender));
        Entered {
            sign_ins: self,
            call,
            entry,
            inputs,
        }
    }

    /// Hands in what the person does.
    pub(crate) fn input(&self, command: SignInInput) -> Result<Empty, Failure> {
        let register = locked(&self.0);
        let open = register.open.get(&command.call);
        if open.is_some_and(|(_, sender)| sender.send(command.input).is_ok()) {
            Ok(Empty {})
        } else {
            Err(Failure::new(FailureCode::NotFound, "This sign-in is over."))
        }
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        let mut register = locked(&self.sign_ins.0);
        let open = register.open.get(&self.call);
        if open.is_some_and(|(entry, _)| *entry == self.entry) {
            register.open.remove(&self.call);
        }
    }
}
