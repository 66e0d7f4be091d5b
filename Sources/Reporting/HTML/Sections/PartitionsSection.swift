import Evidence
import Quantities

extension Report {
    /// Rows of the table of hottest partitions.
    private static let hottestLimit = 10

    /// Lag by partition and time, and the partitions that carried most.
    func partitionsSection() -> Markup {
        tag("section") {
            tag("h2") { "Partitions" }
            if series.heats.isEmpty { empty("Lag by partition", "No reader's lag was sampled.") }
            for (index, heat) in series.heats.enumerated() {
                HeatChart(id: "heat\(index)", heat: heat, ceiling: series.heatCeiling).figure()
            }
            tag("h3") { "Hottest partitions" }
            if evidence.partitions.isEmpty {
                tag("p", ("class", "muted")) {
                    "The load by partition is unknown: the trial ended before it was accounted for."
                }
            } else {
                hottestTable()
            }
        }
    }

    @MarkupBuilder
    private func hottestTable() -> Markup {
        let partitions = hottestPartitions
        let mean = Double(partitions.reduce(0) { $0 + $1.sent }) / Double(partitions.count)
        let most = Double(max(1, partitions.first?.sent ?? 1))
        tag("div", ("class", "scroll"), ("tabindex", "0")) {
            tag("table") {
                tag("thead") {
                    tag("tr") {
                        tag("th", ("scope", "col")) { "partition" }
                        tag("th", ("scope", "col"), ("class", "number")) { "events" }
                        tag("th", ("scope", "col")) { "load" }
                        tag("th", ("scope", "col"), ("class", "number")) { "of the mean" }
                        tag("th", ("scope", "col"), ("class", "number")) { "ack p50" }
                        tag("th", ("scope", "col"), ("class", "number")) { "ack p99" }
                        tag("th", ("scope", "col"), ("class", "number")) { "ack max" }
                        tag("th", ("scope", "col")) { "heaviest key" }
                    }
                }
                tag("tbody") {
                    for partition in partitions.prefix(Report.hottestLimit) { row(partition, mean: mean, most: most) }
                }
            }
        }
        if partitions.count > Report.hottestLimit {
            tag("p", ("class", "note")) {
                "The \(Report.hottestLimit) heaviest of \(partitions.count) partitions, over the measured phases."
            }
        }
    }

    private func row(_ partition: PartitionRow, mean: Double, most: Double) -> Markup {
        tag("tr") {
            tag("td", ("class", "name")) { "\(partition.topic)-\(partition.partition)" }
            tag("td", ("class", "number")) { partition.sent.grouped }
            tag("td") { bar(share: Double(partition.sent) / most) }
            tag("td", ("class", "number")) { mean > 0 ? "× \((Double(partition.sent) / mean).significant(3))" : "–" }
            tag("td", ("class", "number")) { partition.ackP50.text("–") { "\($0)" } }
            tag("td", ("class", "number")) { partition.ackP99.text("–") { "\($0)" } }
            tag("td", ("class", "number")) { partition.ackMax.text("–") { "\($0)" } }
            tag("td", ("class", "words")) {
                partition.heaviestKey.text("no keys") { key in
                    key + partition.heaviestKeyShare.text("") { " (\($0.percent))" }
                }
            }
        }
    }

    private func bar(share: Double) -> Markup {
        tag(
            "svg", ("class", "bar"), ("viewBox", "0 0 100 10"), ("preserveAspectRatio", "none"), ("aria-hidden", "true")
        ) {
            tag("rect", ("class", "phase"), ("width", "100"), ("height", "10"))
            tag("rect", ("class", "f1"), ("width", (100 * share).fixed(1)), ("height", "10"))
        }
    }
}
