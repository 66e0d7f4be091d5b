import TestSupport

@testable import Compatibility

extension Leftovers {
    /// What is there when nothing more goes: a broker hears of a deletion only after the controller has answered.
    static func settled(on target: CompatibilityTarget) async throws -> [String] {
        let isClean = try await eventually(within: .seconds(30)) { try await find(on: target).all.isEmpty }
        return isClean ? [] : try await find(on: target).all
    }
}
