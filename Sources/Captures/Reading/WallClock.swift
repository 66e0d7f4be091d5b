internal import Foundation

/// The time of day, for what is held against record timestamps; everything else goes by ``MonotonicClock``.
enum WallClock {
    /// Nanoseconds since 1970.
    static func now() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

/// Holds the calling thread, which is the capture's own.
enum Pause {
    static func take(ns: UInt64) { Thread.sleep(forTimeInterval: Double(ns) / 1e9) }
}
