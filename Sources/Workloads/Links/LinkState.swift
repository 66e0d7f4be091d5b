/// Where a device stands with its link: the connection, what waits, and the event that is on its way.
///
/// 120 bytes, for devices with a link only; with `Device`, everything a device needs.
struct LinkState {
    enum Path: UInt8 {
        case none, own, fallback
    }

    // The emission that is due at the planner's instant for this device.
    var madeNs: UInt64 = 0
    var sequence: UInt32 = 0
    var slot: UInt32 = 0
    var marks: EventMarks = []
    /// There is none: the instant is only one at which to go on looking.
    var isLooking = false

    var path = Path.own
    /// The first emission since the connection came back is still to come.
    var isReconnected = false
    /// When the present stretch of connection, or of none, is over.
    var untilNs: UInt64 = 0
    /// While the own link is gone: when it is back.
    var returnNs: UInt64 = 0
    /// The random disconnection that is next.
    var dropNs: UInt64 = .max
    var dropIndex: UInt32 = 0
    /// Number of the time without own link that is next; its attempts draw by it.
    var darkIndex: UInt32 = 0

    /// When the link has room for the next event, and the earliest at which that may be at the producer.
    var freeNs: UInt64 = 0
    var arrivalNs: UInt64 = 0
    /// Until when what is sent goes with the attempt that is under way, and is not drawn for again.
    var flightNs: UInt64 = 0
    var buffer = BufferedEvents()
}
