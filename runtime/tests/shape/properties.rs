//! What holds for every value, tried on many.

use docwright_runtime::testing::{assert_round_trip, json_difference};
use docwright_runtime::{
    AnyOf, Binary, Date, DateTimeOffset, Duration, Flags, RawJson, TimeOfDay, json,
};
use proptest::prelude::*;

use crate::generated::models::*;

/// Any JSON text, with repeated names and odd spellings.
fn any_json() -> impl Strategy<Value = String> {
    let number = r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,10})?([eE][+-]?[0-9]{1,2})?";
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        number,
        any::<String>().prop_map(|text| json::to_string(&text)),
    ];
    let name = prop_oneof![
        "[a-c]",
        "(id|status|progress|percent|completedUnits|schedule|state|@odata\\.type)"
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        let member =
            (name.clone(), inner.clone()).prop_map(|(name, value)| format!("{name:?}: {value}"));
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(|items| format!("[{}]", items.join(" , "))),
            prop::collection::vec(member, 0..6)
                .prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

fn comes_back<T: std::str::FromStr + ToString>(text: &str) -> bool {
    text.parse::<T>().is_ok_and(|value| value.to_string() == text)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn raw_json_comes_back(text in any_json()) {
        let value: RawJson = assert_round_trip(&text);
        prop_assert_eq!(value.as_str(), text.as_str());
    }

    #[test]
    fn any_object_comes_back_leniently(text in any_json()) {
        if let Ok((job, _)) = json::from_slice_lenient::<SynchronizationJob>(text.as_bytes()) {
            prop_assert_eq!(json_difference(&text, &json::to_string(&job)), None);
        }
        if let Ok((any, _)) = json::from_slice_lenient::<AnyAttachment>(text.as_bytes()) {
            prop_assert_eq!(json_difference(&text, &json::to_string(&any)), None);
            prop_assert_eq!(json_difference(&text, &json::to_string(&any.to_base())), None);
            prop_assert_eq!(json::from_str::<AnyAttachment>(&json::to_string(&any)), Ok(any));
        }
    }

    #[test]
    fn numbers_come_back(number in r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?") {
        assert_round_trip::<SynchronizationProgress>(&format!(r#"{{"percent":{number}}}"#));
        assert_round_trip::<SynchronizationProgress>(&format!(r#"{{"steps":[{number},{number}]}}"#));
        let integer = format!(r#"{{"completedUnits":{number}}}"#);
        if json::from_str::<SynchronizationProgress>(&integer).is_ok() {
            assert_round_trip::<SynchronizationProgress>(&integer);
        }
    }

    #[test]
    fn doubles_come_back(value in any::<f64>()) {
        let back: f64 = json::from_str(&json::to_string(&value)).unwrap();
        prop_assert!(back.to_bits() == value.to_bits() || value.is_nan() && back.is_nan());
    }

    #[test]
    fn strings_come_back(text in any::<String>()) {
        prop_assert_eq!(json::from_str::<String>(&json::to_string(&text)), Ok(text));
    }

    #[test]
    fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = json::from_slice::<SynchronizationJob>(&bytes);
        let _ = json::from_slice_lenient::<AnyAttachment>(&bytes);
    }

    #[test]
    fn no_text_panics(text in r#"[-+TtZzPDHMSYW0-9:. "\\{}\[\],]{0,40}"#) {
        let _ = (text.parse::<DateTimeOffset>(), text.parse::<Duration>(), text.parse::<Date>());
        let _ = (text.parse::<TimeOfDay>(), Binary::from_text(text.clone()).to_bytes());
        let _ = json::from_str::<SynchronizationProgress>(&text);
    }

    #[test]
    fn times_come_back(
        text in r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])[Tt ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,12})?)?([Zz]|[+-](0[0-9]|1[0-9]|2[0-3]):[0-5][0-9])?"
    ) {
        prop_assert!(comes_back::<DateTimeOffset>(&text), "{text}");
    }

    #[test]
    fn durations_come_back(text in r"-?P[0-9]{1,5}D(T[0-9]{1,2}H[0-9]{1,2}M[0-9]{1,2}(\.[0-9]{1,12})?S)?") {
        prop_assert!(comes_back::<Duration>(&text), "{text}");
    }

    #[test]
    fn durations_count(nanoseconds in any::<i64>()) {
        let duration = Duration::from_nanoseconds(nanoseconds.into());
        prop_assert_eq!(duration.parts().total_nanoseconds(), Some(nanoseconds.into()));
        prop_assert!(comes_back::<Duration>(duration.as_str()));
    }

    #[test]
    fn instants_come_back(seconds in -62_167_219_200i64..=253_402_300_799, nanoseconds in 0..1_000_000_000u32) {
        let time = DateTimeOffset::from_unix(seconds, nanoseconds).unwrap();
        prop_assert_eq!((time.unix_seconds(), time.nanosecond()), (seconds, nanoseconds));
        prop_assert!(comes_back::<DateTimeOffset>(&time.to_string()));
    }

    #[test]
    fn the_order_of_times_agrees_with_equality(a in any_time(), b in any_time()) {
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        if !a.same_instant(b) {
            let instant = |time: DateTimeOffset| (time.unix_seconds(), time.nanosecond());
            prop_assert_eq!(a < b, instant(a) < instant(b));
        }
    }

    #[test]
    fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        prop_assert_eq!(Binary::new(&bytes).to_bytes().unwrap(), bytes.clone());
        prop_assert_eq!(Binary::url_safe(&bytes).to_bytes().unwrap(), bytes);
    }

    #[test]
    fn flags_come_back(text in any::<String>()) {
        let flags = Flags::<SynchronizationJobRestartScope>::from(text.as_str());
        prop_assert_eq!(json::from_str(&json::to_string(&flags)), Ok(flags.clone()));
        prop_assert_eq!(flags.as_str(), text);
    }
}

fn any_time() -> impl Strategy<Value = DateTimeOffset> {
    r"2024-01-0[1-2]T0[0-2]:00:00(\.[0-1]{1,2})?(Z|\+00:00|-00:00|-01:00|)"
        .prop_map(|text| text.parse().unwrap())
}
