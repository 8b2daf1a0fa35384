//! Photos as they come: a form of several, or one as the body.

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use docket_app::file::{Cut, Received, Wanted, receive};
use docket_app::job::photos::{MOST, New};
use docket_app::{Error, Op};
use docket_domain::file::{FileType, LARGEST_PHOTO};
use futures_util::{StreamExt, TryStreamExt};
use multer::{Field, Multipart};

use crate::failure::{Failure, Result};
use crate::file::arriving;

const PICTURES: &[FileType] = &[FileType::Jpeg, FileType::Png, FileType::Webp];
/// The form's member that says something about the photos.
const NOTE: &str = "Note";
/// The largest text of a form, in bytes.
const LARGEST_TEXT: usize = 8 * 1024;

/// Receives all photos of a request; nothing leads to them yet.
pub(super) async fn received(op: &Op, headers: &HeaderMap, body: Body) -> Result<Vec<New>> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if let Ok(boundary) = multer::parse_boundary(kind) {
        return form(op, Multipart::new(arriving(body), boundary)).await;
    }
    if !FileType::from_media(kind).is_some_and(FileType::is_picture) {
        let detail = "The Content-Type must be multipart/form-data, image/jpeg, image/png or image/webp";
        return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-type", detail));
    }
    // Whoever announces too much need not send it.
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > LARGEST_PHOTO) {
        return Err(Error::TooLarge(LARGEST_PHOTO).into());
    }
    let file = receive(op, arriving(body), &wanted(Some(kind))).await?;
    Ok(vec![New { file, note: String::new() }])
}

async fn form(op: &Op, mut form: Multipart<'static>) -> Result<Vec<New>> {
    let (mut files, mut note) = (Vec::new(), String::new());
    while let Some(field) = form.next_field().await.map_err(|error| malformed(&error))? {
        if field.file_name().is_none() && field.content_type().is_none() {
            if field.name() == Some(NOTE) {
                note = text(field).await?;
            }
        } else if files.len() == MOST {
            let detail = format!("A request adds at most {MOST} photos");
            return Err(Failure::new(StatusCode::BAD_REQUEST, "bad-request", detail));
        } else {
            files.push(file(op, field).await?);
        }
    }
    if files.is_empty() {
        return Err(Failure::new(StatusCode::BAD_REQUEST, "bad-request", "The form holds no file"));
    }
    Ok(files.into_iter().map(|file| New { file, note: note.clone() }).collect())
}

async fn file(op: &Op, field: Field<'static>) -> Result<Received> {
    let wanted = wanted(field.content_type().map(AsRef::as_ref));
    let arriving = field.map_err(|error| cut(&error)).boxed();
    Ok(receive(op, arriving, &wanted).await?)
}

async fn text(mut field: Field<'static>) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| malformed(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LARGEST_TEXT {
            let detail = format!("{NOTE} is too long");
            return Err(Failure::new(StatusCode::BAD_REQUEST, "bad-request", detail));
        }
    }
    let wrong = || Failure::new(StatusCode::BAD_REQUEST, "bad-request", format!("{NOTE} must be plain text"));
    let text = String::from_utf8(bytes).map_err(|_| wrong())?;
    if text.contains('\0') { Err(wrong()) } else { Ok(text) }
}

fn wanted(said: Option<&str>) -> Wanted {
    Wanted { largest: LARGEST_PHOTO, types: PICTURES, said: said.map(str::to_owned) }
}

/// Why the stream of a form ended: as its body did, or because it is malformed.
fn cut(error: &multer::Error) -> Cut {
    match error {
        multer::Error::StreamReadFailed(error) => error.downcast_ref::<Cut>().copied().unwrap_or(Cut::Broken),
        _ => Cut::Broken,
    }
}

fn malformed(error: &multer::Error) -> Failure {
    match error {
        multer::Error::StreamReadFailed(_) | multer::Error::IncompleteStream => {
            Error::from(cut(error)).into()
        }
        _ => Failure::new(StatusCode::BAD_REQUEST, "bad-request", format!("The form is malformed: {error}")),
    }
}
