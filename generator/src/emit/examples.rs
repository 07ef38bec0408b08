//! Tests of the documented examples: every request is rebuilt by its stub, every JSON body goes through
//! its type and comes back. What cannot be tested is listed with the reason, so that the two together
//! are all examples.

mod http_text;
mod module;
mod test;

use super::places::{Gate, Places};
use super::source_text;
use crate::Compilation;
use crate::model::{Example, ExampleKind, Reading};
use crate::output::OutputFile;
use module::{Asked, Module, Named, over_http};
use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};
use test::{Shown, Test};

/// The files under `examples/`.
pub(super) fn files(
    compilation: &Compilation,
    places: &Places<'_>,
    library: &str,
) -> Vec<OutputFile> {
    let mut modules: BTreeMap<Vec<String>, Module> = BTreeMap::new();
    let mut untested: Vec<(String, &str)> = Vec::new();
    let names = names(compilation, places);
    let examples = &compilation.api.examples;
    // The requests that a response can be asked for with.
    let mut requests: BTreeMap<usize, Asked<'_>> = BTreeMap::new();
    for (index, name) in &names {
        let example = &examples[*index];
        let place = compilation.sources.place(example.span);
        match Test::of(compilation, places, example, name) {
            Ok(test) => {
                if let Shown::Request { is_raw, .. } = test.shown {
                    requests.insert(*index, Asked { name, is_raw });
                }
                let request = answered(examples, example);
                let request = request.and_then(|request| requests.get(&request).copied());
                let example = Named { name, page: place.path, request };
                modules.entry(test.module.clone()).or_default().add(&example, test);
            }
            Err(reason) => untested.push((format!("{}:{}", place.path, place.line), reason)),
        }
    }
    let library = format_ident!("{library}");
    let mut files: Vec<OutputFile> = modules
        .iter()
        .map(|(path, module)| {
            let about = format!("Examples of `{}`.", path.last().map_or("", String::as_str));
            let text = source_text::file(&about, &module.items(&library, path));
            OutputFile::new(format!("examples/{}.rs", path.join("/")), text)
        })
        .collect();
    files.extend(folders(&modules));
    files.push(index(&modules, &untested));
    files
}

/// The wanted examples, by index, with the names of their tests.
fn names(compilation: &Compilation, places: &Places<'_>) -> BTreeMap<usize, Ident> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let examples = compilation.api.examples.iter().enumerate();
    let wanted = examples.filter(|(_, example)| is_wanted(example, places));
    wanted
        .map(|(index, example)| {
            (index, test_name(compilation.sources.place(example.span).path, &mut taken))
        })
        .collect()
}

/// The request that a response answers, an index, where it is one of the same operation.
fn answered(examples: &[Example], response: &Example) -> Option<usize> {
    let ExampleKind::Response { request: Some(request), .. } = response.kind else { return None };
    (examples[request].operation == response.operation).then_some(request)
}

/// Whether a stub rebuilds a documented request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rebuilt {
    /// From typed values.
    Typed,
    /// With members given raw, beside the fields that they cannot be in: the page contradicts itself, or cuts
    /// a value off.
    WithRawMembers,
    /// Not, and why.
    Not(String),
}

/// The documented requests that an annotation names, each with whether its stub rebuilds it.
pub(super) fn requests<'c>(
    compilation: &'c Compilation,
    places: &Places<'_>,
) -> Vec<(&'c Example, Rebuilt)> {
    let examples = compilation.api.examples.iter();
    let requests = examples.filter(|example| {
        matches!(example.kind, ExampleKind::Request { .. }) && !example.names.is_empty()
    });
    let name = format_ident!("example");
    let rebuilt = |example: &Example| match Test::of(compilation, places, example, &name) {
        Ok(Test { stands_for_type: Some(reason), .. }) => Rebuilt::Not(reason.to_owned()),
        Ok(_) if matches!(example.reading, Ok(Reading::RequestWithRaw(_))) => {
            Rebuilt::WithRawMembers
        }
        Ok(_) => Rebuilt::Typed,
        Err(reason) => Rebuilt::Not(reason.to_owned()),
    };
    requests.map(|example| (example, rebuilt(example))).collect()
}

