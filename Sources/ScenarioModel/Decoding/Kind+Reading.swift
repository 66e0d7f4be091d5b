import Quantities

/// Why a single value was refused; it does not hold the value, which may be a secret.
struct Refusal: Error {
    /// The sentence, given the value (or a word for it).
    let what: @Sendable (String) -> String
    let remedy: String
}

extension Kind {
    /// Reads a single value; kinds that are no single values refuse every text.
    func read(_ text: String, isQuoted: Bool) -> Result<ReadValue.Content, Refusal> {
        switch self {
        case .text, .bound: .success(.text(text))
        case .identifier: Kind.isIdentifier(text) ? .success(.text(text)) : refuse { "\($0) is no usable name" }
        case .topicName: topicName(text)
        case .choice(let choices): choice(text, choices)
        case .integer(let range):
            if !isQuoted, let value = Int(text) {
                range.contains(value) ? .success(.integer(value)) : refuse { "\($0) is out of range" }
            } else {
                refuse { "\($0) is no whole number" }
            }
        case .number(let range):
            if !isQuoted, let value = HumanUnit.number(text) {
                range.contains(value) ? .success(.number(value)) : refuse { "\($0) is out of range" }
            } else {
                refuse { "\($0) is no number" }
            }
        case .percent(let range):
            if let value = HumanUnit.percent(text) {
                range.contains(value) ? .success(.number(value)) : refuse { "\($0) is out of range" }
            } else {
                refuse { "\($0) is no percentage" }
            }
        case .duration(let zero): duration(text, zero)
        case .rate: rate(text)
        case .bandwidth: bandwidth(text)
        case .flag:
            if !isQuoted, let value = ["true": true, "false": false][text] {
                .success(.flag(value))
            } else {
                refuse { "\($0) is neither true nor false" }
            }
        case .keyStrategy: keyStrategy(text)
        case .fieldName: Kind.isFieldName(text) ? .success(.text(text)) : refuse { "\($0) is no name of a field" }
        case .feature: feature(text)
        case .size(let range):
            if let value = HumanUnit.size(text) {
                value.rounded() == value && (Double(range.lowerBound)...Double(range.upperBound)).contains(value)
                    ? .success(.integer(Int(value))) : refuse { "\($0) is out of range" }
            } else {
                refuse { "\($0) is no size" }
            }
        case .properties, .table, .list, .object, .named, .either: refuse { "\($0) is a single value" }
        }
    }

