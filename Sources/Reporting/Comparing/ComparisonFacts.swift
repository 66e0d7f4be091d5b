import Evidence
import Quantities
import Scorecards

extension ComparisonReport {
    /// One row a figure, one column a trial.
    var table: FactTable {
        FactTable(
            columns: [.words(comparison.label)] + comparison.trials.map { .words($0.label) },
            rows: ComparisonReport.figures.map { figure in
                [FactTable.Cell(figure.name)] + comparison.trials.map(figure.cell)
            }, absence: "")
    }

    private typealias Figure = (name: String, cell: (ComparedTrial) -> FactTable.Cell)

    private static var figures: [Figure] {
        [
            ("rating", { FactTable.Cell($0.rating.word, isAlarming: $0.rating == .red) }),
            ("order within a device", { $0.order }),
            (
                "hottest partition's load",
                { skewed($0) { "\($0.hottestLoad.significant(3))× even (partition \($0.hottestPartition))" } }
            ),
            ("coefficient of variation", { skewed($0) { $0.variation.significant(3) } }),
            (
                "p99 of acknowledgements, hottest",
                { skewed($0) { $0.hottestAckP99.text("too few events") { "\($0)" } } }
            ),
            ("p99 of acknowledgements, median", { skewed($0) { $0.medianAckP99.text("too few events") { "\($0)" } } }),
            ("hottest against median", { skewed($0) { $0.tailRatio.text("not known") { "\($0.significant(3))×" } } }),
            (
                "partitions with traffic",
                { skewed($0) { "\($0.partitionsWithTraffic) of \($0.partitions) (\($0.topic))" } }
            ),
            (
                "hottest key",
                {
                    skewed($0) { skew in
                        skew.hottestKey.text("no keys") { key in
                            key + skew.hottestKeyShare.text("") { " (\($0.percent))" }
                        }
                    }
                }
            ),
            (
                "live p99",
                { trial in
                    FactTable.Cell(
                        trial.liveP99.text("nothing delivered") { p99 in
                            "\(p99)" + trial.liveReader.text("") { " (\($0))" }
                        })
                }
            ),
            ("state", { FactTable.Cell($0.state.rawValue, isAlarming: $0.state != .finished) }),
            ("trial", { FactTable.Cell($0.trial) }),
        ]
    }

    private static func skewed(_ trial: ComparedTrial, _ words: (KeySkew) -> String) -> FactTable.Cell {
        FactTable.Cell(trial.skew.text("not known", words))
    }
}

extension ComparedTrial {
    fileprivate var order: FactTable.Cell {
        guard let deviceDisorder else { return "not tracked" }
        return deviceDisorder == 0
            ? "kept" : FactTable.Cell("\(deviceDisorder.grouped) events out of order", isAlarming: true)
    }
}
