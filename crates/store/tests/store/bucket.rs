//! A bucket in this process: what of the protocol of S3 a keeper of contents needs, with the signatures checked.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use docket_store::content;
use sha2::{Digest, Sha256};

use crate::contents::sha256;

const NAME: &str = "docket-files";
const REGION: &str = "eu-test-1";
const SECRET: &str = "the secret";
const MODIFIED: &str = "2026-11-21T10:00:00.000Z";

/// A running bucket; it ends with the test's runtime.
pub struct Bucket {
    endpoint: String,
}

type Objects = Arc<Mutex<BTreeMap<String, Bytes>>>;

impl Bucket {
    pub async fn serve() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).layer(DefaultBodyLimit::disable());
        let router = router.with_state(Objects::default());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { endpoint }
    }

    /// The bucket, for who has this secret.
    pub fn place(&self, secret: &str) -> content::Place {
        content::Place::Bucket(content::Bucket {
            name: NAME.to_owned(),
            endpoint: Some(self.endpoint.clone()),
            region: Some(REGION.to_owned()),
            access_key: "key-1".to_owned(),
            secret_key: secret.to_owned(),
            allow_http: true,
        })
    }
}

async fn answer(
    State(objects): State<Objects>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let said = headers.get("x-amz-content-sha256").map_or("", |value| value.to_str().unwrap());
    if !is_signed(&method, &uri, &headers) || said != sha256(&body) {
        return (StatusCode::FORBIDDEN, "<Error><Code>SignatureDoesNotMatch</Code></Error>").into_response();
    }
    let mut objects = objects.lock().unwrap();
    let key = uri.path().strip_prefix(&format!("/{NAME}")).expect("the bucket's own").trim_start_matches('/');
    let query: BTreeMap<&str, &str> = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .collect();
    match (method.as_str(), query.get("uploadId"), query.get("partNumber")) {
        ("GET", _, _) if query.contains_key("list-type") => list(&objects, query["prefix"]),
        ("POST", None, _) if query.contains_key("uploads") => {
            let begun =
                "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>";
            begun.into_response()
        }
        ("PUT", Some(_), Some(part)) => {
            objects.insert(format!("parts of {key}/{part:0>5}"), body);
            ([("etag", "\"part\"")], "").into_response()
        }
        ("POST", Some(_), _) => {
            let parts = format!("parts of {key}/");
            let whole: Vec<u8> = objects
                .range(parts.clone()..)
                .take_while(|(name, _)| name.starts_with(&parts))
                .flat_map(|(_, bytes)| bytes.to_vec())
                .collect();
            objects.retain(|name, _| !name.starts_with(&parts));
            objects.insert(key.to_owned(), whole.into());
            "<CompleteMultipartUploadResult><ETag>\"whole\"</ETag></CompleteMultipartUploadResult>"
                .into_response()
        }
        ("PUT", ..) => {
            objects.insert(key.to_owned(), body);
            ([("etag", "\"whole\"")], "").into_response()
        }
        ("DELETE", ..) => {
            objects.remove(key);
            StatusCode::NO_CONTENT.into_response()
        }
        ("GET" | "HEAD", ..) => match objects.get(key) {
            Some(bytes) => content(bytes, &headers),
            None => (StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>").into_response(),
        },
        other => panic!("a bucket is not asked this: {other:?} {uri}"),
    }
}

/// An object, or the range of it that is asked for.
fn content(bytes: &Bytes, headers: &HeaderMap) -> Response {
    let tag = [("etag", "\"whole\""), ("last-modified", "Sat, 21 Nov 2026 10:00:00 GMT")];
    let range =
        headers.get("range").and_then(|range| range.to_str().ok()?.strip_prefix("bytes=")?.split_once('-'));
    let Some((first, last)) = range else { return (tag, bytes.clone()).into_response() };
    let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
    let part = [("content-range", format!("bytes {first}-{last}/{}", bytes.len()))];
    (StatusCode::PARTIAL_CONTENT, tag, part, bytes.slice(first..=last)).into_response()
}

fn list(objects: &BTreeMap<String, Bytes>, prefix: &str) -> Response {
    let prefix = prefix.replace("%2F", "/");
    let found = objects.iter().filter(|(key, _)| key.starts_with(&prefix)).map(|(key, bytes)| {
        let size = bytes.len();
        format!(
            "<Contents><Key>{key}</Key><LastModified>{MODIFIED}</LastModified><Size>{size}</Size></Contents>"
        )
    });
    let found: String = found.collect();
    format!("<ListBucketResult><IsTruncated>false</IsTruncated>{found}</ListBucketResult>").into_response()
}

/// Checks the signature of a request (version 4).
fn is_signed(method: &Method, uri: &Uri, headers: &HeaderMap) -> bool {
    let header = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap());
    let Some(said) = header("authorization").strip_prefix("AWS4-HMAC-SHA256 ") else { return false };
    let parts: BTreeMap<&str, &str> =
        said.split(',').filter_map(|part| part.trim().split_once('=')).collect();
    let (credential, names, signature) = (parts["Credential"], parts["SignedHeaders"], parts["Signature"]);
    let (key, scope) = credential.split_once('/').unwrap();
    let day = scope.split('/').next().unwrap();
    let signed: String = names.split(';').map(|name| format!("{name}:{}\n", header(name))).collect();
    let mut query: Vec<String> = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| if pair.contains('=') { pair.to_owned() } else { format!("{pair}=") })
        .collect();
    query.sort();
    let (path, query, hash) = (uri.path(), query.join("&"), header("x-amz-content-sha256"));
    let request = format!("{method}\n{path}\n{query}\n{signed}\n{names}\n{hash}");
    let text = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{}", header("x-amz-date"), sha256(request.as_bytes()));
    let mut secret = format!("AWS4{SECRET}").into_bytes();
    for part in [day, REGION, "s3", "aws4_request", &text] {
        secret = hmac(&secret, part.as_bytes());
    }
    let right: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    key == "key-1" && scope == format!("{day}/{REGION}/s3/aws4_request") && signature == right
}

/// HMAC-SHA256; no key of these tests is longer than a block.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let block =
        |with: u8| -> Vec<u8> { (0..64).map(|at| key.get(at).copied().unwrap_or(0) ^ with).collect() };
    let inner = Sha256::digest([block(0x36), text.to_vec()].concat());
    Sha256::digest([block(0x5c), inner.to_vec()].concat()).to_vec()
}
