//! One reply of a search: some scenes, and where there are more.

use super::Item;
use serde_json::Value;

/// Where the next page is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Next {
    pub(super) address: String,
    /// The body of a POST; none for a GET.
    pub(super) body: Option<Value>,
}

pub(super) struct Page {
    pub(super) items: Vec<Item>,
    pub(super) next: Option<Next>,
}

impl Page {
    /// Reads a reply to a request that had this body; the error says what is wrong.
    pub(super) fn parse(text: &[u8], body: Option<&Value>) -> Result<Self, String> {
        let value: Value =
            serde_json::from_slice(text).map_err(|error| format!("it is no JSON: {error}"))?;
        let features = value["features"].as_array().ok_or_else(|| {
            let said = value["description"].as_str().or(value["detail"].as_str());
            match said {
                Some(said) => format!("it has no `features`, but says: {}", shortened(said)),
                None => "it has no `features`, expected a collection of items".to_owned(),
            }
        })?;
        let items = features.iter().map(Item::parse).collect::<Result<_, _>>()?;
        let links = value["links"].as_array().into_iter().flatten();
        let link = links.into_iter().find(|link| link["rel"] == "next");
        let next = link.map(|link| Next::parse(link, body)).transpose()?;
        Ok(Self { items, next })
    }
}

impl Next {
    fn parse(link: &Value, before: Option<&Value>) -> Result<Self, String> {
        let address = link["href"].as_str().ok_or("the link to the next page has no `href`")?;
        let method = link["method"].as_str().unwrap_or("GET");
        let body = match method.to_ascii_uppercase().as_str() {
            "GET" => None,
            "POST" => Some(match (link["merge"].as_bool(), before) {
                (Some(true), Some(before)) => merged(before, &link["body"]),
                _ => link["body"].clone(),
            }),
            other => return Err(format!("the next page is asked for by {}", shortened(other))),
        };
        Ok(Self { address: address.to_owned(), body })
    }
}

/// The first body with what the second has, or has otherwise.
fn merged(one: &Value, two: &Value) -> Value {
    let mut all = one.clone();
    if let (Some(all), Some(two)) = (all.as_object_mut(), two.as_object()) {
        all.extend(two.iter().map(|(key, value)| (key.clone(), value.clone())));
    }
    all
}

/// A server's words, on one line and not too many.
fn shortened(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(200).collect()
}
