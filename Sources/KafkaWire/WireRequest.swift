/// A request of the Kafka protocol, in all versions that this client speaks.
///
/// Each API has a file of its own in `APIs`, named for its key, with the request and the response as Kafka's message
/// definitions have them; KIPs name what changed in which version.
package protocol WireRequest: WireStructure {
    associatedtype Response: WireStructure

    static var api: WireAPI { get }
}

/// What is fixed of an API: its number, its name, and the versions that this client speaks.
package struct WireAPI: Hashable, Sendable {
    /// The API key.
    package var key: Int16
    /// As Kafka's message definitions have it.
    package var name: String
    package var versions: ClosedRange<Int16>
    /// The first version with compact lengths and tagged fields (KIP-482); nil where none of ours has them.
    package var firstFlexible: Int16?

    func isFlexible(_ version: Int16) -> Bool { firstFlexible.map { version >= $0 } ?? false }

    /// The response header has tagged fields in flexible versions, but never that of ApiVersions.
    ///
    /// A client that asks in a version the broker has not must be able to read the answer (KIP-511).
    func responseHeaderHasTags(_ version: Int16) -> Bool { isFlexible(version) && key != 18 }

    /// The highest version that both sides speak, or the nearest to `preferred` among those below it.
    func version(
        with broker: ClosedRange<Int16>?, atMost preferred: Int16? = nil, at place: String
    ) throws(WireError) -> Int16 {
        let ours = "this client speaks \(name) \(versions.lowerBound) to \(versions.upperBound)"
        guard let broker else {
            throw WireError(.unsupported, at: place, "the broker does not offer \(name); \(ours)")
        }
        guard versions.overlaps(broker) else {
            throw WireError(
                .unsupported, at: place,
                "no common version: the broker speaks \(name) \(broker.lowerBound) to \(broker.upperBound), \(ours)",
                remedy: broker.upperBound < versions.lowerBound
                    ? "Kafka 0.11 or newer is needed" : "A newer version of this program is needed")
        }
        let common = versions.clamped(to: broker)
        return max(common.lowerBound, min(common.upperBound, preferred ?? .max))
    }
}
