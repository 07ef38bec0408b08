//! Placeholder forms and matching.

use super::*;

fn path(target: &str) -> PathTemplate {
    PathTemplate::parse(target).expect(target)
}

#[test]
fn all_placeholder_forms_are_parameters() {
    assert_eq!(path("/applications/<id>/synchronization/jobs").parameters(), ["id"]);
    assert_eq!(
        path("/users/{id | userPrincipalName}/manager").parameters(),
        ["id | userPrincipalName"]
    );
    assert_eq!(path("/users('{id}')/photo").parameters(), ["id"]);
    assert_eq!(
        path("/reports/getActivity(period='{period_value}')").parameters(),
        ["period_value"]
    );
    assert_eq!(path("/me/drive/root:/{item-path}:/content").parameters(), ["item-path"]);
    assert_eq!(
        path("/drives/{drive-id}/items/{item-id}").to_string(),
        "/drives/{drive-id}/items/{item-id}"
    );
}

#[test]
fn doubled_braces_and_fragments_are_read_and_open_ones_are_not() {
    assert_eq!(path("/users/{{user-id}}/photo").to_string(), "/users/{user-id}/photo");
    assert_eq!(path("/users/{a/b}/photo").segments.len(), 3);
    assert_eq!(path("/me/photo#remarks").to_string(), "/me/photo");
    for target in ["/users/{id/photo", "/users/id}/photo", "/users/{id}}"] {
        assert_eq!(PathTemplate::parse(target), None, "{target}");
    }
}

#[test]
fn sample_values_of_documented_parameters_are_placeholders() {
    let open = |target, documented: &str| {
        path(target).with_parameters(|name| name == documented).to_string()
    };
    assert_eq!(open("/reports/f(period='D7')", "period"), "/reports/f(period='{period}')");
    assert_eq!(
        open("/reports/f(on='parameterValue')", "parameterValue"),
        "/reports/f(on='{parameterValue}')"
    );
    assert_eq!(open("/reports/f(period='D7')", "date"), "/reports/f(period='D7')");
}

#[test]
fn host_version_and_query_are_no_segments() {
    let template = path("https://graph.microsoft.com/beta/me/messages?$select=id");
    assert_eq!(template.to_string(), "/me/messages");
    assert_eq!(template.query.as_deref(), Some("$select=id"));
    assert_eq!(PathTemplate::parse("https://graph.microsoft.com/v1.0"), None);
}

#[test]
fn examples_match_their_template() {
    let template = path("/servicePrincipals/{id}/synchronization/jobs/{jobId}/restart");
    let values =
        template.matches("https://x/v1.0/servicePrincipals/1/synchronization/jobs/a.b/restart");
    assert_eq!(values, Some(vec!["1".to_owned(), "a.b".to_owned()]));
    assert_eq!(template.matches("/servicePrincipals/1/synchronization/jobs/a"), None);
    let values = path("/f(a='{x}',b={y})").matches("/f(b=2,a='1')");
    assert_eq!(values, Some(vec!["1".to_owned(), "2".to_owned()]));
    assert_eq!(
        path("/root:/{path}:/content").matches("/root:/a:/content"),
        Some(vec!["a".to_owned()])
    );
}

#[test]
fn paths_between_colons_are_one_value() {
    let template = path("/root:/{path}:/content");
    assert_eq!(template.matches("/root:/a/b.txt:/content"), Some(vec!["a/b.txt".to_owned()]));
    assert_eq!(template.matches("/root:/a/b.txt/content"), None);
    assert_eq!(path("/root:/{path}").matches("/root:/a/b"), Some(vec!["a/b".to_owned()]));
    assert_eq!(path("/{path}").matches("/a/b"), None);
}

#[test]
fn quotes_that_the_template_lacks_are_part_of_the_value() {
    assert_eq!(path("/f(on={on})").matches("/f(on='x')"), Some(vec!["'x'".to_owned()]));
    assert_eq!(path("/f(on='{on}')").matches("/f(on='x')"), Some(vec!["x".to_owned()]));
}

#[test]
fn a_query_in_brackets_is_no_part_of_the_path() {
    let template = path("/pages/{id}/content[?ids=true]");
    assert_eq!(template.to_string(), "/pages/{id}/content");
    assert_eq!(template.query.as_deref(), Some("ids=true"));
}

#[test]
fn what_is_no_name_is_a_value() {
    let names = ["colors", "root", "shades", "between"];
    let opened = |target| path(target).opened(|text| names.contains(&text)).to_string();
    assert_eq!(opened("/atlas/colors/17/shades"), "/atlas/colors/{id}/shades");
    assert_eq!(opened("/colors('17')/{shade}"), "/colors('{id}')/{shade}");
    assert_eq!(opened("/colors/between(from='a',to=2)"), "/colors/between(from='{from}',to={to})");
    assert_eq!(opened("/colors/root:/a/b.txt:/shades"), "/colors/root:/{path}:/shades");
    assert_eq!(opened("/colors/17:/a/b.txt"), "/colors/{id}:/{path}");
}

#[test]
fn several_parameters_in_a_segment_take_no_time() {
    let template = path("/docs/{a}-{b}-{c}-{d}.x");
    assert_eq!(
        template.matches("/docs/é-2-3-4-5.x"),
        Some(["é", "2", "3", "4-5"].map(str::to_owned).to_vec())
    );
    assert_eq!(template.matches(&format!("/docs/{}y", "a-".repeat(1_000))), None);
}

#[test]
fn long_paths_between_colons_take_no_time() {
    let template = path(&format!("{}/end", "/root:/{path}:/x".repeat(40)));
    assert_eq!(template.matches(&"/root:/a:/x".repeat(4_000)), None);
    let found = template.matches(&format!("{}/end", "/root:/a:/x".repeat(4_000)));
    assert_eq!(found.map(|values| values.len()), Some(40));
    let template = path("/root:/{a}-{b}:/root:/{c}-{d}:/end");
    assert_eq!(template.matches(&"/root:/a-b:".repeat(4_000)), None);
}

#[test]
fn what_no_request_line_holds_is_no_path() {
    assert!(PathTemplate::parse(&"/a".repeat(4_000)).is_some());
    assert!(PathTemplate::parse(&"/a".repeat(4_001)).is_none());
}

#[test]
fn values_of_paths_take_as_few_segments_as_may_be() {
    let values = |found: &[&str]| Some(found.iter().map(|text| (*text).to_owned()).collect());
    let template = path("/root:/{path}:/x/{id}");
    assert_eq!(template.matches("/root:/a:/x/1"), values(&["a", "1"]));
    assert_eq!(template.matches("/root:/a:/x/b:/x/1"), values(&["a:/x/b", "1"]));
    assert_eq!(path("/root:/{path}").matches("/root:"), None);
}

#[test]
fn encoded_marks_are_marks_where_the_path_fits_so() {
    let values = |found: &[&str]| Some(found.iter().map(|text| (*text).to_owned()).collect());
    let template = path("/drive/root:/{path}:/content");
    assert_eq!(template.matches("/drive/root%3A/a/b%3a/content?x=%3A"), values(&["a/b"]));
    assert_eq!(path("/f(a='{a}')").matches("/f%28a=%27x%27%29"), values(&["x"]));
    assert_eq!(path("/a/{id}").matches("/a/x%40y"), values(&["x%40y"]));
}
