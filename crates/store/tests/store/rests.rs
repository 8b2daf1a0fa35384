//! What units rest on: a row that many of them read is what the unit before left, also where the writer remembers it.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Refs;
use docket_store::entity::{self, New};
use docket_store::{Error, Result, Tx};
use futures_util::future::join_all;

use crate::place::{Gate, Place, TENANT, bare_row, on_both, queue, refused, unit};

on_both! {
    a_row_that_units_rest_on_is_what_the_last_accepted_one_left
}

const PROJECT: EntityType = EntityType::Project;

fn row<'a>(refs: &'a Refs, label: &'a str) -> New<'a> {
    bare_row(refs, label, label.as_bytes())
}

/// The document that a unit rests on.
async fn held(tx: &mut Tx<'_>) -> Result<String> {
    let found = entity::hold(tx, TENANT, PROJECT, "p").await?.ok_or_else(refused)?;
    Ok(String::from_utf8_lossy(&found.doc).into_owned())
}

async fn rename(tx: &mut Tx<'_>, label: &str) -> Result<()> {
    let before = entity::lock(tx, TENANT, PROJECT, "p").await?.ok_or_else(refused)?;
    entity::update(tx, TENANT, &before, 1, &row(&Refs::default(), label)).await
}

async fn a_row_that_units_rest_on_is_what_the_last_accepted_one_left(place: Place) {
    let look = || unit(1, |tx: &mut Tx<'_>| Box::pin(held(tx)));
    let make = unit(2, |tx: &mut Tx<'_>| {
        Box::pin(
            async move { entity::insert(tx, TENANT, PROJECT, "p", 1, &row(&Refs::default(), "first")).await },
        )
    });
    assert!(place.db.write(look()).await.is_err());
    place.db.write(make).await.unwrap();
    assert_eq!(place.db.write(look()).await.unwrap(), "first");
    // A unit that is refused has seen what it wrote itself; nobody else ever does, not in the same commit either.
    let refuses = || {
        unit(2, |tx: &mut Tx<'_>| {
            Box::pin(async move {
                rename(tx, "refused").await?;
                assert_eq!(held(tx).await?, "refused");
                Err::<String, Error>(refused())
            })
        })
    };
    let gate = Gate::close(&place.db).await;
    let mut queued = Vec::new();
    for _ in 0..4 {
        queued.extend([queue(&place.db, look()), queue(&place.db, refuses())]);
    }
    drop(gate);
    for outcome in join_all(queued).await {
        assert!(matches!(outcome.as_deref(), Ok("first") | Err(Error::Data(_))), "{outcome:?}");
    }
    let changes = unit(2, |tx: &mut Tx<'_>| {
        Box::pin(async move {
            rename(tx, "second").await?;
            held(tx).await
        })
    });
    assert_eq!(place.db.write(changes).await.unwrap(), "second");
    assert_eq!(place.db.write(look()).await.unwrap(), "second");
}
