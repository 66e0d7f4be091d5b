package import Quantities

/// A class of link: how a device of a group reaches the cluster.
///
/// Times through a link: an event made at e is at the producer at e + queueing + bytes / bandwidth + delay + jitter, each
/// device with a link of its own.
package struct Link: Hashable, Sendable {
    package var name: String
    /// Bits a second of one device's link; nil: no bound.
    package var bandwidth: Double?
    /// One way.
    package var delay: Nanoseconds
    /// Up to so much more than the delay, evenly; never changes the order of a device's events.
    package var jitter: Nanoseconds
    /// Share of attempts (to send what is under way, to reconnect) that are lost and made again, from 0 to below 1.
    package var loss: Double
    /// How long a sender waits before it makes a lost attempt again.
    package var retransmit: Nanoseconds
    /// Disconnections that come at random to each device on its own.
    package var drops: RandomDrops?
    package var reconnect: Reconnect
    package var fallback: Fallback?

    package init(
        name: String, bandwidth: Double? = nil, delay: Nanoseconds = .zero, jitter: Nanoseconds = .zero,
        loss: Double = 0, retransmit: Nanoseconds = .seconds(1), drops: RandomDrops? = nil,
        reconnect: Reconnect = Reconnect(), fallback: Fallback? = nil
    ) {
        self.name = name
        self.bandwidth = bandwidth
        self.delay = delay
        self.jitter = jitter
        self.loss = loss
        self.retransmit = retransmit
        self.drops = drops
        self.reconnect = reconnect
        self.fallback = fallback
    }
}

/// Disconnections of one device as a random process: exponential gaps between them, exponential lengths.
package struct RandomDrops: Hashable, Sendable {
    /// Mean time from the end of one to the start of the next.
    package var every: Nanoseconds
    /// Mean length.
    package var lasting: Nanoseconds
    /// Phases in which they come `factor` times as often: a port's WiFi when the fleet is in.
    package var peakPhases: [String]
    package var factor: Double

    package init(every: Nanoseconds, lasting: Nanoseconds, peakPhases: [String] = [], factor: Double = 1) {
        self.every = every
        self.lasting = lasting
        self.peakPhases = peakPhases
        self.factor = factor
    }
}

/// How a device tries to get back: attempt k waits min(most, first * factor^k), of which a share is drawn at random.
///
/// Attempts are made from the moment the link is gone; the first after its return succeeds, unless the link loses it.
package struct Reconnect: Hashable, Sendable {
    package var first: Nanoseconds
    package var factor: Double
    package var most: Nanoseconds
    /// Share of each wait that is drawn at random: 1 is "full jitter", 0 lets a fleet come back in step.
    package var jitter: Double

    package init(
        first: Nanoseconds = .seconds(1), factor: Double = 2, most: Nanoseconds = .seconds(60), jitter: Double = 1
    ) {
        self.first = first
        self.factor = factor
        self.most = most
        self.jitter = jitter
    }
}

/// Another way to the cluster while a device's own link is gone.
package struct Fallback: Hashable, Sendable {
    /// Name of the other link.
    ///
    /// Its own random drops and fall-back do not count then; its planned outages do.
    package var link: String
    /// How long the own link must have been gone.
    package var after: Nanoseconds

    package init(link: String, after: Nanoseconds) {
        self.link = link
        self.after = after
    }
}

/// A planned time without connection, for many devices at once.
package struct LinkOutage: Hashable, Sendable {
    package var name: String
    /// Whom it strikes: devices on one of these links, of one of these groups, of one of these regions (numbers from 0);
    /// an empty list strikes all.
    package var links: [String]
    package var groups: [String]
    package var regions: [Int]
    /// Share of those devices, from 0 to 1, by a seeded draw for each device.
    package var share: Double
    /// The phase it begins in, and how long after that phase's start; it may last into later phases.
    package var phase: String
    package var after: Nanoseconds
    package var duration: Nanoseconds
    /// Each device's outage begins up to so much later, by a seeded draw, and lasts as long: a fleet out of range one by
    /// one.
    package var spread: Nanoseconds

    package init(
        name: String, links: [String] = [], groups: [String] = [], regions: [Int] = [], share: Double = 1,
        phase: String, after: Nanoseconds = .zero, duration: Nanoseconds, spread: Nanoseconds = .zero
    ) {
        self.name = name
        self.links = links
        self.groups = groups
        self.regions = regions
        self.share = share
        self.phase = phase
        self.after = after
        self.duration = duration
        self.spread = spread
    }
}

/// What a device keeps while it is dark.
package struct EdgeBuffer: Hashable, Sendable {
    package enum Overflow: String, CaseIterable, Hashable, Sendable {
        /// The oldest event gives way: the newest are kept.
        case dropOldest = "drop-oldest"
        /// The new event is not kept: the oldest are.
        case dropNewest = "drop-newest"
        /// Every second event kept is given up, and from then on only every second, fourth, eighth, ... is kept: the
        /// whole outage at a coarser grain.
        case thinOut = "thin-out"
    }

    /// Order of what was kept and what is made after the reconnect, on the device's one link.
    package enum Drain: String, CaseIterable, Hashable, Sendable {
        /// Live events wait until the backlog is through.
        case backlogFirst = "backlog-first"
        /// A live event goes as soon as it is made, the backlog in between.
        case liveFirst = "live-first"
    }

    /// Most events kept.
    package var events: Int
    package var overflow: Overflow
    package var drain: Drain

    package init(events: Int = 100_000, overflow: Overflow = .dropOldest, drain: Drain = .backlogFirst) {
        self.events = events
        self.overflow = overflow
        self.drain = drain
    }
}
