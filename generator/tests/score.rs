//! How well the model recovers what the service itself publishes, on real documentation trees.
//!
//! The trees are not part of the project: `DOCWRIGHT_CORPUS` names their folder. `tests/scores.md` holds the
//! figures reached; the test fails when one falls. After an improvement,
//! `UPDATE_SCORES=1 cargo test --release -p docwright --test score` writes the table anew.

#[path = "score/csdl.rs"]
mod csdl;
#[path = "score/figures.rs"]
mod figures;

use csdl::Csdl;
use docwright::{Options, compile, export, read};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The trees in the order of the table's columns.
const TREES: [&str; 2] = ["graph-2021-07", "graph-2019-03-de"];

/// Figures are kept to four digits; a smaller loss is none.
const LEAST: f64 = 0.000_051;

const HEAD: &str = "# Figures reached on the real documentation trees

Shares of agreement between the CSDL that docwright recovers from the pages and the one the service published
in the same week; what each means is said in `generator/tests/score/figures.rs`. Written by
`UPDATE_SCORES=1 DOCWRIGHT_CORPUS=… cargo test --release -p docwright --test score`.

";

type Scores = BTreeMap<String, Vec<f64>>;

fn table() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/scores.md")
}

/// The figures of one tree.
fn score(tree: &Path) -> Vec<(&'static str, f64)> {
    let sources = read::docs(&tree.join("api-reference/v1.0")).expect("the tree can be read");
    let compilation = compile(sources, &Options::default());
    let mut xml = Vec::new();
    export::csdl::write(&compilation, &mut xml).expect("memory can be written");
    let got = Csdl::parse(std::str::from_utf8(&xml).expect("CSDL is UTF-8"));
    let truth =
        fs::read_to_string(tree.join("service-metadata-v1.0.xml")).expect("the truth can be read");
    figures::figures(&Csdl::parse(&truth), &got)
}

/// The rows of the committed table.
fn reached() -> Scores {
    let text = fs::read_to_string(table()).expect("tests/scores.md can be read");
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let numbers: Result<Vec<f64>, _> =
            cells.get(1..)?.iter().map(|cell| cell.parse()).collect();
        Some((cells[0].trim_matches('`').to_owned(), numbers.ok()?))
    });
    rows.collect()
}

fn written(columns: &[Vec<(&'static str, f64)>]) -> String {
    let mut text = format!(
        "{HEAD}| figure | {} |\n|:---|{}\n",
        TREES.join(" | "),
        "---:|".repeat(TREES.len())
    );
    for (row, (name, _)) in columns[0].iter().enumerate() {
        let cells: Vec<String> =
            columns.iter().map(|column| format!("{:.4}", column[row].1)).collect();
        let _ = writeln!(text, "| `{name}` | {} |", cells.join(" | "));
    }
    text
}

#[test]
fn no_figure_falls_below_what_was_reached() {
    let Some(corpus) = std::env::var_os("DOCWRIGHT_CORPUS") else {
        eprintln!("SKIPPED: DOCWRIGHT_CORPUS is not set, nothing was scored");
        return;
    };
    let columns: Vec<_> = TREES.iter().map(|tree| score(&Path::new(&corpus).join(tree))).collect();
    let text = written(&columns);
    println!("{text}");
    if std::env::var_os("UPDATE_SCORES").is_some() {
        fs::write(table(), text).expect("tests/scores.md can be written");
        return;
    }
    let reached = reached();
    let mut fallen = Vec::new();
    for (tree, column) in columns.iter().enumerate() {
        for (name, figure) in column {
            let before = reached
                .get(*name)
                .unwrap_or_else(|| panic!("tests/scores.md has no row {name}"))[tree];
            if *figure < before - LEAST {
                fallen.push(format!("{name} of {}: {figure:.4} < {before:.4}", TREES[tree]));
            }
        }
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

#[test]
fn the_table_has_a_row_for_each_figure() {
    let empty = Csdl::default();
    let names: Vec<&str> =
        figures::figures(&empty, &empty).into_iter().map(|(name, _)| name).collect();
    let reached = reached();
    let rows: Vec<&str> =
        names.iter().copied().filter(|name| reached.contains_key(*name)).collect();
    assert_eq!(rows, names);
}

#[test]
fn a_file_agrees_with_itself() {
    let text = r#"<edmx:Edmx xmlns:edmx="x"><Schema Namespace="a.b" Alias="ab" xmlns="y">
        <EntityType Name="base"><Property Name="id" Type="Edm.String"/></EntityType>
        <EntityType Name="derived" BaseType="ab.base"><NavigationProperty Name="all" Type="Collection(ab.base)"/></EntityType>
        <EnumType Name="color"><Member Name="red"/></EnumType>
        <Action Name="paint" IsBound="true"><Parameter Name="it" Type="ab.base"/><Parameter Name="color" Type="ab.color"/></Action>
    </Schema></edmx:Edmx>"#;
    let csdl = Csdl::parse(text);
    assert_eq!(csdl.flattened("a.b.derived").len(), 2);
    assert_eq!(
        csdl.operations.iter().collect::<Vec<_>>(),
        [&("a.b.paint".to_owned(), "a.b.base".to_owned())]
    );
    for (name, figure) in figures::figures(&csdl, &csdl) {
        assert!((figure - 1.0).abs() < f64::EPSILON, "{name} is {figure}");
    }
}
