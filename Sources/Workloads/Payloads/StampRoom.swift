package import ScenarioModel

/// Where a value has room for the stamp that the sender writes into it.
///
/// Binary: the first bytes of the value, zeros. Text: hex digits in a JSON string, after `{"stamp":"`, all `0`. Both come
/// after the frame of a Schema Registry where the value has one (`PayloadArena.frameLength`).
package enum StampRoom {
    package static let binaryOffset = 0
    package static let binaryLength = 56
    package static let textOffset = 10
    package static let textLength = 112

    /// The shortest value of a shape: the stamp and what must stand around it.
    ///
    /// Shorter sizes are raised to it.
    package static func shortestValue(_ shape: Payload.Shape) -> Int {
        switch shape {
        case .random: binaryOffset + binaryLength
        case .telemetry: textOffset + textLength + 2
        }
    }
}
