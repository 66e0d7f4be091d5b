import Quantities

/// Reads source nodes by the field table: unknown and missing keys, wrong types and values out of range are
/// reported, everything else comes out typed.
struct FieldReader {
    var problems = ProblemList()
    /// Whether messages may quote what was written; false where it may be a secret.
    let quotesValues: Bool
    /// What to say where a key is not known here but has a place elsewhere: key to advice.
    var misplaced: @Sendable (_ key: String, _ shape: Shape) -> String? = { _, _ in nil }

    init(quotesValues: Bool) {
        self.quotesValues = quotesValues
    }

    /// nil where the node is no mapping at all.
    mutating func object(_ node: SourceNode, _ shape: Shape) -> ReadObject? {
        guard case .mapping(let entries) = node.content else {
            wrongType(node, "a mapping with the keys of \(shape.titleWithArticle)")
            return nil
        }
        var object = ReadObject(shape: shape, place: node.place)
        var meant: Set<String> = []
        for entry in entries {
            guard let field = shape.field(entry.key) else {
                unknownKey(entry, shape)
                // A slip of the pen is one problem, not a missing key besides.
                NearestName.of(entry.key, in: shape.fields.map(\.key)).map { _ = meant.insert($0) }
                continue
            }
            if case .nothing = entry.node.content {
                problems.add(entry.keyPlace, "'\(entry.key)' has no value", "give it one or remove the key")
                object.written[entry.key] = entry.keyPlace
                continue
            }
            object.written[entry.key] = entry.node.place
            object.values[entry.key] = value(entry.node, field.kind)
        }
        requireKeys(object, unless: meant)
        fillDefaults(&object)
        return object
    }

    mutating func value(_ node: SourceNode, _ kind: Kind) -> ReadValue? {
        let content: ReadValue.Content?
        switch kind {
        case .object(let shape):
            content = object(node, shape).map { .object($0) }
        case .either(let single, let shape):
            if case .mapping = node.content {
                content = object(node, shape).map { .object($0) }
            } else {
                content = value(node, single)?.content
            }
        case .list(let element): content = list(node, of: element)
        case .named(let name, let shape, _): content = named(node, name, shape)
        case .properties: content = properties(node)
        case .table(let name, let value): content = table(node, name, value)
        default: content = single(node, kind)
        }
        return content.map { ReadValue(place: node.place, content: $0) }
    }

    private mutating func list(_ node: SourceNode, of element: Kind) -> ReadValue.Content? {
        guard case .list(let nodes) = node.content else {
            wrongType(node, "a list, [ … ] or lines that begin with '- '")
            return nil
        }
        return .list(nodes.compactMap { value($0, element) })
    }

    private mutating func named(_ node: SourceNode, _ nameKind: Kind, _ shape: Shape) -> ReadValue.Content? {
        guard case .mapping(let entries) = node.content else {
            wrongType(node, "a mapping from each \(shape.title)'s name to its keys")
            return nil
        }
        var read: [ReadEntry] = []
        for entry in entries {
            let keyNode = SourceNode(place: entry.keyPlace, content: .scalar(entry.key, isQuoted: true))
            _ = value(keyNode, nameKind)
            var node = entry.node
            if case .nothing = node.content { node.content = .mapping([]) }
            if case .mapping = node.content, node.place.line != nil { node.place = entry.keyPlace }
            // Its name is known even where nothing else of it can be used.
            let object = object(node, shape) ?? ReadObject(shape: shape, place: node.place)
            read.append(ReadEntry(name: entry.key, place: entry.keyPlace, object: object))
        }
        return .named(read)
    }

    private mutating func properties(_ node: SourceNode) -> ReadValue.Content? {
        guard case .mapping(let entries) = node.content else {
            wrongType(node, "a mapping from each property to its value")
            return nil
        }
        var read: [ReadProperty] = []
        for entry in entries {
            guard case .scalar(let text, _) = entry.node.content else {
                problems.add(
                    entry.keyPlace, "property '\(entry.key.shownAsKey)' has \(entry.node.kindName) as its value",
                    "give it a string, a number or a boolean")
                continue
            }
            read.append(ReadProperty(key: entry.key, keyPlace: entry.keyPlace, value: text, place: entry.node.place))
        }
        return .properties(read)
    }

