/// A series in one row of block characters; a dot where there is no value.
package struct Sparkline: Sendable {
    private static let blocks = Array("▁▂▃▄▅▆▇█")

    package var values: [Double?]
    /// Latencies are drawn by their logarithm, so that both a millisecond and a stall can be seen.
    package var isLogarithmic: Bool

    package init(values: [Double?], isLogarithmic: Bool) {
        self.values = values
        self.isLogarithmic = isLogarithmic
    }

    /// At most `width` columns; each shows the largest of its values where it stands for several.
    package func text(width: Int) -> String {
        let shown = thinned(to: max(1, width))
        let known = shown.compactMap(\.self)
        guard let low = known.min(), let high = known.max() else { return String(repeating: "·", count: shown.count) }
        return String(shown.map { value in value.map { block($0, low: low, high: high) } ?? "·" })
    }

    private func block(_ value: Double, low: Double, high: Double) -> Character {
        let axis =
            isLogarithmic
            ? Axis(low: max(low, 1e-6), high: max(high, 1e-6), isLogarithmic: true, ticks: [])
            : Axis(low: 0, high: high, isLogarithmic: false, ticks: [])
        let top = Sparkline.blocks.count - 1
        return Sparkline.blocks[min(top, Int(axis.position(of: value) * Double(top) + 0.5))]
    }

    private func thinned(to width: Int) -> [Double?] {
        guard values.count > width else { return values }
        return (0..<width).map { column in
            values[column * values.count / width..<(column + 1) * values.count / width].compactMap(\.self).max()
        }
    }
}
