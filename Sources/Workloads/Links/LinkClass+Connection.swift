extension LinkClass {
    /// A device before its first event, at instant 0, connected unless an outage begins there.
    func begin(region: Int, random: CounterRandom) -> LinkState {
        var state = LinkState()
        state.dropNs = firstDrop(random: random)
        state.untilNs = nextDark(of: &state, after: 0, region: region, random: random)
        return state
    }

    /// On to the next stretch, which begins where the present one ends.
    ///
    /// Counts what begins before the schedule's end, and of it only what lies before the end.
    func advance(_ state: inout LinkState, region: Int, random: CounterRandom, endNs: UInt64, count: inout EdgeCount) {
        let fromNs = state.untilNs
        switch state.path {
        case .own:
            state.returnNs = comingBack(&state, goneNs: fromNs, region: region, random: random, endNs: endNs, &count)
            let takeOverNs = fallbackStart(notBefore: fromNs &+ fallbackAfterNs, region: region, random: random)
            goDark(&state, fromNs, min(state.returnNs, takeOverNs), endNs, &count)
        case .none where fromNs >= state.returnNs:
            comeBack(&state, region: region, random: random, endNs: endNs, &count)
        case .none:
            state.path = .fallback
            state.isReconnected = true
            if fromNs < endNs { count.fallbacks += 1 }
            let outage = nextFallbackOutage(after: fromNs, region: region, random: random)
            state.untilNs = min(state.returnNs, outage?.startNs ?? .max)
        case .fallback where fromNs >= state.returnNs:
            comeBack(&state, region: region, random: random, endNs: endNs, &count)
        case .fallback:
            goDark(
                &state, fromNs, min(state.returnNs, fallbackStart(notBefore: fromNs, region: region, random: random)),
                endNs, &count)
        }
    }

    /// When the fall-back link is up, from an instant on; never without one.
    private func fallbackStart(notBefore ns: UInt64, region: Int, random: CounterRandom) -> UInt64 {
        guard fallback != nil else { return .max }
        guard let outage = nextFallbackOutage(after: ns, region: region, random: random), outage.startNs <= ns else {
            return ns
        }
        return outage.endNs
    }

    private func goDark(
        _ state: inout LinkState, _ fromNs: UInt64, _ untilNs: UInt64, _ endNs: UInt64, _ count: inout EdgeCount
    ) {
        state.path = .none
        state.untilNs = untilNs
        guard fromNs < endNs, untilNs > fromNs else { return }
        let length = min(untilNs, endNs) - fromNs
        count.darkSpans += 1
        count.darkNs += length
        count.longestDarkNs = max(count.longestDarkNs, length)
    }

    private func comeBack(
        _ state: inout LinkState, region: Int, random: CounterRandom, endNs: UInt64, _ count: inout EdgeCount
    ) {
        let fromNs = state.returnNs
        state.path = .own
        state.isReconnected = true
        if fromNs < endNs { count.reconnects += 1 }
        state.untilNs = nextDark(of: &state, after: fromNs, region: region, random: random)
    }

    /// When the first attempt gets through after the own link went.
    ///
    /// Attempts go on from the moment it went, through every outage that follows before one gets through.
    private func comingBack(
        _ state: inout LinkState, goneNs: UInt64, region: Int, random: CounterRandom, endNs: UInt64,
        _ count: inout EdgeCount
    ) -> UInt64 {
        var attempts = backoff.attempts(random: random, dark: state.darkIndex, startNs: goneNs)
        state.darkIndex += 1
        guard goneNs < endNs else { return .max }
        let gone = nextDark(
            after: goneNs, region: region, random: random, index: &state.dropIndex, dropNs: &state.dropNs)
        var fromNs = gone?.endNs ?? goneNs
        var (index, dropNs) = (state.dropIndex, state.dropNs)
        var next = nextDark(after: fromNs, region: region, random: random, index: &index, dropNs: &dropNs)
        while attempts.atNs < endNs {
            let outcome = backoff.attempt(&attempts, fromNs: fromNs, endNs: endNs)
            count.failedAttempts += outcome.failed
            while let span = next, span.endNs <= attempts.atNs {
                next = nextDark(after: span.endNs, region: region, random: random, index: &index, dropNs: &dropNs)
            }
            if let span = next, attempts.atNs >= span.startNs {
                // Made into the next time without link: it failed whether it was lost or not.
                if outcome.isThrough, attempts.atNs < endNs { count.failedAttempts += 1 }
                fromNs = span.endNs
                next = nextDark(after: fromNs, region: region, random: random, index: &index, dropNs: &dropNs)
            } else if outcome.isThrough {
                return attempts.atNs
            }
        }
        return .max
    }

    private func nextDark(of state: inout LinkState, after ns: UInt64, region: Int, random: CounterRandom) -> UInt64 {
        let span = nextDark(
            after: ns, region: region, random: random, index: &state.dropIndex, dropNs: &state.dropNs)
        return span?.startNs ?? .max
    }
}
