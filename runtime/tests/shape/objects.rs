//! Objects, enumerations and derived types: nothing is lost.

use docwright_runtime::testing::{assert_round_trip, json_difference};
use docwright_runtime::{AnyOf, DateTimeOffset, Extra, Flags, Object, RawJson, json};

use crate::generated::models::SynchronizationJobRestartScope::{
    Escrows, QuarantineState, Watermark,
};
use crate::generated::models::*;

const JOB: &str = r##"{
    "@odata.type": "#microsoft.graph.synchronizationJob",
    "@odata.etag": "W/\"1\"",
    "id": "BoxOutDelta.1",
    "templateId": "BoxOutDelta",
    "schedule": {"expiration": null, "interval": "P10675199DT2H48M5.4775807S", "state": "Disabled"},
    "status": {
        "countSuccessiveCompleteFailures": "99",
        "escrowsPruned": false,
        "progress": [
            {"completedUnits": 9223372036854775807, "percent": 1.0, "steps": [1, 2.0, null, 1E3]},
            {"completedUnits": 1.0, "percent": 0.5, "steps": null,
             "previous": {"percent": "INF", "previous": {"percent": -0.0}}}
        ],
        "quarantine": {"nextAttempt": "9999-12-31T23:59:59.9999999Z", "count": 1.50}
    },
    "synchronizationJobSettings": [],
    "bulkUpload": null
}"##;

#[test]
fn a_job_comes_back_as_it_was() {
    let job: SynchronizationJob = assert_round_trip(JOB);
    let status = job.status.as_ref().unwrap();
    let progress = status.progress.as_deref().unwrap();
    assert_eq!(status.count_successive_complete_failures, Some(99));
    assert_eq!(progress[0].completed_units, Some(i64::MAX));
    // A null among items is no item, and is written again.
    assert_eq!(progress[0].steps, Some(vec![1.0, 2.0, 1000.0]));
    assert_eq!(progress[1].previous.as_ref().unwrap().percent, Some(f64::INFINITY));
    assert_eq!(job.extra.odata_type().as_deref(), Some("microsoft.graph.synchronizationJob"));
    assert_eq!(job.extra.odata_etag().as_deref(), Some("W/\"1\""));
    assert_eq!(
        status.extra.get("quarantine").unwrap().as_str(),
        r#"{"nextAttempt": "9999-12-31T23:59:59.9999999Z", "count": 1.50}"#
    );
}

