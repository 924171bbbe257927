use ureq::http::Uri;

/// Where a response's `Location` leads, seen from `base` (RFC 3986, 5.2, as far as servers use it).
///
/// The error says why it is not followed.
pub(crate) fn target(base: &Uri, location: &str) -> Result<Uri, String> {
    let scheme = base.scheme_str().unwrap_or("https");
    let authority = base.authority().map_or("", |authority| authority.as_str());
    let location = location.split('#').next().unwrap_or_default();
    let text = if location.contains("://") {
        location.to_owned()
    } else if let Some(rest) = location.strip_prefix("//") {
        format!("{scheme}://{rest}")
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{location}")
    } else {
        let folder = base.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{authority}{folder}/{location}")
    };
    let new = text.split("://").next().unwrap_or_default().to_ascii_lowercase();
    match new.as_str() {
        "https" => {}
        "http" if scheme == "http" => {}
        "http" => {
            let what = "it redirects from https to http, which anyone on the way could change";
            return Err(what.into());
        }
        _ => return Err("it redirects to what is neither http nor https".into()),
    }
    text.parse().map_err(|_| "it redirects to what is not an address".into())
}

/// Whether two addresses are of one scheme, host and port, so that one may know the other's secrets.
pub(crate) fn same_origin(a: &Uri, b: &Uri) -> bool {
    let port = |uri: &Uri| {
        uri.port_u16().or((uri.scheme_str() == Some("https")).then_some(443)).unwrap_or(80)
    };
    let host = |uri: &Uri| uri.host().map(str::to_ascii_lowercase);
    a.scheme_str() == b.scheme_str() && host(a) == host(b) && port(a) == port(b)
}

/// The address without what follows a `?`, which may be a secret of its own.
pub(crate) fn shown(uri: &Uri) -> String {
    let text = uri.to_string();
    text.split('?').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(text: &str) -> Uri {
        text.parse().unwrap()
    }

    #[test]
    fn locations_are_resolved() {
        let base = uri("https://a.org/x/y?q");
        for (location, expected) in [
            ("https://b.org/z?s#f", "https://b.org/z?s"),
            ("//b.org/z", "https://b.org/z"),
            ("/z", "https://a.org/z"),
            ("z", "https://a.org/x/z"),
        ] {
            assert_eq!(target(&base, location).unwrap(), uri(expected));
        }
        assert!(target(&base, "http://a.org/z").unwrap_err().contains("from https to http"));
        assert!(target(&base, "file:///etc/passwd").is_err());
        assert!(target(&uri("http://a.org/"), "http://b.org/").is_ok());
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let a = uri("https://a.org/x");
        assert!(same_origin(&a, &uri("https://A.org:443/y")));
        for other in ["http://a.org", "https://a.org:8443", "https://b.a.org", "https://a.org.b"] {
            assert!(!same_origin(&a, &uri(other)));
        }
        assert_eq!(shown(&uri("https://a.org/x?token=1")), "https://a.org/x");
    }
}
