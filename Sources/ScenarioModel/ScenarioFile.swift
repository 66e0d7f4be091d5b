/// Scenario files: YAML text in, a complete and consistent scenario out, or every problem at once.
package enum ScenarioFile {
    /// Reads a scenario.
    ///
    /// - Parameters:
    ///   - file: the path that problems are shown with.
    ///   - criteria: every criterion that the scenario may set bands of.
    ///   - overrides: applied in order before anything is checked.
    ///   - scale: replaces the scenario's own scale.
    package static func decode(
        text: String, file: String, criteria: [CriterionKey], overrides: [Override] = [], scale: Double? = nil
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
        let scenario = assembly.scenario(object, scale: scale)
        try assembly.problems.report()
        guard let scenario else { preconditionFailure("\(file): no scenario and no problem") }
        return scenario
    }
}
