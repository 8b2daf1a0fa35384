//! Files on the wire: bodies as they arrive, and files as they are given out.

use std::ops::Range;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::file::{Arriving, Cut, File};
use futures_util::StreamExt;

use crate::answer::{has, set_tag};
use crate::failure::{Failure, Result};
use crate::place::escape;
use crate::range::{self, Part};

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

/// A file, or the part of it that is asked for (206), or 304 if the caller has it. Whatever it holds, a browser runs nothing of it.
/// `name` is what it is called when it is saved.
pub(crate) async fn serve(asked: &HeaderMap, file: File, name: &str) -> Result<Response> {
    let quoted = format!("\"{}\"", file.sha256);
    let mut response = if has(asked, &quoted) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match range::asked(asked, file.size, &quoted) {
            Part::All => content(&file, None, name).await?,
            Part::Of(range) => content(&file, Some(range), name).await?,
            Part::Beyond => beyond(file.size),
        }
    };
    let headers = response.headers_mut();
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    set_tag(&mut response, quoted);
    Ok(response)
}

/// All bytes of a file, or a range of them.
async fn content(file: &File, range: Option<Range<u64>>, name: &str) -> Result<Response> {
    let mut response = Response::new(Body::from_stream(file.chunks(range.clone()).await?));
    let length = range.as_ref().map_or(file.size, |range| range.end - range.start);
    if let Some(Range { start, end }) = range {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        set(&mut response, CONTENT_RANGE, &format!("bytes {start}-{}/{}", end - 1, file.size));
    }
    response.headers_mut().insert(CONTENT_LENGTH, length.into());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    set(&mut response, CONTENT_TYPE, &file.media);
    set(&mut response, CONTENT_DISPOSITION, &disposition(name));
    Ok(response)
}

/// The answer to who asks for what is behind the end.
fn beyond(size: u64) -> Response {
    let detail = format!("The file has {size} bytes");
    let mut response = Failure::new(StatusCode::RANGE_NOT_SATISFIABLE, "range", detail).into_response();
    set(&mut response, CONTENT_RANGE, &format!("bytes */{size}"));
    response
}

/// Sets a header, if it can be one.
fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().insert(name, value);
    }
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
