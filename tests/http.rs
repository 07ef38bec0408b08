//! The generated client and the generated services, talking over a socket.

use docwright_runtime::client::Client;
use docwright_runtime::http::StatusCode;
use docwright_runtime::server::{Answered, Refusal, Router, axum};
use docwright_runtime::{Collection, Endpoint, Error, NoContent};
use futures_util::TryStreamExt;
use graph_synchronization::models::SynchronizationJob;
use graph_synchronization::operations::synchronization_job as jobs;
use graph_synchronization::server;
use std::sync::{Arc, Mutex};

/// Keeps jobs in memory, two to a page.
#[derive(Clone, Default)]
struct Jobs {
    base: Arc<str>,
    kept: Arc<Mutex<Vec<SynchronizationJob>>>,
}

impl Jobs {
    fn missing(id: &str) -> Refusal {
        Refusal::new(StatusCode::NOT_FOUND, "itemNotFound", format!("there is no job `{id}`"))
    }
}

impl server::synchronization_job::Service for Jobs {
    async fn create(&self, request: jobs::Create) -> Answered<jobs::Create> {
        let mut kept = self.kept.lock().unwrap();
        let template = request.body.template_id.clone().unwrap_or_default();
        let job = request.body.with_id(format!("{template}.{}", kept.len()));
        kept.push(job.clone());
        Ok(job.into())
    }

    async fn get(&self, request: jobs::Get) -> Answered<jobs::Get> {
        let id = &request.parts.target.arguments()[1];
        let kept = self.kept.lock().unwrap();
        let found = kept.iter().find(|job| job.id.as_ref() == Some(id));
        found.cloned().map(Into::into).ok_or_else(|| Self::missing(id))
    }

    async fn list(&self, request: jobs::List) -> Answered<jobs::List> {
        let skip = request.parts.query.iter().find(|(name, _)| name == "$skip");
        let skip: usize = skip.map_or(0, |(_, value)| value.parse().unwrap());
        let kept = self.kept.lock().unwrap();
        let mut page =
            Collection::from(kept.iter().skip(skip).take(2).cloned().collect::<Vec<_>>());
        let path = request.parts.target.path().unwrap();
        let more = skip + 2 < kept.len();
        page.next_link = more.then(|| format!("{}{path}?$skip={}", self.base, skip + 2));
        Ok(page.into())
    }

    async fn delete(&self, request: jobs::Delete) -> Answered<jobs::Delete> {
        let id = &request.parts.target.arguments()[1];
        let mut kept = self.kept.lock().unwrap();
        let at = kept.iter().position(|job| job.id.as_ref() == Some(id));
        kept.remove(at.ok_or_else(|| Self::missing(id))?);
        Ok(NoContent.into())
    }
}

async fn serve() -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/v1.0", listener.local_addr().unwrap());
    let service = Jobs { base: base.as_str().into(), ..Jobs::default() };
    let router = Router::new().merge(server::synchronization_job::router(service));
    let app = axum::Router::new().nest("/v1.0", router.into());
    tokio::spawn(async move { axum::serve(listener, app).await });
    Client::builder(base).build().unwrap()
}

async fn create(client: &Client, template: &str) -> SynchronizationJob {
    let job = SynchronizationJob::new().with_template_id(template);
    client.send(&jobs::Create::in_service_principals("sp/1", job)).await.unwrap()
}

#[tokio::test]
async fn a_service_answers_its_clients() {
    let client = serve().await;
    for template in ["a", "b", "c", "d", "e"] {
        let job = create(&client, template).await;
        assert_eq!(job.template_id.as_deref(), Some(template));
    }
    let listed: Vec<SynchronizationJob> =
        client.items(jobs::List::new("sp/1")).try_collect().await.unwrap();
    let ids: Vec<&str> = listed.iter().filter_map(|job| job.id.as_deref()).collect();
    assert_eq!(ids, ["a.0", "b.1", "c.2", "d.3", "e.4"]);
    assert_eq!(client.send(&jobs::Get::new("sp", "c.2")).await.unwrap(), listed[2]);
    assert_eq!(client.send(&jobs::Delete::new("sp", "c.2")).await.unwrap(), NoContent);
    let Err(Error::Service(refused)) = client.send(&jobs::Get::new("sp", "c.2")).await else {
        panic!("the job was deleted")
    };
    assert_eq!(refused.error.code.as_deref(), Some("itemNotFound"));
    let unwritten = client.send(&jobs::Start::new("sp", "a.0")).await.unwrap_err();
    assert_eq!(unwritten.status(), Some(StatusCode::NOT_IMPLEMENTED));
}

#[test]
fn options_take_names_of_the_type() {
    let base = "http://localhost";
    let typed =
        jobs::List::new("sp").select([SynchronizationJob::ID, SynchronizationJob::TEMPLATE_ID]);
    let text = jobs::List::new("sp").select("id,templateId");
    assert_eq!(typed, text);
    let path = "/servicePrincipals/sp/synchronization/jobs?$select=id,templateId";
    assert_eq!(typed.request(base).unwrap().uri().path_and_query().unwrap(), path);
}
