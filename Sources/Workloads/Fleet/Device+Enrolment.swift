extension Device {
    /// One producer's devices, every `step`-th of the fleet from `first` on, and the sum of their rates.
    ///
    /// Devices of a group without a rate are there, in their place, but never due.
    static func enrol(tables: PlanTables, seed: UInt64, first: Int, step: Int) -> (devices: [Device], rate: Double) {
        var devices: [Device] = []
        devices.reserveCapacity((tables.roster.deviceCount - first + step - 1) / step)
        var total = 0.0
        for (index, group) in tables.roster.groups.enumerated() {
            precondition(index <= Int(UInt16.max), "more than 65536 device groups")
            // The first number in the group whose global number is one of ours.
            let begin = ((first - group.first) % step + step) % step
            for number in stride(from: begin, to: group.devices, by: step) {
                let rate = group.rate(ofNumber: number)
                let key = group.keys.key(ofNumber: number)
                devices.append(
                    Device(
                        number: UInt64(group.first + number), seed: seed, rate: rate, arrival: group.arrival, key: key,
                        lane: key == KeyTable.noKey ? 0 : tables.lane(ofKey: key, topic: group.topic),
                        group: UInt16(index)))
                total += rate
            }
        }
        return (devices, total)
    }
}
