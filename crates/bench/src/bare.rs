//! Floor A: a bare hyper server that answers the same bytes from memory, in a process of its own.

use std::convert::Infallible;
use std::fs;
use std::io::Read;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use anyhow::{Context, Result};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use crate::child::Listening;
use crate::document;
use crate::load::{self, Asking, Plan};
use crate::process::Watched;
use crate::requests::{Operation, Requests};
use crate::sample::Sample;

/// Orders in an answer to a query.
const PAGE: u64 = 20;
const WORKERS: usize = 2;

/// The running bare server.
pub struct Bare {
    listening: Listening,
    requests: Arc<Requests>,
}

impl Bare {
    /// Starts `docket bench --floor-hyper`; its log goes to `directory`.
    ///
    /// # Errors
    /// When it does not start to listen.
    pub fn start(docket: &Path, directory: &Path) -> Result<Self> {
        Self::start_with(docket, directory, &Answers::of_orders())
    }

    /// The same with other answers, which are put into `directory`.
    ///
    /// # Errors
    /// When it does not start to listen.
    pub fn start_with(docket: &Path, directory: &Path, answers: &Answers) -> Result<Self> {
        let folder = directory.join("floor-answers");
        answers.write(&folder)?;
        let mut command = Command::new(docket);
        command.args(["bench", "--floor-hyper", "--floor-answers"]).arg(&folder);
        let listening = Listening::start(&mut command, &directory.join("floor-hyper.log"))?;
        Ok(Self { listening, requests: Arc::new(Requests::new(2_000, &"x".repeat(300))) })
    }

    /// Measures an operation against it.
    ///
    /// # Errors
    /// As [`load::run`].
    pub fn sample(&self, operation: Operation, plan: Plan) -> Result<Sample> {
        Ok(load::run(self.listening.address, &self.requests, operation, plan, self.watched())?.sample)
    }

    /// Measures anything else against it.
    ///
    /// # Errors
    /// As [`load::drive`].
    pub fn drive(&self, asking: &Arc<dyn Asking>, plan: Plan) -> Result<Sample> {
        Ok(load::drive(self.listening.address, asking, plan, self.watched())?.sample)
    }

    fn watched(&self) -> Watched {
        Watched { server: self.listening.id(), postgres: None }
    }
}

/// The process behind `--floor-hyper`: [`serve`] with the answers of a folder, announced on standard output, until
/// standard input ends.
///
/// # Errors
/// When the folder holds no answers or it can't listen.
pub fn serve_bare(answers: Option<&Path>) -> Result<()> {
    let answers = answers.map_or_else(|| Ok(Answers::of_orders()), Answers::read)?;
    std::thread::spawn(|| {
        // The measuring process holds the other end: when it goes, this server goes too.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    serve(answers, |address| println!("listening on http://{address}"))
}

/// Serves on a free port of 127.0.0.1, which `announce` is told, for ever.
///
/// # Errors
/// When it can't listen.
pub fn serve(answers: Answers, announce: impl FnOnce(SocketAddr)) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(WORKERS).enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        announce(listener.local_addr()?);
        let answers = Arc::new(answers);
        loop {
            let (stream, _) = listener.accept().await?;
            tokio::spawn(serve_connection(stream, Arc::clone(&answers)));
        }
    })
}

/// What it answers.
pub struct Answers {
    /// To everything but pages.
    pub one: Bytes,
    /// To a query or a page.
    pub page: Bytes,
}

impl Answers {
    const ONE: &str = "one.json";
    const PAGE: &str = "page.json";

    /// The orders that the load sends.
    #[must_use]
    pub fn of_orders() -> Self {
        let orders: Vec<Vec<u8>> = (0..PAGE).map(|row| document::order(1_000_001 + row, 3)).collect();
        let page = [b"[".as_slice(), &orders.join(b",".as_slice()), b"]"].concat();
        Self { one: document::order(1_000_001, 3).into(), page: page.into() }
    }

    fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder)?;
        fs::write(folder.join(Self::ONE), &self.one)?;
        Ok(fs::write(folder.join(Self::PAGE), &self.page)?)
    }

    fn read(folder: &Path) -> Result<Self> {
        let read = |name| fs::read(folder.join(name)).with_context(|| format!("no {name} for the floor"));
        Ok(Self { one: read(Self::ONE)?.into(), page: read(Self::PAGE)?.into() })
    }
}

async fn serve_connection(stream: TcpStream, answers: Arc<Answers>) {
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let service = service_fn(|request| {
        let answers = Arc::clone(&answers);
        async move { Ok::<_, Infallible>(answer(request, &answers).await) }
    });
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // An error is the client's leaving: nothing to do.
    let _ = connection.await;
}

async fn answer(request: Request<Incoming>, answers: &Answers) -> Response<Full<Bytes>> {
    let status = if request.method() == Method::PUT { StatusCode::CREATED } else { StatusCode::OK };
    let path = request.uri().path();
    let is_page = path.starts_with("/seiapi/v3/query/") || path == "/work-orders";
    let body = if is_page { answers.page.clone() } else { answers.one.clone() };
    if request.method() != Method::GET && request.into_body().collect().await.is_err() {
        return Response::new(Full::default());
    }
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
