use super::page::{Next, Page};
use super::{Item, Search};
use crate::ScenesError;
use neuron_data::http::Client;

/// Most bytes of a page.
const MOST_BYTES: u64 = 64 << 20;

/// Most pages of a search.
const MOST_PAGES: usize = 1000;

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The scenes, in the order of the catalogue.
    pub items: Vec<Item>,
    /// Pages that were asked for.
    pub pages: usize,
    /// Scenes that the catalogue gave although they have too many clouds, or do not say how many.
    pub too_cloudy: usize,
    /// Whether the catalogue has more than were wanted.
    pub more: bool,
}

/// Searches the API whose root is `address`.
///
/// # Errors
/// [`ScenesError`]: the search cannot be, the server cannot be asked, or its reply is no answer.
pub fn search(client: &Client, address: &str, search: &Search) -> Result<Found, ScenesError> {
    let root = address.trim_end_matches('/');
    let mut next = Some(Next { address: format!("{root}/search"), body: Some(search.body()?) });
    let mut found = Found { items: Vec::new(), pages: 0, too_cloudy: 0, more: false };
    let mut asked: Vec<Next> = Vec::new();
    while let Some(request) = next.take() {
        let wrong = |what: String| ScenesError::Reply {
            address: request.address.split('?').next().unwrap_or_default().to_owned(),
            what,
        };
        if asked.contains(&request) {
            return Err(wrong("the next page is one that was there already".into()));
        }
        if found.pages == MOST_PAGES {
            return Err(wrong(format!("it has more than {MOST_PAGES} pages")));
        }
        let body = request.body.as_ref().map(ToString::to_string);
        let text = client.text(&request.address, body.as_deref(), MOST_BYTES)?;
        let page = Page::parse(&text, request.body.as_ref()).map_err(wrong)?;
        found.pages += 1;
        for item in page.items {
            let clear = |most: f64| item.cloud_cover.is_some_and(|cover| cover < most);
            if !search.cloud_cover.is_none_or(clear) {
                found.too_cloudy += 1;
            } else if found.items.len() == search.most {
                found.more = true;
                return Ok(found);
            } else {
                found.items.push(item);
            }
        }
        next = page
            .next
            .map(|next| Next { address: resolved(&request.address, &next.address), ..next });
        asked.push(request);
        if found.items.len() == search.most {
            found.more = next.is_some();
            return Ok(found);
        }
    }
    Ok(found)
}

/// An address of a link, which may be a path on the same server.
fn resolved(base: &str, link: &str) -> String {
    if link.contains("://") || !link.starts_with('/') {
        return link.to_owned();
    }
    let host = base.find("://").and_then(|start| {
        let rest = base.get(start + 3..)?;
        base.get(..start + 3 + rest.find('/').unwrap_or(rest.len()))
    });
    format!("{}{link}", host.unwrap_or_default())
}
