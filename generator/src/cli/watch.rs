//! `docwright check --watch`: a check after each change.

use super::{Chatter, Failure, Outcome, check};
use notify::{RecursiveMode, Watcher};
use std::sync::mpsc;
use std::time::Duration;

/// Editors write a file in several steps; these belong together.
const ONE_CHANGE: Duration = Duration::from_millis(100);

/// Checks until the process is interrupted. What cannot be read at one moment may be readable after the
/// next change, so only the watching itself can fail.
pub(super) fn run(arguments: &check::Arguments, chatter: Chatter) -> Result<Outcome, Failure> {
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event| {
        // The receiver goes away only with the process.
        let _ = sender.send(event);
    })?;
    for folder in arguments.folders() {
        watcher.watch(folder, RecursiveMode::Recursive)?;
    }
    loop {
        if let Err(failure) = check::again(arguments, chatter) {
            failure.print();
        }
        let mut is_changed = false;
        while !is_changed {
            let Ok(event) = changes.recv() else { return Ok(Outcome::Clean) };
            is_changed = !event?.kind.is_access();
        }
        while changes.recv_timeout(ONE_CHANGE).is_ok() {}
    }
}
