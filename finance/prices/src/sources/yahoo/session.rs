use super::cookie;
use crate::sources::address::ask;
use crate::sources::body;
use crate::{Place, PricesError};
use neuron_data::http::Client;

/// Most bytes of a crumb.
const LONGEST: usize = 64;

/// A cookie, and the crumb that goes with it. They are fetched and thrown away together, and not shown.
pub(super) struct Session {
    cookie: String,
    crumb: String,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Session(…)")
    }
}

impl Session {
    /// Fetches a cookie, and a crumb with it.
    pub(super) fn begin(
        client: &Client,
        base: &str,
        cookie_url: &str,
        user_agent: &str,
    ) -> Result<Self, PricesError> {
        // The cookie comes with the page of an error.
        let reply = ask(client, cookie_url, &[("user-agent", user_agent)])?;
        if reply.status == 429 {
            body::text(&reply, "a cookie")?;
        }
        let cookie = cookie::for_server(&reply, base).ok_or_else(|| {
            let what = format!(
                "status {} and no cookie that `{base}` may see: expected one; give the address of a \
                 server that sets it",
                reply.status
            );
            PricesError::format(Place::of(&reply.address), what)
        })?;
        let address = format!("{base}/v1/test/getcrumb");
        let headers = [("user-agent", user_agent), ("cookie", cookie.as_str())];
        let reply = ask(client, &address, &headers)?;
        let text = body::text(&reply, "a crumb")?;
        let plain = |byte: u8| byte.is_ascii_graphic() && !b"<>{}\"".contains(&byte);
        if reply.status != 200
            || text.is_empty()
            || text.len() > LONGEST
            || !text.bytes().all(plain)
        {
            let what = format!(
                "`{}`, status {}, is no crumb; wait, or ask from another network",
                body::line(text),
                reply.status
            );
            return Err(PricesError::format(Place::of(&reply.address), what));
        }
        Ok(Self { cookie, crumb: text.to_owned() })
    }

    pub(super) fn cookie(&self) -> &str {
        &self.cookie
    }

    pub(super) fn crumb(&self) -> &str {
        &self.crumb
    }
}
