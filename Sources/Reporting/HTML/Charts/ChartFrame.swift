import Quantities

/// The plot's rectangle within a drawing, its axes, and the way from values to coordinates.
struct ChartFrame {
    /// The drawing's width; the page scales it.
    static let width = 900.0

    var x: Axis
    var y: Axis
    var left = 66.0
    var right = 14.0
    var top = 8.0
    var plotHeight = 220.0
    /// Said under the time axis.
    var xCaption: String

    var plotWidth: Double { ChartFrame.width - left - right }
    var bottom: Double { top + plotHeight }
    var height: Double { bottom + 42 }

    func atX(_ value: Double) -> Double { left + x.position(of: value) * plotWidth }
    func atY(_ value: Double) -> Double { bottom - y.position(of: value) * plotHeight }

    /// Lines and labels of both axes.
    @MarkupBuilder
    func axes() -> Markup {
        tag("path", ("class", "grid minor"), ("d", gridPath(labelled: false)))
        tag("path", ("class", "grid"), ("d", gridPath(labelled: true)))
        tag("path", ("class", "axis"), ("d", "M\(xy(left, top))V\(bottom.fixed(1))H\((left + plotWidth).fixed(1))"))
        for tick in y.ticks {
            if let label = tick.label {
                tag("text", ("x", (left - 8).fixed(1)), ("y", (atY(tick.value) + 4).fixed(1)), ("text-anchor", "end")) {
                    label
                }
            }
        }
        for tick in x.ticks {
            if let label = tick.label { xLabel(label, at: atX(tick.value)) }
        }
        tag(
            "text", ("x", (left + plotWidth / 2).fixed(1)), ("y", (bottom + 36).fixed(1)), ("text-anchor", "middle")
        ) { xCaption }
    }

    /// Centred under its tick, but inside the drawing.
    private func xLabel(_ label: String, at x: Double) -> Markup {
        let isLast = x + textWidth(label) / 2 > ChartFrame.width
        return tag(
            "text", ("x", (isLast ? ChartFrame.width : x).fixed(1)), ("y", (bottom + 18).fixed(1)),
            ("text-anchor", isLast ? "end" : "middle")
        ) { label }
    }

    private func gridPath(labelled: Bool) -> String {
        var path = ""
        for tick in y.ticks where (tick.label != nil) == labelled {
            path += "M\(xy(left, atY(tick.value)))h\(plotWidth.fixed(1))"
        }
        for tick in x.ticks where (tick.label != nil) == labelled {
            path += "M\(xy(atX(tick.value), bottom))v5"
        }
        return path
    }
}

/// A point as SVG writes it, to a tenth of a unit.
func xy(_ x: Double, _ y: Double) -> String { "\(x.fixed(1)) \(y.fixed(1))" }

/// The width of a label in a chart's 12-unit type, estimated on the wide side.
func textWidth(_ text: String) -> Double { Double(text.count) * 6.8 }
