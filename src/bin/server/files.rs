//! Tasks from files into the database, annotations from the database into files, and tokens.

use crate::Sentence;
use corrigenda::server::{Access, Limits, Store, Tasks, now, random_id};
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use tokio::sync::mpsc;

/// Bytes of a new token: more than anybody can guess.
const TOKEN_BYTES: usize = 24;
const PIECE: usize = 1 << 16;

/// Takes tasks in and says what became of them.
pub async fn import(database: &str, file: &Path) -> Result<(), Sentence> {
    let store = open(database).await?;
    println!("{}", tasks(&store, file).await?);
    Ok(())
}

/// Takes tasks in: all of them, or none where a line is bad. Standard input can be read only once, so there the lines
/// before a bad one are in.
pub async fn tasks(store: &Store, file: &Path) -> Result<String, Sentence> {
    if file != Path::new("-") && file.is_file() {
        read(&mut Tasks::new(None, Limits::default().line), file).await?;
    }
    let mut tasks = Tasks::new(Some(store), Limits::default().line);
    read(&mut tasks, file).await?;
    let counts = tasks.counts;
    Ok(format!("{} tasks: {} new, {} updated, {} unchanged.", tasks.read, counts.new, counts.updated, counts.unchanged))
}

/// Reads tasks as an import would.
pub async fn check(file: &Path) -> Result<(), Sentence> {
    let mut tasks = Tasks::new(None, Limits::default().line);
    read(&mut tasks, file).await?;
    println!("{} tasks, every line is good.", tasks.read);
    Ok(())
}

async fn read(tasks: &mut Tasks<'_>, file: &Path) -> Result<(), Sentence> {
    let unreadable = |error: io::Error| format!("{} cannot be read: {error}.", file.display());
    let mut source: Box<dyn Read> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(file).map_err(unreadable)?)
    };
    let mut piece = vec![0; PIECE];
    loop {
        let length = match source.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(unreadable(error)),
        };
        let bytes = piece.get(..length).unwrap_or_default();
        tasks.push(bytes).await.map_err(|error| format!("{}, {error}.", file.display()))?;
    }
    tasks.finish().await.map_err(|error| format!("{}, {error}.", file.display()))
}

/// Writes every submission with its task, one a line. A file is whole or not there.
pub async fn export(database: &str, file: Option<&Path>) -> Result<(), Sentence> {
    if !Store::is_url(database) && !Path::new(database).is_file() {
        return Err(format!("There is no database at {database}."));
    }
    let store = open(database).await?;
    let Some(file) = file.filter(|file| *file != Path::new("-")) else {
        return match copy(&store, &mut io::stdout().lock()).await? {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("The export broke off: {error}.")),
            _ => Ok(()),
        };
    };
    let partial = PathBuf::from(format!("{}.part", file.display()));
    let unwritable = |error: io::Error| format!("{} cannot be written: {error}.", file.display());
    let target = File::create(&partial).map_err(unwritable)?;
    copy(&store, &mut BufWriter::new(target)).await?.map_err(unwritable)?;
    std::fs::rename(&partial, file).map_err(unwritable)
}

/// Copies line by line; the outer error is the database's, the inner one the target's.
async fn copy(store: &Store, target: &mut impl Write) -> Result<io::Result<()>, Sentence> {
    let (sender, mut receiver) = mpsc::channel(2);
    let send = async move { store.export(&sender).await };
    let write = async move {
        while let Some(line) = receiver.recv().await {
            let line = line.map_err(|error| format!("The export broke off: {error}."))?;
            if let Err(error) = writeln!(target, "{line}") {
                return Ok(Err(error));
            }
        }
        Ok(target.flush())
    };
    tokio::join!(send, write).1
}

/// Makes a token and prints it; only its hash is kept.
pub async fn token(database: &str, access: &Access) -> Result<(), Sentence> {
    let store = open(database).await?;
    let token = random_id(TOKEN_BYTES).map_err(|error| format!("This machine gives no randomness: {error}."))?;
    store.add_token(&token, access, now()).await.map_err(|error| format!("{}: {error}.", plain(database)))?;
    println!("{token}");
    Ok(())
}

/// Opens a database or says why not.
pub async fn open(database: &str) -> Result<Store, Sentence> {
    Store::open(database).await.map_err(|error| format!("{}: {error}.", plain(database)))
}

/// A database's name without the password that a URL may hold.
pub fn plain(database: &str) -> String {
    match database.split_once("://") {
        Some((scheme, rest)) => {
            let place = rest.split('?').next().unwrap_or_default();
            format!("{scheme}://{}", place.rsplit_once('@').map_or(place, |(_, place)| place))
        }
        None => database.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(plain("data/a?b@c.sqlite"), "data/a?b@c.sqlite");
        assert_eq!(plain("postgres://me:s@cret@host:5432/db?password=secret"), "postgres://host:5432/db");
        assert_eq!(plain("postgres://host/db"), "postgres://host/db");
    }
}
