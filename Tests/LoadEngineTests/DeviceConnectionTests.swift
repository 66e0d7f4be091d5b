import Quantities
import ScenarioModel
import Testing

@testable import LoadEngine

@Suite struct DeviceConnectionTests {
    private let backoff = Reconnect(first: .seconds(1), factor: 2, most: .seconds(5), jitter: 0.5)

    @Test func anIdleConnectionIsClosedAtOnceAndOpenedAnew() {
        var connection = DeviceConnection(client: 3)
        #expect(connection.taker == 3)
        let step = connection.reconnect(dueNs: 10, nowNs: 12) { _ in 0 }
        #expect(step == DeviceConnection.Step(closes: 3, opens: true))
        #expect(connection.taker == nil)
        #expect(connection.dueNs == 10)
        connection.opened(client: 4)
        #expect(connection.taker == 4)
    }

    @Test func theNewClientTakesNothingUntilTheOldOnesReportsAreIn() {
        var connection = DeviceConnection(client: 0)
        let step = connection.reconnect(dueNs: 0, nowNs: 0) { $0 == 0 ? 7 : 0 }
        #expect(step == DeviceConnection.Step(closes: nil, opens: true))
        connection.opened(client: 1)
        #expect(connection.taker == nil)
        let other = connection.settled(client: 1)
        #expect(!other)
        let settled = connection.settled(client: 0)
        #expect(settled)
        #expect(connection.taker == 1)
    }

    @Test func reportsThatDoNotComeAreGivenUpOnce() {
        var connection = DeviceConnection(client: 0)
        _ = connection.reconnect(dueNs: 0, nowNs: 5) { _ in 1 }
        let end = 5 + DeviceConnection.patienceNs
        #expect(connection.nextTimerNs == end)
        var overdue = connection.overdue(nowNs: end - 1)
        #expect(overdue == nil)
        overdue = connection.overdue(nowNs: end)
        #expect(overdue == 0)
        overdue = connection.overdue(nowNs: end + 1)
        #expect(overdue == nil)
        #expect(connection.nextTimerNs == .max)
    }

    @Test func aReturnDuringSetUpAsksForNoOther() {
        var connection = DeviceConnection(client: 0)
        _ = connection.reconnect(dueNs: 1, nowNs: 1) { _ in 0 }
        let again = connection.reconnect(dueNs: 2, nowNs: 2) { _ in 0 }
        #expect(again == DeviceConnection.Step())
        #expect(connection.dueNs == 1)
    }

    @Test func aReturnWhileTheFormerIsEndingClosesTheUnusedOne() {
        var connection = DeviceConnection(client: 0)
        _ = connection.reconnect(dueNs: 1, nowNs: 1) { _ in 1 }
        connection.opened(client: 1)
        let step = connection.reconnect(dueNs: 2, nowNs: 2) { $0 == 0 ? 1 : 0 }
        #expect(step == DeviceConnection.Step(closes: 1, opens: true))
        connection.opened(client: 2)
        #expect(connection.taker == nil)
        let settled = connection.settled(client: 0)
        #expect(settled)
        #expect(connection.taker == 2)
    }

    @Test func failedSetUpsAreTriedAgainAfterTheLinksWait() {
        var connection = DeviceConnection(client: 0)
        _ = connection.reconnect(dueNs: 1, nowNs: 1) { _ in 0 }
        connection.failed(nowNs: 100, backoff: backoff, draw: 0)
        #expect(connection.nextTimerNs == 1_000_000_100)
        var retries = connection.retries(nowNs: 1_000_000_099)
        #expect(!retries)
        retries = connection.retries(nowNs: 1_000_000_100)
        #expect(retries)
        #expect(connection.dueNs == 1)
        retries = connection.retries(nowNs: 1_000_000_200)
        #expect(!retries)
    }

    @Test func aConnectionThatWasNeverOpenBeginsWithASetUp() {
        var connection = DeviceConnection(client: nil)
        #expect(connection.taker == nil)
        let retries = connection.retries(nowNs: 9)
        #expect(retries)
        #expect(connection.dueNs == 9)
    }

    @Test(arguments: [(1, 0.0, 1.0), (2, 0, 2), (3, 0, 4), (4, 0, 5), (1000, 0, 5), (4, 1, 2.5), (1, 0.5, 0.75)])
    func waitsGrowUpToTheMost(attempt: Int, draw: Double, seconds: Double) {
        #expect(backoff.waitNs(beforeAttempt: attempt, draw: draw) == UInt64(seconds * 1e9))
    }
}
