internal import Foundation
internal import Quantities
internal import TestSupport

/// Runs all measurements and prints them with their ratios.
enum BenchmarkReport {
    private struct Line {
        var name: String
        var cpuPerMillion: Double
        var eventsPerSecond: Double
    }

    static func run() async throws {
        print(
            "\(BenchmarkSize.events.grouped) events of \(BenchmarkSize.valueBytes) bytes, \(BenchmarkSize.partitions) partitions;"
        )
        print("processor seconds are those of the client's process alone; medians of \(BenchmarkSize.rounds) rounds.\n")
        try planned("fleet", "fleet model alone")
        try planned("linked-fleet", "a million devices on links with an outage")
        print("")
        for (step, title) in [("lab-cluster", "the lab cluster"), ("mock-cluster", "librdkafka's mock cluster")] {
            let cluster = try ClusterProcess(step)
            try measure(
                "\(title), one node in a process of its own", at: cluster.bootstrap,
                deletingTopics: step == "lab-cluster")
            cluster.stop()
        }
        if KafkaCluster.isAvailable {
            let kafka = try await KafkaCluster.start(brokers: 1)
            for topic in BenchmarkSize.topics + ["perf"] {
                _ = try ChildRun.step("create-topic", kafka.bootstrap, topic)
            }
            try measure("Apache Kafka, one broker on this machine", at: kafka.bootstrap)
            try measureCapture(at: kafka.bootstrap)
            try measurePeers(at: kafka.bootstrap)
            await kafka.stop()
        } else {
            print("skipped: Apache Kafka (no distribution at KAFKA_HOME)")
        }
    }

    private static func planned(_ step: String, _ title: String) throws {
        let figures = try ChildRun.step(step).output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        guard figures.count == 3 else { throw BenchmarkFailure("\(step) printed \(figures.count) figures, not 3") }
        print(
            "\(title): \((figures[0] / figures[1] / 1e6).fixed(2)) million events/s on one core, "
                + "\((figures[2] / 1_048_576).fixed(0)) MiB in all")
    }

    /// Every measurement once a round, one after the other, so that a machine whose speed drifts treats all alike; the
    /// median of the rounds is shown.
    ///
    /// - Parameter deletingTopics: whether a round's topics go at its end, so that a cluster that keeps all in memory can
    ///   use it again. New memory is dear where the machine is a guest that has to ask its host for it.
    private static func measure(_ title: String, at bootstrap: String, deletingTopics: Bool = false) throws {
        print(title)
        var rounds: [[Line]] = []
        for round in 0..<BenchmarkSize.rounds {
            let (bare, own) = ("bare\(round)", "seatrial\(round)")
            let bareProduce = line("bare librdkafka loop, produce", try ChildRun.step("bare-produce", bootstrap, bare))
            let run = try ChildRun.step("seatrial-produce", bootstrap, own)
            let words = run.output.split(whereSeparator: \.isWhitespace)
            guard words.count == 3, let inner = Double(words[2]), let acked = Double(words[1]) else {
                throw BenchmarkFailure("seatrial-produce printed '\(run.output)'")
            }
            var produce = line("seatrial, produce with everything on", run, events: acked)
            produce.eventsPerSecond = acked / inner
            let bareConsume = line("bare librdkafka loop, consume", try ChildRun.step("bare-consume", bootstrap, bare))
            let consume = line(
                "seatrial, consume with everything on",
                try ChildRun.step("seatrial-consume", bootstrap, own, "\(words[0])-\(words[1])"), events: acked)
            rounds.append([bareProduce, produce, bareConsume, consume])
            guard deletingTopics else { continue }
            for topic in [bare, own] { _ = try ChildRun.step("delete-topic", bootstrap, topic) }
        }
        let medians = rounds[0].indices.map { place in median(rounds.map { $0[place] }) }
        for (place, line) in medians.enumerated() { show(line, ratioTo: medians[place / 2 * 2]) }
        print("")
    }

    /// Captures what `seatrial-produce` wrote: keyed events, so that every key is hashed and numbered.
    private static func measureCapture(at bootstrap: String) throws {
        var (lines, bytesPerEvent): ([Line], [Double]) = ([], [])
        for round in 0..<BenchmarkSize.rounds {
            let run = try ChildRun.step("capture", bootstrap, "seatrial\(round)")
            let words = run.output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
            guard words.count == 3 else { throw BenchmarkFailure("capture printed '\(run.output)'") }
            var line = line("seatrial capture, topic to trace", run, events: words[0])
            line.eventsPerSecond = words[0] / words[1]
            lines.append(line)
            bytesPerEvent.append(words[2] / words[0])
        }
        show(median(lines), ratioTo: nil)
        print("  (\(bytesPerEvent.sorted()[bytesPerEvent.count / 2].significant(3)) bytes of trace an event)\n")
    }

    private static func median(_ lines: [Line]) -> Line {
        var median = lines[0]
        median.cpuPerMillion = lines.map(\.cpuPerMillion).sorted()[lines.count / 2]
        median.eventsPerSecond = lines.map(\.eventsPerSecond).sorted()[lines.count / 2]
        return median
    }

    /// Java's start is in its figures, as it is in its users' days; its events/s are its own.
    private static func measurePeers(at bootstrap: String) throws {
        let home = ProcessInfo.processInfo.environment["KAFKA_HOME"] ?? "/opt/kafka"
        let produce = try ChildRun.run(
            home + "/bin/kafka-producer-perf-test.sh",
            [
                "--topic", "perf", "--num-records", String(BenchmarkSize.events), "--record-size",
                String(BenchmarkSize.valueBytes), "--throughput", "-1", "--producer-props",
                "bootstrap.servers=\(bootstrap)",
            ])
        show(line("kafka-producer-perf-test", produce), ratioTo: nil)
        let consume = try ChildRun.run(
            home + "/bin/kafka-consumer-perf-test.sh",
            ["--topic", "perf", "--messages", String(BenchmarkSize.events), "--bootstrap-server", bootstrap])
        show(line("kafka-consumer-perf-test", consume), ratioTo: nil)
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        guard let tool = path.map({ "\($0)/rdkafka_performance" }).first(where: FileManager.default.isExecutableFile)
        else {
            print("  skipped: rdkafka_performance (not on PATH)")
            return
        }
        let performance = try ChildRun.run(
            tool,
            [
                "-P", "-t", "perf", "-s", String(BenchmarkSize.valueBytes), "-c", String(BenchmarkSize.events), "-b",
                bootstrap,
            ])
        show(line("rdkafka_performance, produce", performance), ratioTo: nil)
    }

    private static func line(_ name: String, _ run: ChildRun, events: Double = Double(BenchmarkSize.events)) -> Line {
        Line(name: name, cpuPerMillion: run.processorSeconds / events * 1e6, eventsPerSecond: events / run.seconds)
    }

    private static func show(_ line: Line, ratioTo bare: Line?) {
        let ratio = bare.map { "  \((line.cpuPerMillion / $0.cpuPerMillion).fixed(2)) of bare" } ?? ""
        print(
            "  " + line.name.padding(toLength: 38, withPad: " ", startingAt: 0)
                + "\(line.cpuPerMillion.fixed(2)) CPU-s/million  \(Int(line.eventsPerSecond).grouped) events/s\(ratio)")
    }
}
