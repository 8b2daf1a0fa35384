//! How to call an operation so that it succeeds.

use std::borrow::Cow;

/// Stands in everything that the tenant `default` has, and nowhere else.
pub const MARK: &str = "of-the-default-tenant";

/// A picture (WebP, which can be plain text) with the mark in it.
pub const PICTURE: &str = "RIFF....WEBP of-the-default-tenant";

/// One operation and a call of it.
#[derive(Clone)]
pub struct Recipe {
    /// The operation as the OpenAPI document names it: method and path.
    pub operation: Cow<'static, str>,
    /// The path to call; names in braces are places of the world, such as `{token}`.
    pub path: Cow<'static, str>,
    /// The body, with such places too.
    pub body: Option<Cow<'static, str>>,
    /// The right that it takes, or several of which one is enough, with bars; after it, with commas, what else it takes for
    /// the call to succeed.
    pub right: Cow<'static, str>,
    /// What it answers somebody with that right.
    pub status: u16,
}

impl Recipe {
    /// The rights of which one is needed.
    pub fn own(&self) -> impl Iterator<Item = &str> {
        self.right.split(',').next().unwrap_or_default().split('|')
    }

    /// One of them, and what else it takes.
    pub fn rights(&self) -> String {
        let others = self.right.split(',').skip(1);
        self.own().take(1).chain(others).collect::<Vec<_>>().join(",")
    }

    /// Whether it only reads.
    pub fn reads(&self) -> bool {
        self.operation.starts_with("GET ")
    }
}

/// Makes one from what stands in a list.
pub const fn recipe(
    operation: &'static str,
    path: &'static str,
    body: Option<&'static str>,
    right: &'static str,
    status: u16,
) -> Recipe {
    let body = match body {
        Some(body) => Some(Cow::Borrowed(body)),
        None => None,
    };
    Recipe {
        operation: Cow::Borrowed(operation),
        path: Cow::Borrowed(path),
        body,
        right: Cow::Borrowed(right),
        status,
    }
}
