/// A defect as it is switched on: which one, how often, for whom, and when.
///
/// As text: `lose-acked`, `lose-acked:p=0.001,topic=positions,seed=7,from=10,to=20`.
package struct DefectSetting: Sendable {
    package var defect: LabDefect
    /// How often it strikes where it could, 0 to 1.
    package var probability = 1.0
    package var seed: UInt64 = 1
    /// Only this topic, partition, client or node; nil for all.
    package var topic: String?
    package var partition: Int32?
    package var client: String?
    package var node: Int32?
    /// Seconds since the cluster was started, between which it strikes.
    package var from = 0.0
    package var to = Double.infinity

    package init(_ defect: LabDefect) {
        self.defect = defect
    }

    /// Reads the text form; throws a sentence for people.
    package init(_ text: String) throws(DefectMistake) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let id = String(parts[0])
        guard let defect = LabDefect.all.first(where: { $0.id == id }) else {
            throw DefectMistake("there is no defect '\(id)': 'seatrial lab --list-defects' lists them")
        }
        self.init(defect)
        guard parts.count > 1 else { return }
        for pair in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard sides.count == 2, !sides[1].isEmpty else {
                throw DefectMistake("'\(pair)' in '\(text)': key=value is meant, such as p=0.01")
            }
            try set(sides[0], to: sides[1], in: text)
        }
        guard from < to else { throw DefectMistake("'\(text)': from has to be before to") }
    }

    private mutating func set(_ key: String, to value: String, in text: String) throws(DefectMistake) {
        switch key {
        case "p": probability = try Self.number(value, 0...1, key, text)
        case "seed": seed = try Self.whole(value, key, text)
        case "topic": topic = value
        case "partition": partition = try Self.whole(value, key, text)
        case "client": client = value
        case "node": node = try Self.whole(value, key, text)
        case "from": from = try Self.number(value, 0...1e9, key, text)
        case "to": to = try Self.number(value, 0...1e9, key, text)
        default:
            throw DefectMistake("'\(key)' in '\(text)': p, seed, topic, partition, client, node, from and to are known")
        }
    }

    private static func number(
        _ value: String, _ bounds: ClosedRange<Double>, _ key: String, _ text: String
    ) throws(DefectMistake) -> Double {
        guard let number = Double(value), bounds.contains(number) else {
            let range = bounds.upperBound == 1 ? "a number from 0 to 1" : "seconds since the start"
            throw DefectMistake("'\(key)=\(value)' in '\(text)': \(range) is meant")
        }
        return number
    }

    private static func whole<Number: FixedWidthInteger>(
        _ value: String, _ key: String, _ text: String
    ) throws(DefectMistake) -> Number {
        guard let number = Number(value), number >= 0 else {
            throw DefectMistake("'\(key)=\(value)' in '\(text)': a whole number is meant")
        }
        return number
    }
}

/// What is wrong with the text of a defect.
package struct DefectMistake: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
