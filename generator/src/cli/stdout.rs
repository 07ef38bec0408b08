//! Results on stdout or in a file. A reader that goes away (`| head`) ends the output, not the program
//! with an error; a file is there whole or not at all.

use super::Failure;
use anstream::{AutoStream, ColorChoice};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Hands a writer on stdout to `write`, which takes care not to write colours where `colour` says `Never`.
pub(super) fn write(
    colour: ColorChoice,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let stdout = io::stdout().lock();
    // Where nothing is coloured, nothing needs to be looked through for colours, byte by byte.
    let mut stdout: Box<dyn Write> = match colour {
        ColorChoice::Never => Box::new(BufWriter::new(stdout)),
        ColorChoice::Auto | ColorChoice::Always | ColorChoice::AlwaysAnsi => {
            Box::new(BufWriter::new(AutoStream::new(stdout, colour)))
        }
    };
    match write(&mut stdout).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Stdout(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Prints a text.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    write(ColorChoice::Never, |stdout| stdout.write_all(text.as_bytes()))
}

/// Hands a writer of a file to `write`. The content is first written beside the file, then takes its
/// place.
pub(super) fn write_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let failed = |source| Failure::Results { path: path.to_owned(), source };
    if path.exists() && !path.is_file() {
        // A device or pipe cannot be replaced, and has no half.
        let mut device = BufWriter::new(File::create(path).map_err(failed)?);
        return write(&mut device).and_then(|()| device.flush()).map_err(failed);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let file = readable().tempfile_in(folder.unwrap_or(Path::new("."))).map_err(failed)?;
    let mut file = BufWriter::new(file);
    write(&mut file).and_then(|()| file.flush()).map_err(failed)?;
    let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Temporary files that others may read as the umask allows, as any result.
fn readable() -> tempfile::Builder<'static, 'static> {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}
