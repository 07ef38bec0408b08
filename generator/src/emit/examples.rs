//! Tests of the documented examples: every request is rebuilt by its stub, every JSON body goes through
//! its type and comes back. What cannot be tested is listed with the reason, so that the two together
//! are all examples.

mod http_text;
mod test;

use super::places::{Gate, Places};
use super::source_text;
use crate::Compilation;
use crate::model::{Example, ExampleKind, Reading};
use crate::output::OutputFile;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};
use test::{Imports, Test};

/// The tests of a module, and what they import.
#[derive(Default)]
struct Module {
    gate: Gate,
    imports: Imports,
    tests: Vec<TokenStream>,
}

/// The files under `examples/`.
pub(super) fn files(
    compilation: &Compilation,
    places: &Places<'_>,
    library: &str,
) -> Vec<OutputFile> {
    let mut modules: BTreeMap<Vec<String>, Module> = BTreeMap::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut untested: Vec<(String, &str)> = Vec::new();
    let wanted = compilation.api.examples.iter().filter(|example| is_wanted(example, places));
    for example in wanted {
        let place = compilation.sources.place(example.span);
        match Test::of(compilation, places, example) {
            Ok(test) => {
                let name = test_name(place.path, &mut names);
                let (doc, body) = (format!(" From `{}`.", place.path), &test.body);
                let module = modules.entry(test.module).or_default();
                module.gate = test.gate;
                module.imports.extend(test.imports);
                module.tests.push(quote! { #[doc = #doc] #[test] fn #name() { #body } });
            }
            Err(reason) => untested.push((format!("{}:{}", place.path, place.line), reason)),
        }
    }
    let library = format_ident!("{library}");
    let mut files: Vec<OutputFile> = modules
        .iter()
        .map(|(path, module)| {
            let about = format!("Examples of `{}`.", path.last().map_or("", String::as_str));
            let mut items = vec![module.imports.tokens(&library)];
            items.extend(module.tests.iter().cloned());
            let text = source_text::file(&about, &items);
            OutputFile::new(format!("examples/{}.rs", path.join("/")), text)
        })
        .collect();
    files.extend(folders(&modules));
    files.push(index(&modules, &untested));
    files
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
    let rebuilt = |example: &Example| match Test::of(compilation, places, example) {
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

fn declared(folder: &[String], children: &BTreeMap<&String, Gate>) -> TokenStream {
    let (names, gates) = (children.keys().map(|name| format_ident!("{name}")), children.values());
    let allowed = children.keys().map(|name| source_text::allow_inception(folder, name));
    quote! { #(#gates #allowed mod #names;)* }
}

/// The `mod.rs` of each area.
fn folders(modules: &BTreeMap<Vec<String>, Module>) -> Vec<OutputFile> {
    let folders: BTreeSet<&[String]> =
        modules.keys().filter(|path| path.len() > 1).map(|path| &path[..path.len() - 1]).collect();
    let file = |folder: &[String]| {
        let about = format!("Examples of the area `{}`.", folder.join("::"));
        let items = [declared(folder, &children(modules, folder))];
        OutputFile::new(
            format!("examples/{}/mod.rs", folder.join("/")),
            source_text::file(&about, &items),
        )
    };
    folders.into_iter().map(file).collect()
}

fn index(modules: &BTreeMap<Vec<String>, Module>, untested: &[(String, &str)]) -> OutputFile {
    let declared = declared(&[], &children(modules, &[]));
    let tested = modules.values().map(|module| module.tests.len()).sum();
    let tested = proc_macro2::Literal::usize_unsuffixed(tested);
    let rows = untested.iter().map(|(place, reason)| quote! { (#place, #reason) });
    let items = [
        quote! { use std::collections::BTreeMap; },
        declared,
        quote! {
            #[doc = " How many documented examples are tested here."]
            pub(crate) const TESTED: usize = #tested;
        },
        quote! {
            #[doc = " The documented examples that are not: place and reason."]
            pub(crate) const UNTESTED: &[(&str, &str)] = &[#(#rows),*];
        },
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
            }
        },
    ];
    let items: Vec<TokenStream> = items.into_iter().filter(|item| !item.is_empty()).collect();
    OutputFile::new(
        "examples/mod.rs",
        source_text::file("The documented examples as tests.", &items),
    )
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
    let words: String =
        stem.chars().map(|c| if is_word(c) { c.to_ascii_lowercase() } else { '_' }).collect();
    let mut number = 1;
    while !taken.insert(format!("{words}_{number}")) {
        number += 1;
    }
    format_ident!("{words}_{number}")
}
