//! What shells and manual readers want to know of the command.

use super::{Failure, Outcome, stdout};
use clap::CommandFactory;
use clap_complete::Shell;

/// Print the completions of a shell.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The shell.
    shell: Shell,
}

pub(super) fn completions(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut command = super::Arguments::command();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "docwright", &mut script);
    print(&script)
}

/// The manual page of the command, followed by those of its subcommands.
pub(super) fn manual() -> Result<Outcome, Failure> {
    let mut command = super::Arguments::command();
    command.build();
    let mut pages = Vec::new();
    let rendered = clap_mangen::Man::new(command.clone()).render(&mut pages);
    rendered.map_err(Failure::Stdout)?;
    for subcommand in command.get_subcommands().filter(|found| found.get_name() != "help") {
        let page = clap_mangen::Man::new(subcommand.clone());
        page.render(&mut pages).map_err(Failure::Stdout)?;
    }
    print(&pages)
}

fn print(bytes: &[u8]) -> Result<Outcome, Failure> {
    stdout::write(anstream::ColorChoice::Never, |out| out.write_all(bytes)).map(|()| Outcome::Clean)
}