/// The modules at one level: their names, and what compiles them.
fn children<'m>(
    modules: &'m BTreeMap<Vec<String>, Module>,
    folder: &'m [String],
) -> BTreeMap<&'m String, Gate> {
    let inside = modules.iter().filter(|(path, _)| path.starts_with(folder));
    let gate =
        |module: &Module| if folder.is_empty() { module.gate.clone() } else { Gate::default() };
    inside.filter_map(|(path, module)| Some((path.get(folder.len())?, gate(module)))).collect()
}

fn declared(folder: &[String], modules: &BTreeMap<Vec<String>, Module>) -> TokenStream {
    let children = children(modules, folder);
    let (names, gates) = (children.keys().map(|name| format_ident!("{name}")), children.values());
    let allowed = children.keys().map(|name| source_text::allow_inception(folder, name));
    let files = children.keys().map(|name| {
        let is_leaf = modules.contains_key(&[folder, &[(*name).clone()]].concat());
        let file = if is_leaf { source_text::LEAF } else { source_text::BRANCH };
        source_text::place_of(name, file)
    });
    quote! { #(#gates #allowed #files #[rustfmt::skip] mod #names;)* }
}

/// The function that gathers the exchanges of the modules at one level; none where there are none.
fn gathered(
    modules: &BTreeMap<Vec<String>, Module>,
    folder: &[String],
    visibility: &TokenStream,
) -> Option<TokenStream> {
    let inside = modules.iter().filter(|(path, module)| {
        path.len() > folder.len() && path.starts_with(folder) && module.has_exchanges()
    });
    let children: BTreeMap<&String, &Gate> =
        inside.map(|(path, module)| (&path[folder.len()], &module.gate)).collect();
    let names = children.keys().map(|name| format_ident!("{name}"));
    let ungated = Gate::default();
    let gates = children.values().map(|gate| if folder.is_empty() { gate } else { &ungated });
    (!children.is_empty()).then(|| {
        quote! {
            #[doc = " Requests with the responses to them."]
            #[cfg(all(feature = "client", feature = "server"))]
            #visibility fn exchanges() -> Vec<docwright_runtime::testing::Exchange> {
                let mut all = Vec::new();
                #(#gates all.extend(#names::exchanges());)*
                all
            }
        }
    })
}

/// The `mod.rs` of each area.
fn folders(modules: &BTreeMap<Vec<String>, Module>) -> Vec<OutputFile> {
    let folders: BTreeSet<&[String]> =
        modules.keys().filter(|path| path.len() > 1).map(|path| &path[..path.len() - 1]).collect();
    let file = |folder: &[String]| {
        let about = format!("Examples of the area `{}`.", folder.join("::"));
        let mut items = vec![declared(folder, modules)];
        items.extend(gathered(modules, folder, &quote! { pub(super) }));
        OutputFile::new(
            format!("examples/{}/mod.rs", folder.join("/")),
            source_text::file(&about, &items),
        )
    };
    folders.into_iter().map(file).collect()
}

