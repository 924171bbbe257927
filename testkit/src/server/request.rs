/// A request that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// GET, POST and so on.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Names, in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// What came behind the headers.
    pub body: Vec<u8>,
}

impl Request {
    /// The value of a header; its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The place from which the bytes are wanted.
    pub(super) fn range_start(&self) -> Option<usize> {
        self.header("range")?.strip_prefix("bytes=")?.split('-').next()?.parse().ok()
    }

    /// The last place of the bytes that are wanted, where it is named.
    pub(super) fn range_end(&self) -> Option<usize> {
        self.header("range")?.strip_prefix("bytes=")?.split('-').nth(1)?.parse().ok()
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let mut first = lines.next()?.split(' ');
        let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.trim().to_lowercase(), value.trim().to_owned()))
            .collect();
        Some(Self { method, path, headers, body: Vec::new() })
    }
}
