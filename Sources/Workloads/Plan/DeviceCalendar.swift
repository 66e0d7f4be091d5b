/// Devices by the instant of their next event, in windows of about equal load.
///
/// Method: a calendar queue (R. Brown, "Calendar queues", CACM 31, 1988): a ring of windows, each a list of devices;
/// taking a window costs the same however many devices there are. `WindowScale` spreads the windows so that they hold
/// about the same number of events in a burst and in a lull, and the ring never has to be resized.
struct DeviceCalendar {
    static let none = UInt32.max
    /// Large enough that a window's cost is shared by several events, small enough to sort by insertion.
    static let eventsPerWindow = 16.0

    /// The window to take next; devices lie in it or later.
    private(set) var window = 0
    /// The instant of each device's next event.
    private(set) var dueNs: [UInt64]
    private let scale: WindowScale
    /// Where in the scale the next window is.
    private var piece = 0
    private var heads: [UInt32]
    private var links: [UInt32]

    init(devices: Int, scale: WindowScale) {
        self.scale = scale
        // A turn of the ring passes at least two events for each device: those due in a later turn are looked at again
        // at most once for every two events.
        var size = 64
        while Double(size) * DeviceCalendar.eventsPerWindow < 2 * Double(devices) { size *= 2 }
        heads = Array(repeating: DeviceCalendar.none, count: size)
        links = Array(repeating: DeviceCalendar.none, count: devices)
        dueNs = Array(repeating: .max, count: devices)
    }

    /// The window of an instant that is not before the windows taken.
    @inline(__always)
    func window(of ns: UInt64) -> Int { scale.window(of: ns, near: piece) }

    /// Puts a device where it is due; what is due in a window that was taken already comes with the next.
    @inline(__always)
    mutating func insert(_ device: Int, dueNs ns: UInt64, window: Int) {
        dueNs[device] = ns
        link(device, window: window)
    }

    /// Puts a device whose instant is known where it belongs.
    @inline(__always)
    mutating func link(_ device: Int, window: Int) {
        let place = max(window, self.window) & (heads.count - 1)
        links[device] = heads[place]
        heads[place] = UInt32(truncatingIfNeeded: device)
    }

    /// Empties the window's list, some of which may belong to a later turn of the ring, and goes on to the next.
    ///
    /// - Returns: the first device of the list; `following` has the rest.
    mutating func takeWindow() -> UInt32 {
        let place = window & (heads.count - 1)
        let first = heads[place]
        heads[place] = DeviceCalendar.none
        piece = scale.piece(ofWindow: window, from: piece)
        window += 1
        return first
    }

    /// The device after another in a taken list; to be read before that one is inserted again.
    func following(_ device: Int) -> UInt32 { links[device] }
}
