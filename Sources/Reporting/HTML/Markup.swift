/// A piece of well-formed XHTML or SVG.
///
/// Text can only enter escaped; there is no way to add a raw string.
struct Markup: Sendable, ExpressibleByStringInterpolation {
    fileprivate(set) var source: String

    /// Nothing.
    static let none = Markup(source: "")

    private init(source: String) { self.source = source }

    /// Text, escaped.
    init(_ text: String) { source = text.escapedForMarkup }

    init(stringLiteral value: String) { self.init(value) }

    /// An element; `attributes` are escaped, and those that are nil are left out.
    static func element(_ name: StaticString, _ attributes: [(StaticString, String?)], _ content: Markup?) -> Markup {
        var source = "<\(name)"
        for (key, value) in attributes {
            if let value { source += " \(key)=\"\(value.escapedForMarkup)\"" }
        }
        source += content.map { ">\($0.source)</\(name)>" } ?? "/>"
        return Markup(source: Markup.inline.contains("\(name)") ? source : source + "\n")
    }

    static func joined(_ parts: [Markup]) -> Markup { Markup(source: parts.map(\.source).joined()) }

    /// The one place where trusted source enters as it is: this module's own style sheet, which has nothing to escape.
    static func style(_ sheet: StaticString) -> Markup { Markup(source: "<style>\n\(sheet)</style>\n") }

    /// Elements after which no line break may or need come.
    private static let inline: Set<String> = ["td", "th", "span", "b", "code", "a", "title", "desc", "text", "dt"]
}

/// Collects the children of an element in their order; a string among them is text.
@resultBuilder
enum MarkupBuilder {
    static func buildExpression(_ markup: Markup) -> Markup { markup }
    static func buildExpression(_ text: String) -> Markup { Markup(text) }
    static func buildBlock(_ parts: Markup...) -> Markup { .joined(parts) }
    static func buildArray(_ parts: [Markup]) -> Markup { .joined(parts) }
    static func buildOptional(_ part: Markup?) -> Markup { part ?? .none }
    static func buildEither(first: Markup) -> Markup { first }
    static func buildEither(second: Markup) -> Markup { second }
}

/// An element with children.
func tag(
    _ name: StaticString, _ attributes: (StaticString, String?)..., @MarkupBuilder content: () -> Markup
) -> Markup {
    .element(name, attributes, content())
}

/// An element without children.
func tag(_ name: StaticString, _ attributes: (StaticString, String?)...) -> Markup {
    .element(name, attributes, nil)
}
