//! The bookshop API, compiled from the pages in `docs/` while this crate is built.

include!(concat!(env!("OUT_DIR"), "/api.rs"));

/// The examples of the README are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;

#[cfg(test)]
mod tests {
    use super::{models, operations};
    use docwright_runtime::{Endpoint, json};

    #[test]
    fn models_and_stubs_come_from_the_pages() {
        let book =
            models::Book::new().with_title("Walden").with_format(models::BookFormat::Paperback);
        assert_eq!(json::to_string(&book), r#"{"title":"Walden","format":"paperback"}"#);

        let order =
            operations::book::Order::new("walden/1", operations::book::OrderParameters::new(2));
        let request = order.request("https://bookshop.example/v1.0").expect("a request");
        assert_eq!(request.method(), "POST");
        assert_eq!(request.uri(), "https://bookshop.example/v1.0/books/walden%2F1/order");
        assert_eq!(request.body().as_ref(), br#"{"copies":2}"#);
    }

    #[test]
    fn a_member_that_the_pages_do_not_name_is_kept() {
        let book: models::Book =
            json::from_str(r#"{"title":"Walden","format":"scroll","shelf":7.0}"#).expect("a book");
        assert_eq!(book.format.as_ref().map(models::BookFormat::as_str), Some("scroll"));
        assert_eq!(json::to_string(&book), r#"{"title":"Walden","format":"scroll","shelf":7.0}"#);
    }
}
