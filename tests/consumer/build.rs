//! Compiles `docs/` into `OUT_DIR`.

fn main() {
    if let Err(error) = docwright::Build::new().docs("docs").compile() {
        println!("cargo::error={error}");
    }
}
