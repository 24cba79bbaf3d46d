//! The server: over HTTP without a socket, and as the program that people start.

mod calls;
mod figures;
mod lines;
mod pages;
mod program;
mod site;
