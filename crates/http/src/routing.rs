//! Handlers at their addresses. One list of routes serves two readers: the server, which takes the handlers, and the
//! chore that writes the description, which takes what stands on them. What describes is unreachable from the server, so
//! that it takes neither memory nor room in the binary.

use std::marker::PhantomData;

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, MethodRouter, on};
use utoipa::__dev::{SchemaReferences, Tags};
use utoipa::Path;
use utoipa::openapi::path::{HttpMethod, Paths};
use utoipa::openapi::{Components, OpenApi, OpenApiBuilder};

use crate::service::Service;

/// What routes are collected into: the server's router, or the description.
pub(crate) trait Routes: Sized {
    /// None yet.
    fn new() -> Self;
    /// Adds the handlers named in [`routes!`](routes).
    fn routes<Each: Operations>(self, group: Group<Each>) -> Self;
    /// Adds those of another list.
    fn merge(self, other: Self) -> Self;
}

impl Routes for Router<Service> {
    fn new() -> Self {
        Router::new()
    }

    fn routes<Each: Operations>(self, group: Group<Each>) -> Self {
        group.handlers.into_iter().fold(self, |router, (path, handler)| router.route(&path, handler))
    }

    fn merge(self, other: Self) -> Self {
        self.merge(other)
    }
}

impl Routes for OpenApi {
    fn new() -> Self {
        OpenApiBuilder::new().build()
    }

    fn routes<Each: Operations>(mut self, _: Group<Each>) -> Self {
        Each::describe(&mut self);
        self
    }

    fn merge(mut self, other: Self) -> Self {
        OpenApi::merge(&mut self, other);
        self
    }
}

/// Handlers, and by their types what `#[utoipa::path]` says about each.
pub(crate) struct Group<Each> {
    handlers: Vec<(String, MethodRouter<Service>)>,
    each: PhantomData<fn() -> Each>,
}

impl Group<()> {
    /// No handler yet.
    pub(crate) fn new() -> Self {
        Self { handlers: Vec::new(), each: PhantomData }
    }
}

impl<Each> Group<Each> {
    /// Adds a handler at the address and for the methods that `Said` names.
    pub(crate) fn and<Said: Path, Taken: 'static>(
        mut self,
        handler: impl Handler<Taken, Service>,
    ) -> Group<(Each, Said)> {
        if let Some(methods) = Said::methods().iter().map(filter).reduce(MethodFilter::or) {
            self.handlers.push((Said::path(), on(methods, handler)));
        }
        Group { handlers: self.handlers, each: PhantomData }
    }
}

fn filter(method: &HttpMethod) -> MethodFilter {
    match method {
        HttpMethod::Get => MethodFilter::GET,
        HttpMethod::Put => MethodFilter::PUT,
        HttpMethod::Post => MethodFilter::POST,
        HttpMethod::Delete => MethodFilter::DELETE,
        HttpMethod::Options => MethodFilter::OPTIONS,
        HttpMethod::Head => MethodFilter::HEAD,
        HttpMethod::Patch => MethodFilter::PATCH,
        HttpMethod::Trace => MethodFilter::TRACE,
    }
}

/// Operations that can say what they are.
pub(crate) trait Operations {
    /// Adds them to a description.
    fn describe(description: &mut OpenApi);
}

impl Operations for () {
    fn describe(_: &mut OpenApi) {}
}

impl<Before, Said> Operations for (Before, Said)
where
    Before: Operations,
    Said: Path + SchemaReferences + for<'t> Tags<'t>,
{
    fn describe(description: &mut OpenApi) {
        Before::describe(description);
        let mut operation = Said::operation();
        let tags = Said::tags();
        if !tags.is_empty() {
            operation.tags.get_or_insert_default().extend(tags.into_iter().map(str::to_owned));
        }
        let mut paths = Paths::new();
        paths.add_path_operation(Said::path(), Said::methods(), operation);
        description.paths.merge(paths);
        let mut schemas = Vec::new();
        Said::schemas(&mut schemas);
        description.components.get_or_insert_with(Components::new).schemas.extend(schemas);
    }
}

/// Names handlers for [`Routes::routes`]: `routes!(one::fetch_user_by_id, one::update_user)`. Each bears
/// `#[utoipa::path]`, which declares what it says as a type beside the handler.
macro_rules! routes {
    ($($first:ident $(:: $rest:ident)*),+ $(,)?) => {
        $crate::routing::Group::new()
            $(.and::<$crate::routing::routes!(@said [] $first $($rest)*), _>($first $(:: $rest)*))+
    };
    (@said [$($before:ident)*] $last:ident) => {
        ::pastey::paste! { $($before ::)* [<__path_ $last>] }
    };
    (@said [$($before:ident)*] $first:ident $($rest:ident)+) => {
        $crate::routing::routes!(@said [$($before)* $first] $($rest)+)
    };
}
pub(crate) use routes;
