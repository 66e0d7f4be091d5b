/// A configuration that topics have: its name, type, default and what values it takes.
struct ConfigDefinition: Sendable {
    /// As DescribeConfigs numbers them.
    enum Kind: Int8, Sendable {
        case boolean = 1
        case string = 2
        case int = 3
        case long = 5
        case double = 6
        case list = 7
    }

    let name: String
    let kind: Kind
    let standard: String
    /// The broker's configuration that it takes its default from; nil where there is none.
    let synonym: String?
    let range: ClosedRange<Int64>?
    let values: [String]

    init(
        _ name: String, _ kind: Kind, _ standard: String, from synonym: String? = nil,
        in range: ClosedRange<Int64>? = nil, oneOf values: [String] = []
    ) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.synonym = synonym
        self.range = range
        self.values = values
    }

    /// What is wrong with a value; nil for nothing.
    func fault(in value: String) -> String? {
        let text = value.trimmed
        switch kind {
        case .boolean:
            return ["true", "false"].contains(text.lowercased())
                ? nil : wrong(value, "Expected value to be either true or false")
        case .int:
            guard let number = Int32(text) else { return wrong(value, "Not a number of type INT") }
            return outOfRange(Int64(number), value)
        case .long:
            guard let number = Int64(text) else { return wrong(value, "Not a number of type LONG") }
            return outOfRange(number, value)
        case .double:
            guard let number = Double(text) else { return wrong(value, "Not a number of type DOUBLE") }
            return (0...1).contains(number) ? nil : wrong(value, "Value must be between 0 and 1")
        case .string: return values.isEmpty || values.contains(text) ? nil : wrong(value, notOneOf)
        case .list:
            let items = Self.items(of: value)
            return values.isEmpty || items.allSatisfy(values.contains) ? nil : wrong(value, notOneOf)
        }
    }

    static func items(of list: String) -> [String] {
        list.split(separator: ",", omittingEmptySubsequences: true).map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    private var notOneOf: String { "String must be one of: \(values.joined(separator: ", "))" }

    private func outOfRange(_ number: Int64, _ value: String) -> String? {
        guard let range, !range.contains(number) else { return nil }
        return wrong(value, "Value must be at least \(range.lowerBound)")
    }

    private func wrong(_ value: String, _ why: String) -> String {
        "Invalid value \(value) for configuration \(name): \(why)"
    }
}

extension String {
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
