//! Synchronization: resource types.
//!
//! From `resources/synchronization-synchronizationjob.md` and the pages beside it.

use docwright_runtime::json::{DecodeError, ObjectWriter, Reader};
use docwright_runtime::{
    DateTimeOffset, Duration, Extra, Flags, Object, OtherText, enumeration, serde_impls,
};

/// A job that keeps two directories in step.
///
/// [Documentation](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjob)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SynchronizationJob {
    /// Name of the job. Read-only.
    pub id: Option<String>,
    /// When the job runs. Read-only.
    pub schedule: Option<SynchronizationSchedule>,
    /// How the job fares.
    pub status: Option<SynchronizationStatus>,
    /// Settings of the job.
    pub synchronization_job_settings: Option<Vec<KeyValuePair>>,
    /// The template that the job is made from.
    pub template_id: Option<String>,
    /// What the service sent beside the documented properties.
    pub extra: Extra,
}

impl SynchronizationJob {
    /// A job with no property set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets [`id`](Self::id).
    pub fn with_id(mut self, value: impl Into<String>) -> Self {
        self.id = Some(value.into());
        self
    }

    /// Sets [`schedule`](Self::schedule).
    pub fn with_schedule(mut self, value: impl Into<SynchronizationSchedule>) -> Self {
        self.schedule = Some(value.into());
        self
    }

    /// Sets [`status`](Self::status).
    pub fn with_status(mut self, value: impl Into<SynchronizationStatus>) -> Self {
        self.status = Some(value.into());
        self
    }

    /// Sets [`synchronization_job_settings`](Self::synchronization_job_settings).
    pub fn with_synchronization_job_settings(
        mut self,
        value: impl Into<Vec<KeyValuePair>>,
    ) -> Self {
        self.synchronization_job_settings = Some(value.into());
        self
    }

    /// Sets [`template_id`](Self::template_id).
    pub fn with_template_id(mut self, value: impl Into<String>) -> Self {
        self.template_id = Some(value.into());
        self
    }
}

impl Object for SynchronizationJob {
    const ODATA_TYPE: &'static str = "microsoft.graph.synchronizationJob";

    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        match name {
            "id" => reader.member(&mut self.id),
            "schedule" => reader.member(&mut self.schedule),
            "status" => reader.member(&mut self.status),
            "synchronizationJobSettings" => reader.member(&mut self.synchronization_job_settings),
            "templateId" => reader.member(&mut self.template_id),
            _ => Ok(false),
        }
    }

    fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
        writer.member("id", &self.id);
        writer.member("schedule", &self.schedule);
        writer.member("status", &self.status);
        writer.member("synchronizationJobSettings", &self.synchronization_job_settings);
        writer.member("templateId", &self.template_id);
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

/// When a [`SynchronizationJob`] runs.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SynchronizationSchedule {
    /// When the job ends.
    pub expiration: Option<DateTimeOffset>,
    /// The time between two runs.
    pub interval: Option<Duration>,
    /// Whether the job runs.
    pub state: Option<SynchronizationScheduleState>,
    /// What the service sent beside the documented properties.
    pub extra: Extra,
}

impl SynchronizationSchedule {
    /// A schedule with no property set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets [`expiration`](Self::expiration).
    pub fn with_expiration(mut self, value: impl Into<DateTimeOffset>) -> Self {
        self.expiration = Some(value.into());
        self
    }

    /// Sets [`interval`](Self::interval).
    pub fn with_interval(mut self, value: impl Into<Duration>) -> Self {
        self.interval = Some(value.into());
        self
    }

    /// Sets [`state`](Self::state).
    pub fn with_state(mut self, value: impl Into<SynchronizationScheduleState>) -> Self {
        self.state = Some(value.into());
        self
    }
}

impl Object for SynchronizationSchedule {
    const ODATA_TYPE: &'static str = "microsoft.graph.synchronizationSchedule";

    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        match name {
            "expiration" => reader.member(&mut self.expiration),
            "interval" => reader.member(&mut self.interval),
            "state" => reader.member(&mut self.state),
            _ => Ok(false),
        }
    }

    fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
        writer.member("expiration", &self.expiration);
        writer.member("interval", &self.interval);
        writer.member("state", &self.state);
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

/// How a [`SynchronizationJob`] fares.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SynchronizationStatus {
    /// Runs in a row that failed.
    pub count_successive_complete_failures: Option<i64>,
    /// Whether some objects are no longer tried.
    pub escrows_pruned: Option<bool>,
    /// How far the current run is.
    pub progress: Option<Vec<SynchronizationProgress>>,
    /// What the service sent beside the documented properties.
    pub extra: Extra,
}

