//! `run region`: the records of a region, of a file here or on a server.

use super::args::RegionArgs;
use super::error::CommandError;
use super::fasta;
use neuron_binary_records::{RecordFile, RecordFormat};
use neuron_command_line::{CommandLineError, output};
use neuron_data::fetch::FetchOptions;
use neuron_data::http::Client;
use neuron_sequence_files::compression::FileWriter;
use neuron_sequence_files::remote::{IndexedFile, Location, Records, Release, Scan, client};
use neuron_sequence_files::{Limits, Region};
use serde::Serialize;
use std::io::{self, Write};
use std::sync::Arc;

/// What begins the name of a release.
const CATALOGUE: &str = "catalogue:";

/// What was found, and what it took.
#[derive(Debug, Serialize)]
struct Outcome {
    source: String,
    region: String,
    records: u64,
    /// Whether an index was there; else all of the file was read.
    indexed: bool,
    /// Requests to servers, repeated ones among them.
    requests: u64,
    /// Bytes of the bodies of their replies.
    bytes_moved: u64,
    output: Option<String>,
}

/// Finds the records and writes them.
pub(super) fn run(args: &RegionArgs) -> Result<(), CommandError> {
    let limits = Limits::default();
    let client = client(FetchOptions::default());
    let mut sink = Sink::new(args)?;
    let asked = Region::among(&args.region, |_| false)?;
    let (found, region, source) = open(args, &asked, &client, limits)?;
    let (indexed, region, records) = match found {
        Found::Indexed(mut file) => {
            let region = match region {
                Some(region) => region,
                None => Region::among(&args.region, |name| {
                    file.index().contigs().iter().any(|contig| contig == name)
                })?,
            };
            let header = file.header().to_vec();
            let mut records = file.records(&region)?;
            let count = sink.all(&header, &mut records)?;
            (true, region, count)
        }
        Found::Binary(mut file) => {
            let contigs = file.contigs();
            let region =
                Region::among(&args.region, |name| contigs.iter().any(|known| known == name))?;
            let header = file.header().to_vec();
            let count = sink.all(&header, &mut file.lines(&region)?)?;
            (true, region, count)
        }
        Found::Plain(mut scan) => {
            output::notice(&format!("`{source}` has no index: all of it is read"));
            for warning in scan.warnings() {
                output::notice(&format!("`{source}`: {warning}"));
            }
            let header = scan.header().to_vec();
            let count = sink.all(&header, &mut *scan)?;
            (false, asked, count)
        }
    };
    sink.finish()?;
    let traffic = client.traffic();
    let outcome = Outcome {
        source,
        region: region.to_string(),
        records,
        indexed,
        requests: traffic.requests,
        bytes_moved: traffic.bytes,
        output: args.output.as_ref().map(|path| path.display().to_string()),
    };
    tell(args, &outcome)
}

enum Found {
    Indexed(Box<IndexedFile>),
    Binary(Box<RecordFile>),
    Plain(Box<Scan>),
}

/// The file, the region where it is known already, and the file's name.
fn open(
    args: &RegionArgs,
    asked: &Region,
    client: &Arc<Client>,
    limits: Limits,
) -> Result<(Found, Option<Region>, String), CommandError> {
    let base = args.base_url.as_deref();
    if let Some(name) = args.source.strip_prefix(CATALOGUE) {
        let release: Release = name.parse()?;
        let file = release.open(&asked.contig, base, client, limits)?;
        let region = Region { contig: release.contig(&asked.contig), ..asked.clone() };
        return Ok((Found::Indexed(Box::new(file)), Some(region), args.source.clone()));
    }
    let location = Location::parse(&args.source, base)?;
    let index = args.index.as_ref().map(|index| Location::parse(index, base)).transpose()?;
    let source = location.to_string();
    if let Some(format) = RecordFormat::by_name(&args.source) {
        let reference = args.reference.as_deref().map(fasta::read).transpose()?;
        let file = RecordFile::open(format, &location, index.as_ref(), reference, client, limits)?;
        return Ok((Found::Binary(Box::new(file)), None, source));
    }
    if args.reference.is_some() {
        let found = format!("beside `{source}`");
        let expected = "a CRAM file as `--source`".to_owned();
        return Err(CommandLineError::Flag { flag: "--reference", found, expected }.into());
    }
    if let (Location::File(path), None) = (&location, &index) {
        let found = match IndexedFile::find(&location, None, client, limits)? {
            Some(file) => Found::Indexed(Box::new(file)),
            None => Found::Plain(Box::new(Scan::open(path, asked, limits)?)),
        };
        return Ok((found, None, source));
    }
    let file = IndexedFile::open(&location, index.as_ref(), client, limits)?;
    Ok((Found::Indexed(Box::new(file)), None, source))
}

