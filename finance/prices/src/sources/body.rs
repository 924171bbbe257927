//! What a reply's body is, before it is read.

use crate::{Place, PricesError};
use neuron_data::http::Reply;

/// Words with which servers ask for fewer requests, whatever their status.
const TOO_MANY: &[&str] = &["too many requests", "exceeded the daily hits limit", "rate limit"];

/// Most characters of a body that is no data but a message.
const MESSAGE: usize = 500;

/// A body as text, which is neither a page for a person nor a request to come back later.
pub(super) fn text<'a>(reply: &'a Reply, expected: &str) -> Result<&'a str, PricesError> {
    let place = || Place::of(&reply.address);
    let text = std::str::from_utf8(&reply.body).map_err(|_| {
        PricesError::format(place(), format!("the reply is not UTF-8: expected {expected}"))
    });
    if reply.status == 429 {
        return Err(too_many(reply, "status 429"));
    }
    let text = text?.trim_start_matches('\u{feff}').trim();
    let start: String = text.chars().take(MESSAGE).collect::<String>().to_lowercase();
    let message = text.chars().nth(MESSAGE).is_none() && !start.starts_with(['{', '[', '<']);
    if message && let Some(words) = TOO_MANY.iter().find(|words| start.contains(**words)) {
        return Err(too_many(reply, words));
    }
    if start.starts_with('<') {
        let title = title(text).map(|title| format!(" (`{title}`)")).unwrap_or_default();
        let what = format!(
            "the reply is a page for a person{title}, status {}: expected {expected}; the source may \
             refuse programs, or the address is another's",
            reply.status
        );
        return Err(PricesError::format(place(), what));
    }
    Ok(text)
}

fn too_many(reply: &Reply, what: &str) -> PricesError {
    PricesError::TooManyRequests {
        server: reply.address.clone(),
        after: reply.retry_after(),
        what: format!("it answers with {what}; wait, and ask for fewer tickers at a time"),
    }
}

/// The title of a page, in one line.
fn title(page: &str) -> Option<String> {
    let at = page.to_ascii_lowercase().find("<title>")? + "<title>".len();
    let title = page.get(at..)?.split('<').next()?;
    let words: Vec<&str> = title.split_whitespace().collect();
    let title: String = words.join(" ").chars().take(80).collect();
    (!title.is_empty()).then_some(title)
}

/// A message of a server in one line, shortened.
pub(super) fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let clean = words.join(" ").chars().filter(|c| !c.is_control()).take(200).collect::<String>();
    if clean.is_empty() { "it says nothing more".to_owned() } else { clean }
}
