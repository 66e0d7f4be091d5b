internal import ArgumentParser
internal import TraceStore

struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Shows captured traffic.", subcommands: [TraceShowCommand.self])
}

struct TraceShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Draws a trace: its rate, sizes, skew, batches, groups and gaps.",
        discussion: """
            EXAMPLES
              seatrial trace show prod.trace
              seatrial trace show prod.trace --json | jq .keys.heaviestShare

            Reads the whole file, and so also checks it.
            """)

    @Argument(help: "A trace that 'seatrial capture' wrote.", completion: .file())
    var file: String

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Flag(name: .long, help: "No progress.")
    var quiet = false

    func run() throws {
        let reading = try TraceReading(file)
        let description = try TraceDescription(reading, shape: try reading.shape(quiet: quiet))
        Console.print(
            json
                ? try StoredTrials.json(description)
                : description.terminal(width: max(Console.width, 60), color: Console.wantsColor))
    }
}