/// Records, whether they come from an indexed file or from all of one.
trait Lines {
    fn next_line(&mut self) -> Result<Option<&[u8]>, CommandError>;
}

impl Lines for Records<'_> {
    fn next_line(&mut self) -> Result<Option<&[u8]>, CommandError> {
        Ok(Records::next_line(self)?)
    }
}

impl Lines for Scan {
    fn next_line(&mut self) -> Result<Option<&[u8]>, CommandError> {
        Ok(Scan::next_line(self)?)
    }
}

impl Lines for neuron_binary_records::Lines<'_> {
    fn next_line(&mut self) -> Result<Option<&[u8]>, CommandError> {
        Ok(neuron_binary_records::Lines::next_line(self)?)
    }
}

/// Where header and records go.
enum Sink {
    File(FileWriter, String),
    StandardOutput,
    Nowhere,
}

impl Sink {
    fn new(args: &RegionArgs) -> Result<Self, CommandError> {
        Ok(match &args.output {
            Some(path) => Self::File(FileWriter::create(path)?, path.display().to_string()),
            None if args.json => Self::Nowhere,
            None => Self::StandardOutput,
        })
    }

    /// Writes a header and all lines that there are; gives their number.
    fn all(&mut self, header: &[u8], lines: &mut impl Lines) -> Result<u64, CommandError> {
        let mut target: Box<dyn Write> = match self {
            Self::File(file, _) => Box::new(file),
            Self::StandardOutput => Box::new(io::BufWriter::new(io::stdout().lock())),
            Self::Nowhere => Box::new(io::sink()),
        };
        let (mut count, mut written) = (0, Ok(()));
        // The header goes with the first record, so that a file that is none leaves nothing on standard output.
        while let Some(line) = lines.next_line()? {
            if count == 0 {
                written = target.write_all(header);
            }
            count += 1;
            written = written
                .and_then(|()| target.write_all(line))
                .and_then(|()| target.write_all(b"\n"));
            if written.is_err() {
                break;
            }
        }
        if count == 0 {
            written = target.write_all(header);
        }
        let written = written.and_then(|()| target.flush());
        drop(target);
        match written {
            Err(cause)
                if !(matches!(self, Self::StandardOutput)
                    && cause.kind() == io::ErrorKind::BrokenPipe) =>
            {
                let file = match self {
                    Self::File(_, name) => name.clone(),
                    _ => "standard output".to_owned(),
                };
                Err(CommandLineError::File { action: "write", file, cause }.into())
            }
            _ => Ok(count),
        }
    }

    fn finish(self) -> Result<(), CommandError> {
        match self {
            Self::File(file, _) => Ok(file.finish()?),
            _ => Ok(()),
        }
    }
}

fn tell(args: &RegionArgs, outcome: &Outcome) -> Result<(), CommandError> {
    if args.json {
        output::line(&serde_json::json!(outcome).to_string())?;
        return Ok(());
    }
    let moved = match outcome.requests {
        0 => String::new(),
        requests => format!("; {} bytes moved in {requests} requests", outcome.bytes_moved),
    };
    let text = format!("{} records of {}{moved}", outcome.records, outcome.region);
    match &args.output {
        Some(_) => output::line(&text)?,
        None => output::notice(&text),
    }
    Ok(())
}
