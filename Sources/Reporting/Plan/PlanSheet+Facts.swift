import Quantities

extension PlanSheet {
    var headline: String { title.isEmpty ? scenario : title }

    /// The plan in a few sentences' worth of names and values.
    var facts: [(name: String, value: String)] {
        var facts = [
            ("scenario", scenario + (scale == 1 ? "" : ", scale \(scale.significant(3))")),
            ("length", "\(Nanoseconds.seconds(phases.last?.endSeconds ?? 0))"),
            ("events", events.grouped),
            ("bytes", "\(ByteCount(bytes)) of values, \(meanSize) each on average"),
        ]
        if let peak {
            facts.append(
                (
                    "peak second",
                    "\(Nanoseconds.seconds(Double(peak.second)).clock): \(Double(peak.events).perSecond), "
                        + "\(ByteCount(peak.bytes))/s"
                ))
        }
        facts.append(("seed", "\(seed)"))
        facts.append(("digest", "\(digest) (the same scenario, scale, seed and version give the same)"))
        facts.append(("planned in", Nanoseconds.seconds(planningSeconds).description))
        return facts
    }

    private var meanSize: String { "\(ByteCount(events == 0 ? 0 : bytes / events))" }

    var phaseTable: FactTable {
        FactTable(
            columns: [
                .words("phase"), .number("start"), .number("length"), .number("events"), .number("mean rate"),
                .number("bytes"),
            ],
            rows: phases.map { phase in
                let length = phase.endSeconds - phase.startSeconds
                return [
                    FactTable.Cell(phase.isWarmUp ? "\(phase.name) (warm-up)" : phase.name),
                    FactTable.Cell(Nanoseconds.seconds(phase.startSeconds).clock),
                    FactTable.Cell(Nanoseconds.seconds(length).description), FactTable.Cell(phase.events.grouped),
                    FactTable.Cell((Double(phase.events) / length).perSecond),
                    FactTable.Cell(ByteCount(phase.bytes).description),
                ]
            }, absence: "No phase.")
    }

    /// By topic: how evenly the partitions are loaded.
    var topicTable: FactTable {
        var topics: [(name: String, partitions: [Partition])] = []
        for partition in partitions {
            if let index = topics.firstIndex(where: { $0.name == partition.topic }) {
                topics[index].partitions.append(partition)
            } else {
                topics.append((partition.topic, [partition]))
            }
        }
        return FactTable(
            columns: [
                .words("topic"), .number("partitions"), .number("events"), .number("bytes"),
                .number("hottest partition"), .number("of the mean"), .words("heaviest key"),
            ],
            rows: topics.map { topic in
                let events = topic.partitions.reduce(0) { $0 + $1.events }
                let hottest = topic.partitions.max { $0.events < $1.events }
                let mean = Double(events) / Double(topic.partitions.count)
                let key = heavyKeys.first { $0.topic == topic.name }
                return [
                    FactTable.Cell(topic.name), FactTable.Cell(topic.partitions.count.grouped),
                    FactTable.Cell(events.grouped),
                    FactTable.Cell(ByteCount(topic.partitions.reduce(0) { $0 + $1.bytes }).description),
                    FactTable.Cell(hottest.map { "\($0.partition)" } ?? "–"),
                    FactTable.Cell(
                        mean > 0 ? "× \((Double(hottest?.events ?? 0) / mean).significant(3))" : "–"),
                    FactTable.Cell(key.map { "\($0.key) (\($0.share.percent))" } ?? "no keys"),
                ]
            }, absence: "No topic.")
    }

    /// What happens at the edge; empty where no group has a link or mess.
    var edgeTable: FactTable {
        FactTable(
            columns: [
                .words("group"), .number("devices"), .number("made"), .number("sent"), .number("sent again"),
                .number("malformed"), .number("buffered"), .number("late"), .number("dropped at the edge"),
                .number("held at the end"), .number("dark spans"), .number("longest dark"),
            ],
            rows: groups.map { group in
                [
                    FactTable.Cell(group.name), FactTable.Cell(group.devices.grouped),
                    FactTable.Cell(group.made.grouped), FactTable.Cell(group.sent.grouped),
                    FactTable.Cell(group.resent.grouped), FactTable.Cell(group.malformed.grouped),
                    FactTable.Cell(group.buffered.grouped), FactTable.Cell(group.late.grouped),
                    FactTable.Cell(group.droppedAtEdge.grouped), FactTable.Cell(group.heldAtEnd.grouped),
                    FactTable.Cell(group.darkSpans.grouped),
                    FactTable.Cell(
                        group.darkSpans == 0 ? "–" : Nanoseconds.seconds(group.longestDarkSeconds).description),
                ]
            }, absence: "No device group."
        ).droppingZeros(of: ["sent again", "malformed", "buffered", "late", "dropped at the edge", "held at the end"])
    }

    var readerTable: FactTable {
        FactTable(
            columns: [
                .words("reader"), .words("role"), .number("members"), .number("events in its topics"),
                .number("peak"), .number("limit"),
            ],
            rows: readers.map { reader in
                [
                    FactTable.Cell(reader.name), FactTable.Cell(reader.role), FactTable.Cell(reader.members.grouped),
                    FactTable.Cell(reader.events.grouped), FactTable.Cell(Double(reader.peak).perSecond),
                    FactTable.Cell(reader.limit.map(\.perSecond) ?? "none"),
                ]
            }, absence: "No reader: what is sent is not read.")
    }

    var outageTable: FactTable {
        FactTable(
            columns: [.words("outage"), .number("start"), .number("back by"), .number("devices")],
            rows: outages.map { outage in
                [
                    FactTable.Cell(outage.name), FactTable.Cell(Nanoseconds.seconds(outage.startSeconds).clock),
                    FactTable.Cell(Nanoseconds.seconds(outage.endSeconds).clock),
                    FactTable.Cell(outage.devices.grouped),
                ]
            }, absence: "No planned outage.")
    }
}
