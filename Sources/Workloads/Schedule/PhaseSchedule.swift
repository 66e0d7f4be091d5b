package import ScenarioModel

/// The phases on the trial's clock, and the load over them.
///
/// Load time, in load-seconds, is the integral of the load: one second at load 200 % is two load-seconds. In load time
/// every group sends at its constant rate; the curve only bends load time into clock time. A stretch at load 0 has no
/// load time, so nothing falls into it.
package struct PhaseSchedule: Sendable {
    /// One phase on the clock, in nanoseconds since the trial's zero; the end belongs to the next phase.
    package struct Span: Hashable, Sendable {
        package var startNs: UInt64
        package var endNs: UInt64
    }

    package let spans: [Span]
    /// Load-seconds of all phases.
    package let totalLoad: Double
    let segments: [LoadSegment]

    /// - Parameters:
    ///   - pattern: a course of the day by which the phases' load is multiplied.
    ///   - offset: by which share of the pattern's day its clock is behind.
    package init(phases: [Phase], pattern: LoadPattern? = nil, offset: Double = 0) {
        let day = pattern.flatMap {
            PatternDay($0, offset: offset, endNs: phases.reduce(0) { $0 + $1.duration.unsigned })
        }
        var spans: [Span] = []
        var segments: [LoadSegment] = []
        var startNs: UInt64 = 0
        var total = 0.0
        for (index, phase) in phases.enumerated() {
            let length = phase.duration.unsigned
            let stretches = straightStretches(of: phase.load, length: length).map { $0.moved(to: index, startNs) }
            for var segment in day.map({ day in stretches.flatMap { day.bend($0) } }) ?? stretches {
                segment.startLoad = total
                total += segment.seconds * (segment.load + 0.5 * segment.slope * segment.seconds)
                segment.endLoad = total
                segments.append(segment)
            }
            spans.append(Span(startNs: startNs, endNs: startNs + length))
            startNs += length
        }
        self.spans = spans
        self.segments = segments
        totalLoad = total
    }

    /// The end of the last phase.
    package var endNs: UInt64 { spans.last?.endNs ?? 0 }

    /// The phase at an instant; nil after the end.
    package func phase(atNs ns: UInt64) -> Int? { segment(atNs: ns)?.phase }

    /// The load at an instant, as a multiple of the groups' rates; 0 after the end.
    package func load(atNs ns: UInt64) -> Double { segment(atNs: ns)?.load(atNs: ns) ?? 0 }

    /// Load-seconds from the trial's zero to an instant.
    package func cumulatedLoad(atNs ns: UInt64) -> Double {
        segment(atNs: ns)?.cumulatedLoad(atNs: ns) ?? totalLoad
    }

    /// Load-seconds of a phase.
    package func load(ofPhase phase: Int) -> Double {
        segments.reduce(0) { $1.phase == phase ? $0 + ($1.endLoad - $1.startLoad) : $0 }
    }

    /// When the cumulated load reaches a value, rounded down to the nanosecond; nil from the total on.
    package func instant(ofLoad value: Double) -> UInt64? {
        guard value >= 0, value < totalLoad else { return nil }
        return segments[segment(ofLoad: value, from: 0)].instant(ofLoad: value)
    }

    /// The segment that a load time below the total falls into, looked for from `first` on.
    func segment(ofLoad value: Double, from first: Int) -> Int {
        var index = first
        while value >= segments[index].endLoad { index += 1 }
        return index
    }

    private func segment(atNs ns: UInt64) -> LoadSegment? {
        var (low, high) = (0, segments.count)
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].endNs <= ns { low = middle + 1 } else { high = middle }
        }
        return low < segments.count ? segments[low] : nil
    }
}

/// The non-empty segments between a curve's corners, cut at the phase's end; clock and load start at zero.
private func straightStretches(of curve: LoadCurve, length: UInt64) -> [LoadSegment] {
    let corners = curve.corners(length: length)
    return zip(corners, corners.dropFirst()).compactMap { start, end in
        precondition(start.load >= 0 && end.load >= 0, "a load is below zero: \(curve)")
        guard start.ns < end.ns, start.ns < length else { return nil }
        return LoadSegment(
            phase: 0, startNs: start.ns, endNs: min(end.ns, length), load: start.load,
            slope: (end.load - start.load) / (Double(end.ns - start.ns) * 1e-9), startLoad: 0, endLoad: 0)
    }
}

extension LoadSegment {
    /// The same segment in a phase that begins at an instant.
    fileprivate func moved(to phase: Int, _ beginNs: UInt64) -> LoadSegment {
        var segment = self
        segment.phase = phase
        segment.startNs += beginNs
        segment.endNs += beginNs
        return segment
    }
}