fn index(modules: &BTreeMap<Vec<String>, Module>, untested: &[(String, &str)]) -> OutputFile {
    let declared = declared(&[], modules);
    let tested = modules.values().map(Module::len).sum();
    let tested = proc_macro2::Literal::usize_unsuffixed(tested);
    let rows = untested.iter().map(|(place, reason)| quote! { (#place, #reason) });
    let mut items = vec![
        quote! { use std::collections::BTreeMap; },
        declared,
        quote! {
            #[doc = " How many documented examples are tested here."]
            pub(crate) const TESTED: usize = #tested;
        },
        quote! {
            #[doc = " The documented examples that are not: place and reason."]
            #[rustfmt::skip]
            pub(crate) const UNTESTED: &[(&str, &str)] = &[#(#rows),*];
        },
    ];
    items.extend(sent_counts(modules));
    items.push(accounts());
    if let Some(gathered) = gathered(modules, &[], &quote! { pub(crate) }) {
        items.extend([gathered, mocked()]);
    }
    let items: Vec<TokenStream> = items.into_iter().filter(|item| !item.is_empty()).collect();
    OutputFile::new(
        "examples/mod.rs",
        source_text::file("The documented examples as tests.", &items),
    )
}

/// How many examples go over HTTP.
fn sent_counts(modules: &BTreeMap<Vec<String>, Module>) -> [TokenStream; 2] {
    let (sent, unsent) = over_http(modules.values());
    let sent = proc_macro2::Literal::usize_unsuffixed(sent);
    let rows = unsent.iter().map(|(reason, count)| {
        let count = proc_macro2::Literal::usize_unsuffixed(*count);
        quote! { (#reason, #count) }
    });
    [
        quote! {
            #[doc = " How many of the tested go over HTTP, with the features `client` and `server`."]
            #[cfg(all(feature = "client", feature = "server"))]
            pub(crate) const OVER_HTTP: usize = #sent;
        },
        quote! {
            #[doc = " How many of the tested do not, by reason."]
            #[cfg(all(feature = "client", feature = "server"))]
            pub(crate) const NOT_OVER_HTTP: &[(&str, usize)] = &[#(#rows),*];
        },
    ]
}

/// The test that the lists are all examples.
fn accounts() -> TokenStream {
    quote! {
        #[doc = " The two lists are all examples of the pages."]
        #[test]
        fn every_example_is_accounted_for() {
            let all = TESTED + UNTESTED.len();
            println!("{all} examples: {TESTED} tested, {} not", UNTESTED.len());
            let mut by_reason = BTreeMap::<&str, Vec<&str>>::new();
            for (place, reason) in UNTESTED {
                by_reason.entry(reason).or_default().push(place);
            }
            for (reason, places) in by_reason {
                println!("{} not: {reason}", places.len());
                for place in places {
                    println!("  {place}");
                }
            }
            #[cfg(all(feature = "client", feature = "server"))]
            {
                println!("{OVER_HTTP} of the tested over HTTP");
                let mut counted = OVER_HTTP;
                for (reason, count) in NOT_OVER_HTTP {
                    println!("{count} not over HTTP: {reason}");
                    counted += count;
                }
                assert_eq!(counted, TESTED);
            }
        }
    }
}

/// The test against a mock.
fn mocked() -> TokenStream {
    quote! {
        #[doc = " The mock at the address in `DOCWRIGHT_MOCK`, if there is one, gives the documented responses."]
        #[test]
        #[cfg(all(feature = "client", feature = "server"))]
        fn a_mock_answers_as_documented() {
            docwright_runtime::testing::assert_mocked(&exchanges());
        }
    }
}

/// Whether an example shows something that becomes code. Where all is wanted, so are examples of
/// nothing known: they are listed with the reason.
fn is_wanted(example: &Example, places: &Places<'_>) -> bool {
    let selection = places.selection;
    let ty = example.ty.as_ref().and_then(|ty| ty.value.named());
    match (example.operation, ty) {
        (Some(operation), _) => selection.has_operation(operation),
        (None, Some(ty)) => selection.has_type(ty),
        (None, None) => selection.is_everything(),
    }
}

/// The page and the number of the example on it: an edit elsewhere on the page renames no test.
fn test_name(path: &str, taken: &mut BTreeSet<String>) -> proc_macro2::Ident {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let words = stem.split(|c| !is_word(c)).filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join("_").to_ascii_lowercase();
    let is_name = words.starts_with(|c: char| c.is_ascii_alphabetic());
    let words = if is_name { words } else { format!("page_{words}") };
    let words = words.trim_end_matches('_');
    let mut number = 1;
    while !taken.insert(format!("{words}_{number}")) {
        number += 1;
    }
    format_ident!("{words}_{number}")
}
