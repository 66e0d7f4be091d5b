internal import ArgumentParser
internal import ScenarioModel

struct SchemaCommand: ParsableCommand {
    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case scenario, targets, estate
    }

    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Prints the JSON Schema of a file that users write.",
        discussion: """
            EXAMPLE
              seatrial schema scenario > scenario.schema.json

            and, as the first line of a scenario, for editors with a YAML language server:
              # yaml-language-server: $schema=scenario.schema.json
            """)

    @Argument(help: "scenario, targets or estate.")
    var kind: Kind

    func run() throws {
        switch kind {
        case .scenario: Console.print(JSONSchema.scenario)
        case .targets: Console.print(JSONSchema.targets)
        case .estate: Console.print(JSONSchema.estate)
        }
    }
}
