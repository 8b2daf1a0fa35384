//! Contents of files: put under their hash, counted, and removed when nothing leads to them.

use std::ops::Range;

use bytes::Bytes;
use docket_store::content::{self, Chunks, Condemned, Contents, Known, Place as Kept, whole};
use docket_store::{Error, photo, upload};
use futures_util::StreamExt;
use sha2::{Digest, Sha256};

use crate::bucket::Bucket;
use crate::place::{Place, TENANT, on_both, unit};

on_both! {
    a_content_without_a_use_is_removed_and_one_with_a_use_is_not
    a_content_that_is_being_removed_can_be_neither_announced_nor_used
    what_leads_to_a_content_counts_as_its_use_until_it_is_gone
}

/// The hash of some bytes, in hex digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes that come in many small chunks.
fn crumbs(bytes: &[u8]) -> Chunks {
    let chunks: Vec<_> = bytes.chunks(70_001).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
    futures_util::stream::iter(chunks).boxed()
}

async fn read(contents: &Contents, object: &str, range: Option<Range<u64>>) -> Option<Vec<u8>> {
    let chunks = contents.read(TENANT, object, range).await.unwrap()?;
    Some(content::collect(chunks, usize::MAX).await.unwrap())
}

/// What every place does, whichever it is.
async fn keeps(contents: &Contents) {
    let small = b"small".to_vec();
    let large: Vec<u8> = (0..12_000_000_u32).map(|n| (n % 251) as u8).collect();
    for bytes in [&small, &large] {
        let hash = sha256(bytes);
        assert!(read(contents, &hash, None).await.is_none());
        for _ in 0..2 {
            contents.put(TENANT, &hash, crumbs(bytes)).await.unwrap();
            assert!(read(contents, &hash, None).await.unwrap() == *bytes);
            assert_eq!(read(contents, &hash, Some(1..4)).await.unwrap(), bytes[1..4]);
        }
        contents.remove(TENANT, &hash).await.unwrap();
        contents.remove(TENANT, &hash).await.unwrap();
        assert!(read(contents, &hash, None).await.is_none());
    }
    for (of, name, bytes) in
        [("a", "1", "one "), ("a", "2", "two"), ("a", "3", "in vain"), ("b", "1", "other")]
    {
        contents.put_piece(TENANT, of, name, bytes.into()).await.unwrap();
    }
    let pieces = contents.pieces(TENANT, "a", vec!["1".to_owned(), "2".to_owned()]);
    assert_eq!(content::collect(pieces, 100).await.unwrap(), b"one two");
    let mut old = contents.old_pieces(TENANT, i64::MAX, 10).await.unwrap();
    old.sort();
    assert_eq!(old, ["a", "b"]);
    assert_eq!(contents.old_pieces(TENANT, 0, 10).await.unwrap(), [""; 0]);
    contents.remove_pieces(TENANT, "a").await.unwrap();
    assert_eq!(contents.old_pieces(TENANT, i64::MAX, 10).await.unwrap(), ["b"]);
    let gone = content::collect(contents.pieces(TENANT, "a", vec!["1".to_owned()]), 100).await;
    assert!(matches!(gone, Err(Error::Data(_))), "{gone:?}");
}

#[tokio::test]
async fn a_folder_keeps_contents_and_pieces() {
    let folder = tempfile::tempdir().unwrap();
    let contents = Contents::new(Kept::Folder(folder.path().join("not/yet/there")));
    keeps(&contents).await;
}

#[tokio::test]
async fn a_bucket_keeps_contents_and_pieces_and_takes_signed_requests_only() {
    let bucket = Bucket::serve().await;
    keeps(&Contents::new(bucket.place("the secret"))).await;
    let wrong = Contents::new(bucket.place("another secret"));
    let refused = wrong.put(TENANT, &sha256(b"x"), whole("x")).await;
    assert!(matches!(&refused, Err(Error::Unavailable(why)) if why.contains("403")), "{refused:?}");
}

#[tokio::test]
async fn a_content_whose_chunks_end_in_an_error_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let contents = Contents::new(Kept::Folder(folder.path().to_owned()));
    for size in [10, 6_000_000] {
        let broken = crumbs(&vec![7; size]).chain(futures_util::stream::iter([Err(Error::Timeout)])).boxed();
        assert!(contents.put(TENANT, "ab", broken).await.is_err());
        assert!(read(&contents, "ab", None).await.is_none());
    }
    let left = std::fs::read_dir(folder.path().join("1/ab")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "nothing of it is left over");
}

fn known() -> Known {
    Known { size: 3, media: "image/png".to_owned(), object: "a.1".to_owned() }
}

