import Quantities

extension Report {
    /// One reader's latency from the intended time, with the service time beside it.
    func tailChart(_ tail: TailSeries, id: String) -> LineChart {
        let values = (tail.p50 + tail.p99 + tail.top + tail.serviceP99).compactMap(\.self)
        var lines = [
            LineChart.Line(name: tail.topName, color: 3, weight: .thin, points: points(tail.top)),
            LineChart.Line(name: "p99", color: 2, points: points(tail.p99)),
            LineChart.Line(name: "p50", color: 1, points: points(tail.p50)),
        ]
        if tail.serviceP99.contains(where: { $0 != nil }) {
            lines.append(
                LineChart.Line(
                    name: "p99 from the actual send (service time)", color: 7, weight: .thin, dash: .dash,
                    points: points(tail.serviceP99)))
        }
        let silent = tail.silences.isEmpty ? [] : [(class: "silence", words: "nothing delivered")]
        let worst =
            "The worst second is \(Nanoseconds.seconds(Double(tail.worst.second)).clock) with p99 "
            + "\(Nanoseconds.seconds(tail.worst.p99))."
        return LineChart(
            id: id, title: "Tail over time: \(tail.reader) (\(tail.role) reader)",
            description: "\(worst) \(tail.silences.count) spans without any delivery.",
            note: "Latency of delivery from the intended time. \(worst) Where the dashed line stays below p99, the "
                + "schedule waited for the cluster: the service time forgives that, the headline does not. "
                + thinning("worst second"),
            frame: ChartFrame(
                x: .time(seconds: series.grid.seconds), y: .latency(values), xCaption: timeCaption),
            lines: lines, marks: series.marks, silences: tail.silences, swatches: swatches(of: series.marks) + silent)
    }
}