impl Object for SynchronizationStatus {
    const ODATA_TYPE: &'static str = "microsoft.graph.synchronizationStatus";

    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        match name {
            "countSuccessiveCompleteFailures" => {
                reader.member(&mut self.count_successive_complete_failures)
            }
            "escrowsPruned" => reader.member(&mut self.escrows_pruned),
            "progress" => reader.member(&mut self.progress),
            _ => Ok(false),
        }
    }

    fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
        writer.member("countSuccessiveCompleteFailures", &self.count_successive_complete_failures);
        writer.member("escrowsPruned", &self.escrows_pruned);
        writer.member("progress", &self.progress);
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

/// How far a run is.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SynchronizationProgress {
    /// Units done.
    pub completed_units: Option<i64>,
    /// Share done, in percent.
    pub percent: Option<f64>,
    /// Shares by step.
    pub steps: Option<Vec<Option<f64>>>,
    /// The run before this one.
    pub previous: Option<Box<SynchronizationProgress>>,
    /// What the service sent beside the documented properties.
    pub extra: Extra,
}

impl Object for SynchronizationProgress {
    const ODATA_TYPE: &'static str = "microsoft.graph.synchronizationProgress";

    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        match name {
            "completedUnits" => reader.member(&mut self.completed_units),
            "percent" => reader.member(&mut self.percent),
            "steps" => reader.member(&mut self.steps),
            "previous" => reader.member(&mut self.previous),
            _ => Ok(false),
        }
    }

    fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
        writer.member("completedUnits", &self.completed_units);
        writer.member("percent", &self.percent);
        writer.member("steps", &self.steps);
        writer.member("previous", &self.previous);
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

/// A setting.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct KeyValuePair {
    /// Name of the setting.
    pub name: Option<String>,
    /// Value of the setting.
    pub value: Option<String>,
    /// What the service sent beside the documented properties.
    pub extra: Extra,
}

impl Object for KeyValuePair {
    const ODATA_TYPE: &'static str = "microsoft.graph.keyValuePair";

    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        match name {
            "name" => reader.member(&mut self.name),
            "value" => reader.member(&mut self.value),
            _ => Ok(false),
        }
    }

    fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
        writer.member("name", &self.name);
        writer.member("value", &self.value);
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

/// What a restart starts anew.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SynchronizationJobRestartCriteria {
    /// What is forgotten.
    pub reset_scope: Option<Flags<SynchronizationJobRestartScope>>,
    /// What the service sent beside the documented properties.
    pub extra: Extra,
}

impl SynchronizationJobRestartCriteria {
    /// Criteria with no property set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets [`reset_scope`](Self::reset_scope).
    pub fn with_reset_scope(
        mut self,
        value: impl Into<Flags<SynchronizationJobRestartScope>>,
    ) -> Self {
        self.reset_scope = Some(value.into());
        self
    }
}

impl Object for SynchronizationJobRestartCriteria {
    const ODATA_TYPE: &'static str = "microsoft.graph.synchronizationJobRestartCriteria";

    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        match name {
            "resetScope" => reader.member(&mut self.reset_scope),
            _ => Ok(false),
        }
    }

    fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
        writer.member("resetScope", &self.reset_scope);
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

/// Whether a [`SynchronizationSchedule`] is in force.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SynchronizationScheduleState {
    /// `Active`
    Active,
    /// `Disabled`
    Disabled,
    #[doc(hidden)]
    Other(OtherText),
}

/// What a restart can forget.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SynchronizationJobRestartScope {
    /// `Watermark`
    Watermark,
    /// `Escrows`
    Escrows,
    /// `QuarantineState`
    QuarantineState,
    #[doc(hidden)]
    Other(OtherText),
}

enumeration! {
    SynchronizationScheduleState = "microsoft.graph.synchronizationScheduleState" {
        Active = "Active",
        Disabled = "Disabled",
    }
    SynchronizationJobRestartScope = "microsoft.graph.synchronizationJobRestartScope" {
        Watermark = "Watermark",
        Escrows = "Escrows",
        QuarantineState = "QuarantineState",
    }
}

serde_impls!(
    SynchronizationJob,
    SynchronizationSchedule,
    SynchronizationStatus,
    SynchronizationProgress,
    KeyValuePair,
    SynchronizationJobRestartCriteria,
);