async fn announce(place: &Place, sha256: &'static str, now: i64) -> Result<String, Error> {
    place
        .db
        .write(unit(0, move |tx| {
            Box::pin(async move { content::announce(tx, TENANT, sha256, &known(), now).await })
        }))
        .await
}

async fn condemned(place: &Place, before: i64) -> Vec<String> {
    place
        .db
        .write(unit(0, move |tx| {
            Box::pin(async move {
                content::condemn(tx, TENANT, before, 10).await?;
                let condemned = content::condemned(tx, TENANT, 10).await?;
                Ok(condemned.into_iter().map(|content| content.sha256).collect())
            })
        }))
        .await
        .unwrap()
}

/// Forgets the content `a`, if it is kept under this name.
async fn forget(place: &Place, object: &'static str) {
    let forget = unit(0, move |tx| {
        Box::pin(async move {
            let content = Condemned { sha256: "a".to_owned(), object: object.to_owned() };
            content::forget(tx, TENANT, &content).await
        })
    });
    place.db.write(forget).await.unwrap();
}

async fn a_content_without_a_use_is_removed_and_one_with_a_use_is_not(place: Place) {
    for (sha256, at) in [("a", 5), ("b", 5), ("c", 20)] {
        announce(&place, sha256, at).await.unwrap();
    }
    place.db.write(unit(0, |tx| Box::pin(content::refer(tx, TENANT, "b", 6)))).await.unwrap();
    assert_eq!(condemned(&place, 10).await, ["a"]);
    forget(&place, "a.1").await;
    place.db.write(unit(0, |tx| Box::pin(content::release(tx, TENANT, "b", 30)))).await.unwrap();
    assert_eq!(condemned(&place, 30).await, ["c"], "b was used until then");
    assert_eq!(condemned(&place, 31).await.len(), 2);
}

async fn a_content_that_is_being_removed_can_be_neither_announced_nor_used(place: Place) {
    announce(&place, "a", 5).await.unwrap();
    assert_eq!(condemned(&place, 6).await, ["a"]);
    assert!(matches!(announce(&place, "a", 7).await, Err(Error::Busy)));
    let used = place.db.write(unit(0, |tx| Box::pin(content::refer(tx, TENANT, "a", 7)))).await;
    assert!(matches!(used, Err(Error::Busy)));
    forget(&place, "a.0").await;
    assert!(
        matches!(announce(&place, "a", 7).await, Err(Error::Busy)),
        "its bytes were kept under another name"
    );
    forget(&place, "a.1").await;
    announce(&place, "a", 8).await.unwrap();
    let mut tx = place.db.reader().await.unwrap();
    assert_eq!(content::find(&mut tx, TENANT, "a").await.unwrap(), Some(known()));
}

async fn what_leads_to_a_content_counts_as_its_use_until_it_is_gone(place: Place) {
    announce(&place, "a", 5).await.unwrap();
    place
        .db
        .write(unit(0, |tx| {
            Box::pin(async move {
                let new = upload::Upload {
                    user: "ann".to_owned(),
                    length: 3,
                    has: 0,
                    media: None,
                    name: None,
                    sha256: None,
                    held: 0,
                    created: 5,
                };
                assert!(upload::insert(tx, TENANT, "u", &new).await?);
                assert!(!upload::insert(tx, TENANT, "u", &new).await?);
                upload::advance(tx, TENANT, "u", (0, 3), "piece").await?;
                assert_eq!(upload::pieces(tx, TENANT, "u").await?, ["piece"]);
                upload::finish(tx, TENANT, "u", ("a", "image/png"), 5).await?;
                assert_eq!(upload::pieces(tx, TENANT, "u").await?, [""; 0]);
                let photo = photo::Photo { sha256: "a".to_owned(), user: "ann".to_owned() };
                photo::insert(tx, TENANT, ("7", "p"), &photo, 5).await
            })
        }))
        .await
        .unwrap();
    assert_eq!(condemned(&place, 100).await, [""; 0]);
    place
        .db
        .write(unit(0, |tx| {
            Box::pin(async move {
                assert_eq!(upload::old(tx, TENANT, 100, 10).await?, ["u"]);
                let old = upload::lock(tx, TENANT, "u").await?.unwrap();
                upload::delete(tx, TENANT, "u", &old, 6).await
            })
        }))
        .await
        .unwrap();
    assert_eq!(condemned(&place, 100).await, [""; 0]);
    place.db.write(unit(0, |tx| Box::pin(photo::delete(tx, TENANT, "7", "p", 7)))).await.unwrap();
    place.db.write(unit(0, |tx| Box::pin(photo::delete(tx, TENANT, "7", "p", 7)))).await.unwrap();
    assert_eq!(condemned(&place, 7).await, [""; 0]);
    assert_eq!(condemned(&place, 8).await, ["a"]);
}
