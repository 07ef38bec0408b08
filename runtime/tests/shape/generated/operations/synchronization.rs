//! Synchronization: operations.

use docwright_runtime::json::{DecodeError, ObjectWriter, Reader};
use docwright_runtime::{
    Body, Collection, Endpoint, Extra, Method, NoContent, Object, OperationInfo, Permissions,
    RequestParts, serde_impls,
};

use super::super::models::{SynchronizationJob, SynchronizationJobRestartCriteria};

/// Makes a job from a template.
///
/// [Documentation](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-post)
///
/// `POST /applications/{id}/synchronization/jobs`\
/// `POST /servicePrincipals/{id}/synchronization/jobs`
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateSynchronizationJob {
    /// Path, query options and headers.
    pub parts: RequestParts,
    /// The job to be made.
    pub body: SynchronizationJob,
}

impl CreateSynchronizationJob {
    /// `POST /applications/{id}/synchronization/jobs`
    pub fn in_applications(id: impl Into<String>, body: impl Into<SynchronizationJob>) -> Self {
        let parts = RequestParts::new("/applications/{id}/synchronization/jobs", vec![id.into()]);
        Self { parts, body: body.into() }
    }

    /// `POST /servicePrincipals/{id}/synchronization/jobs`
    pub fn in_service_principals(
        id: impl Into<String>,
        body: impl Into<SynchronizationJob>,
    ) -> Self {
        let parts =
            RequestParts::new("/servicePrincipals/{id}/synchronization/jobs", vec![id.into()]);
        Self { parts, body: body.into() }
    }
}

impl Endpoint for CreateSynchronizationJob {
    const INFO: &'static OperationInfo = &OperationInfo::new(
        "create_synchronizationjob_from_synchronization",
        Method::POST,
        &[
            "/applications/{id}/synchronization/jobs",
            "/servicePrincipals/{id}/synchronization/jobs",
        ],
        "api/synchronization-synchronizationjob-post.md",
    )
    .with_permissions(Permissions {
        delegated_work: Some(&["Directory.ReadWrite.All"]),
        delegated_personal: Some(&[]),
        application: Some(&["Application.ReadWrite.OwnedBy", "Directory.ReadWrite.All"]),
    });
    type Body = SynchronizationJob;
    type Response = SynchronizationJob;

    fn from_parts(parts: RequestParts, body: Self::Body) -> Self {
        Self { parts, body }
    }

    fn parts(&self) -> &RequestParts {
        &self.parts
    }

    fn parts_mut(&mut self) -> &mut RequestParts {
        &mut self.parts
    }

    fn body(&self) -> Body {
        Body::json(&self.body)
    }
}

/// Lists the jobs of a service principal.
///
/// `GET /servicePrincipals/{id}/synchronization/jobs`
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ListSynchronizationJobs {
    /// Path, query options and headers.
    pub parts: RequestParts,
}

impl ListSynchronizationJobs {
    /// `GET /servicePrincipals/{id}/synchronization/jobs`
    pub fn new(id: impl Into<String>) -> Self {
        let parts =
            RequestParts::new("/servicePrincipals/{id}/synchronization/jobs", vec![id.into()]);
        Self { parts }
    }
}

impl Endpoint for ListSynchronizationJobs {
    const INFO: &'static OperationInfo = &OperationInfo::new(
        "get_synchronizationjobs",
        Method::GET,
        &["/servicePrincipals/{id}/synchronization/jobs"],
        "api/synchronization-synchronizationjob-list.md",
    );
    type Body = NoContent;
    type Response = Collection<SynchronizationJob>;

    fn from_parts(parts: RequestParts, _: NoContent) -> Self {
        Self { parts }
    }

    fn parts(&self) -> &RequestParts {
        &self.parts
    }

    fn parts_mut(&mut self) -> &mut RequestParts {
        &mut self.parts
    }
}

/// Starts a job anew.
///
/// `POST /servicePrincipals/{id}/synchronization/jobs/{jobId}/restart`
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RestartSynchronizationJob {
    /// Path, query options and headers.
    pub parts: RequestParts,
    /// The parameters.
    pub body: RestartSynchronizationJobParameters,
}

impl RestartSynchronizationJob {
    /// `POST /servicePrincipals/{id}/synchronization/jobs/{jobId}/restart`
    pub fn new(
        id: impl Into<String>,
        job_id: impl Into<String>,
        body: impl Into<RestartSynchronizationJobParameters>,
    ) -> Self {
        let template = "/servicePrincipals/{id}/synchronization/jobs/{jobId}/restart";
        let parts = RequestParts::new(template, vec![id.into(), job_id.into()]);
        Self { parts, body: body.into() }
    }
}

impl Endpoint for RestartSynchronizationJob {
    const INFO: &'static OperationInfo = &OperationInfo::new(
        "synchronizationjob_restart",
        Method::POST,
        &["/servicePrincipals/{id}/synchronization/jobs/{jobId}/restart"],
        "api/synchronization-synchronizationjob-restart.md",
    );
    type Body = RestartSynchronizationJobParameters;
    type Response = NoContent;

    fn from_parts(parts: RequestParts, body: Self::Body) -> Self {
        Self { parts, body }
    }

    fn parts(&self) -> &RequestParts {
        &self.parts
    }

    fn parts_mut(&mut self) -> &mut RequestParts {
        &mut self.parts
    }

    fn body(&self) -> Body {
        Body::json(&self.body)
    }
}

/// The parameters of [`RestartSynchronizationJob`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RestartSynchronizationJobParameters {
    /// What is started anew.
    pub criteria: Option<SynchronizationJobRestartCriteria>,
    /// Parameters beside the documented ones.
    pub extra: Extra,
}

impl RestartSynchronizationJobParameters {
    /// The required parameters.
    pub fn new(criteria: impl Into<SynchronizationJobRestartCriteria>) -> Self {
        Self { criteria: Some(criteria.into()), ..Self::default() }
    }

    /// Sets [`criteria`](Self::criteria).
    pub fn with_criteria(mut self, value: impl Into<SynchronizationJobRestartCriteria>) -> Self {
        self.criteria = Some(value.into());
        self
    }
}

impl Object for RestartSynchronizationJobParameters {
    const ODATA_TYPE: &'static str = "";

    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        match name {
            "criteria" => reader.member(&mut self.criteria),
            _ => Ok(false),
        }
    }

    fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
        writer.member("criteria", &self.criteria);
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

serde_impls!(RestartSynchronizationJobParameters);
