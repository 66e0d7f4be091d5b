@testable import LabCluster

/// Time that passes when a test says so.
final class ManualClock {
    private var now: Int64 = 1_000_000
    private var timers: [Int: (at: Int64, action: () -> Void)] = [:]
    private var lastNumber = 0

    /// What groups take for the cluster's time.
    var clock: GroupClock {
        GroupClock(
            now: { self.now },
            after: { delay, action in
                let number = self.number()
                self.timers[number] = (self.now + delay.milliseconds, action)
                return { self.timers[number] = nil }
            }, newID: { "id\(self.number())" })
    }

    /// Has so many milliseconds pass; what is due is done in order.
    func pass(_ milliseconds: Int64) {
        let end = now + milliseconds
        while let next = timers.filter({ $0.value.at <= end }).min(by: { ($0.value.at, $0.key) < ($1.value.at, $1.key) }
        ) {
            now = next.value.at
            timers[next.key] = nil
            next.value.action()
        }
        now = end
    }

    private func number() -> Int {
        lastNumber += 1
        return lastNumber
    }
}
