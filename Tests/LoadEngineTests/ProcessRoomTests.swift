import Testing

@testable import LoadEngine

@Suite struct ProcessRoomTests {
    @Test func aHandfulOfConnectionsHasRoom() {
        #expect(ProcessRoom.problem(connections: 5, brokers: 1) == nil)
    }

    @Test func moreThanTheProcessMayOpenIsRefusedWithBothFigures() throws {
        let problem = try #require(ProcessRoom.problem(connections: 50_000_000, brokers: 3))
        #expect(problem.hasPrefix("50000000 device connections need up to "))
        #expect(problem.contains("raise its limit"))
    }
}
