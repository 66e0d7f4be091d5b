import Foundation

/// The time that records have.
enum ModelTime {
    /// Milliseconds since 1970.
    static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

    /// What a record is old by that retention takes: a month.
    static let old: Int64 = 30 * 86_400_000
}
