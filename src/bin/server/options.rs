//! The command line.

use corrigenda::reference::Worker;
use corrigenda::server::{Access, Limits, Role, fields};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// How to use the program.
pub const USAGE: &str = "
Usage:
  corrigenda-server serve [--address 127.0.0.1:8787] [--database data/corrigenda.sqlite]
                          [--dist dist | --no-page] [--tokens FILE | --open] [--tasks FILE]
                          [--lease SECONDS] [--body-limit BYTES] [--rate CALLS-A-SECOND] [--queues FILE] [--patience SECONDS]
  corrigenda-server import --database FILE TASKS      tasks as JSON Lines; - reads standard input
  corrigenda-server check TASKS                       reads tasks as import would, and writes nothing
  corrigenda-server export --database FILE [TO]       {task, annotation} lines to a file or standard output
  corrigenda-server token --database FILE --worker ID [--role annotator|reviewer|admin] [--fields law,tax]
A database is a file of SQLite, or a URL of PostgreSQL as postgres://user:password@host/name.
A token file has `TOKEN WORKER [annotator|reviewer|admin [FIELD,FIELD]]` a line. With --open anybody may work without a token, as a demo.
A file of queues has `QUEUE [quota=40] [gold=5%]` a line: tasks that a worker may do a day (UTC), and the share of tasks with a
known answer (`gold` of a task) among those that a worker gets; `*` is any other queue.
--rate 0 lets a worker make any number of calls; 20 is the default. --patience 120 is how long a request may take to arrive.";

/// Calls a second that one worker may make where nothing else is said; ten seconds' worth of them at once. No person
/// comes near it.
const DEFAULT_RATE: f64 = 20.0;

/// What to do.
#[derive(Debug, PartialEq)]
pub enum Command {
    Serve(Serve),
    Import { database: String, file: PathBuf },
    Check { file: PathBuf },
    Export { database: String, file: Option<PathBuf> },
    Token { database: String, access: Access },
    Help,
    Version,
}

/// How to serve.
#[derive(Debug, PartialEq)]
pub struct Serve {
    pub address: String,
    pub database: String,
    pub dist: Option<PathBuf>,
    pub tokens: Option<PathBuf>,
    pub queues: Option<PathBuf>,
    pub open: bool,
    pub lease: Option<f64>,
    pub tasks: Option<PathBuf>,
    pub limits: Limits,
    pub rate: Option<f64>,
}

/// Options and what else stood there, while they are read.
struct Words {
    options: BTreeMap<String, String>,
    plain: Vec<String>,
}

/// Reads the command line.
///
/// # Errors
/// A sentence that says what cannot be understood.
pub fn parse(args: impl Iterator<Item = String>) -> Result<Command, String> {
    let mut args = args;
    let Some(command) = args.next() else {
        return Err("Say what to do.".into());
    };
    let flags: &[&str] = if command == "serve" { &["open", "no-page"] } else { &[] };
    let mut words = Words::read(args, flags)?;
    let command = match command.as_str() {
        "serve" => Command::Serve(serve(&mut words)?),
        "import" => Command::Import { database: words.database()?, file: words.file("the file of tasks")? },
        "check" => Command::Check { file: words.file("the file of tasks")? },
        "export" => Command::Export { database: words.database()?, file: words.plain.pop().map(PathBuf::from) },
        "token" => Command::Token { database: words.database()?, access: access(&mut words)? },
        "help" | "--help" | "-h" => return Ok(Command::Help),
        "version" | "--version" | "-V" => return Ok(Command::Version),
        other => return Err(format!("There is no command `{other}`.")),
    };
    words.done()?;
    Ok(command)
}

fn serve(words: &mut Words) -> Result<Serve, String> {
    let database = words.take("database").unwrap_or_else(|| "data/corrigenda.sqlite".into());
    let mut path = |name: &str| words.take(name).map(PathBuf::from);
    let (dist, tokens, tasks, queues) = (path("dist"), path("tokens"), path("tasks"), path("queues"));
    let (open, no_page) = (words.take("open").is_some(), words.take("no-page").is_some());
    if open && tokens.is_some() {
        return Err("--open and --tokens exclude each other.".into());
    }
    if no_page && dist.is_some() {
        return Err("--no-page and --dist exclude each other.".into());
    }
    let lease = words.number("lease")?;
    if lease.is_some_and(|seconds| seconds < 1.0) {
        return Err("--lease needs at least one second.".into());
    }
    let mut limits = Limits::default();
    if let Some(bytes) = words.take("body-limit") {
        limits.body = bytes.parse().map_err(|_| "--body-limit needs a number of bytes.".to_owned())?;
    }
    if let Some(seconds) = words.number("patience")? {
        limits.patience = Duration::try_from_secs_f64(seconds)
            .ok()
            .filter(|patience| !patience.is_zero())
            .ok_or("--patience needs a time.")?;
    }
    let rate = words.number("rate")?.unwrap_or(DEFAULT_RATE);
    Ok(Serve {
        address: words.take("address").unwrap_or_else(|| "127.0.0.1:8787".into()),
        database,
        dist: (!no_page).then(|| dist.unwrap_or_else(|| "dist".into())),
        tokens,
        queues,
        open,
        lease,
        tasks,
        limits,
        rate: Some(rate).filter(|rate| *rate > 0.0),
    })
}

