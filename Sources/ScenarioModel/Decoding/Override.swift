/// A value given on the command line in place of one in the file: `--set phases.steady.for=20s`.
package struct Override: Hashable, Sendable {
    /// `phases.steady.for`: keys, names that the user chose, and the names or indices (from 0) of list elements.
    package let path: String
    /// YAML, mostly a single value; `null` takes the key out.
    package let value: String

    /// The argument as given to `--set`.
    package var text: String { "\(path)=\(value)" }

    package init(_ text: String) throws(InputProblems) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            let problem = InputProblem(
                place: Place(source: "--set \(text)"), what: "no path=value",
                remedy: "write it like --set phases.steady.for=20s")
            throw InputProblems([problem])
        }
        path = String(parts[0])
        value = String(parts[1])
    }

    /// Every argument given to `--set`, or what is wrong with each of those that are none.
    package static func all(_ texts: [String]) throws(InputProblems) -> [Override] {
        var problems = ProblemList()
        var overrides: [Override] = []
        for text in texts {
            do throws(InputProblems) {
                overrides.append(try Override(text))
            } catch {
                problems.add(contentsOf: error.list)
            }
        }
        try problems.report()
        return overrides
    }

    fileprivate var place: Place { Place(source: "--set \(text)") }

    /// Puts the value into the tree, or reports why its path leads nowhere.
    func apply(to root: inout SourceNode, _ shape: Shape, _ problems: inout ProblemList) {
        var parser = SourceParser(source: place.source, fixedPlace: place)
        guard let node = parser.parse(value) else {
            problems.add(contentsOf: parser.problems)
            return
        }
        problems.add(contentsOf: parser.problems)
        var walk = OverrideWalk(value: node, place: place)
        var changed = root
        walk.set(
            &changed, .object(shape), path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)[...]
        )
        problems.add(contentsOf: walk.problems.found)
        if walk.problems.found.isEmpty { root = changed }
    }
}

/// Follows an override's path through the tree, guided by the field table.
///
/// Names that users choose and properties may hold dots themselves, so several words of the path may be one name.
private struct OverrideWalk {
    let value: SourceNode
    let place: Place
    var problems = ProblemList()

    init(value: SourceNode, place: Place) {
        self.value = value
        self.place = place
    }

    mutating func set(_ node: inout SourceNode, _ kind: Kind, _ path: ArraySlice<String>) {
        guard let word = path.first else {
            node = value
            return
        }
        switch kind {
        case .object(let shape), .either(_, let shape):
            guard let field = shape.field(word) else {
                unknown(word, "key", shape.fields.map(\.key))
                return
            }
            setEntry(&node, field.key, field.kind, path.dropFirst())
        case .properties:
            setEntry(&node, path.joined(separator: "."), .text, [])
        case .table(_, let value):
            setEntry(&node, path.joined(separator: "."), value, [])
        case .named(_, let shape, let canAdd):
            let (name, rest) = splitName(path, known: names(in: node))
            guard canAdd || names(in: node).contains(name) else {
                unknown(name, shape.title, names(in: node))
                return
            }
            setEntry(&node, name, .object(shape), rest)
        case .list(let element): setElement(&node, element, path)
        default:
            problems.add(place, "the path goes on after a single value", "end it before '.\(word)'")
        }
    }

    private mutating func setEntry(
        _ node: inout SourceNode, _ key: String, _ kind: Kind, _ rest: ArraySlice<String>
    ) {
        var entries: [SourceNode.Entry] = []
        if case .mapping(let written) = node.content { entries = written }
        let index = entries.firstIndex { $0.key == key }
        if rest.isEmpty, case .nothing = value.content {
            if let index { entries.remove(at: index) }
        } else if let index {
            set(&entries[index].node, kind, rest)
            if rest.isEmpty { entries[index].keyPlace = place }
        } else {
            var new = SourceNode(place: place, content: .mapping([]))
            set(&new, kind, rest)
            entries.append(SourceNode.Entry(key: key, keyPlace: place, node: new))
        }
        node.content = .mapping(entries)
    }

    private mutating func setElement(_ node: inout SourceNode, _ element: Kind, _ path: ArraySlice<String>) {
        guard case .list(var elements) = node.content else {
            problems.add(place, "there is no list to set an element of", "set the whole list: key=[…]")
            return
        }
        let names = elements.map(name(of:))
        let (name, rest) = splitName(path, known: names.compactMap(\.self))
        let index = names.firstIndex(of: name) ?? Int(name)
        guard let index, elements.indices.contains(index) else {
            let known = names.compactMap(\.self)
            let indices = elements.isEmpty ? "the list is empty" : "or an index from 0 to \(elements.count - 1)"
            problems.add(
                place, "no element '\(name)'",
                known.isEmpty ? "give \(indices)" : "\(NearestName.remedy(for: name, in: known)); \(indices)")
            return
        }
        set(&elements[index], element, rest)
        node.content = .list(elements)
    }

    /// The longest run of words that is a known name, else the first word.
    private func splitName(
        _ path: ArraySlice<String>, known: [String]
    ) -> (String, ArraySlice<String>) {
        for end in path.indices.reversed() {
            let name = path[...end].joined(separator: ".")
            if known.contains(name) { return (name, path[(end + 1)...]) }
        }
        return (path.first ?? "", path.dropFirst())
    }

    private func names(in node: SourceNode) -> [String] {
        guard case .mapping(let entries) = node.content else { return [] }
        return entries.map(\.key)
    }

    private func name(of element: SourceNode) -> String? {
        guard case .mapping(let entries) = element.content,
            case .scalar(let name, _)? = entries.first(where: { $0.key == "name" })?.node.content
        else { return nil }
        return name
    }

    private mutating func unknown(_ word: String, _ kind: String, _ known: [String]) {
        problems.add(place, "unknown \(kind) '\(word)'", NearestName.remedy(for: word, in: known))
    }
}