#[test]
fn absent_null_and_value_are_three_states() {
    for text in
        ["{}", r#"{"schedule":null}"#, r#"{"schedule":{}}"#, r#"{"schedule":{"state":null}}"#]
    {
        let job: SynchronizationJob = assert_round_trip(text);
        assert_eq!(json::to_string(&job), text);
    }
    let absent: SynchronizationJob = json::from_str("{}").unwrap();
    let null: SynchronizationJob = json::from_str(r#"{"schedule":null}"#).unwrap();
    assert_eq!((&absent.schedule, &null.schedule), (&None, &None));
    assert!(null.extra.is_null("schedule") && !absent.extra.is_null("schedule"));
    assert_ne!(absent, null);
}

#[test]
fn null_can_be_written_and_a_value_overrides_it() {
    let clear = SynchronizationJob::new().with_null("schedule");
    assert_eq!(json::to_string(&clear), r#"{"schedule":null}"#);
    let set = clear.with_schedule(SynchronizationSchedule::new().with_state("Active".into()));
    assert_eq!(json::to_string(&set), r#"{"schedule":{"state":"Active"}}"#);
    let unknown = SynchronizationJob::new().with_id("1").with_null("future");
    assert_eq!(json::to_string(&unknown), r#"{"id":"1","future":null}"#);
}

#[test]
fn a_field_wins_over_extra_of_its_name() {
    let mut job =
        SynchronizationJob::new().with_extra("templateId", &1i32).with_extra("more", &2i32);
    assert_eq!(json::to_string(&job), r#"{"templateId":1,"more":2}"#);
    job.template_id = Some("a".into());
    assert_eq!(json::to_string(&job), r#"{"templateId":"a","more":2}"#);
}

#[test]
fn a_spelling_lasts_as_long_as_its_value() {
    let mut progress: SynchronizationProgress =
        assert_round_trip(r#"{"completedUnits":"7","percent":1.0}"#);
    progress.completed_units = Some(8);
    assert_eq!(json::to_string(&progress), r#"{"completedUnits":8,"percent":1.0}"#);
    progress.completed_units = Some(7);
    assert_eq!(json::to_string(&progress), r#"{"completedUnits":"7","percent":1.0}"#);
    progress.extra.clear();
    assert_eq!(json::to_string(&progress), r#"{"completedUnits":7,"percent":1}"#);
}

#[test]
fn of_duplicate_members_the_last_counts() {
    let job: SynchronizationJob =
        json::from_str(r#"{"id":"a","x":1,"id":null,"x":2,"id":"b"}"#).unwrap();
    assert_eq!(json::to_string(&job), r#"{"id":"b","x":2}"#);
    let job: SynchronizationJob = json::from_str(r#"{"id":"a","id":null}"#).unwrap();
    assert_eq!(json::to_string(&job), r#"{"id":null}"#);
    let progress: SynchronizationProgress =
        json::from_str(r#"{"percent":1.0,"percent":2}"#).unwrap();
    assert_eq!(json::to_string(&progress), r#"{"percent":2}"#);
}

#[test]
fn errors_name_the_place() {
    let text = r#"{"status": {"progress": [{}, {"completedUnits": "x"}]}}"#;
    let error = json::from_str::<SynchronizationJob>(text).unwrap_err();
    assert_eq!(
        error.to_string(),
        "status.progress[1].completedUnits: expected Int64, found \"x\" at byte 48"
    );
    let cases = [
        (r#"{"id": 1}"#, "id: expected String, found 1 at byte 7"),
        (r#"{"schedule": []}"#, "schedule: expected object, found array at byte 13"),
        (
            r#"{"schedule": {"expiration": "soon"}}"#,
            "schedule.expiration: expected DateTimeOffset, found \"soon\" at byte 28",
        ),
        (r#"{"id": "a" "b"}"#, "expected `,` or `}`, found \"b\" at byte 11"),
        (r#"{"id": "a"} x"#, "expected end of text, found `x` at byte 12"),
        (r#"{"x": {"y": tru}}"#, "x.y: expected Boolean, found tru at byte 12"),
        ("", "expected object, found end of text at byte 0"),
        (
            r#"{"id": "\ud800"}"#,
            "id: expected well-formed string, found expected low surrogate at byte 7",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(json::from_str::<SynchronizationJob>(text).unwrap_err().to_string(), message);
    }
    let error = json::from_slice::<String>(b"\"a\xff\"").unwrap_err();
    assert_eq!(error.to_string(), "expected UTF-8, found byte 0xff at byte 2");
}

#[test]
fn depth_is_bounded() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}"), (r#"{"previous":"#, "}")] {
        let nested =
            |levels: usize| format!("{}{}{}", open.repeat(levels), "null", close.repeat(levels));
        assert!(json::from_str::<RawJson>(&nested(128)).is_ok());
        assert!(json::from_str::<RawJson>(&nested(129)).is_err());
        assert!(json::from_str::<RawJson>(&nested(1_000_000)).is_err());
    }
    let deep = format!("{}{}", r#"{"previous":"#.repeat(100_000), "null");
    assert!(json::from_str::<SynchronizationProgress>(&deep).is_err());
    let deep = format!(
        "{}{}",
        r#"{"main":{"@odata.type":"microsoft.graph.itemAttachment","a":"#.repeat(100_000),
        "null"
    );
    assert!(json::from_str::<ItemAttachment>(&deep).is_err());
}

#[test]
fn lenient_reading_sets_errors_aside() {
    let text = br#"{"id": 5, "status": {"progress": [{"percent": "much", "completedUnits": 3}], "escrowsPruned": []}}"#;
    let (job, errors) = json::from_slice_lenient::<SynchronizationJob>(text).unwrap();
    let paths: Vec<&str> = errors.iter().map(json::DecodeError::path).collect();
    assert_eq!(paths, ["id", "status.progress[0].percent", "status.escrowsPruned"]);
    assert_eq!(job.id, None);
    assert_eq!(job.status.as_ref().unwrap().progress.as_ref().unwrap()[0].completed_units, Some(3));
    assert!(json::to_string(&job).contains(r#""percent":"much""#));
    for (text, last) in [
        (r#"{"id":null,"id":1}"#, r#"{"id":1}"#),
        (r#"{"id":1,"id":null}"#, r#"{"id":null}"#),
        (r#"{"id":1,"id":"a"}"#, r#"{"id":"a"}"#),
        (r#"{"id":"a","id":1}"#, r#"{"id":1}"#),
    ] {
        let (job, _) = json::from_slice_lenient::<SynchronizationJob>(text.as_bytes()).unwrap();
        assert_eq!(json::to_string(&job), last);
    }
    assert!(json::from_slice_lenient::<SynchronizationJob>(br#"{"id": {"a": }}"#).is_err());
    assert!(
        json::from_slice_lenient::<SynchronizationJob>(br#"{"id": 1, "schedule": {"state": [}}"#)
            .is_err()
    );
}

#[test]
fn unknown_enumeration_members_are_kept() {
    let schedule: SynchronizationSchedule = assert_round_trip(r#"{"state":"Paused"}"#);
    let state = schedule.state.unwrap();
    assert!(!matches!(
        state,
        SynchronizationScheduleState::Active | SynchronizationScheduleState::Disabled
    ));
    assert_eq!((state.as_str(), state.to_string()), ("Paused", "Paused".to_owned()));
    assert_eq!(SynchronizationScheduleState::from("Active"), SynchronizationScheduleState::Active);
    assert!(json::from_str::<SynchronizationSchedule>(r#"{"state":1}"#).is_err());
}

#[test]
fn flags_keep_order_and_spelling() {
    for text in ["Watermark, Escrows", "Escrows,Watermark", "", " Watermark ,New"] {
        let json = format!(r#"{{"resetScope":"{text}"}}"#);
        let criteria: SynchronizationJobRestartCriteria = assert_round_trip(&json);
        assert_eq!(criteria.reset_scope.unwrap().as_str(), text);
    }
    let mut flags: Flags<_> = [Watermark, Escrows, Watermark].into_iter().collect();
    assert_eq!(flags.as_str(), "Watermark, Escrows");
    assert_eq!(flags, Flags::from("Watermark,Escrows"));
    flags.remove(&Watermark);
    assert!(flags.contains(&Escrows) && !flags.contains(&QuarantineState));
}

const ATTACHMENTS: &str = r##"{
    "@odata.type": "#microsoft.graph.itemAttachment",
    "name": "letter",
    "main": {"name": "photo", "width": 5, "@odata.type": "microsoft.graph.imageAttachment"},
    "attachments": [
        {"@odata.type": "#microsoft.graph.fileAttachment", "contentBytes": "aGk=", "size": 2},
        {"@odata.type": "#microsoft.graph.futureAttachment", "name": "x", "odd": [1.0]},
        {"name": "plain"},
        {"attachments": [{"contentBytes": "-_8", "@odata.type": "#microsoft.graph.fileAttachment"}],
         "@odata.type": "https://example.com/$metadata#microsoft.graph.itemAttachment"}
    ]
}"##;

#[test]
fn derived_types_are_told_apart_at_any_depth() {
    let AnyAttachment::ItemAttachment(letter) = assert_round_trip(ATTACHMENTS) else { panic!() };
    assert!(
        matches!(&letter.main, Some(AnyAttachment::ImageAttachment(image)) if image.width == Some(5))
    );
    let attachments = letter.attachments.unwrap();
    let [
        AnyAttachment::FileAttachment(file),
        AnyAttachment::Attachment(future),
        AnyAttachment::Attachment(plain),
        AnyAttachment::ItemAttachment(item),
    ] = &attachments[..]
    else {
        panic!("{attachments:?}")
    };
    assert_eq!(file.content_bytes.as_ref().unwrap().to_bytes().unwrap(), b"hi");
    assert_eq!(future.extra.odata_type().as_deref(), Some("microsoft.graph.futureAttachment"));
    assert_eq!((plain.name.as_deref(), &plain.extra), (Some("plain"), &Extra::default()));
    let Some([AnyAttachment::FileAttachment(inner)]) = item.attachments.as_deref() else {
        panic!()
    };
    assert_eq!(inner.content_bytes.as_ref().unwrap().to_bytes().unwrap(), [0xfb, 0xff]);
}

#[test]
fn a_derived_value_made_by_hand_tells_its_type() {
    let file = FileAttachment::new().with_name("a").with_content_bytes(b"hi".as_slice());
    assert_eq!(json::to_string(&file), r#"{"name":"a","contentBytes":"aGk="}"#);
    let item =
        ItemAttachment::new().with_attachments(vec![file.into()]).with_main(Attachment::default());
    assert_eq!(
        json::to_string(&item),
        r##"{"attachments":[{"@odata.type":"#microsoft.graph.fileAttachment","name":"a","contentBytes":"aGk="}],"main":{}}"##
    );
}

#[test]
fn a_derived_value_equals_what_it_becomes_on_the_wire_and_back() {
    let mut photo = ImageAttachment::default();
    (photo.name, photo.width) = (Some("photo".to_owned()), Some(5));
    let item = ItemAttachment::new().with_attachments(vec![photo.clone().into()]);
    let any = AnyAttachment::from(item);
    assert_eq!(json::from_str::<AnyAttachment>(&json::to_string(&any)), Ok(any));
    // Written in another way, the type is kept as it came.
    let text = r#"{"@odata.type":"microsoft.graph.imageAttachment","name":"photo","width":5}"#;
    let AnyAttachment::ImageAttachment(read) = assert_round_trip(text) else { panic!() };
    assert_ne!(*read, photo);
}

#[test]
fn every_value_has_the_fields_of_its_base() {
    let any: AnyAttachment = assert_round_trip(ATTACHMENTS);
    let base = any.to_base();
    assert_eq!(base.name.as_deref(), Some("letter"));
    assert_eq!(base.extra.odata_type().as_deref(), Some("microsoft.graph.itemAttachment"));
    assert_eq!(json_difference(&json::to_string(&base), &json::to_string(&any)), None);
}

#[test]
fn a_null_among_items_fails_nothing_and_is_written_again() {
    let text = r#"{"attachments":[null,{"name":"a","size":1},null]}"#;
    let mut item: ItemAttachment = assert_round_trip(text);
    assert_eq!(item.attachments.as_ref().map(Vec::len), Some(1));
    item.attachments.as_mut().expect("one is there").clear();
    assert_eq!(json::to_string(&item), r#"{"attachments":[]}"#);
    // Where items may be null, they are read as that; what is wrong otherwise still is.
    assert_eq!(json::from_str("[null,1]"), Ok(vec![None, Some(1)]));
    assert!(json::from_str::<Vec<i32>>(r#"[null,"x"]"#).is_err());
}

#[test]
fn generated_values_stay_small() {
    assert_eq!(size_of::<Extra>(), size_of::<usize>());
    assert_eq!(size_of::<DateTimeOffset>(), 16);
    assert_eq!(size_of::<AnyAttachment>(), 16);
    assert_eq!(size_of::<json::DecodeError>(), size_of::<usize>());
}
