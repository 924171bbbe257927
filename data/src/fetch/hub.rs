use crate::manifest::{HubKind, HubSource};

/// The address of a file of the hub: `ENDPOINT/datasets/REPO/resolve/REVISION/PATH`.
pub(super) fn url(endpoint: &str, source: &HubSource) -> String {
    let kind = match source.kind {
        HubKind::Dataset => "datasets/",
        HubKind::Model => "",
    };
    let (repo, revision) = (source.repo.as_str(), source.revision.as_str());
    format!("{endpoint}/{kind}{repo}/resolve/{revision}/{}", encoded(source.path.as_str()))
}

/// A path with all bytes but the unreserved ones of RFC 3986 and `/` percent-encoded.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let parts = path.bytes().map(|byte| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn what_is_not_plain_is_encoded() {
        assert_eq!(encoded("a b/ä?#%.zip"), "a%20b/%C3%A4%3F%23%25.zip");
    }
}
