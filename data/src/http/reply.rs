/// What a server answers, whatever its status.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// Address that answered, behind all redirects, without what follows a `?`.
    pub address: String,
    /// Status, such as 200 or 404.
    pub status: u16,
    /// Names in lower case, and values; those that are no text are left out.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The first value of a header; its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// All values of a header; its name in lower case.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Seconds that the server asks to wait for before the next request (`retry-after`).
    #[must_use]
    pub fn retry_after(&self) -> Option<u64> {
        let value = self.header("retry-after")?;
        crate::fetch::server::retry_after(value, self.header("date")).map(|wait| wait.as_secs())
    }
}

/// Headers hold cookies: their values are not shown.
impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reply")
            .field("address", &self.address)
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
