//! The members that a column of a table can be.

/// A member of what rows become.
#[derive(Debug)]
pub(super) struct Member {
    /// Where it is in the document: names and places in lists with dots between.
    pub path: &'static str,
    /// What it holds.
    pub form: Form,
    /// Every row has to have it.
    pub needed: bool,
    /// Other names that a column of it bears.
    pub also: &'static [&'static str],
}

/// What a member holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A number or a name by which something is known; always a text.
    Name,
    /// A text.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
}

impl Member {
    /// What something is known by: every row has it.
    pub(super) const fn key(path: &'static str) -> Self {
        Self { path, form: Form::Name, needed: true, also: &[] }
    }

    /// The number or name of something else.
    pub(super) const fn name(path: &'static str) -> Self {
        Self { needed: false, ..Self::key(path) }
    }

    /// A text.
    pub(super) const fn text(path: &'static str) -> Self {
        Self { path, form: Form::Text, needed: false, also: &[] }
    }

    /// A number.
    pub(super) const fn number(path: &'static str) -> Self {
        Self { form: Form::Number, ..Self::text(path) }
    }

    /// Yes or no.
    pub(super) const fn flag(path: &'static str) -> Self {
        Self { form: Form::Flag, ..Self::text(path) }
    }

    /// The same, known by other names too.
    pub(super) const fn or(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    /// Whether a column of this name is it: its path, the last name of its path, or another of its names. Only letters and
    /// digits count, in either case.
    pub(super) fn is_called(&self, column: &str) -> bool {
        let last = self.path.split('.').rfind(|step| !is_place(step)).unwrap_or(self.path);
        let column = plain(column);
        [self.path, last].iter().chain(self.also).any(|name| plain(name) == column)
    }
}

/// Whether a step of a path is a place in a list, or a language that a text is in: nothing that people call it by.
fn is_place(step: &str) -> bool {
    step == "en" || step.bytes().all(|byte| byte.is_ascii_digit())
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
