use super::Token;
use std::time::Duration;

/// How files are fetched.
#[derive(Clone, Debug)]
pub struct FetchOptions {
    /// How long a connection may take.
    pub connect_timeout: Duration,
    /// How long a server may send nothing.
    pub stall_timeout: Duration,
    /// How often a file is asked for again after a failure that may pass.
    pub retries: u32,
    /// The wait before the first of them; it doubles with each.
    pub backoff: Duration,
    /// The longest wait, also where a server asks for one.
    pub longest_wait: Duration,
    /// Redirects that are followed.
    pub redirects: u32,
    /// How long another process that fetches the same dataset is waited for.
    pub lock_wait: Duration,
    /// The hub's address.
    pub hub_endpoint: String,
    /// The token that the hub's host gets, and no other.
    pub hub_token: Option<Token>,
}

impl Default for FetchOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(20),
            stall_timeout: Duration::from_secs(60),
            retries: 6,
            backoff: Duration::from_millis(500),
            longest_wait: Duration::from_secs(120),
            redirects: 8,
            lock_wait: Duration::from_secs(3600),
            hub_endpoint: "https://huggingface.co".into(),
            hub_token: None,
        }
    }
}

impl FetchOptions {
    /// The defaults, with `HF_ENDPOINT` and `HF_TOKEN` of the environment.
    #[must_use]
    pub fn from_environment() -> Self {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let mut options = Self::default();
        if let Some(endpoint) = set("HF_ENDPOINT") {
            options.hub_endpoint = endpoint.trim_end_matches('/').to_owned();
        }
        options.hub_token = set("HF_TOKEN").and_then(|token| Token::new(&token));
        options
    }
}
