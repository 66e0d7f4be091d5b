import Yams

/// Turns YAML text into source nodes, and reports what YAML itself or Seatrial's subset of it refuses.
///
/// The subset: one document, keys are plain words, no key twice, no anchors and aliases.
struct SourceParser {
    let source: String
    /// For text from the command line: one place for every node.
    var fixedPlace: Place?
    private(set) var problems: [InputProblem] = []
    private var seenAnchors: Set<String> = []
    private var renamedKeys: [RenamedKey] = []

    init(source: String, fixedPlace: Place? = nil) {
        self.source = source
        self.fixedPlace = fixedPlace
    }

    /// nil where the text is no YAML at all, with the reason in `problems`.
    mutating func parse(_ text: String) -> SourceNode? {
        var text = text
        while true {
            do {
                let parser = try Parser(yaml: text)
                guard let root = try parser.singleRoot() else {
                    return SourceNode(place: Place(source: source, line: 1, column: 1), content: .nothing)
                }
                // Anchors are weak references into the parser.
                return withExtendedLifetime(parser) { convert(root) }
            } catch let error as YamlError {
                if case .duplicatedKeysInMapping(let keys, let context) = error,
                    let renaming = RenamedKey(number: renamedKeys.count, keys: keys, mark: context.mark, in: text)
                {
                    renamedKeys.append(renaming)
                    text = renaming.text
                    continue
                }
                report(error)
            } catch {
                add(nil, "the YAML cannot be read", "\(error)")
            }
            return nil
        }
    }

    private mutating func convert(_ node: Node) -> SourceNode {
        if let anchor = node.anchor?.rawValue {
            // Each anchor is visited once: aliases of aliases would make the tree explode.
            guard seenAnchors.insert(anchor).inserted else {
                return SourceNode(place: place(node.mark), content: .nothing)
            }
            // Not by its name: an unquoted password may begin with '&'.
            add(node.mark, "an anchor, '&…'", "anchors are not supported: write the value out, or quote it")
        }
        switch node {
        case .scalar(let scalar):
            let isQuoted = scalar.style != .plain && scalar.style != .any
            let tag = scalar.tag.rawValue
            if !tag.isEmpty, !isQuoted || tag != Tag.Name.str.rawValue {
                add(scalar.mark, "a tag, '!…'", "tags are not supported: remove it, or quote the value")
            }
            let isNothing = !isQuoted && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
            return SourceNode(
                place: place(scalar.mark),
                content: isNothing ? .nothing : .scalar(scalar.string, isQuoted: isQuoted))
        case .sequence(let sequence):
            return SourceNode(place: place(sequence.mark), content: .list(sequence.map { convert($0) }))
        case .mapping(let mapping):
            return SourceNode(place: place(mapping.mark), content: .mapping(entries(of: mapping)))
        case .alias(let alias):
            add(alias.mark, "an alias, '*…'", "aliases are not supported: write the value out, or quote it")
            return SourceNode(place: place(alias.mark), content: .nothing)
        }
    }

    private mutating func entries(of mapping: Node.Mapping) -> [SourceNode.Entry] {
        var entries: [SourceNode.Entry] = []
        var firsts: [String: Place] = [:]
        for (keyNode, valueNode) in mapping {
            guard let key = keyNode.scalar?.string else {
                add(keyNode.mark, "a key that is a list or a mapping", "keys are plain words")
                continue
            }
            let renamed = renamedKeys.first { key.unicodeScalars.contains($0.marker) }
            let original = renamed?.original(of: key) ?? key
            if let first = firsts[original] { reportDuplicate(original, keyNode.mark, first: first) }
            let place = place(keyNode.mark)
            firsts[original] = firsts[original] ?? place
            // Both stay, so that what is wrong inside either is found.
            entries.append(SourceNode.Entry(key: original, keyPlace: place, node: convert(valueNode)))
        }
        return entries
    }

    private mutating func reportDuplicate(_ key: String, _ mark: Mark?, first: Place) {
        let other = first.line.map { "line \($0)" } ?? "the same mapping"
        add(mark, "key '\(key.shownAsKey)' twice", "it is in \(other) already: keep one of them")
    }

    private mutating func report(_ error: YamlError) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let because = context.map { " (\($0.text) in line \($0.mark.line))" } ?? ""
            add(mark, "not valid YAML: \(problem)\(because)", "mend the indentation, quotes or brackets here")
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "'\($0.shownAsKey)'" }.joined(separator: ", ")
            add(context.mark, "key \(names) twice", "keep one of them")
        case .reader(let problem, _, _, _):
            add(nil, "not valid YAML: \(problem)", "save the file as plain UTF-8 without control characters")
        default:
            add(nil, "not valid YAML", "\(error)")
        }
    }

    private func place(_ mark: Mark?) -> Place {
        fixedPlace ?? Place(source: source, line: mark?.line, column: mark?.column)
    }

    private mutating func add(_ mark: Mark?, _ what: String, _ remedy: String) {
        problems.append(InputProblem(place: place(mark), what: what, remedy: remedy))
    }
}
