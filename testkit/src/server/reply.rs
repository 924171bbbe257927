use std::time::Duration;

/// An answer, and how it goes wrong.
#[derive(Clone, Debug)]
pub struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) ranges: bool,
    pub(super) etag: Option<String>,
    pub(super) ignores_if_range: bool,
    pub(super) no_length: bool,
    pub(super) ends_after: Option<usize>,
    pub(super) resets_after: Option<usize>,
    pub(super) pauses: Option<(usize, Duration)>,
}

impl Reply {
    /// A whole file, or the part of it that a `Range` asks for.
    #[must_use]
    pub fn file(body: &[u8]) -> Self {
        Self { body: body.to_vec(), ranges: true, ..Self::status(200) }
    }

    /// A status without a body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            ranges: false,
            etag: None,
            ignores_if_range: false,
            no_length: false,
            ends_after: None,
            resets_after: None,
            pauses: None,
        }
    }

    /// A redirect.
    #[must_use]
    pub fn redirect(location: &str) -> Self {
        Self::status(302).header("location", location)
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a mark of its version. A range that is asked for by another mark is answered with all of it.
    #[must_use]
    pub fn etag(mut self, etag: &str) -> Self {
        self.etag = Some(etag.to_owned());
        self
    }

    /// Gives the range that is asked for whatever mark it is asked by, which is wrong.
    #[must_use]
    pub fn ignoring_if_range(mut self) -> Self {
        self.ignores_if_range = true;
        self
    }

    /// Knows no ranges: every answer is the whole file.
    #[must_use]
    pub fn without_ranges(mut self) -> Self {
        self.ranges = false;
        self
    }

    /// Does not say how long the body is.
    #[must_use]
    pub fn without_length(mut self) -> Self {
        self.no_length = true;
        self
    }

    /// Closes the connection after so many bytes of the body.
    #[must_use]
    pub fn ending_after(mut self, bytes: usize) -> Self {
        self.ends_after = Some(bytes);
        self
    }

    /// Closes the connection after so many bytes of the body, with the client's request unread where the
    /// system then resets the connection.
    #[must_use]
    pub fn resetting_after(mut self, bytes: usize) -> Self {
        self.resets_after = Some(bytes);
        self
    }

    /// Waits after each `bytes` of the body.
    #[must_use]
    pub fn dripping(mut self, bytes: usize, pause: Duration) -> Self {
        self.pauses = Some((bytes.max(1), pause));
        self
    }
}
