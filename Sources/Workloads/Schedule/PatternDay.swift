import ScenarioModel

/// A pattern's day as straight pieces, to bend a schedule's segments with.
///
/// Kinks and steps are where they are; a curve is cut into 96 pieces a day, and a slope on a slope, which makes a
/// parabola, into pieces as fine.
struct PatternDay {
    static let cuts = 96
    /// A day so short that the trial would have more pieces than this counts with its mean only.
    static let mostPieces = 1 << 20

    /// From one share of the day to another, with the values at both ends.
    struct Piece {
        var from: Double
        var to: Double
        var first: Double
        var last: Double
    }

    private let pieces: [Piece]
    private let dayNs: Double
    /// How far the pattern's clock is behind the trial's.
    private let behindNs: Double

    init?(_ pattern: LoadPattern, offset: Double, endNs: UInt64) {
        guard endNs > 0 else { return nil }
        let pieces = pattern.shape.pieces
        let dayNs = Double(max(1, pattern.day.unsigned))
        if Double(endNs) / dayNs * Double(pieces.count) > Double(PatternDay.mostPieces) {
            let mean = pieces.reduce(0) { $0 + ($1.to - $1.from) * ($1.first + $1.last) / 2 }
            self.pieces = [Piece(from: 0, to: 1, first: mean, last: mean)]
            self.dayNs = Double(endNs)
            behindNs = 0
        } else {
            self.pieces = pieces
            self.dayNs = dayNs
            behindNs = offset * dayNs
        }
    }

    /// A segment times the pattern, as segments; `startLoad` and `endLoad` are left as they are.
    func bend(_ segment: LoadSegment) -> [LoadSegment] {
        var parts: [LoadSegment] = []
        var startNs = segment.startNs
        var day = ((Double(startNs) - behindNs) / dayNs).rounded(.down)
        while startNs < segment.endNs {
            let zeroNs = behindNs + day * dayNs
            for piece in pieces {
                let (fromNs, toNs) = (zeroNs + piece.from * dayNs, zeroNs + piece.to * dayNs)
                guard toNs > Double(startNs) else { continue }
                let end = toNs >= Double(segment.endNs) ? segment.endNs : UInt64(max(0, toNs.rounded()))
                guard end > startNs else { continue }
                func value(_ ns: UInt64) -> Double {
                    let share = min(1, max(0, (Double(ns) - fromNs) / (toNs - fromNs)))
                    return piece.first + (piece.last - piece.first) * share
                }
                var part = segment
                part.startNs = startNs
                part.endNs = end
                part.load = segment.load(atNs: startNs) * value(startNs)
                let last = segment.load(atNs: end) * value(end)
                part.slope = (last - part.load) / part.seconds
                parts.append(part)
                startNs = end
                if startNs == segment.endNs { return parts }
            }
            day += 1
        }
        return parts
    }
}

extension LoadPattern.Shape {
    /// The whole day without a gap, from 0 to 1.
    fileprivate var pieces: [PatternDay.Piece] {
        switch self {
        case .diurnal(let low, let peak):
            func value(_ cut: Int) -> Double {
                let turns = Double(cut) / Double(PatternDay.cuts) - peak
                return low + (1 - low) * (1 + PortableMath.cosine(turns: turns)) / 2
            }
            return (0..<PatternDay.cuts).map { cut in
                PatternDay.Piece(
                    from: Double(cut) / Double(PatternDay.cuts), to: Double(cut + 1) / Double(PatternDay.cuts),
                    first: value(cut), last: value(cut + 1))
            }
        case .hours(let from, let until, let ramp, let low):
            return hours(from: from, until: until < from ? until + 1 : until, ramp: ramp, low: low)
        case .shifts(let on, let off, let low): return shifts(on: on, off: off, low: low)
        }
    }

    private func hours(from: Double, until: Double, ramp: Double, low: Double) -> [PatternDay.Piece] {
        /// The value on a straight piece, from a share strictly inside it: on its line, at another share.
        func value(at share: Double, near inside: Double) -> Double {
            (-1...1).reduce(low) { best, turn in
                let (inside, share) = (inside + Double(turn), share + Double(turn))
                if inside >= from, inside <= until { return 1 }
                guard ramp > 0 else { return best }
                if inside > from - ramp, inside < from { return max(best, 1 - (1 - low) * (from - share) / ramp) }
                if inside > until, inside < until + ramp { return max(best, 1 - (1 - low) * (share - until) / ramp) }
                return best
            }
        }
        // Where two days' flanks cross is a kink too, at the middle between them.
        let kinks = [from - ramp, from, until, until + ramp, (until + from + 1) / 2]
        var cuts: Set<Double> = [0, 1]
        for kink in kinks { cuts.insert(kink - kink.rounded(.down)) }
        // Flanks are cut as finely as a curve, because the load under them may slope as well.
        if ramp > 0 { cuts.formUnion((1..<PatternDay.cuts).map { Double($0) / Double(PatternDay.cuts) }) }
        let ends = cuts.sorted()
        return zip(ends, ends.dropFirst()).map { start, end in
            let middle = (start + end) / 2
            return PatternDay.Piece(
                from: start, to: end, first: min(1, value(at: start, near: middle)),
                last: min(1, value(at: end, near: middle)))
        }
    }

    private func shifts(on: Double, off: Double, low: Double) -> [PatternDay.Piece] {
        var pieces: [PatternDay.Piece] = []
        var from = 0.0
        var isOn = true
        while from < 1 {
            // Thousands of shifts a day are none that anybody works.
            let length = max(isOn ? on : off, 0)
            let to = min(1, from + length)
            if to > from {
                pieces.append(PatternDay.Piece(from: from, to: to, first: isOn ? 1 : low, last: isOn ? 1 : low))
            }
            if on + off < 1e-4 {
                return [PatternDay.Piece(from: 0, to: 1, first: 1, last: 1)]
            }
            from = to
            isOn.toggle()
        }
        return pieces
    }
}
