//! Serves until it is told to stop.

use crate::listen::listen;
use crate::options::Serve;
use crate::{Sentence, files};
use corrigenda::reference::{QueueRules, Rules};
use corrigenda::server::{Server, Settings, app, log, read_queues, read_tokens};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal;

/// Serves. What can fail is tried before the database is touched.
pub async fn serve(options: Serve) -> Result<(), Sentence> {
    quiet_panics();
    let dist = options.dist.clone();
    if let Some(dist) = dist.as_deref().filter(|dist| !dist.join("index.html").is_file()) {
        return Err(format!(
            "There is no built page in {}: build it, name its folder with --dist, or serve without one with --no-page.",
            dist.display()
        ));
    }
    let settings = settings(&options)?;
    let listener = TcpListener::bind(&options.address).await.map_err(|error| unbound(&options.address, &error))?;
    let address = listener.local_addr().map_err(|error| unbound(&options.address, &error))?;
    let store = files::open(&options.database).await?;
    if let Some(tasks) = &options.tasks {
        println!("{}", files::tasks(&store, tasks).await?);
    }
    let server = Arc::new(Server::new(store, settings));
    warn(&server, address).await;
    println!("Serving http://{address}/ from {}.", files::plain(&options.database));
    run(listener, server).await;
    Ok(())
}

fn settings(options: &Serve) -> Result<Settings, Sentence> {
    let tokens = options.tokens.as_deref().map(tokens).transpose()?.unwrap_or_default();
    let mut rules = Rules::default();
    if let Some(seconds) = options.lease {
        rules.lease_seconds = seconds;
    }
    if let Some(file) = &options.queues {
        rules.queues = queues(file)?.into();
    }
    let Serve { open, limits, rate, .. } = *options;
    Ok(Settings { open, tokens, rules, limits, rate, dist: options.dist.clone() })
}

fn queues(file: &Path) -> Result<Vec<QueueRules>, Sentence> {
    read_queues(&text(file)?).map_err(|error| format!("{}, {error}.", file.display()))
}

fn text(file: &Path) -> Result<String, Sentence> {
    std::fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}.", file.display()))
}

fn tokens(file: &Path) -> Result<std::collections::BTreeMap<String, corrigenda::server::Access>, Sentence> {
    read_tokens(&text(file)?).map_err(|error| format!("{}, {error}.", file.display()))
}

fn unbound(address: &str, error: &std::io::Error) -> Sentence {
    if error.kind() == ErrorKind::AddrInUse {
        return format!("{address} is in use: stop the program that listens there, or choose another with --address.");
    }
    format!("Nothing can listen at {address}: {error}.")
}

async fn warn(server: &Server, address: SocketAddr) {
    if server.settings.open {
        if !address.ip().is_loopback() {
            log("warn", "open-to-the-network", &[("address", &address)]);
        }
        return;
    }
    if server.settings.tokens.is_empty() && server.store.tokens().await.is_ok_and(|count| count == 0) {
        log("warn", "nobody-can-sign-in", &[("cure", &"corrigenda-server token --database FILE --worker ID")]);
    }
}

async fn run(listener: TcpListener, server: Arc<Server>) {
    let patience = server.settings.limits.patience;
    let stop = async {
        stopped().await;
        log("info", "stopping", &[]);
    };
    listen(listener, app(server), patience, stop).await;
}

/// Until Ctrl-C, or what a service manager sends.
async fn stopped() {
    #[cfg(unix)]
    if let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    let _ = signal::ctrl_c().await;
}

/// A panic is one line in the log that names its place: its message may hold what an expert wrote.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        log("error", "panic", &[("place", &place)]);
    }));
}
