internal import CRdKafka
internal import Foundation

/// Tells one thread which of its many producers have something to report.
///
/// A pipe: each producer's client writes its number to it when its queue is no longer empty (rdkafka.h,
/// rd_kafka_queue_io_event_enable), once until that queue is read to its end. So one wait covers hundreds of clients, and
/// only those that rang are asked. One queue for all of them would not do: librdkafka 2.0.2 takes each report off the
/// account of the client that the queue belongs to (rdkafka_event.h, rd_kafka_event_setup), and aborts.
///
/// Sendable because a pipe is; only one thread may wait.
package final class ReportBell: Sendable {
    private let readEnd: Int32
    let writeEnd: Int32

    /// What ``wait(into:limit:timeoutNs:)`` hands out at most.
    package static let batchCapacity = 1024
    /// A number that no producer has, for whoever else wants to be heard.
    package static let other: UInt32 = .max

    package init() throws(KafkaError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw KafkaError(
                RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE, operation: "open a pipe for delivery reports",
                reason: String(cString: strerror(errno)))
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Rings as the one with this number.
    package func ring(_ number: UInt32) {
        var number = number
        // A full pipe wakes the reader as well as one more number would.
        _ = write(writeEnd, &number, MemoryLayout<UInt32>.size)
    }

    /// Waits up to `timeoutNs` for a ring, and writes the numbers that rang to `into`; returns how many.
    package func wait(into: UnsafeMutablePointer<UInt32>, limit: Int, timeoutNs: UInt64) -> Int {
        if timeoutNs >= 1_000_000 {
            var waited = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
            guard poll(&waited, 1, Int32(clamping: timeoutNs / 1_000_000)) > 0 else { return 0 }
        } else if timeoutNs > 0 {
            // poll() counts in milliseconds.
            var pause = timespec(tv_sec: 0, tv_nsec: Int(timeoutNs))
            nanosleep(&pause, nil)
        }
        let count = read(readEnd, into, min(limit, ReportBell.batchCapacity) * MemoryLayout<UInt32>.size)
        return max(0, count) / MemoryLayout<UInt32>.size
    }
}
