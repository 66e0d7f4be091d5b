import Quantities

/// Whom an outage strikes, and when, as far as the file tells.
private struct Strike {
    /// A group's devices on one of their links: their own, or the one that they fall back to.
    struct Devices: Hashable {
        var group: String
        var link: String
    }

    var name: String
    var devices: Set<Devices>
    /// Empty: all.
    var regions: Set<Int>
    /// From the trial's zero, for the first device to be struck and the last to be back.
    var start: Nanoseconds
    var end: Nanoseconds

    func meets(_ other: Strike) -> Bool {
        let shareRegion = regions.isEmpty || other.regions.isEmpty || !regions.isDisjoint(with: other.regions)
        return shareRegion && start < other.end && other.start < end && !devices.isDisjoint(with: other.devices)
    }
}

extension ScenarioAssembly {
    /// - Parameter fleet: nil where a group had a problem: nothing is said then about whom an outage strikes.
    mutating func outages(_ object: ReadObject, fleet: [DeviceGroup]?) -> [LinkOutage] {
        var outages: [LinkOutage] = []
        var firsts: [String: Place] = [:]
        var strikes: [Strike] = []
        for value in object.list("outages") {
            guard case .object(let object) = value.content else { continue }
            if let name = object.text("name") {
                requireFirst(name, object.place(of: "name"), "outage", &firsts)
            }
            guard let outage = outage(object) else { continue }
            outages.append(outage)
            guard requireRoom(for: outage, object), let fleet, let strike = strike(outage, object, fleet) else {
                continue
            }
            if let other = strikes.first(where: strike.meets) {
                problems.add(
                    object.place(of: "phase"), "outage '\(outage.name)' overlaps '\(other.name)' for the same devices",
                    "let one begin after the other has ended, or let them strike different links, groups or regions")
            }
            strikes.append(strike)
        }
        return outages
    }

    private mutating func outage(_ object: ReadObject) -> LinkOutage? {
        let links = names(object, "links", "link", in: linkNames)
        let groups = names(object, "groups", "device group", in: groupNames)
        let regions = object.list("regions").compactMap { value -> Int? in
            guard case .integer(let region) = value.content else { return nil }
            return region
        }
        let phase = object.text("phase")
        let phaseIsKnown = phase.map { requireKnown($0, object.place(of: "phase"), "phase", in: phaseNames) }
        guard let links, let groups, object["regions"] != nil, regions.count == object.list("regions").count, let phase,
            phaseIsKnown == true,
            let name = object.text("name"), let share = object.number("share"), let after = object.duration("after"),
            let duration = object.duration("for"), let spread = object.duration("spread")
        else { return nil }
        return LinkOutage(
            name: name, links: links, groups: groups, regions: regions, share: share, phase: phase, after: after,
            duration: duration, spread: spread)
    }

    /// nil where one of them is unknown, or the list could not be read.
    private mutating func names(_ object: ReadObject, _ key: String, _ kind: String, in known: [String]) -> [String]? {
        guard object[key] != nil else { return nil }
        var names: [String] = []
        var allAreKnown = true
        for value in object.list(key) {
            guard case .text(let name) = value.content else { return nil }
            if !requireKnown(name, value.place, kind, in: known) { allAreKnown = false }
            names.append(name)
        }
        return allAreKnown ? names : nil
    }

    /// Whether it lies within the trial, as far as the phases are known.
    private mutating func requireRoom(for outage: LinkOutage, _ object: ReadObject) -> Bool {
        guard let phase = phases.first(where: { $0.name == outage.phase }), let start = start(of: outage.phase) else {
            return true
        }
        guard outage.after < phase.duration else {
            problems.add(
                object.place(of: "after"),
                "the outage begins \(outage.after) after the start of '\(phase.name)', which lasts \(phase.duration)",
                "shorten 'after', or name the phase that it begins in")
            return false
        }
        let end = start + outage.after + outage.duration + outage.spread
        let trial = phases.reduce(Nanoseconds.zero) { $0 + $1.duration }
        guard end > trial else { return true }
        problems.add(
            object.place(of: "for"), "the outage ends after the trial, by \(end - trial)",
            "shorten 'after', 'for' or 'spread', or lengthen a phase")
        return false
    }

    /// nil where it strikes no device, or where the phases are not all known.
    private mutating func strike(_ outage: LinkOutage, _ object: ReadObject, _ fleet: [DeviceGroup]) -> Strike? {
        var devices: Set<Strike.Devices> = []
        var regions = 0
        for group in fleet where outage.groups.isEmpty || outage.groups.contains(group.name) {
            guard let own = group.link else { continue }
            let other = links.first { $0.name == own }?.fallback?.link
            let struck = outage.links.isEmpty ? [own] : [own, other].compactMap(\.self).filter(outage.links.contains)
            if !struck.isEmpty { regions = max(regions, group.regions) }
            devices.formUnion(struck.map { Strike.Devices(group: group.name, link: $0) })
        }
        if devices.isEmpty {
            problems.add(
                object.place, "outage '\(outage.name)' strikes no device",
                outage.links.isEmpty ? "give the groups a 'link'" : "no group that it names is on one of its 'links'")
            return nil
        }
        for value in object.list("regions") {
            guard case .integer(let region) = value.content, region >= regions else { continue }
            problems.add(
                value.place, "region \(region) of devices that are spread over \(regions)",
                "regions count from 0 to \(regions - 1)")
        }
        guard let start = start(of: outage.phase) else { return nil }
        let begin = start + outage.after
        return Strike(
            name: outage.name, devices: devices, regions: Set(outage.regions), start: begin,
            end: begin + outage.duration + outage.spread)
    }
}
