//! Takes connections: each has to say soon what it wants, and is answered to its end when the program stops.

use axum::Router;
use corrigenda::server::log;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::pin::pin;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time::sleep;

/// How long open answers may take after the program was told to stop.
const FAREWELL: Duration = Duration::from_secs(10);
/// How long nothing is taken where no connection can be: the machine has no more to give.
const BREATH: Duration = Duration::from_millis(200);

/// Serves until it is told to stop. A connection that does not say within `patience` what it wants is closed, whether it is
/// new or was used before.
pub async fn listen(listener: TcpListener, app: Router, patience: Duration, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    log("error", "accept", &[("why", &error)]);
                    sleep(BREATH).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        // An answer is one piece, and not to wait for more.
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(app.clone());
        tokio::spawn(graceful.watch(http.serve_connection(TokioIo::new(stream), service)));
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = sleep(FAREWELL) => {}
    }
}
