//! What a token of another issuer says.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use docket_domain::permission::Rights;
use jsonwebtoken::Validation;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::issuer::Issuer;
use super::keys::PublicKey;
use crate::{Error, Result};

/// How far the issuer's clock may be from ours, in milliseconds.
const LEEWAY: i64 = 30_000;

/// The issuer that a token names, unchecked: it says whose keys to check it with.
pub(super) fn issuer_said(jwt: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Said {
        iss: String,
    }
    let payload = BASE64_URL_SAFE_NO_PAD.decode(jwt.split('.').nth(1)?).ok()?;
    serde_json::from_slice::<Said>(&payload).ok().map(|said| said.iss)
}

/// What a token says, checked.
#[derive(Debug)]
pub(super) struct Claims {
    all: Map<String, Value>,
    /// In milliseconds.
    expires: i64,
}

/// Checks the signature, the issuer, the audience and the times.
pub(super) fn read(jwt: &str, key: &PublicKey, issuer: &Issuer, now: i64) -> Result<Claims> {
    let refused = |why| Err(Error::Unauthorized(why));
    let mut validation = Validation::new(key.algorithm);
    // The times are compared with our own clock, and the rest with the configuration, below.
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let data = jsonwebtoken::decode::<Map<String, Value>>(jwt, &key.decoding, &validation);
    let Ok(data) = data else { return refused("the token's signature is not valid") };
    let all = data.claims;
    if all.get("iss").and_then(Value::as_str) != Some(issuer.issuer.as_str()) {
        return refused("the token is not of that issuer");
    }
    let ours = |value: &Value| value.as_str() == Some(issuer.audience.as_str());
    let for_us = match all.get("aud") {
        Some(Value::Array(many)) => many.iter().any(ours),
        Some(one) => ours(one),
        None => false,
    };
    if !for_us {
        return refused("the token is not for this server");
    }
    let Some(expires) = all.get("exp").and_then(time) else {
        return refused("the token does not say when it ends");
    };
    if expires.saturating_add(LEEWAY) <= now {
        return refused("the token has expired");
    }
    if all
        .get("nbf")
        .is_some_and(|begins| time(begins).is_none_or(|begins| begins.saturating_sub(LEEWAY) > now))
    {
        return refused("the token is not valid yet");
    }
    Ok(Claims { all, expires })
}

/// A time in seconds, as milliseconds.
fn time(value: &Value) -> Option<i64> {
    let seconds = value.as_f64().filter(|seconds| seconds.is_finite())?;
    Some((seconds * 1000.0) as i64)
}

impl Claims {
    /// When it ends, in milliseconds.
    pub(super) fn until(&self) -> i64 {
        self.expires.saturating_add(LEEWAY)
    }

    /// Who bears it.
    pub(super) fn subject(&self, issuer: &Issuer) -> Result<String> {
        let subject = self.all.get(&issuer.subject_claim).and_then(Value::as_str);
        let fits =
            |text: &&str| (1..=200).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        let subject =
            subject.filter(fits).ok_or(Error::Unauthorized("the token does not say who bears it"))?;
        Ok(subject.to_owned())
    }

    /// The names of Docket's roles that it brings; `None` if it isn't the issuer who says them.
    pub(super) fn roles(&self, issuer: &Issuer) -> Option<Vec<String>> {
        let said = words(self.all.get(issuer.roles_claim.as_ref()?));
        if issuer.roles.is_empty() {
            return Some(said);
        }
        Some(said.iter().filter_map(|name| issuer.roles.get(name).cloned()).collect())
    }

    /// The rights that it brings; words that are no rights are the issuer's own.
    pub(super) fn rights(&self, issuer: &Issuer) -> Rights {
        let said = issuer.rights_claim.as_ref().map_or_else(Vec::new, |claim| words(self.all.get(claim)));
        let known = said.iter().filter_map(|word| Rights::parse_list(word).ok());
        known.fold(Rights::none(), Rights::union)
    }
}

/// A list of words: an array, or a text with spaces or commas between.
fn words(claim: Option<&Value>) -> Vec<String> {
    let words: Vec<&str> = match claim {
        Some(Value::String(text)) => text.split([' ', ',']).collect(),
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    words.into_iter().filter(|word| !word.is_empty() && !word.contains('\0')).map(str::to_owned).collect()
}
