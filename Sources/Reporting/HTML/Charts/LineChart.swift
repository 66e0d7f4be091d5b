import Quantities

/// Lines over time or over percentiles, with what is marked on them.
///
/// Drawn as one SVG with a title and a description.
struct LineChart {
    struct Line {
        var name: String
        /// Colour 1 to 7.
        var color: Int
        var weight = Weight.normal
        var dash = Dash.solid
        var points: [(x: Double, y: Double?)]

        enum Weight: String {
            /// Broad and pale, to lie under others.
            case wide
            case normal = ""
            case thin
        }

        enum Dash: String {
            case solid = ""
            case dash
            case dots
        }

        /// What hides least comes last: broad lines at the bottom, broken ones on top.
        fileprivate var layer: Int {
            switch (weight, dash) {
            case (.wide, _): 0
            case (.normal, .solid): 1
            case (.thin, .solid): 2
            default: 3
            }
        }

        var classes: String {
            ["line", "s\(color)", weight.rawValue, dash.rawValue].filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    /// Short and unique on the page; names the title's and description's elements.
    var id: String
    var title: String
    /// The chart in words, for those who cannot see it.
    var description: String
    var note: String
    var frame: ChartFrame
    var lines: [Line]
    var marks: TimeMarks?
    /// Spans shaded as silent, in seconds.
    var silences: [ClosedRange<Double>] = []
    /// Further legend entries: class of the swatch's rectangle, and words.
    var swatches: [(class: String, words: String)] = []
    /// Instants marked with a name on the plot itself, in seconds.
    var flags: [(at: Double, words: String)] = []

    func figure() -> Markup {
        tag("figure") {
            tag("figcaption") { title }
            legend()
            tag("div", ("class", "scroll"), ("tabindex", "0")) { drawing() }
            tag("p", ("class", "note")) { note }
        }
    }

    private func legend() -> Markup {
        tag("div", ("class", "legend")) {
            for line in lines {
                tag("span") {
                    tag("svg", ("viewBox", "0 0 26 12"), ("aria-hidden", "true")) {
                        tag("path", ("class", line.classes), ("d", "M1 6H25"))
                    }
                    line.name
                }
            }
            for swatch in swatches {
                tag("span") {
                    tag("svg", ("viewBox", "0 0 26 12"), ("aria-hidden", "true")) {
                        tag(
                            "rect", ("class", swatch.class), ("x", "4"), ("y", "0"), ("width", "18"), ("height", "12"))
                    }
                    swatch.words
                }
            }
        }
    }

    private func drawing() -> Markup {
        var frame = frame
        if let marks { frame.top = 8 + TimeMarksLayer.height(of: marks) }
        let layer = marks.map { TimeMarksLayer(marks: $0, frame: frame) }
        return tag(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", "0 0 \(Int(ChartFrame.width)) \(Int(frame.height))"), ("role", "img"),
            ("aria-labelledby", "\(id)-title \(id)-desc")
        ) {
            tag("title", ("id", "\(id)-title")) { title }
            tag("desc", ("id", "\(id)-desc")) { description }
            if let layer { layer.behind() }
            for silence in silences {
                let start = frame.atX(silence.lowerBound)
                tag(
                    "rect", ("class", "silence"), ("x", start.fixed(1)), ("y", frame.top.fixed(1)),
                    ("width", (frame.atX(silence.upperBound) - start).fixed(1)),
                    ("height", frame.plotHeight.fixed(1)))
            }
            frame.axes()
            for line in lines.sorted(by: { $0.layer < $1.layer }) { path(of: line, frame) }
            if let layer { layer.inFront() }
            for flag in flags { flagMark(flag, frame) }
        }
    }

    /// A path that breaks where a value is missing; a value alone between gaps is a dot.
    @MarkupBuilder
    private func path(of line: Line, _ frame: ChartFrame) -> Markup {
        let runs = line.points.split { $0.y == nil }.map { run in
            run.compactMap { point in point.y.map { (frame.atX(point.x), frame.atY($0)) } }
        }
        let path = runs.filter { $0.count > 1 }.map { run in
            "M" + run.map { xy($0.0, $0.1) }.joined(separator: "L")
        }
        if !path.isEmpty { tag("path", ("class", line.classes), ("d", path.joined())) }
        for run in runs where run.count == 1 {
            for point in run {
                tag(
                    "circle", ("class", "f\(line.color)"), ("cx", point.0.fixed(1)), ("cy", point.1.fixed(1)),
                    ("r", "3"))
            }
        }
    }

    @MarkupBuilder
    private func flagMark(_ flag: (at: Double, words: String), _ frame: ChartFrame) -> Markup {
        let x = frame.atX(flag.at)
        let isLeft = x + 6 + textWidth(flag.words) > ChartFrame.width - frame.right
        tag("path", ("class", "catch-edge"), ("d", "M\(xy(x, frame.top))V\(frame.bottom.fixed(1))"))
        tag(
            "text", ("class", "strong"), ("x", (x + (isLeft ? -6 : 6)).fixed(1)), ("y", (frame.top + 14).fixed(1)),
            ("text-anchor", isLeft ? "end" : "start")
        ) { flag.words }
    }
}
