use super::UnpackError;
use super::writer::Writer;
use std::io::BufRead;
use std::path::Path;

/// Unpacks the one file of `reader`, under the name that `into` has.
pub(super) fn unpack(
    archive: &Path,
    reader: impl BufRead,
    into: &Path,
    writer: &mut Writer,
) -> Result<(), UnpackError> {
    // The name that the header may carry is not looked at.
    let name = into.file_name().and_then(|name| name.to_str()).unwrap_or("content");
    let content = flate2::bufread::MultiGzDecoder::new(reader);
    writer.count().and_then(|()| writer.file(name, content)).map_err(|fault| fault.at(archive, 1))
}
