//! Serde's traits on generated types.

use docwright_runtime::{Collection, DateTimeOffset, RawJson, json};
use serde_json::{Value, json as value};

use crate::generated::models::*;

#[test]
fn serde_json_both_ways() {
    let text = r#"{"id":"1","schedule":{"expiration":null,"state":"New"},"status":{"countSuccessiveCompleteFailures":-3,"progress":[{"percent":1.5,"steps":[null,2]}]},"new":[true,{"a":18446744073709551615}]}"#;
    let job: SynchronizationJob = serde_json::from_str(text).unwrap();
    assert_eq!(job, json::from_str(text).unwrap());
    assert_eq!(serde_json::to_value(&job).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    assert_eq!(
        serde_json::from_value::<SynchronizationJob>(serde_json::to_value(&job).unwrap()).unwrap(),
        job
    );
}

#[test]
fn errors_come_through() {
    let error = serde_json::from_str::<SynchronizationJob>(r#"{"id":1}"#).unwrap_err();
    assert_eq!(error.to_string(), "id: expected String, found 1 at byte 6");
    assert!(serde_json::to_value(RawJson::parse("1e999").unwrap()).is_err());
    assert!(serde_json::from_str::<RawJson>(&"[".repeat(10_000)).is_err());
}

#[test]
fn derived_types_enumerations_and_values() {
    let attachment = value!({"name": "a", "@odata.type": "#microsoft.graph.fileAttachment"});
    let any: AnyAttachment = serde_json::from_value(attachment.clone()).unwrap();
    assert!(matches!(any, AnyAttachment::FileAttachment(_)));
    assert_eq!(serde_json::to_value(&any).unwrap(), attachment);
    assert_eq!(
        serde_json::to_value(SynchronizationScheduleState::Active).unwrap(),
        value!("Active")
    );
    let time: DateTimeOffset =
        serde_json::from_value(value!("2017-01-01T00:02:23.4483416+00:00")).unwrap();
    assert_eq!(serde_json::to_value(time).unwrap(), value!("2017-01-01T00:02:23.4483416+00:00"));
    let page: Collection<SynchronizationJob> =
        serde_json::from_value(value!({"value": [{"id": "1"}], "@odata.count": 1})).unwrap();
    assert_eq!(
        serde_json::to_value(&page).unwrap(),
        value!({"value": [{"id": "1"}], "@odata.count": 1})
    );
}

#[test]
fn numbers_of_arbitrary_precision_are_numbers() {
    // What serde_json's deserializer hands out with its feature `arbitrary_precision`.
    let handed = value!({"percent": {"$serde_json::private::Number": "1.50"}});
    let progress: SynchronizationProgress = serde_json::from_value(handed).unwrap();
    assert_eq!(json::to_string(&progress), r#"{"percent":1.50}"#);
}
