//! Creates a synchronization job; the README shows it, CI runs it against `docwright mock`.

use graph_synchronization::{models::SynchronizationJob, operations::synchronization_job::Create};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let base = std::env::args().nth(1).ok_or("usage: create_job BASE")?;
    let client = docwright_runtime::client::Client::builder(base).build()?;
    let job = SynchronizationJob::new().with_template_id("BoxOutDelta");
    let made = client.send(&Create::in_service_principals("5b0d2f7e", job)).await?;
    println!("created {}", made.id.unwrap_or_default());
    Ok(())
}
