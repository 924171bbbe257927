//! Addresses of sources, and what is asked of them.

use crate::PricesError;
use neuron_data::http::{Client, HttpError, Reply};

/// No reply of a source is longer, in bytes.
const LONGEST: u64 = 64 << 20;

/// An address that paths can be put behind, without a `/` at its end.
pub(super) fn base(name: &'static str, text: &str) -> Result<String, PricesError> {
    let text = text.trim_end_matches('/');
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"?#@".contains(&byte);
    match rest {
        Some(rest) if !rest.is_empty() && rest.bytes().all(plain) => Ok(text.to_owned()),
        _ => Err(PricesError::Setting {
            name,
            found: format!(
                "`{}`",
                text.escape_debug().to_string().chars().take(100).collect::<String>()
            ),
            expected: "an address that starts with https:// or http://, without user, `?` and `#`",
        }),
    }
}

/// The host of an address, in lower case and without its port.
pub(super) fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    host.to_ascii_lowercase()
}

/// A text as it stands in a query or path (RFC 3986, 2.1).
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

/// Asks a source. What follows a `?` may hold a secret, and is in no error.
pub(super) fn ask(
    client: &Client,
    address: &str,
    headers: &[(&str, &str)],
) -> Result<Reply, PricesError> {
    client.get(address, headers, LONGEST).map_err(|error| match error {
        HttpError::Address { address, what } => {
            let address = address.split('?').next().unwrap_or_default().to_owned();
            HttpError::Address { address, what }.into()
        }
        error => error.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::{base, escaped, host};

    #[test]
    fn addresses_are_checked_and_taken_apart() {
        assert_eq!(base("x", "https://a.org/b/").unwrap(), "https://a.org/b");
        for wrong in [
            "",
            "a.org",
            "ftp://a.org",
            "https://",
            "https://a.org?x",
            "https://u@a.org",
            "https://a b",
        ] {
            assert!(base("x", wrong).is_err(), "{wrong}");
        }
        assert_eq!(host("https://Query1.Finance.org:443/x"), "query1.finance.org");
        assert_eq!(host("http://[::1]:80/x"), "[::1]");
        assert_eq!(host("http://[::1]/x"), "[::1]");
        assert_eq!(escaped("^GSPC&x=/é"), "%5EGSPC%26x%3D%2F%C3%A9");
    }
}
