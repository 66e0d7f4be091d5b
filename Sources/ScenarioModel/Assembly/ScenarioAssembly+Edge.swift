import Quantities

extension ScenarioAssembly {
    /// Own connections of one trial at most: each is a client with threads and sockets of its own.
    static let mostConnections = 2000

    /// nil where the group has none, or one with a problem.
    mutating func pattern(_ object: ReadObject) -> LoadPattern? {
        guard let pattern = object.object("pattern"), let day = pattern.duration("day"),
            let spread = pattern.number("spread"), let shape = shape(pattern)
        else { return nil }
        return LoadPattern(shape: shape, day: day, spread: spread)
    }

    private mutating func shape(_ pattern: ReadObject) -> LoadPattern.Shape? {
        if let diurnal = pattern.object("diurnal"), let low = diurnal.number("low"), let peak = diurnal.number("peak") {
            return .diurnal(low: low, peak: peak)
        }
        if let hours = pattern.object("hours"), let from = hours.number("from"), let until = hours.number("until"),
            let ramp = hours.number("ramp"), let low = hours.number("low")
        {
            // Hours that end before they begin go on past midnight.
            let length = until < from ? until + 1 - from : until - from
            if until == from {
                problems.add(
                    hours.place(of: "until"), "the hours end where they begin, at \(from.percentText) of the day",
                    "give another 'until'; one below 'from' is on the next day")
            } else if ramp * 2 > 1 - length + 1e-12 {
                problems.add(
                    hours.place(of: "ramp"), "two ramps of \(ramp.percentText) do not fit beside the hours",
                    "give a 'ramp' of \(((1 - length) / 2).percentText) or less")
            }
            return .hours(from: from, until: until, ramp: ramp, low: low)
        }
        if let shifts = pattern.object("shifts"), let on = shifts.number("on"), let off = shifts.number("off"),
            let low = shifts.number("low")
        {
            for (key, share) in [("on", on), ("off", off)] where share == 0 {
                problems.add(shifts.place(of: key), "'\(key)' is no time at all", "give a share of the day above 0%")
            }
            if on + off > 1 + 1e-12 {
                problems.add(
                    shifts.place(of: "off"), "a shift and the time after it take \((on + off).percentText) of the day",
                    "together they may take 100% at most")
            }
            return .shifts(on: on, off: off, low: low)
        }
        return nil
    }

    mutating func buffer(_ object: ReadObject) -> EdgeBuffer? {
        guard let buffer = object.object("buffer"), let events = buffer.integer("events"),
            let overflow = buffer.choice("overflow", as: EdgeBuffer.Overflow.self),
            let drain = buffer.choice("drain", as: EdgeBuffer.Drain.self)
        else { return nil }
        if object.has("buffer"), !object.has("link") {
            problems.add(
                object.place(of: "buffer"), "a buffer of devices that are never dark", "give the group a 'link'")
        }
        return EdgeBuffer(events: events, overflow: overflow, drain: drain)
    }

    /// `own` is multiplied by the scale and never more than there are devices.
    mutating func connection(_ object: ReadObject, devices: Int) -> Connection? {
        if object.text("connection") != nil { return .gateway }
        guard let own = object.object("connection")?.integer("own") else { return nil }
        return .own(most: min(devices, Int(max(1, (Double(own) * scale).rounded()))))
    }

    mutating func requireFewConnections(_ fleet: [DeviceGroup], _ object: ReadObject) {
        let connections = fleet.reduce(0) { sum, group in
            guard case .own(let most) = group.connection else { return sum }
            return sum + most
        }
        guard connections > Self.mostConnections else { return }
        problems.add(
            object.place(of: "fleet"),
            "\(connections.grouped) own connections at scale \(scale.significant(6)): too large for one machine",
            "\(Self.mostConnections.grouped) are the most: give a smaller scale or smaller 'own'")
    }

    mutating func mess(_ object: ReadObject) -> Mess? {
        guard let mess = object.object("mess"), let resends = mess.number("resends"),
            let resendAfter = mess.duration("resend_after"), let late = mess.number("late"),
            let lateBy = mess.duration("late_by"), let malformed = mess.number("malformed"),
            let skew = mess.duration("clock_skew")
        else { return nil }
        if malformed > 0, !object.has("firmware"),
            object.object("payload")?.text("shape") == Payload.Shape.random.rawValue
        {
            problems.add(
                mess.place(of: "malformed"), "malformed events of random bytes, which are never well formed",
                "use 'shape: telemetry' or 'firmware', or remove it")
        }
        return Mess(
            resends: resends, resendAfter: resendAfter, late: late, lateBy: lateBy, malformed: malformed,
            clockSkew: skew)
    }
}
