internal import Quantities

/// Estate files: YAML text in, an estate out, or every problem at once.
package enum EstateFile {
    /// Reads an estate.
    ///
    /// - Parameters:
    ///   - file: the path that problems are shown with.
    ///   - checks: the ids of all checks; a pattern that none of them matches is a problem. nil: patterns are taken
    ///     as they are.
    package static func decode(text: String, file: String, checks: [String]? = nil) throws(InputProblems) -> Estate {
        var parser = SourceParser(source: file)
        guard let root = parser.parse(text) else { throw InputProblems(parser.problems) }
        var reader = FieldReader(quotesValues: true)
        reader.problems.add(contentsOf: parser.problems)
        reader.misplaced = { key, _ in
            EstateTable.features.contains(key) || Estate.isPattern(key)
                ? "features and checks go under 'features:'" : nil
        }
        guard let object = reader.object(root, EstateTable.file) else { throw InputProblems(reader.problems.found) }
        var problems = reader.problems
        var entries: [Estate.Entry] = []
        for property in object.properties("features") {
            guard let level = Estate.Level(rawValue: property.value) else { continue }
            if let checks { report(property, unless: checks, &problems) }
            entries.append(Estate.Entry(key: property.key, level: level))
        }
        try problems.report()
        return Estate(entries)
    }

    private static func report(_ property: ReadProperty, unless checks: [String], _ problems: inout ProblemList) {
        guard Estate.isPattern(property.key), !checks.contains(where: NamePattern(property.key).matches) else {
            return
        }
        let meant = NearestName.of(property.key, in: checks).map { "did you mean '\($0)'? " } ?? ""
        problems.add(
            property.keyPlace, "no check matches '\(property.key)'",
            "\(meant)'seatrial compat --list --tier all' lists them")
    }
}
