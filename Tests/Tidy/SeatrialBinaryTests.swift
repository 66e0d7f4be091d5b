import TestSupport
import Testing

/// The built program is found and can be run from outside.
struct SeatrialBinaryTests {
    @Test func helpIsASuccessOnStandardOutput() async throws {
        let finished = try await SeatrialBinary.run(["--help"])
        #expect(finished.status == 0)
        #expect(finished.standardOutput.contains("USAGE: seatrial"))
    }

    @Test func unknownOptionIsAUsageError() async throws {
        let finished = try await SeatrialBinary.run(["--no-such-option"])
        #expect(finished.status == 64)
        #expect(finished.standardError.contains("--no-such-option"))
    }
}
