import Quantities

extension PlanSheet {
    /// The plan as one self-contained page, in the look of a report.
    package func html() -> String {
        let page = tag("html", ("lang", "en"), ("xmlns", "http://www.w3.org/1999/xhtml")) {
            tag("head") {
                tag("meta", ("charset", "utf-8"))
                tag("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
                tag("title") { "Plan: \(headline)" }
                Markup.style(stylesheet)
            }
            tag("body") {
                tag("main") {
                    tag("h1") { headline }
                    tag("p", ("class", "muted")) { "What this scenario will send. Nothing was sent to make this page." }
                    factList(facts.map { ($0.name, $0.value, false) })
                    tag("section") {
                        tag("h2") { "Over time" }
                        rateFigure()
                        byteFigure()
                    }
                    section("Phases", phaseTable)
                    section("Topics", topicTable)
                    section("Devices", edgeTable)
                    if !outages.isEmpty { section("Outages", outageTable) }
                    section("Readers", readerTable)
                }
            }
        }
        return "<!DOCTYPE html>\n" + page.source
    }

    private func section(_ title: String, _ table: FactTable) -> Markup {
        tag("section") {
            tag("h2") { title }
            table.markup()
        }
    }

    private var grid: TimeGrid { TimeGrid(seconds: eventsBySecond.count, limit: 900) }

    private func rateFigure() -> Markup {
        figure(
            "rate", "Events a second", eventsBySecond.map(Double.init), unit: "/s",
            description: "Up to \(Double(eventsBySecond.max() ?? 0).perSecond).")
    }

    private func byteFigure() -> Markup {
        figure(
            "bytes", "Megabytes of values a second", bytesBySecond.map { Double($0) / 1e6 }, unit: " MB/s",
            description: "Up to \(ByteCount(bytesBySecond.max() ?? 0)) a second.")
    }

    private func figure(
        _ id: String, _ title: String, _ values: [Double], unit: String, description: String
    ) -> Markup {
        let grid = grid
        let means = grid.mean(
            Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0.offset, $0.element) }))
        let note = grid.interval == 1 ? "Each second's sum." : "The mean of each \(grid.interval) s."
        return LineChart(
            id: id, title: title, description: description,
            note: "By the time that the producer has the event. " + note,
            frame: ChartFrame(
                x: .time(seconds: grid.seconds), y: .count(means.compactMap(\.self), unit: unit),
                xCaption: "time since the trial's zero"),
            lines: [
                LineChart.Line(
                    name: "planned", color: 1, points: means.indices.map { (grid.middle($0), means[$0]) })
            ],
            marks: TimeMarks(
                phases: phases.map {
                    TimeMarks.PhaseSpan(
                        name: $0.name, isWarmUp: $0.isWarmUp, start: $0.startSeconds,
                        end: min($0.endSeconds, Double(grid.seconds)))
                }),
            silences: outages.map { $0.startSeconds...max($0.startSeconds, min($0.endSeconds, Double(grid.seconds))) },
            swatches: outages.isEmpty ? [] : [("silence", "planned outage")]
        ).figure()
    }
}
