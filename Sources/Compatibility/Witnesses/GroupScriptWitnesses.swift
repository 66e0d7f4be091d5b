internal import Evidence
internal import KafkaWire

// Kafka's own script for consumer groups.
extension Witness {
    static let groupScripts: [Witness] = [
        Witness(
            name: "kafka-consumer-groups", tool: "kafka-consumer-groups", feature: .classicGroups,
            title: "kafka-consumer-groups describes, resets and deletes a group",
            why: "Lag is watched with it, and offsets are moved with it in a cutover.",
            expected: "Offset 20 and lag 30 are told, a reset to the earliest is committed, the group is gone"
        ) { tool in
            let log = try await ownLog(tool)
            try await log.write(WitnessRecords(50))
            let group = tool.probe.name("group")
            try tool.probe.expectNone(try await tool.probe.commit(20, of: log, group: group), "a commit of \(group)")
            let start = [
                "--bootstrap-server", tool.bootstrap, "--command-config", try tool.javaFile(), "--group", group,
            ]
            let describing = try await tool.run(start + ["--describe"])
            let told = column("CURRENT-OFFSET", of: log.topic, in: describing.output)
            let lag = column("LAG", of: log.topic, in: describing.output)
            var facts = ["offset": told ?? "none", "lag": lag ?? "none"]
            guard describing.isSuccess, told == "20", lag == "30" else {
                return describing.outcome("it tells offset \(told ?? "none") and lag \(lag ?? "none")", facts)
            }
            let reset = try await tool.run(
                start + ["--topic", log.topic, "--reset-offsets", "--to-earliest", "--execute"])
            let committed = try await tool.probe.committed(of: log, group: group).committedOffset
            facts["reset"] = committed == 0 ? "done" : "not done"
            guard reset.isSuccess, committed == 0 else {
                return reset.outcome("after its reset the group is at \(committed)", facts)
            }
            let deletion = try await tool.run(start + ["--delete"])
            let left = try await tool.probe.committed(of: log, group: group).committedOffset
            facts["deleted"] = left < 0 ? "yes" : "no"
            return deletion.isSuccess && left < 0
                ? .pass("described, reset and deleted", facts)
                : deletion.outcome("the group still has offset \(left)", facts)
        }
    ]

    /// A topic's value in a column of the table that the script prints; nil where there is none.
    static func column(_ name: String, of topic: String, in table: String) -> String? {
        let rows = table.split(whereSeparator: \.isNewline).map { $0.split(whereSeparator: \.isWhitespace) }
        guard let head = rows.first(where: { $0.contains(name[...]) }), let index = head.firstIndex(of: name[...]),
            let row = rows.first(where: { $0.contains(topic[...]) }), row.indices.contains(index)
        else { return nil }
        return String(row[index])
    }
}
