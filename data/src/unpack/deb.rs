use super::writer::Writer;
use super::{Limits, UnpackError, tar};
use std::io::Read;
use std::path::Path;
use std::process::{ChildStdout, Command, Stdio};

const PROGRAM: &str = "dpkg-deb";

/// Unpacks all files of a Debian package.
pub(super) fn unpack(
    archive: &Path,
    writer: &mut Writer,
    limits: &Limits,
) -> Result<(), UnpackError> {
    with_tar(archive, |stream| tar::unpack(archive, stream, writer, limits))
}

/// Hands the package's files to `read` as a tar stream. The program only decompresses: it writes no file.
pub(super) fn with_tar(
    archive: &Path,
    read: impl FnOnce(&mut ChildStdout) -> Result<(), UnpackError>,
) -> Result<(), UnpackError> {
    let failed =
        |what: String| UnpackError::Program { program: PROGRAM, what, archive: archive.to_owned() };
    let mut child = Command::new(PROGRAM)
        .arg("--fsys-tarfile")
        // An absolute path cannot be taken for an option.
        .arg(std::path::absolute(archive).unwrap_or_else(|_| archive.to_owned()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => failed("is not installed".into()),
            _ => failed(format!("cannot be started ({error})")),
        })?;
    let mut result = Ok(());
    if let Some(mut stream) = child.stdout.take() {
        result = read(&mut stream);
        if result.is_ok() {
            // What follows the last entry: the program must not see a closed pipe for it.
            let drained = std::io::copy(&mut (&mut stream).take(1 << 20), &mut std::io::sink());
            result =
                drained.map(drop).map_err(|error| failed(format!("gave nothing more ({error})")));
        }
    }
    let mut complaint = String::new();
    if let Some(stderr) = child.stderr.take() {
        let _unread = stderr.take(4096).read_to_string(&mut complaint);
    }
    let status = child.wait().map_err(|error| failed(format!("cannot be waited for ({error})")))?;
    // Where reading was given up, the program ends for that reason and has nothing to add.
    match &result {
        Ok(()) | Err(UnpackError::Damaged { .. }) if !status.success() && !complaint.is_empty() => {
            let line = complaint.lines().next().unwrap_or_default();
            Err(UnpackError::Damaged { archive: archive.to_owned(), what: line.to_owned() })
        }
        Ok(()) if !status.success() => Err(failed(format!("ended with {status}"))),
        _ => result,
    }
}
