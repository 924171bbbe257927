//! Which cookies of one server another may see.

use crate::sources::address::host;
use neuron_data::http::Reply;

/// Most bytes of a cookie header.
const LONGEST: usize = 4096;

/// The cookies of a reply that a server at `base` may see, as one header; none where there is none
/// (RFC 6265, 5.1.3 and 5.3, as far as it is needed here).
pub(super) fn for_server(reply: &Reply, base: &str) -> Option<String> {
    let (from, to) = (host(&reply.address), host(base));
    let cookies = reply.values("set-cookie").filter_map(|text| {
        let mut parts = text.split(';').map(str::trim);
        let cookie = parts.next()?;
        let named = cookie.split_once('=').is_some_and(|(name, _)| !name.is_empty());
        let plain = cookie.bytes().all(|byte| byte.is_ascii_graphic());
        let domain = parts.find_map(|part| {
            let (key, value) = part.split_once('=')?;
            key.trim()
                .eq_ignore_ascii_case("domain")
                .then(|| value.trim().trim_start_matches('.').to_ascii_lowercase())
        });
        let seen = match domain.filter(|domain| !domain.is_empty()) {
            // A server may speak for a domain that it is in, and for none with one label.
            Some(domain) => within(&from, &domain) && domain.contains('.') && within(&to, &domain),
            None => from == to,
        };
        (named && plain && seen).then_some(cookie)
    });
    let header = cookies.collect::<Vec<_>>().join("; ");
    (!header.is_empty() && header.len() <= LONGEST).then_some(header)
}

/// Whether a host is a domain or in it.
fn within(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::for_server;
    use neuron_data::http::Reply;

    fn seen(from: &str, cookies: &[&str], base: &str) -> Option<String> {
        let header = |cookie: &&str| ("set-cookie".to_owned(), (*cookie).to_owned());
        let headers = cookies.iter().map(header).collect();
        let reply = Reply { address: from.to_owned(), status: 404, headers, body: Vec::new() };
        for_server(&reply, base)
    }

    #[test]
    fn a_cookie_is_seen_within_its_domain() {
        let (fc, base) = ("https://fc.yahoo.com/", "https://query2.finance.yahoo.com");
        let a3 = "A3=d=AQAB&S=x; Expires=Sat; Domain=.yahoo.com; Path=/; Secure; HttpOnly";
        assert_eq!(seen(fc, &[a3, "B=1; Domain=yahoo.com"], base).unwrap(), "A3=d=AQAB&S=x; B=1");
        assert_eq!(seen(fc, &["A3=x"], base), None, "without a domain it is the server's own");
        assert_eq!(seen(base, &["A3=x"], base).unwrap(), "A3=x");
        assert_eq!(seen(fc, &[a3], "https://example.org"), None);
        assert_eq!(seen(fc, &[a3], "https://notyahoo.com"), None);
        assert_eq!(seen("https://evil.org", &[a3], base), None, "it may not speak for the domain");
        assert_eq!(seen(fc, &["A3=x; Domain=com"], base), None);
        assert_eq!(seen(base, &["=x", "A3", "A=b c", "A=ä"], base), None);
        assert_eq!(seen(base, &[], base), None);
    }
}
