package import Quantities

/// The smallest differences that count as differences, however sure they are.
package enum EffectFloor {
    /// Nobody who waits for an event feels less.
    package static let latency = Nanoseconds(1_000_000)

    static var latencyForPeople: String { "They differ by less than \(latency), which counts as no difference." }
}
