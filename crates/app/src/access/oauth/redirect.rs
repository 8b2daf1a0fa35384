//! Where people are sent back to.

use form_urlencoded::Serializer;

/// The longest address.
const LONGEST: usize = 2_000;

/// Whether an address may be registered: `https://…`, `http://…`, or a scheme of an app's own with a dot in it
/// (`com.example.app:/…`), without a fragment.
pub(super) fn may_be_registered(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let own = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let known = match scheme {
        "https" | "http" => {
            rest.strip_prefix("//").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        }
        _ => {
            scheme.contains('.')
                && scheme.starts_with(|c: char| c.is_ascii_lowercase())
                && scheme.chars().all(own)
        }
    };
    known && is_plain(address)
}

/// Whether an address lies in our own web apps: below `/console` or `/tech`, without an origin or with the one that was asked.
pub(super) fn is_ours(address: &str, host: &str) -> bool {
    let origin = ["https://", "http://"].into_iter().find_map(|scheme| address.strip_prefix(scheme));
    let path = match origin {
        Some(rest) => rest.strip_prefix(host).filter(|_| !host.is_empty()),
        None => Some(address),
    };
    let Some(path) = path.filter(|_| is_plain(address)) else { return false };
    let way = path.split('?').next().unwrap_or_default();
    let below = ["/console", "/tech"].into_iter().filter_map(|app| way.strip_prefix(app));
    let steps =
        |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    below.into_iter().any(|rest| rest.is_empty() || rest.starts_with('/')) && !way.split('/').any(steps)
}

/// Printable ASCII without what browsers read in ways of their own.
fn is_plain(address: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_graphic() && !b"\\#\"<>".contains(&byte);
    address.len() <= LONGEST && address.bytes().all(fits)
}

/// An address with more parameters.
pub(super) fn with(address: &str, parameters: &[(&str, &str)]) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    let mut more = Serializer::new(String::new());
    more.extend_pairs(parameters);
    format!("{address}{mark}{}", more.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_apps_are_below_two_paths_of_the_same_origin() {
        for address in [
            "/console",
            "/tech/",
            "/console/a/b?c=/../d",
            "https://docket.example/console/back",
            "http://docket.example/tech?x=1",
        ] {
            assert!(is_ours(address, "docket.example"), "{address}");
        }
        for address in [
            "",
            "/",
            "/consoles",
            "/admin",
            "//evil.example/console",
            "/console/../admin",
            "/console/%2E%2e/admin",
            "/console\\..",
            "/console#x",
            "console",
            "https://evil.example/console",
            "https://docket.example.evil.example/console",
            "https://docket.example@evil.example/console",
            "https://docket.example:8443/console",
            "ftp://docket.example/console",
            "https://docket.example/console\u{e9}",
        ] {
            assert!(!is_ours(address, "docket.example"), "{address}");
        }
        assert!(!is_ours("https:///console", "") && !is_ours("https://console", ""));
    }

    #[test]
    fn only_addresses_that_lead_somewhere_may_be_registered() {
        for address in ["https://a.example/back?x=1", "http://127.0.0.1:5000/", "com.example.app:/back"] {
            assert!(may_be_registered(address), "{address}");
        }
        for address in [
            "",
            "back",
            "https:",
            "https://",
            "https:///x",
            "javascript:alert(1)",
            "https://a.example/#x",
            "https://a b",
            "data:x.y",
        ] {
            assert!(!may_be_registered(address), "{address}");
        }
    }

    #[test]
    fn parameters_are_added_to_those_that_are_there() {
        assert_eq!(with("/a", &[("code", "x y"), ("state", "&=é")]), "/a?code=x+y&state=%26%3D%C3%A9");
        assert_eq!(with("/a?b=c", &[("code", "x")]), "/a?b=c&code=x");
    }
}
