internal import Foundation
internal import Quantities
internal import Reporting
internal import Traces

extension TraceDescription {
    /// The page of `trace show` for people.
    func terminal(width: Int, color: Bool) -> String {
        var sections = [head, drawing(width: width)]
        for table in [topicTable, sizeTable, codecTable, groupTable, gapTable] {
            if let table, !table.rows.isEmpty { sections.append(table.text(width: width, color: color)) }
        }
        if gaps.isEmpty { sections.append("no gaps: nothing of the window was deleted before it was read") }
        return sections.joined(separator: "\n\n")
    }

    private var head: String {
        let perEvent = events > 0 ? ", \((Double(bytes) / Double(events)).significant(3)) bytes an event" : ""
        var lines = [
            "trace    \(file.printable), \(ByteCount(bytes))\(perEvent)",
            "source   \(manifest.source.printable), \(manifest.window.rawValue), captured "
                + "\(StoredTrials.time(manifest.capturedAt)) by seatrial \(manifest.seatrialVersion.printable)",
            "window   \(StoredTrials.time(manifest.windowStart)), \(manifest.length)",
            "events   \(events.grouped), \(mean.rate), at most \(peakPerSecond.rate)",
        ]
        if let keys {
            lines.append(
                "keys     \(keys.distinct.grouped) on \(keys.keyedShare.percent) of the events; of these the heaviest "
                    + "key has \(keys.heaviestShare.percent), ten \(keys.tenHeaviestShare.percent), a hundredth of "
                    + "the keys \(keys.heaviestHundredthShare.percent)")
        } else {
            lines.append("keys     none")
        }
        return lines.joined(separator: "\n")
    }

    private var mean: Double { seconds > 0 ? Double(events) / seconds : 0 }

    private func drawing(width: Int) -> String {
        let line = Sparkline(values: rate.map { Double($0) }, isLogarithmic: false)
        let step = rateStepSeconds == 1 ? "second" : Nanoseconds.seconds(rateStepSeconds).description
        return "events in each \(step)\n\(line.text(width: width))"
    }

    private var topicTable: TextTable? {
        TextTable(
            columns: [
                .init("topic"), .init("partitions", isNumeric: true), .init("events", isNumeric: true),
                .init("rate", isNumeric: true), .init("bytes a second", isNumeric: true),
                .init("busiest partition"), .init("idle", isNumeric: true), .init("groups", isNumeric: true),
                .init("holes", isNumeric: true), .init("times raised", isNumeric: true),
            ],
            rows: topics.map { topic in
                [
                    topic.name, topic.partitions.count.grouped, topic.events.grouped, topic.eventsPerSecond.rate,
                    ByteCount(Int64(min(topic.bytesPerSecond, 1e18))).description, topic.busiest,
                    (topic.idlePartitions ?? topic.partitions.count).grouped, topic.fanOut.grouped,
                    topic.holes.grouped, topic.raisedTimes.grouped,
                ]
            })
    }

    private var sizeTable: TextTable? {
        TextTable(
            columns: [
                .init("values of"), .init("mean", isNumeric: true), .init("p50", isNumeric: true),
                .init("p90", isNumeric: true), .init("p99", isNumeric: true), .init("max", isNumeric: true),
                .init("tombstones", isNumeric: true), .init("with headers", isNumeric: true),
                .init("header bytes", isNumeric: true),
            ],
            rows: topics.filter { $0.events > 0 }.map { topic in
                let sizes = [
                    topic.valueBytes?.p50, topic.valueBytes?.p90, topic.valueBytes?.p99, topic.valueBytes?.max,
                ]
                return [topic.name, topic.valueBytes.map { $0.mean.significant(4) } ?? "-"]
                    + sizes.map { $0.map { "\($0)" } ?? "-" } + [
                        topic.tombstones.grouped, (Double(topic.withHeaders) / Double(topic.events)).percent,
                        topic.withHeaders > 0 ? topic.meanHeaderBytes.significant(3) : "-",
                    ]
            })
    }

    private var codecTable: TextTable? {
        TextTable(
            columns: [
                .init("batches of"), .init("codec"), .init("batches", isNumeric: true),
                .init("bytes a record", isNumeric: true), .init("records a batch"), .init("bytes a batch"),
            ],
            rows: codecs.map { codec in
                [
                    codec.topic, codec.codec, codec.batches.grouped,
                    codec.records > 0 ? (Double(codec.bytes) / Double(codec.records)).significant(3) : "-",
                    bounds(codec.recordsPerBatchP50, codec.recordsPerBatchP99) { $0.grouped },
                    bounds(codec.bytesPerBatchP50, codec.bytesPerBatchP99) {
                        ByteCount(Int64(clamping: $0)).description
                    },
                ]
            })
    }

    private func bounds(_ p50: UInt64?, _ p99: UInt64?, _ text: (UInt64) -> String) -> String {
        guard let p50, let p99 else { return "-" }
        return "half to \(text(p50)), 99 % to \(text(p99))"
    }

    private var groupTable: TextTable? {
        TextTable(
            columns: [
                .init("group"), .init("topic"), .init("state"), .init("members", isNumeric: true),
                .init("partitions", isNumeric: true), .init("lag at start", isNumeric: true),
                .init("lag at end", isNumeric: true),
            ],
            rows: groups.map { group in
                [
                    group.group, group.topic, group.state, group.members.grouped, group.partitions.grouped,
                    group.lagAtStart?.grouped ?? "unknown", group.lagAtEnd?.grouped ?? "unknown",
                ]
            })
    }

    private var gapTable: TextTable? {
        TextTable(
            columns: [
                .init("gap in"), .init("partition", isNumeric: true), .init("from offset", isNumeric: true),
                .init("to", isNumeric: true), .init("records", isNumeric: true), .init("found after", isNumeric: true),
                .init("why"),
            ],
            rows: gaps.map { gap in
                [
                    gap.topic, "\(gap.partition)", gap.fromOffset.grouped, gap.toOffset.grouped,
                    max(0, gap.toOffset.subtractingReportingOverflow(gap.fromOffset).partialValue).grouped,
                    Nanoseconds.seconds(gap.atSeconds).description, gap.reason,
                ]
            })
    }
}

extension TraceDescription.Topic {
    /// `3: 41 % (even: 33.3 %)`.
    fileprivate var busiest: String {
        guard let busiestPartition, let busiestShare, let evenShare else { return "-" }
        return "\(busiestPartition): \(busiestShare.percent) (even: \(evenShare.percent))"
    }
}

extension Double {
    /// `20,000/s`, `12.5/s`.
    fileprivate var rate: String {
        ((100..<1e15).contains(magnitude) ? Int64(rounded()).grouped : significant(3)) + "/s"
    }
}
