//! What goes wrong, and what is odd.

mod broken_answers;
mod changes;
mod lose_the_server;
mod odd_names;
mod requests;
mod states;