    private mutating func table(_ node: SourceNode, _ nameKind: Kind, _ kind: Kind) -> ReadValue.Content? {
        guard case .mapping(let entries) = node.content else {
            wrongType(node, "a mapping from each name to \(kind.expectation)")
            return nil
        }
        var read: [ReadProperty] = []
        for entry in entries {
            let keyNode = SourceNode(place: entry.keyPlace, content: .scalar(entry.key, isQuoted: true))
            let name = value(keyNode, nameKind)
            guard case .scalar(let text, _) = entry.node.content else {
                problems.add(
                    entry.keyPlace, "'\(entry.key)' has \(entry.node.kindName) as its value",
                    "write \(kind.expectation)")
                continue
            }
            guard name != nil, value(entry.node, kind) != nil else { continue }
            read.append(ReadProperty(key: entry.key, keyPlace: entry.keyPlace, value: text, place: entry.node.place))
        }
        return .properties(read)
    }

    private mutating func single(_ node: SourceNode, _ kind: Kind) -> ReadValue.Content? {
        guard case .scalar(let text, let isQuoted) = node.content else {
            wrongType(node, kind.expectation)
            return nil
        }
        switch kind.read(text, isQuoted: isQuoted) {
        case .success(let content): return content
        case .failure(let refusal):
            problems.add(node.place, refusal.what(quotesValues ? "'\(text)'" : "the value"), refusal.remedy)
            return nil
        }
    }

    private mutating func unknownKey(_ entry: SourceNode.Entry, _ shape: Shape) {
        let remedy =
            misplaced(entry.key, shape) ?? NearestName.remedy(for: entry.key, in: shape.fields.map(\.key))
        problems.add(entry.keyPlace, "unknown key '\(entry.key.shownAsKey)' in \(shape.titleWithArticle)", remedy)
    }

    private mutating func requireKeys(_ object: ReadObject, unless meant: Set<String>) {
        for field in object.shape.fields where field.isRequired && !object.has(field.key) && !meant.contains(field.key)
        {
            problems.add(
                object.place, "\(object.shape.titleWithArticle) needs '\(field.key)'",
                "add it: \(field.kind.expectation)")
        }
        let alternatives = object.shape.alternatives
        guard !alternatives.isEmpty, meant.isDisjoint(with: alternatives.joined()) else { return }
        let touched = alternatives.filter { $0.contains(where: object.has) }
        let choices = alternatives.map { $0.map { "'\($0)'" }.joined(separator: " and ") }.joined(separator: ", or ")
        if touched.isEmpty {
            problems.add(object.place, "\(object.shape.titleWithArticle) needs \(choices)", "add one of them")
        } else if touched.count > 1 {
            let keys = touched.joined().filter(object.has)
            let names = keys.map { "'\($0)'" }.joined(separator: " and ")
            problems.add(
                object.place(of: keys.last ?? ""), "\(names) in one \(object.shape.title)",
                "they exclude each other: give either \(choices)")
        } else {
            for key in touched.joined() where !object.has(key) {
                problems.add(
                    object.place, "\(object.shape.titleWithArticle) needs '\(key)' here too", "give \(choices)")
            }
        }
    }

    private mutating func fillDefaults(_ object: inout ReadObject) {
        for field in object.shape.fields where !object.has(field.key) {
            guard let text = field.defaultText else { continue }
            var parser = SourceParser(source: "default of \(field.key)", fixedPlace: object.place)
            guard let node = parser.parse(text), let value = value(node, field.kind) else {
                preconditionFailure("the default '\(text)' of '\(field.key)' is no \(field.kind.expectation)")
            }
            object.values[field.key] = value
        }
    }

    private mutating func wrongType(_ node: SourceNode, _ expected: String) {
        problems.add(node.place, "\(node.kindName) where another kind of value belongs", "write \(expected)")
    }
}
