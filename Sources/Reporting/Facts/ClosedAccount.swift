import Evidence
import Quantities

extension Report {
    /// What became of everything that devices made, in a sentence that a person can check, for each reader of all of it.
    ///
    /// Where no reader reads everything, the first reader of each topic stands for it.
    var closedAccounts: [FactSection.Sentence] {
        guard !evidence.edges.isEmpty, !evidence.tallies.isEmpty else { return [] }
        let sent = evidence.edges.map(\.sent).reduce(0, +)
        let names = evidence.readers.filter { $0.role != "dead-letters" }.map(\.name)
        let whole = names.filter { name in
            let tallies = evidence.tallies.filter { $0.reader == name }
            return !tallies.isEmpty && tallies.map(\.sent).reduce(0, +) == sent
        }
        guard whole.isEmpty else {
            return whole.map { name in
                account(named: name, evidence.tallies.filter { $0.reader == name })
            }
        }
        let topics = Set(evidence.tallies.filter { names.contains($0.reader) }.map(\.topic)).sorted()
        let first = topics.compactMap { topic in
            names.lazy.compactMap { name in
                evidence.tallies.first { $0.reader == name && $0.topic == topic }
            }.first
        }
        guard !first.isEmpty else { return [] }
        return [account(named: first.map { "\($0.topic) by \($0.reader)" }.joined(separator: ", "), first)]
    }

    private func account(named name: String, _ tallies: [DeliveryTally]) -> FactSection.Sentence {
        let edges = evidence.edges
        let (made, resent) = (edges.map(\.made).reduce(0, +), edges.map(\.resent).reduce(0, +))
        let (dropped, held) = (edges.map(\.droppedAtEdge).reduce(0, +), edges.map(\.heldAtEnd).reduce(0, +))
        func sum(_ field: (DeliveryTally) -> Int64) -> Int64 { tallies.map(field).reduce(0, +) }
        let fleet = evidence.fleetTallies.filter { row in
            tallies.contains { $0.reader == row.reader && $0.topic == row.topic }
        }
        let deadLettered = fleet.map(\.deadLettered).reduce(0, +)
        let validates = evidence.readers.contains { reader in
            reader.deadLetters != nil && tallies.contains { $0.reader == reader.name }
        }
        let lost = sum(\.lost)
        // Never acknowledged, less what came all the same.
        let nowhere = sum(\.rejected) + sum(\.indeterminate) - sum(\.ambiguous)
        let terms: [(name: String, count: Int64, isShown: Bool)] = [
            ("delivered", sum(\.delivered) - deadLettered, true), ("dead-lettered", deadLettered, validates),
            ("dropped at the edge", dropped, true), ("still on devices", held, true),
            ("unread", sum(\.unread), sum(\.unread) > 0), ("never acknowledged", nowhere, nowhere != 0),
        ]
        let right = terms.filter(\.isShown).map { "\($0.name) \($0.count.grouped)" }.joined(separator: " + ")
        let again = resent > 0 ? " and sent again \(resent.grouped)" : ""
        let end = lost > 0 ? " + lost \(lost.grouped)" : "; lost 0"
        let open = made + resent - terms.map(\.count).reduce(0, +) - lost
        let verdict =
            open == 0
            ? "" : ". The account does not close: \(open.magnitude.grouped) \(open > 0 ? "missing" : "too many")"
        return FactSection.Sentence(
            text: "\(name): made \(made.grouped)\(again) = \(right)\(end)\(verdict).", isAlarming: lost > 0 || open != 0
        )
    }
}