fn access(words: &mut Words) -> Result<Access, String> {
    let worker = words.take("worker").filter(|id| !id.trim().is_empty()).ok_or("--worker is missing.")?;
    let role = words.take("role").unwrap_or_else(|| Role::Annotator.word().into());
    let role =
        Role::of(&role).ok_or_else(|| format!("There is no role `{role}`: use annotator, reviewer or admin."))?;
    let domains = words.take("fields").map(|text| fields(&text));
    Ok(Access { worker: Worker { id: worker, domains }, role })
}

impl Words {
    fn read(mut args: impl Iterator<Item = String>, flags: &[&str]) -> Result<Self, String> {
        let mut words = Self { options: BTreeMap::new(), plain: Vec::new() };
        while let Some(word) = args.next() {
            let Some(name) = word.strip_prefix("--") else {
                words.plain.push(word);
                continue;
            };
            let (name, value) = match name.split_once('=') {
                Some((name, value)) => (name, value.to_owned()),
                None if flags.contains(&name) => (name, String::new()),
                None => (name, args.next().ok_or_else(|| format!("--{name} needs a value."))?),
            };
            if words.options.insert(name.to_owned(), value).is_some() {
                return Err(format!("--{name} stands there twice."));
            }
        }
        Ok(words)
    }

    fn take(&mut self, name: &str) -> Option<String> {
        self.options.remove(name)
    }

    fn database(&mut self) -> Result<String, String> {
        self.take("database").ok_or_else(|| "--database is missing.".into())
    }

    fn file(&mut self, what: &str) -> Result<PathBuf, String> {
        if self.plain.is_empty() {
            return Err(format!("Name {what}."));
        }
        Ok(self.plain.remove(0).into())
    }

    fn number(&mut self, name: &str) -> Result<Option<f64>, String> {
        let Some(text) = self.take(name) else {
            return Ok(None);
        };
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        number.map(Some).ok_or_else(|| format!("--{name} needs a number, not `{text}`."))
    }

    fn done(self) -> Result<(), String> {
        if let Some(name) = self.options.keys().next() {
            return Err(format!("There is no option --{name} here."));
        }
        match self.plain.first() {
            Some(word) => Err(format!("What is `{word}` for?")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn every_command_is_understood() {
        let Ok(Command::Serve(serve)) = parsed("serve --open --lease=60 --tasks t.jsonl --address 0.0.0.0:1") else {
            panic!("no serve");
        };
        assert_eq!((serve.open, serve.lease, serve.address.as_str()), (true, Some(60.0), "0.0.0.0:1"));
        assert_eq!((serve.dist, serve.tasks), (Some("dist".into()), Some("t.jsonl".into())));
        let import = Command::Import { database: "d".into(), file: "-".into() };
        assert_eq!(parsed("import --database d -"), Ok(import));
        assert_eq!(parsed("export --database=d"), Ok(Command::Export { database: "d".into(), file: None }));
        let worker = Worker { id: "w-5".into(), domains: Some(vec!["law".into(), "tax".into()]) };
        let access = Access { worker, role: Role::Admin };
        assert_eq!(
            parsed("token --database d --worker w-5 --role admin --fields law,tax"),
            Ok(Command::Token { database: "d".into(), access })
        );
        assert_eq!(parsed("--help"), Ok(Command::Help));
    }

    #[test]
    fn what_cannot_be_understood_is_said_in_a_sentence() {
        for (line, sentence) in [
            ("", "Say what to do."),
            ("fly", "There is no command `fly`."),
            ("serve --open --tokens f", "--open and --tokens exclude each other."),
            ("serve --lease soon", "--lease needs a number, not `soon`."),
            ("serve --lease 0", "--lease needs at least one second."),
            ("serve --speed 3", "There is no option --speed here."),
            ("serve --tasks", "--tasks needs a value."),
            ("serve --tasks a --tasks b", "--tasks stands there twice."),
            ("serve x", "What is `x` for?"),
            ("import t.jsonl", "--database is missing."),
            ("import --database d", "Name the file of tasks."),
            ("token --database d", "--worker is missing."),
            ("token --database d --worker w --role king", "There is no role `king`: use annotator, reviewer or admin."),
        ] {
            assert_eq!(parsed(line), Err(sentence.to_owned()), "{line}");
        }
    }
}
