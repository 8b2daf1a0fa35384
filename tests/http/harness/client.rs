//! Somebody who talks to a server.

use std::time::Duration;

use serde_json::Value;
use ureq::http::Request;

use super::{Answer, described};

/// The server's address and the token that goes with each request.
#[derive(Clone)]
pub struct Client {
    base: String,
    token: Option<String>,
    agent: ureq::Agent,
}

impl Client {
    /// Somebody with a token.
    pub fn new(base: &str, token: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            // The server ends a connection that is silent for longer.
            .max_idle_age(Duration::from_secs(5))
            .timeout_global(Some(Duration::from_secs(60)))
            .build();
        Self { base: base.to_owned(), token: Some(token.to_owned()), agent: config.into() }
    }

    /// `http://host:port`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// `host:port`.
    pub fn address(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    /// The token.
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    /// The same server, asked with another token.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The same server, asked without a token.
    pub fn without_token(&self) -> Self {
        Self { token: None, ..self.clone() }
    }

    /// A request to any address.
    pub fn ask(&self, method: &str, path: &str) -> Ask<'_> {
        let ask = Ask {
            client: self,
            method: method.to_owned(),
            path: path.to_owned(),
            headers: Vec::new(),
            body: None,
        };
        match &self.token {
            Some(token) => ask.header("x-access-token", token),
            None => ask,
        }
    }

    /// Reads a work order.
    pub fn get(&self, num: &str) -> Answer {
        self.ask("GET", &work_order(num)).send()
    }

    /// Reads a work order that exists.
    #[track_caller]
    pub fn order(&self, num: &str) -> Value {
        self.get(num).expect(200).json()
    }

    /// Inserts or replaces a work order.
    pub fn put(&self, num: &str, body: Value) -> Answer {
        self.ask("PUT", &work_order(num)).json(body).send()
    }

    /// Replaces a work order.
    pub fn post(&self, num: &str, body: Value) -> Answer {
        self.ask("POST", &work_order(num)).json(body).send()
    }

    /// Changes parts of a work order.
    pub fn patch(&self, num: &str, body: Value) -> Answer {
        self.ask("PATCH", &work_order(num)).json(body).send()
    }

    /// Deletes a work order.
    pub fn delete(&self, num: &str) -> Answer {
        self.ask("DELETE", &work_order(num)).send()
    }
}

/// The address of a work order.
pub fn work_order(num: &str) -> String {
    format!("/seiapi/v3/trans/WorkOrder/{num}")
}

/// A request in the making.
#[must_use]
pub struct Ask<'a> {
    client: &'a Client,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl Ask<'_> {
    /// With this header, once more if it is there already.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a JSON body.
    #[expect(clippy::needless_pass_by_value, reason = "tests write the value where it is used")]
    pub fn json(self, body: Value) -> Self {
        self.bytes(body.to_string())
    }

    /// With a body that says it is JSON, whatever it is.
    pub fn bytes(self, body: impl Into<Vec<u8>>) -> Self {
        self.header("content-type", "application/json").body(body)
    }

    /// With a body and no word on what it is.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sends it; panics when nothing is answered, or something else than the description says.
    #[track_caller]
    pub fn send(self) -> Answer {
        let (method, path) = (self.method.clone(), self.path.clone());
        let answer =
            self.try_send().unwrap_or_else(|error| panic!("{method} {path} was not answered: {error}"));
        described::check(&method, &path, &answer);
        answer
    }

    /// Sends it; a connection may be cut.
    pub fn try_send(self) -> Result<Answer, ureq::Error> {
        let asked = format!("{} {}", self.method, self.path);
        let uri = format!("{}{}", self.client.base, self.path);
        let mut request = Request::builder().method(self.method.as_str()).uri(uri);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let agent = &self.client.agent;
        let mut response = match self.body {
            Some(body) => agent.run(request.body(body)?)?,
            None => agent.run(request.body(())?)?,
        };
        let headers = response.headers().iter().map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        });
        let headers = headers.collect();
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(64 << 20).read_to_vec()?;
        Ok(Answer { status, asked, headers, body })
    }
}
