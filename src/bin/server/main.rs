//! The reference server's program: serves, imports, exports, makes tokens.

mod files;
mod listen;
mod options;
mod serve;

use options::{Command, USAGE};
use std::process::ExitCode;

/// What went wrong, in one sentence for a person.
type Sentence = String;

fn main() -> ExitCode {
    let command = match options::parse(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(sentence) => return failed(&format!("{sentence}\n{USAGE}"), 2),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&format!("The program cannot start: {error}."), 1),
    };
    match runtime.block_on(run(command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => failed(&sentence, 1),
    }
}

fn failed(sentence: &str, code: u8) -> ExitCode {
    eprintln!("corrigenda-server: {sentence}");
    ExitCode::from(code)
}

async fn run(command: Command) -> Result<(), Sentence> {
    match command {
        Command::Serve(options) => serve::serve(options).await,
        Command::Import { database, file } => files::import(&database, &file).await,
        Command::Check { file } => files::check(&file).await,
        Command::Export { database, file } => files::export(&database, file.as_deref()).await,
        Command::Token { database, access } => files::token(&database, &access).await,
        Command::Help => {
            println!("{USAGE}");
            Ok(())
        }
        Command::Version => {
            println!("corrigenda-server {}", env!("CARGO_PKG_VERSION"));
            Ok(())
        }
    }
}
