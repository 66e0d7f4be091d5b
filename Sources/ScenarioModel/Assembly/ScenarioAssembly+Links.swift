import Quantities

extension ScenarioAssembly {
    mutating func readLinks(_ object: ReadObject) {
        let entries = object.named("links")
        linkNames = entries.map(\.name)
        let before = problems.found.count
        links = entries.map { link($0) }
        var refused: Set<String> = []
        for entry in entries {
            guard let fallback = entry.object.object("fallback"), let other = fallback.text("link") else { continue }
            let place = fallback.place(of: "link")
            guard requireKnown(other, place, "link", in: linkNames) else { continue }
            if other == entry.name {
                problems.add(place, "link '\(other)' falls back to itself", "name another link, or remove 'fallback'")
            } else if !refused.contains(entry.name), let circle = circle(from: entry.name) {
                refused.formUnion(circle)
                problems.add(
                    place, "links fall back in a circle: \((circle + [entry.name]).joined(separator: " to "))",
                    "one of them has to go without 'fallback'")
            }
        }
        linksAreKnown = problems.found.count == before
    }

    /// The links from one on to where it is met again; nil where it is not, or where the circle is one link's own.
    private func circle(from name: String) -> [String]? {
        var path = [name]
        while let next = links.first(where: { $0.name == path.last })?.fallback?.link, next != path.last {
            if next == name { return path }
            if path.contains(next) { return nil }
            path.append(next)
        }
        return nil
    }

    /// The preset, or a link without bounds, with every key that is written put over it.
    private mutating func link(_ entry: ReadEntry) -> Link {
        let object = entry.object
        var link = object.choice("kind", as: LinkPreset.self)?.link(named: entry.name) ?? Link(name: entry.name)
        link.bandwidth = object.number("bandwidth") ?? link.bandwidth
        link.delay = object.duration("delay") ?? link.delay
        link.jitter = object.duration("jitter") ?? link.jitter
        link.loss = object.number("loss") ?? link.loss
        link.retransmit = object.duration("retransmit") ?? link.retransmit
        if let reconnect = object.object("reconnect") {
            link.reconnect.first = reconnect.duration("first") ?? link.reconnect.first
            link.reconnect.factor = reconnect.number("factor") ?? link.reconnect.factor
            link.reconnect.most = reconnect.duration("most") ?? link.reconnect.most
            link.reconnect.jitter = reconnect.number("jitter") ?? link.reconnect.jitter
            requireOrder(link.reconnect, reconnect)
        }
        if let drops = object.object("drops") {
            link.drops = self.drops(drops, over: link.drops)
        } else if object.text("drops") != nil {
            link.drops = nil
        }
        if let fallback = object.object("fallback"), let other = fallback.text("link"),
            let after = fallback.duration("after")
        {
            link.fallback = Fallback(link: other, after: after)
        }
        return link
    }

    private mutating func requireOrder(_ reconnect: Reconnect, _ object: ReadObject) {
        guard reconnect.first > reconnect.most else { return }
        let key = object.has("first") ? "first" : "most"
        problems.add(
            object.place(of: key),
            "the first wait of \(reconnect.first) is longer than 'most', \(reconnect.most)",
            "give a 'first' of \(reconnect.most) or less, or a longer 'most'")
    }

    private mutating func drops(_ object: ReadObject, over preset: RandomDrops?) -> RandomDrops? {
        for key in ["every", "for"] where preset == nil && !object.has(key) {
            problems.add(
                object.place, "a drops section needs '\(key)' where no 'kind' gives it", "add it: a duration, like 30s")
        }
        let peaks = object.list("peak_phases").compactMap { value -> String? in
            guard case .text(let name) = value.content else { return nil }
            return requireKnown(name, value.place, "phase", in: phaseNames) ? name : nil
        }
        guard let every = object.duration("every") ?? preset?.every,
            let lasting = object.duration("for") ?? preset?.lasting
        else { return nil }
        return RandomDrops(
            every: every, lasting: lasting, peakPhases: object.has("peak_phases") ? peaks : preset?.peakPhases ?? [],
            factor: object.number("factor") ?? preset?.factor ?? 1)
    }
}
