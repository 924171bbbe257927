//! `run scenes`: finds satellite scenes, and brings what is asked for of them. With `fetch` it is the
//! only command that opens a socket.

use super::args::ScenesArgs;
use super::error::CommandError;
use super::output;
use neuron_data::fetch::FetchOptions;
use neuron_data::http::Client;
use neuron_scenes::clip::{SaveOptions, Saved, save};
use neuron_scenes::remote::RemoteLimits;
use neuron_scenes::stac::{Found, Item, Place, Search, search};
use neuron_train::file_system::FileError;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

/// Searches, brings, and says what was found.
pub(super) fn scenes(args: &ScenesArgs) -> Result<(), CommandError> {
    let place = args.bbox.map(Place::new).transpose()?;
    let wanted = Search {
        collections: args.collection.clone(),
        place,
        from: args.from.clone(),
        to: args.to.clone(),
        cloud_cover: args.cloud_cover,
        most: args.limit,
    };
    let client = Arc::new(Client::new(FetchOptions::from_environment()));
    let found = search(&client, &args.stac, &wanted)?;
    if !args.json {
        say(&found)?;
    }
    let mut saved = Vec::new();
    let mut outside = Vec::new();
    if let Some(folder) = &args.output {
        // All names first, so that a wrong one brings nothing.
        for item in &found.items {
            args.asset.iter().try_for_each(|name| item.asset(name).map(drop))?;
        }
        std::fs::create_dir_all(folder).map_err(|cause| FileError::new("make", folder, cause))?;
        let options = options(args, place, folder);
        for item in &found.items {
            for name in &args.asset {
                match save(&client, item, name, &options)? {
                    Some(done) => {
                        if !args.json {
                            output::line(&brought(&done))?;
                        }
                        saved.push(done);
                    }
                    None => outside.push(json!({ "item": item.id, "asset": name })),
                }
            }
        }
    }
    if !args.json {
        if !outside.is_empty() {
            output::notice(&format!("{} files do not show the bbox", outside.len()));
        }
        return Ok(());
    }
    let traffic = client.traffic();
    let line = json!({
        "analysis": "scenes",
        "items": found.items,
        "pages": found.pages,
        "too_cloudy": found.too_cloudy,
        "more": found.more,
        "saved": saved,
        "outside": outside,
        "requests": traffic.requests,
        "fetched_bytes": traffic.bytes,
    });
    output::line(&line.to_string())?;
    Ok(())
}

fn options<'a>(args: &'a ScenesArgs, place: Option<Place>, folder: &'a Path) -> SaveOptions<'a> {
    SaveOptions {
        place: place.filter(|_| args.clip),
        folder,
        replace: args.force,
        limits: RemoteLimits { fetched_bytes: args.byte_limit, ..RemoteLimits::default() },
        catalogue: &args.stac,
    }
}

fn say(found: &Found) -> Result<(), CommandError> {
    for item in &found.items {
        output::line(&line(item))?;
    }
    let more = if found.more { "; there are more, see --limit" } else { "" };
    output::line(&format!("{} scenes{more}", found.items.len()))?;
    Ok(())
}

fn line(item: &Item) -> String {
    let cover = item.cloud_cover.map_or_else(|| "-".to_owned(), |cover| format!("{cover:.1}"));
    let names: Vec<&str> = item.assets.iter().map(|asset| asset.name.as_str()).collect();
    // What a server says may have letters that move a terminal's cursor.
    let text = format!(
        "{}  {}  clouds {cover} %  {}",
        item.id,
        item.datetime.as_deref().unwrap_or("-"),
        names.join(" ")
    );
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

fn brought(done: &Saved) -> String {
    let [_, _, width, height] = done.window;
    format!(
        "{}: {width}×{height} pixels, {} of {} bytes",
        done.file.display(),
        done.fetched_bytes,
        done.remote_bytes
    )
}
