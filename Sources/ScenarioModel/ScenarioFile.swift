package import Quantities

/// Scenario files: YAML text in, a complete and consistent scenario out, or every problem at once.
package enum ScenarioFile {
    /// Reads a scenario.
    ///
    /// - Parameters:
    ///   - file: the path that problems are shown with.
    ///   - criteria: every criterion that the scenario may set bands of.
    ///   - overrides: applied in order before anything is checked.
    ///   - scale: replaces the scenario's own scale.
    ///   - memory: of the machine that would run it; a fleet that does not fit is refused. nil: it is not looked at.
    package static func decode(
        text: String, file: String, criteria: [CriterionKey], overrides: [Override] = [], scale: Double? = nil,
        memory: ByteCount? = nil
    ) throws(InputProblems) -> Scenario {
        var parser = SourceParser(source: file)
        guard var root = parser.parse(text) else { throw InputProblems(parser.problems) }
        var reader = FieldReader(quotesValues: true)
        reader.problems.add(contentsOf: parser.problems)
        for override in overrides {
            override.apply(to: &root, ScenarioTable.scenario, &reader.problems)
        }
        let object = reader.object(root, ScenarioTable.scenario)
        guard let object else { throw InputProblems(reader.problems.found) }
        var assembly = ScenarioAssembly(criteria: criteria, problems: reader.problems)
        let scenario = assembly.scenario(object, scale: scale, memory: memory)
        try assembly.problems.report()
        guard let scenario else { preconditionFailure("\(file): no scenario and no problem") }
        // As written: what the command line changes need not go with what the smoke run changes.
        if overrides.isEmpty, scale == nil, case .embedded(let scale, let set) = scenario.smoke {
            try checkSmoke(object, scale, set) { overrides, scale throws(InputProblems) in
                _ = try decode(
                    text: text, file: file, criteria: criteria, overrides: overrides, scale: scale, memory: memory)
            }
        }
        return scenario
    }

    /// Holds the smoke run's changes against the file; its problems are those of the section.
    private static func checkSmoke(
        _ object: ReadObject, _ scale: Double, _ set: [String],
        decode: ([Override], Double) throws(InputProblems) -> Void
    ) throws(InputProblems) {
        do {
            try decode(try Override.all(set), scale)
        } catch {
            let place = object.object("smoke")?.place(of: "set") ?? object.place
            throw InputProblems(
                error.list.map {
                    InputProblem(
                        place: place, what: "the smoke run is no scenario: \($0.what)",
                        remedy: "\($0.remedy) (\($0.place))")
                })
        }
    }
}
