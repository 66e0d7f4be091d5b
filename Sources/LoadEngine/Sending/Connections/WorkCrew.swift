private import Foundation

/// Up to so many threads for work that blocks, in the order in which it was handed in.
///
/// Sendable because `condition` guards all state.
final class WorkCrew: @unchecked Sendable {
    private let condition = NSCondition()
    private let name: String
    private let most: Int
    private var work: [@Sendable () -> Void] = []
    private var threads = 0
    private var idle = 0
    private var isOver = false

    init(named name: String, threads most: Int) {
        self.name = name
        self.most = most
    }

    /// Hands in work; a thread is started where none is idle and there may be one more.
    func add(_ item: @escaping @Sendable () -> Void) {
        condition.withLock {
            work.append(item)
            if idle >= work.count {
                condition.signal()
            } else if threads < most {
                startThread()
            }
        }
    }

    private func startThread() {
        threads += 1
        let thread = Thread { self.serve() }
        thread.name = "\(name)-\(threads)"
        thread.stackSize = 1 << 19
        thread.start()
    }

    private func serve() {
        while let item = next() { item() }
    }

    private func next() -> (@Sendable () -> Void)? {
        condition.withLock {
            idle += 1
            while work.isEmpty, !isOver { condition.wait() }
            idle -= 1
            if !work.isEmpty { return work.removeFirst() }
            threads -= 1
            condition.broadcast()
            return nil
        }
    }

    /// Waits until everything handed in is done, and all threads have ended.
    func finish() {
        condition.withLock {
            isOver = true
            condition.broadcast()
            while threads > 0 { condition.wait() }
        }
    }
}
