internal import Evidence
internal import Foundation
internal import KafkaWire

// Kafka's own system tests' producer and consumer, which tell of each record what became of it.
extension Witness {
    static let verifiableScripts: [Witness] = [
        Witness(
            name: "kafka-verifiable-producer", tool: "kafka-verifiable-producer", feature: .produce,
            title: "Each record that kafka-verifiable-producer has acknowledged is where it was told",
            why: "It is the acknowledgement of the Java producer, record by record.",
            expected: "200 records are acknowledged, and the log has each of them at the offset that was told"
        ) { tool in
            let log = try await ownLog(tool)
            let run = try await tool.run([
                "--bootstrap-server", tool.bootstrap, "--producer.config", try tool.javaFile(), "--topic", log.topic,
                "--max-messages", "200", "--acks", "-1",
            ])
            let told = events("producer_send_success", in: run).compactMap { event in
                event["offset"]?.number.map { "\($0) \(event["value"]?.text ?? "")" }
            }
            let records = try await tool.probe.recordsByOffset(of: log)
            let missing = Set(told).subtracting(records)
            let facts = ["acknowledged": "\(told.count)", "in the log": "\(records.count)"]
            guard missing.isEmpty else {
                return .fail(
                    "\(missing.count) of \(told.count) acknowledged records are not in the log where it was told",
                    facts)
            }
            return run.isSuccess && told.count == 200 && records.count == 200
                ? .pass("200 records acknowledged, each where it was told", facts)
                : run.outcome("\(told.count) of 200 records are acknowledged, the log has \(records.count)", facts)
        },
        Witness(
            name: "kafka-verifiable-consumer", tool: "kafka-verifiable-consumer", feature: .classicGroups,
            title: "kafka-verifiable-consumer reads each record once and commits behind them",
            why: "It is the Java consumer in a group, with its commits.",
            expected: "It tells of the 200 records in order, and the group has committed offset 200"
        ) { tool in
            let log = try await ownLog(tool)
            let records = WitnessRecords(200)
            try await log.write(records)
            let group = tool.probe.name("group")
            let run = try await tool.run([
                "--bootstrap-server", tool.bootstrap, "--consumer.config", try tool.javaFile(), "--topic", log.topic,
                "--group-id", group, "--max-messages", "200", "--reset-policy", "earliest", "--verbose",
            ])
            let read = events("record_data", in: run).compactMap { $0["value"]?.text }
            let committed = try await tool.probe.committed(of: log, group: group).committedOffset
            let facts = ["read": "\(read.count)", "committed": committed == 200 ? "all" : "not all"]
            return run.isSuccess && read == records.values && committed == 200
                ? .pass("200 records read in order, and committed", facts)
                : run.outcome(
                    "it read \(read.count) records\(read == records.values ? "" : ", not the log's 200 in order"), "
                        + "and the group has committed \(committed)", facts)
        },
    ]

    /// The lines of one kind that these tools print, each an object of JSON.
    private static func events(_ name: String, in run: ToolRun) -> [JSONValue] {
        run.lines.compactMap { line -> JSONValue? in
            do {
                return try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
            } catch {
                // Not every line is an event: warnings stand between them.
                return nil
            }
        }.filter { $0["name"]?.text == name }
    }
}

extension Probe {
    /// `offset value` of each record of a log.
    fileprivate func recordsByOffset(of log: ProbeLog) async throws -> Set<String> {
        Set(
            try await log.records(from: log.base, to: try await log.end()).map {
                "\($0.offset) \(String(decoding: $0.value ?? [], as: UTF8.self))"
            })
    }
}
