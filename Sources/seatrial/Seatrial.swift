internal import ArgumentParser

@main
struct Seatrial: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seatrial", abstract: "Puts a Kafka-compatible cluster through what a fleet of devices will.")
}
