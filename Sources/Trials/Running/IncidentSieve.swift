package import Evidence
internal import Quantities

/// Keeps a client that repeats itself from filling the results file: of each kind of client notice the first few a
/// second, and a count of the rest.
package struct IncidentSieve: Sendable {
    private static let kept = 10
    private static let sievedKinds: Set<String> = ["client-error", "client-log"]

    private var second = -1
    private var seen: [String: Int] = [:]

    package init() {}

    /// What is to be stored of these incidents, which were observed in `second`.
    package mutating func pass(_ incidents: [Incident], second now: Int) -> [Incident] {
        var passed: [Incident] = []
        if now != second {
            passed = summary()
            second = now
            seen = [:]
        }
        for incident in incidents {
            guard IncidentSieve.sievedKinds.contains(incident.kind) else {
                passed.append(incident)
                continue
            }
            seen[incident.kind, default: 0] += 1
            if seen[incident.kind, default: 0] <= IncidentSieve.kept { passed.append(incident) }
        }
        return passed
    }

    private func summary() -> [Incident] {
        seen.sorted { $0.key < $1.key }.compactMap { kind, count in
            guard count > IncidentSieve.kept else { return nil }
            return Incident(
                at: .seconds(Double(second)), kind: kind,
                text: "\(count - IncidentSieve.kept) more in this second are not stored")
        }
    }
}
