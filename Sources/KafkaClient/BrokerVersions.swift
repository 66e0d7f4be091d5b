/// What a broker says of its protocol versions, as librdkafka logs it with `debug=feature`.
///
/// librdkafka offers no call for it; the lines read `ApiKey Produce (0) Versions 0..12`.
package struct BrokerVersions: Hashable, Sendable {
    /// Highest version by API name.
    package private(set) var highest: [String: Int] = [:]

    package init() {}

    /// Takes in one log line; others are ignored.
    package mutating func read(logLine text: String) {
        guard let start = text.firstRange(of: "ApiKey ") else { return }
        let words = text[start.upperBound...].split(separator: " ")
        guard let name = words.first, let marker = words.firstIndex(of: "Versions"), marker + 1 < words.count else {
            return
        }
        let bounds = words[marker + 1].split(separator: ".", omittingEmptySubsequences: true)
        guard let last = bounds.last, let version = Int(last) else { return }
        highest[String(name)] = max(version, highest[String(name)] ?? 0)
    }

    /// The release that speaks these versions, in words; nil where nothing was read.
    ///
    /// From the release in which each version appeared (the `validVersions` history of Kafka's message definitions).
    /// A compatible platform may speak a newer protocol than it implements, so this is the protocol's age, not a proof.
    package var release: String? {
        guard let fetch = highest["Fetch"], let produce = highest["Produce"] else { return nil }
        let marks: [(isSpoken: Bool, release: String)] = [
            (produce >= 12, "4.0 or newer"), (fetch >= 17, "3.9"), (fetch >= 16, "3.7"), (fetch >= 15, "3.5"),
            (fetch >= 13, "3.1"), (fetch >= 12, "2.7"), (fetch >= 11, "2.3"), (fetch >= 10, "2.1"),
            (fetch >= 8, "2.0"), (fetch >= 6, "1.0"), (fetch >= 4, "0.11"),
        ]
        return marks.first(where: \.isSpoken)?.release ?? "older than 0.11"
    }
}
