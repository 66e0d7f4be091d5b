import Quantities

extension ScenarioAssembly {
    /// The most devices of one trial: a device is a 32-bit number in every event's stamp.
    private static let mostDevices = Double(Int32.max)

    mutating func group(_ entry: ReadEntry) -> DeviceGroup? {
        let object = entry.object
        if let topic = object.text("topic") {
            _ = requireKnown(topic, object.place(of: "topic"), "topic", in: topics.keys)
        }
        let arrival = arrival(object)
        let payload = object.object("payload").flatMap { self.payload($0) }
        let pattern = pattern(object)
        let link = object.text("link").flatMap {
            requireKnown($0, object.place(of: "link"), "link", in: linkNames) ? $0 : nil
        }
        if object.has("link"), link == nil { linksAreKnown = false }
        let buffer = buffer(object)
        let mess = mess(object)
        let firmware = groupFirmware(object)
        let rollouts = rollouts(object)
        guard let topic = object.text("topic"), let devices = object.integer("devices"), let arrival, let payload,
            let rate = rate(object, devices: devices), let key = object.text("key").flatMap({ KeyStrategy(name: $0) }),
            let tenants = object.integer("tenants"), let regions = object.integer("regions"),
            let segments = object.integer("segments"), let skew = object.number("skew"), let buffer, let mess
        else { return nil }
        let scaled = Int(min(max(1, (Double(devices) * scale).rounded()), Self.mostDevices + 1))
        guard let connection = connection(object, devices: scaled) else { return nil }
        return DeviceGroup(
            name: entry.name, topic: topic, devices: scaled, rate: rate * scale, arrival: arrival, pattern: pattern,
            key: key, tenants: tenants, regions: regions, segments: segments, skew: skew, payload: payload, link: link,
            buffer: buffer, connection: connection, mess: mess, firmware: firmware, rollouts: rollouts)
    }

    mutating func requireCountableDevices(_ fleet: [DeviceGroup], _ object: ReadObject) {
        let devices = fleet.reduce(0.0) { $0 + Double($1.devices) }
        guard devices > Self.mostDevices else { return }
        problems.add(
            object.place(of: "fleet"), "more than \(Int(Self.mostDevices)) devices at scale \(scale.significant(6))",
            "give a smaller scale or fewer devices")
    }

    /// Events a second of the whole group, before scaling.
    private func rate(_ object: ReadObject, devices: Int) -> Double? {
        if let rate = object.number("rate") { return rate }
        return object.duration("every").map { Double(devices) / $0.seconds }
    }

    private mutating func arrival(_ object: ReadObject) -> Arrival? {
        switch object.text("arrival") {
        case "periodic":
            if object.has("jitter"), object.number("jitter") == nil { return nil }
            return .periodic(jitter: object.number("jitter") ?? 0.1)
        case "poisson":
            if object.has("jitter") {
                problems.add(
                    object.place(of: "jitter"), "'jitter' with poisson arrival",
                    "poisson gaps are random by themselves: remove it, or use 'arrival: periodic'")
            }
            return .poisson
        default: return nil
        }
    }

    private mutating func payload(_ object: ReadObject) -> Payload? {
        let shape = object.choice("shape", as: Payload.Shape.self)
        let size = size(object)
        if let shape, let size { requireRoom(for: shape, size, object) }
        guard let shape, let size, let entropy = object.number("entropy") else { return nil }
        return Payload(shape: shape, size: size, entropy: entropy)
    }

    mutating func size(_ object: ReadObject) -> Payload.Size? {
        if let fixed = object.integer("size") { return .fixed(fixed) }
        guard let sizes = object.object("size") else { return nil }
        if let min = sizes.integer("min"), let max = sizes.integer("max") {
            guard min <= max else {
                problems.add(sizes.place(of: "max"), "'max' below 'min'", "give a 'max' of \(min) B or more")
                return nil
            }
            return .uniform(min: min, max: max)
        }
        guard let median = sizes.integer("median"), let p99 = sizes.integer("p99") else { return nil }
        guard median <= p99 else {
            problems.add(sizes.place(of: "p99"), "'p99' below 'median'", "give a 'p99' of \(median) B or more")
            return nil
        }
        return .logNormal(median: median, p99: p99)
    }

    private mutating func requireRoom(for shape: Payload.Shape, _ size: Payload.Size, _ object: ReadObject) {
        guard shape == .telemetry, size.smallest < ScenarioTable.smallestTelemetry else { return }
        problems.add(
            object.place(of: "size"), "\(size.smallest) B are too few for a telemetry payload",
            "give \(ScenarioTable.smallestTelemetry)B or more, or use 'shape: random'")
    }
}
