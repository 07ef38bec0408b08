//! The command `docwright`.

mod cli;

/// Pages are a great many small strings and lists, which this allocator makes and frees at a third of the
/// system's cost.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
