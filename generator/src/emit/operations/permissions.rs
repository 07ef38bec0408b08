//! The permissions of an operation in generated code: a constant that programs ask, and lines that people
//! read.

use crate::emit::docs;
use crate::emit::types::Scope;
use crate::model::{Caller, Permissions};
use proc_macro2::TokenStream;
use quote::quote;

/// The callers, and what the documentation calls them.
const CALLERS: [(Caller, &str); 3] = [
    (Caller::DelegatedWork, "a user with a work or school account"),
    (Caller::DelegatedPersonal, "a user with a personal account"),
    (Caller::Application, "a program of its own"),
];

/// The call that adds them to the operation's constant; none where the page says nothing.
pub(super) fn constant(scope: &mut Scope<'_>, rows: &[Permissions]) -> Option<TokenStream> {
    if rows.is_empty() {
        return None;
    }
    let of = |caller| match names(rows, caller) {
        None => quote! { None },
        Some(names) => quote! { Some(&[#(#names),*]) },
    };
    let (work, personal, application) =
        (of(Caller::DelegatedWork), of(Caller::DelegatedPersonal), of(Caller::Application));
    let ident = scope.runtime("Permissions");
    Some(quote! {
        .with_permissions(#ident {
            delegated_work: #work,
            delegated_personal: #personal,
            application: #application,
        })
    })
}

/// A list of who needs which, after an empty line; nothing where the page says nothing.
pub(super) fn lines(rows: &[Permissions]) -> Vec<String> {
    let items = CALLERS.into_iter().filter_map(|(caller, who)| {
        let names: Vec<String> = names(rows, caller)?.map(docs::code).collect();
        let names = if names.is_empty() { "not supported".to_owned() } else { names.join(", ") };
        Some(docs::item(&format!("{who}: {names}")))
    });
    let items: Vec<String> = items.flatten().collect();
    if items.is_empty() {
        return items;
    }
    let head = ["", "Needs one of these permissions:", ""];
    head.map(String::from).into_iter().chain(items).collect()
}

/// What a caller needs one of; `None` where the page does not say, empty where the caller is not supported.
fn names(rows: &[Permissions], caller: Caller) -> Option<impl Iterator<Item = &str>> {
    let row = rows.iter().find(|row| row.caller == caller)?;
    Some(row.names.iter().map(|name| name.value.as_str()))
}
