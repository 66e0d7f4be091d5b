internal import Quantities
package import ScenarioModel
package import Traces

extension Scenario {
    /// Events a second that one producer of a replay is given, at its busiest.
    private static let peakPerProducer = 100_000.0
    private static let mostProducers = 4
    /// As the live readers of the bundled scenarios have it, so that their latencies can be compared.
    private static let readerProperties = ["fetch.wait.max.ms": "100"]

    /// The scenario that a replay is run as: the trace's topics, one measured phase, a live reader on each topic.
    ///
    /// - Parameter name: of the trace's file, without its folder.
    package init(replaying replay: TraceReplay, manifest: TraceManifest, name: String) {
        let producers = (replay.peakPerSecond / Scenario.peakPerProducer).rounded(.up)
        let how =
            (replay.speed == 1 ? "" : " at speed \(replay.speed.significant(4))")
            + (replay.copies == 1 ? "" : ", devices x\(replay.copies)")
        self.init(
            name: "replay-" + Scenario.pathSafe(name),
            title: "Traffic of \(manifest.source), \(manifest.length)\(how)",
            topics: manifest.topics.map { Topic(name: $0.name, partitions: Int($0.partitions)) }, fleet: [],
            producers: ProducerSettings(count: min(Scenario.mostProducers, max(1, Int(min(producers, 1e6))))),
            readers: manifest.topics.map {
                Reader(name: $0.name, topics: [$0.name], properties: Scenario.readerProperties)
            },
            phases: [Phase(name: "replay", duration: replay.duration)])
    }

    /// Lower-case letters, digits and hyphens; `trace` where none are left.
    private static func pathSafe(_ name: String) -> String {
        let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? "trace" : words.joined(separator: "-")
    }
}
