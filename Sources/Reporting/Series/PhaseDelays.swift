import Evidence
import Quantities

/// The three delays of one measured phase for one reader: how old the news is, what of it the edge costs, and what the
/// platform.
struct PhaseDelays: Sendable {
    static let percentiles: [Double] = [50, 99, 100]

    let phase: String
    let reader: String
    var business = LatencyHistogram()
    /// The reader's, or that of everything sent in the phase where it measured none.
    var edge = LatencyHistogram()
    var platform = LatencyHistogram()

    /// One a live reader and measured phase, in that order; none where no event spent time at the edge.
    static func all(of evidence: TrialEvidence) -> [PhaseDelays] {
        let edge = evidence.latencies.filter { $0.kind == .edge }
        guard edge.contains(where: { ($0.histogram.maximum ?? .zero) > .zero }) else { return [] }
        let readers = evidence.readers.filter { $0.role == "live" }.map(\.name)
        return evidence.phases.filter { !$0.isWarmUp }.flatMap { phase in
            readers.compactMap { reader in
                var delays = PhaseDelays(phase: phase.name, reader: reader)
                var sent = LatencyHistogram()
                for row in evidence.latencies where row.phase == phase.number {
                    switch (row.kind, row.reader) {
                    case (.business, reader): delays.business.merge(row.histogram)
                    case (.intended, reader): delays.platform.merge(row.histogram)
                    case (.edge, reader): delays.edge.merge(row.histogram)
                    case (.edge, nil): sent.merge(row.histogram)
                    default: continue
                    }
                }
                if delays.edge.isEmpty { delays.edge = sent }
                return delays.platform.isEmpty && delays.business.isEmpty ? nil : delays
            }
        }
    }
}
