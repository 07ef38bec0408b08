//! Why the model says what it says: every fact with the places that support or contradict it.

use crate::source::Span;

/// Where a claim was read. The order is the precedence: of two claims the smaller kind wins.
///
/// This is the one table of precedence; ARCHITECTURE.md explains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EvidenceKind {
    /// A list of values that is exactly a documented enumeration, or an enumeration that the JSON
    /// representation names, where tables only say `String`: the more exact word for it.
    ListedValues,
    /// The JSON representation where the table only has a broader word for the same: "String" for what is
    /// written as a string, "JSON object", a word that is no type.
    ExactJson,
    /// The JSON representation against a table, of one value or many, where all examples bear it out.
    BorneOutJson,
    /// A request line in which a key follows the property, or whose response lists its values: it is a
    /// collection, whatever tables say.
    KeyedPath,
    /// A row of the type's property table.
    PropertyTable,
    /// A row of the type's relationship table.
    RelationshipTable,
    /// A member table of an enumeration.
    MemberTable,
    /// A row of a parameter or request-body table of an API page.
    ParameterTable,
    /// A row of a table of response statuses.
    StatusTable,
    /// The JSON representation of the resource.
    JsonRepresentation,
    /// An annotation: `baseType`, `keyProperty`, `openType`, `@odata.type`.
    Annotation,
    /// A request line.
    RequestLine,
    /// The text of the page: "Inherits from", a list of possible values, a status code.
    Prose,
    /// Rows of a property table whose descriptions say which type they are inherited from.
    InheritedRow,
    /// A documented example.
    Example,
    /// The cell of a method table that says what an operation returns.
    MethodTable,
    /// The page's title.
    Title,
    /// A link from another page.
    Link,
    /// What holds for all such types of the tree: entity types derive from its root entity type.
    Convention,
}

impl EvidenceKind {
    /// The words for messages: "the property table".
    pub fn label(self) -> &'static str {
        match self {
            Self::ListedValues => "the listed values",
            Self::ExactJson | Self::BorneOutJson => "the JSON representation",
            Self::KeyedPath => "the request line",
            Self::PropertyTable => "the property table",
            Self::RelationshipTable => "the relationship table",
            Self::MemberTable => "the member table",
            Self::ParameterTable => "the parameter table",
            Self::StatusTable => "the status table",
            Self::JsonRepresentation => "the JSON representation",
            Self::Annotation => "the annotation",
            Self::RequestLine => "the request line",
            Self::Prose => "the text",
            Self::InheritedRow => "the inherited rows",
            Self::Example => "the example",
            Self::MethodTable => "the method table",
            Self::Title => "the title",
            Self::Link => "a link",
            Self::Convention => "the convention of the tree",
        }
    }
}

/// One claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence<T> {
    /// What kind of place says it.
    pub kind: EvidenceKind,
    /// The place.
    pub span: Span,
    /// What it says.
    pub claim: T,
}

/// A settled fact.
///
/// Holds: `evidence` is never empty, ordered by precedence and then by place, and `value` is the first
/// claim's (after what the field's docs say is done to it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// What the model takes to be true.
    pub value: T,
    /// All that was said about it.
    evidence: Vec<Evidence<T>>,
}

impl<T: Clone> Fact<T> {
    /// Settles a fact by precedence: the first claim of the smallest kind. `None` without evidence.
    pub fn settle(mut evidence: Vec<Evidence<T>>) -> Option<Self> {
        evidence.sort_by_key(|claim| (claim.kind, claim.span));
        let value = evidence.first()?.claim.clone();
        Some(Self { value, evidence })
    }

    /// The fact with one more claim, settled again.
    #[must_use]
    pub(super) fn with(mut self, claim: Evidence<T>) -> Self {
        self.evidence.push(claim);
        self.evidence.sort_by_key(|claim| (claim.kind, claim.span));
        self.value = self.evidence[0].claim.clone();
        self
    }

    /// A fact that one place states.
    pub fn stated(kind: EvidenceKind, span: Span, value: T) -> Self {
        Self { value: value.clone(), evidence: vec![Evidence { kind, span, claim: value }] }
    }

    /// The claims, the winner first.
    pub fn evidence(&self) -> &[Evidence<T>] {
        &self.evidence
    }

    /// Where the winning claim stands.
    pub fn span(&self) -> Span {
        self.evidence[0].span
    }
}
