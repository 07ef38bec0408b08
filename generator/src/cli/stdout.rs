//! Results on stdout. A reader that goes away (`| head`) ends the output, not the program with an
//! error.

use super::Failure;
use anstream::AutoStream;
use std::io::{self, BufWriter, Write};

/// Hands a writer on stdout to `write`, colours kept or stripped as `colour` says.
pub(super) fn write(
    colour: anstream::ColorChoice,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut stdout = BufWriter::new(AutoStream::new(io::stdout().lock(), colour));
    match write(&mut stdout).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Stdout(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Prints a text.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    write(anstream::ColorChoice::Never, |stdout| stdout.write_all(text.as_bytes()))
}
