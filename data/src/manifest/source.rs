use super::RelativePath;
use serde::Deserialize;
use std::path::PathBuf;

/// Where a file comes from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A file beside the manifest, which is part of the repository.
    Embedded(RelativePath),
    /// An `http` or `https` address.
    Http(HttpUrl),
    /// A file of a repository of the Hugging Face hub.
    Hub(HubSource),
    /// A file of a package, from the package client that is installed.
    Package(PackageSource),
    /// A file of a folder on this machine.
    Folder(PathBuf),
}

/// A file of a repository of the Hugging Face hub, or of a server with the same interface.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HubSource {
    /// `OWNER/NAME`.
    pub repo: RepoName,
    /// A commit (40 hexadecimal digits), so that the file cannot change; a branch or tag where the
    /// hash alone is to be relied on.
    pub revision: Revision,
    /// The file within the repository.
    pub path: RelativePath,
    /// What kind of repository.
    #[serde(rename = "type", default)]
    pub kind: HubKind,
}

/// Kinds of repositories of the hub.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HubKind {
    /// A dataset.
    #[default]
    Dataset,
    /// A model.
    Model,
}

/// A file within a package. Size and hash of the manifest are those of the file, since packages are
/// packed anew without their content changing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackageSource {
    /// Who downloads it.
    pub client: PackageClient,
    /// The package's name.
    pub name: PackageWord,
    /// Its version; for `apt`, where it is absent, the one that the client would install.
    pub version: Option<PackageWord>,
    /// The file within the package, without a leading `/` or `./`.
    pub member: RelativePath,
}

/// Package clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PackageClient {
    /// `apt-get download`.
    Apt,
    /// `python3 -m pip download --no-deps`.
    Pip,
}

/// Makes a type of checked text.
macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $valid:expr, $expected:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                let valid: fn(&str) -> bool = $valid;
                if text.len() <= 2048 && valid(&text) {
                    return Ok(Self(text));
                }
                let shown: String = text.chars().take(200).collect();
                Err(format!("`{}` is not {}", shown.escape_debug(), $expected))
            }
        }
    };
}

checked_text!(
    /// An address that starts with `https://` or `http://`, without user or password.
    HttpUrl,
    |text| {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        !host.is_empty() && !host.contains('@') && text.bytes().all(|byte| byte.is_ascii_graphic())
    },
    "an address: expected `https://HOST/PATH` in ASCII, without user or password"
);
checked_text!(
    /// A repository's name, `OWNER/NAME`.
    RepoName,
    |text| {
        let parts: Vec<&str> = text.split('/').collect();
        (1..=2).contains(&parts.len()) && parts.iter().all(|part| is_plain(part))
    },
    "the name of a repository: expected `OWNER/NAME` of letters, digits, `-`, `_` and `.`"
);
checked_text!(
    /// A commit, branch or tag.
    Revision,
    is_plain,
    "a revision: expected a commit, or a branch or tag of letters, digits, `-`, `_` and `.`"
);
checked_text!(
    /// A package's name or version. It cannot be taken for an option of a command line.
    PackageWord,
    |text| {
        text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-._:~!".contains(&byte))
    },
    "a package's name or version: expected letters, digits and `+-._:~!`, a letter or digit first"
);

/// Letters, digits, `-`, `_`, `.`, and not a path that leads elsewhere.
fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(['.', '-'])
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}
