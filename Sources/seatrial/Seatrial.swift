internal import ArgumentParser
internal import Foundation

@main
struct Seatrial: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "seatrial",
        abstract: "Puts a Kafka-compatible cluster through what a fleet of devices will, and says whether it is ready.",
        discussion: """
            EXAMPLES
              seatrial demo                                         about a minute, needs no cluster
              seatrial targets check --target localhost:9092        can we reach it, and may we?
              seatrial plan satellite-backlog                       what a scenario would send; sends nothing
              seatrial run shift-change --target localhost:9092     one trial, stored and rated
              seatrial scenarios                                    what there is to run
              seatrial trials list                                  what was run
              seatrial scorecard --trial latest --format html       its scorecard again, from the results file
              seatrial capture --target prod --topic orders --for 10m --out prod.trace
              seatrial trace show prod.trace                        captured traffic: rate, sizes, skew
              seatrial run --trace prod.trace --target candidate    the same traffic against another cluster

            EXIT CODES
              0 green, or yellow without --strict    10 yellow with --strict    20 red
              30 unknown: not enough evidence, or the generator was the limit
              64 usage    65 bad input file    69 target unreachable or refusing    70 internal error
              130 interrupted
            """,
        version: version,
        subcommands: [
            DemoCommand.self, RunCommand.self, PlanCommand.self, TrialsCommand.self, ScorecardCommand.self,
            CompatCommand.self, TargetsCommand.self,
            ScenariosCommand.self, CaptureCommand.self, TraceCommand.self, LabCommand.self, SchemaCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            Console.error(failure.message)
            Foundation.exit(failure.code.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
