use super::cache::note_verified;
use super::download::verify;
use super::error::io;
use super::{Event, FetchError, Progress};
use crate::manifest::{FileEntry, PackageClient, PackageSource, Source};
use crate::unpack::{Format, Limits, Wanted, unpack_members};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Fetches the package that all of `files` are in, and brings them to their places below `folder`.
pub(super) fn fetch(
    files: &[&FileEntry],
    folder: &Path,
    progress: &dyn Progress,
) -> Result<(), FetchError> {
    let sources = files.iter().filter_map(|file| match &file.source {
        Source::Package(source) => Some((*file, source)),
        _ => None,
    });
    let sources: Vec<(&FileEntry, &PackageSource)> = sources.collect();
    let Some((_, source)) = sources.first() else { return Ok(()) };
    progress.event(Event::Package { name: source.name.as_str() });
    // Removed with all that is in it at the end, whatever that is.
    let scratch =
        tempfile::Builder::new().prefix(".package-").tempdir_in(folder).map_err(io(folder))?;
    let (download, unpacked) = (scratch.path().join("download"), scratch.path().join("unpacked"));
    for inner in [&download, &unpacked] {
        std::fs::create_dir(inner).map_err(io(inner))?;
    }
    run(source, &download, &files[0].path.below(folder))?;
    let (package, format) = only_file(source, &download)?;
    let size = std::fs::metadata(&package).map_err(io(&package))?.len();
    let wanted: Wanted = sources.iter().map(|(_, source)| source.member.clone()).collect();
    unpack_members(&package, format, &unpacked, &Limits::of_archive(size), &wanted)?;
    for (file, source) in sources {
        let (found, place) = (source.member.below(&unpacked), file.path.below(folder));
        let digest = verify(&found, file)?;
        if digest != file.digest {
            let path = PathBuf::from(source.member.as_str());
            return Err(FetchError::WrongDigest { path, expected: file.digest, found: digest });
        }
        std::fs::File::open(&found).and_then(|file| file.sync_all()).map_err(io(&found))?;
        if place.exists() {
            std::fs::remove_file(&place).map_err(io(&place))?;
        }
        // Two files of a dataset may be the same file of a package.
        std::fs::hard_link(&found, &place)
            .or_else(|_| std::fs::rename(&found, &place))
            .map_err(io(&place))?;
        note_verified(&place, file.digest)?;
        progress.event(Event::Done { file: file.path.as_str() });
    }
    Ok(())
}

/// Has the client download the package into `download`.
fn run(source: &PackageSource, download: &Path, place: &Path) -> Result<(), FetchError> {
    let (program, package) = (program(source), spelled(source));
    let failed = |what: String| FetchError::Package { package: package.clone(), what };
    let mut command = Command::new(program);
    match source.client {
        PackageClient::Apt => command.args(["download", &package]),
        // A package that would have to be built runs its own code: those are not taken.
        PackageClient::Pip => command.args([
            "-m",
            "pip",
            "download",
            "--no-deps",
            "--only-binary=:all:",
            "--no-input",
            "--disable-pip-version-check",
            "--dest",
            ".",
            &package,
        ]),
    };
    let output = command.current_dir(download).stdin(Stdio::null()).env("LC_ALL", "C").output();
    let output = output.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => failed(format!(
            "`{program}` is not installed: install it, or put the file at `{}`",
            place.display()
        )),
        _ => failed(format!("`{program}` cannot be started ({error})")),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let line = complaint.lines().rev().find(|line| !line.trim().is_empty());
    let line: String = line.unwrap_or("it says nothing").trim().chars().take(300).collect();
    let hint = match source.client {
        PackageClient::Apt => "; `apt-get update` renews its lists of packages",
        PackageClient::Pip => "",
    };
    Err(failed(format!("`{program}` ended with {}: {line}{hint}", output.status)))
}

fn program(source: &PackageSource) -> &'static str {
    match source.client {
        PackageClient::Apt => "apt-get",
        PackageClient::Pip => "python3",
    }
}

/// The package as its client spells it.
fn spelled(source: &PackageSource) -> String {
    let between = match source.client {
        PackageClient::Apt => "=",
        PackageClient::Pip => "==",
    };
    let version = source.version.as_ref().map(|version| format!("{between}{}", version.as_str()));
    format!("{}{}", source.name.as_str(), version.unwrap_or_default())
}

/// The one file that the client left, and its format by its name.
fn only_file(source: &PackageSource, folder: &Path) -> Result<(PathBuf, Format), FetchError> {
    let entries = std::fs::read_dir(folder).map_err(io(folder))?;
    let mut files = Vec::new();
    for entry in entries {
        files.push(entry.map_err(io(folder))?.path());
    }
    let failed = |what: String| FetchError::Package { package: spelled(source), what };
    let [file] = files.as_slice() else {
        return Err(failed(format!(
            "`{}` left {} files, expected one",
            program(source),
            files.len()
        )));
    };
    let name = file.to_string_lossy();
    let format = match &*name {
        name if name.ends_with(".deb") => Format::Deb,
        name if name.ends_with(".whl") || name.ends_with(".zip") => Format::Zip,
        name if name.ends_with(".tar.gz") => Format::TarGz,
        _ => return Err(failed(format!("`{name}` is not an archive that can be unpacked"))),
    };
    Ok((file.clone(), format))
}
