import Evidence
import Quantities

/// The three delays of one measured phase for one reader: how old the news is, what of it the edge costs, and what the
/// platform.
struct PhaseDelays: Sendable {
    static let percentiles: [Double] = [50, 99, 100]

    let phase: String
    let reader: String
    var business = LatencyHistogram()
    /// The reader's own; where it measured none and is the only one, that of everything sent in the phase.
    var edge = LatencyHistogram()
    var platform = LatencyHistogram()

    /// What stands for a reader where a row is of everything that was sent.
    static let allSent = "(all sent)"

    /// One a live reader and measured phase, in that order; none where no event spent time at the edge.
    ///
    /// Where several readers did not measure the edge delay themselves, the phase has a row for it of its own: what
    /// one of them reads may have spent none there.
    static func all(of evidence: TrialEvidence) -> [PhaseDelays] {
        let edge = evidence.latencies.filter { $0.kind == .edge }
        guard edge.contains(where: { ($0.histogram.maximum ?? .zero) > .zero }) else { return [] }
        let readers = evidence.readers.filter { $0.role == "live" }.map(\.name)
        return evidence.phases.filter { !$0.isWarmUp }.flatMap { phase in
            var sent = PhaseDelays(phase: phase.name, reader: allSent)
            for row in edge where row.phase == phase.number && row.reader == nil { sent.edge.merge(row.histogram) }
            let delays = readers.compactMap { reader -> PhaseDelays? in
                var delays = PhaseDelays(phase: phase.name, reader: reader)
                for row in evidence.latencies where row.phase == phase.number {
                    switch (row.kind, row.reader) {
                    case (.business, reader): delays.business.merge(row.histogram)
                    case (.intended, reader): delays.platform.merge(row.histogram)
                    case (.edge, reader): delays.edge.merge(row.histogram)
                    default: continue
                    }
                }
                if delays.edge.isEmpty, readers.count == 1 { delays.edge = sent.edge }
                return delays.platform.isEmpty && delays.business.isEmpty ? nil : delays
            }
            let isTold = readers.count == 1 || delays.contains { !$0.edge.isEmpty } || sent.edge.isEmpty
            return isTold ? delays : delays + [sent]
        }
    }
}