    /// What would be right, for people.
    var expectation: String {
        switch self {
        case .text: "text"
        case .identifier: "a name of letters, digits, '.', '_' and '-', up to 100, that begins with a letter or digit"
        case .topicName: "a topic name: 1 to 249 letters, digits, '.', '_' and '-', not '.' or '..'"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range):
            "a number from \(range.lowerBound.significant(6)) to \(range.upperBound.significant(6))"
        case .duration(.aboveZero): "a duration above zero with its unit, like 250ms, 30s, 5m, 1h"
        case .duration(.zeroAllowed): "a duration with its unit, like 0s, 250ms, 30s, 5m, 1h"
        case .rate: "a rate above zero, like 20000/s, 120/min, 5/h"
        case .bandwidth: "a bandwidth above zero, like 64kbit/s, 5Mbit/s, 1Gbit/s"
        case .flag: "true or false"
        case .keyStrategy:
            "none, or one or more of \(KeyStrategy.Part.allCases.map(\.rawValue).joined(separator: ", ")) joined by '+', each once"
        case .fieldName: "a name of letters, digits and '_', up to 100, that begins with a letter or '_'"
        case .feature: "a feature, or ids of checks with stars, like txn.*"
        case .size(let range):
            "a size with its unit, like 256B, 4KiB, 1MB, from \(range.lowerBound) B to \(range.upperBound) B"
        case .percent(let range): "a percentage from \(range.lowerBound.percentText) to \(range.upperBound.percentText)"
        case .choice(let choices): "one of \(choices.joined(separator: ", "))"
        case .bound: "a duration (50ms), a percentage (1%) or a number, as the criterion measures"
        case .properties: "a mapping from properties to values"
        case .table(_, let value): "a mapping from names, each to \(value.expectation)"
        case .list(let element): "a list of: \(element.expectation)"
        case .object(let shape): "a mapping with the keys of \(shape.titleWithArticle)"
        case .named(_, let shape, _): "a mapping from each \(shape.title)'s name to its keys"
        case .either(let single, let shape):
            "\(single.expectation), or a mapping with the keys of \(shape.titleWithArticle)"
        }
    }

    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 100 else { return false }
        return isWordByte(first) && text.utf8.allSatisfy { isWordByte($0) || ".-_".utf8.contains($0) }
    }

    static func isFieldName(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 100 else { return false }
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        return !isDigit && text.utf8.allSatisfy { isWordByte($0) || $0 == UInt8(ascii: "_") }
    }

    private func refuse(_ what: @escaping @Sendable (String) -> String) -> Result<ReadValue.Content, Refusal> {
        .failure(Refusal(what: what, remedy: "write \(expectation)"))
    }

    private func topicName(_ text: String) -> Result<ReadValue.Content, Refusal> {
        let isLegal =
            (1...249).contains(text.utf8.count) && text != "." && text != ".."
            && text.utf8.allSatisfy { Kind.isWordByte($0) || ".-_".utf8.contains($0) }
        return isLegal ? .success(.text(text)) : refuse { "\($0) is no topic name that Kafka allows" }
    }

    private func choice(_ text: String, _ choices: [String]) -> Result<ReadValue.Content, Refusal> {
        if choices.contains(text) { return .success(.text(text)) }
        let remedy = NearestName.remedy(for: text, in: choices, kind: "possible")
        return .failure(Refusal(what: { "\($0) is not possible here" }, remedy: remedy))
    }

    private func duration(_ text: String, _ zero: ZeroRule) -> Result<ReadValue.Content, Refusal> {
        guard let nanoseconds = HumanUnit.duration(text) else { return refuse { "\($0) is no duration" } }
        if nanoseconds < 0 { return refuse { "\($0) is negative" } }
        if nanoseconds.rounded() == 0, zero == .aboveZero { return refuse { "\($0) is no time at all" } }
        guard nanoseconds <= Double(HumanUnit.longest.rawValue) else {
            return .failure(Refusal(what: { "\($0) is too long" }, remedy: "a trial lasts a year at most"))
        }
        return .success(.duration(Nanoseconds(Int64(nanoseconds.rounded()))))
    }

    private func rate(_ text: String) -> Result<ReadValue.Content, Refusal> {
        guard let rate = HumanUnit.rate(text) else { return refuse { "\($0) is no rate" } }
        if rate <= 0 { return refuse { "\($0) is no rate above zero" } }
        guard rate <= HumanUnit.fastest else {
            return .failure(Refusal(what: { "\($0) is too fast" }, remedy: "write a rate up to 1000000000/s"))
        }
        return .success(.number(rate))
    }

    private func bandwidth(_ text: String) -> Result<ReadValue.Content, Refusal> {
        guard let bandwidth = HumanUnit.bandwidth(text) else { return refuse { "\($0) is no bandwidth" } }
        if bandwidth <= 0 { return refuse { "\($0) is no bandwidth above zero" } }
        guard bandwidth <= HumanUnit.widest else {
            return .failure(Refusal(what: { "\($0) is too wide" }, remedy: "write a bandwidth up to 1000Gbit/s"))
        }
        return .success(.number(bandwidth))
    }

    private func keyStrategy(_ text: String) -> Result<ReadValue.Content, Refusal> {
        if KeyStrategy(name: text) != nil { return .success(.text(text)) }
        let known = KeyStrategy.Part.allCases.map(\.rawValue) + [KeyStrategy.none.name]
        let slip = text.split(separator: "+").map(String.init).first { !known.contains($0) }
        let meant = slip.flatMap { NearestName.of($0, in: known) }.map { "did you mean '\($0)'? " } ?? ""
        return .failure(Refusal(what: { "\($0) is no key" }, remedy: "\(meant)write \(expectation)"))
    }

    private func feature(_ text: String) -> Result<ReadValue.Content, Refusal> {
        if EstateTable.features.contains(text) { return .success(.text(text)) }
        guard Estate.isPattern(text) else {
            let remedy = NearestName.remedy(for: text, in: EstateTable.features, kind: "features")
            return .failure(Refusal(what: { "\($0) is no feature" }, remedy: "\(remedy); checks are written txn.*"))
        }
        let isLegal = text.utf8.allSatisfy { Kind.isWordByte($0) || ".-*".utf8.contains($0) }
        return isLegal ? .success(.text(text)) : refuse { "\($0) is no pattern of checks" }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

extension Double {
    /// A fraction as it is written in YAML: `0.2` is `20%`.
    var percentText: String { (self * 100).significant(6) + "%" }
}
