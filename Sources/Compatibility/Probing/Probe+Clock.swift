internal import Foundation

extension Probe {
    /// Milliseconds since 1970, now.
    static var nowMilliseconds: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
}
