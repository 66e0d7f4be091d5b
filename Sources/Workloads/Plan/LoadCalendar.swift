/// Devices by the load time of their next event, in windows of equal load time.
///
/// Method: a calendar queue (R. Brown, "Calendar queues", CACM 31, 1988): a ring of windows, each a list of devices;
/// taking a window costs the same however many devices there are. As the fleet's rate is constant in load time, windows
/// hold the same number of events in a burst and in a lull, and the ring never has to be resized.
struct LoadCalendar {
    static let none = UInt32.max
    /// Large enough that a window's cost is shared by several events, small enough to sort by insertion.
    private static let eventsPerWindow = 16.0

    /// The window to take next; devices lie in it or later.
    private(set) var window = 0
    private let windowsPerLoadSecond: Double
    private var heads: [UInt32]
    private var links: [UInt32]

    /// - Parameter rate: events of all devices per load-second, above 0.
    init(devices: Int, rate: Double) {
        windowsPerLoadSecond = rate / LoadCalendar.eventsPerWindow
        // A turn of the ring passes at least two events for each device: those due in a later turn are looked at again
        // at most once for every two events.
        var size = 64
        while Double(size) * LoadCalendar.eventsPerWindow < 2 * Double(devices) { size *= 2 }
        heads = Array(repeating: LoadCalendar.none, count: size)
        links = Array(repeating: LoadCalendar.none, count: devices)
    }

    func window(of due: Double) -> Int { Int(due * windowsPerLoadSecond) }

    /// A load time that nothing in this window or later is before.
    func earliest(_ window: Int) -> Double { Double(window) / windowsPerLoadSecond * (1 - 0x1p-50) }

    mutating func insert(_ device: Int, window: Int) {
        let place = window & (heads.count - 1)
        links[device] = heads[place]
        heads[place] = UInt32(truncatingIfNeeded: device)
    }

    /// Empties the window's list, some of which may belong to a later turn of the ring, and goes on to the next.
    ///
    /// - Returns: the first device of the list; `following` has the rest.
    mutating func takeWindow() -> UInt32 {
        let place = window & (heads.count - 1)
        let first = heads[place]
        heads[place] = LoadCalendar.none
        window += 1
        return first
    }

    /// The device after another in a taken list; to be read before that one is inserted again.
    func following(_ device: Int) -> UInt32 { links[device] }
}
