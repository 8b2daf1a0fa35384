//! Files on the wire: bodies as they arrive, and files as they are given out.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::file::{Arriving, Cut, File};
use futures_util::StreamExt;

use crate::answer::{has, set_tag};
use crate::place::escape;

/// How long the next bytes of a file are waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A body that is a file: its own limits count, not that of JSON.
pub(crate) fn arriving(body: Body) -> Arriving {
    futures_util::stream::unfold(Some(body.into_data_stream()), next).boxed()
}

/// The next bytes; after a cut nothing more comes.
async fn next(
    body: Option<BodyDataStream>,
) -> Option<(Result<axum::body::Bytes, Cut>, Option<BodyDataStream>)> {
    let mut body = body?;
    match tokio::time::timeout(PATIENCE, body.next()).await {
        Ok(None) => None,
        Ok(Some(Ok(bytes))) => Some((Ok(bytes), Some(body))),
        Ok(Some(Err(_))) => Some((Err(Cut::Broken), None)),
        Err(_) => Some((Err(Cut::Slow), None)),
    }
}

/// A file, or 304 if the caller has it. Whatever it holds, a browser runs nothing of it. `name` is what it is called when it is
/// saved.
pub(crate) fn serve(asked: &HeaderMap, file: File, name: &str) -> Response {
    let quoted = format!("\"{}\"", file.sha256);
    let mut response = if has(asked, &quoted) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from_stream(file.chunks));
        let headers = response.headers_mut();
        headers.insert(CONTENT_LENGTH, file.size.into());
        let media = HeaderValue::try_from(file.media);
        headers.insert(CONTENT_TYPE, media.unwrap_or(HeaderValue::from_static("application/octet-stream")));
        if let Ok(disposition) = HeaderValue::try_from(disposition(name)) {
            headers.insert(CONTENT_DISPOSITION, disposition);
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    set_tag(&mut response, quoted);
    response
}

/// How a file is shown and what it is called, also in letters that a header does not hold.
fn disposition(name: &str) -> String {
    const LONGEST: usize = 200;
    let name: String = name.chars().take(LONGEST).collect();
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || "-_.".contains(*c);
    let plain: String = name.chars().filter(is_plain).collect();
    let also = if plain == name { String::new() } else { format!("; filename*=UTF-8''{}", escape(&name)) };
    format!("inline; filename=\"{plain}\"{also}")
}

/// What a photo is called when it is saved.
pub(crate) fn photo_name(id: &str, file: &File) -> String {
    let ending = docket_domain::file::FileType::from_media(&file.media).map_or("bin", |kind| kind.ending());
    format!("photo-{id}.{ending}")
}
