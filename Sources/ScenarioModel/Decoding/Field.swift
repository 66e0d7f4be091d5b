/// A key that a file may hold: the one description that decoder, JSON Schema and reference are made from.
package struct Field: Sendable {
    package let key: String
    package let kind: Kind
    package let isRequired: Bool
    /// What an absent key stands for, as it would be written; nil where absence means something of its own.
    package let defaultText: String?
    /// For people: one or two sentences, Markdown.
    package let summary: String

    init(_ key: String, _ kind: Kind, required: Bool = false, default: String? = nil, _ summary: String) {
        self.key = key
        self.kind = kind
        isRequired = required
        defaultText = `default`
        self.summary = summary
    }
}

/// The keys of one kind of mapping.
package struct Shape: Sendable {
    /// What it is, for messages: `device group`.
    package let title: String
    package let fields: [Field]
    /// Sets of keys of which exactly one set must be there: `[["rate"], ["every"]]`.
    package let alternatives: [[String]]

    init(_ title: String, alternatives: [[String]] = [], _ fields: [Field]) {
        self.title = title
        self.fields = fields
        self.alternatives = alternatives
    }

    /// `a device group`, `an absence`.
    package var titleWithArticle: String { ("aeiou".contains(title.prefix(1)) ? "an " : "a ") + title }

    package func field(_ key: String) -> Field? { fields.first { $0.key == key } }
}

/// What a value may be.
package indirect enum Kind: Sendable {
    case text
    /// Path-safe: a letter or digit, then letters, digits, `.`, `_`, `-`.
    case identifier
    /// What Kafka allows as a topic's name.
    case topicName
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case duration(ZeroRule)
    /// Events in a time, above zero.
    case rate
    /// Bits in a time, above zero.
    case bandwidth
    case size(ClosedRange<Int>)
    /// Written as a percentage, kept as a fraction; the range is one of fractions.
    case percent(ClosedRange<Double>)
    case choice([String])
    case flag
    /// What an event's key is made of: `none`, or parts joined by `+`.
    case keyStrategy
    /// A field of an event: what JSON and Avro both take as a name.
    case fieldName
    /// What an estate relies on: a feature, or ids of checks with stars.
    case feature
    /// Free keys with single values, kept as written.
    case properties
    /// A mapping from names that the user chooses to like single values, in the order of the file.
    case table(name: Kind, value: Kind)
    /// A bound of a criterion: a duration, a percentage or a number, as the criterion's unit asks.
    case bound
    case list(Kind)
    case object(Shape)
    /// A mapping from names that the user chooses to like objects.
    case named(name: Kind, Shape, canAdd: Bool)
    /// A single value or an object.
    case either(Kind, Shape)

    package enum ZeroRule: Sendable {
        case zeroAllowed, aboveZero
    }
}
