import ScenarioModel

/// The versions that a group's devices have in the course of a trial, and their slots.
struct GroupFirmware: Sendable {
    /// Slots of one version.
    struct Slots: Sendable {
        var intact: Range<UInt32>
        /// nil where nothing is malformed.
        var malformed: Range<UInt32>?
    }

    /// One rollout on the trial's clock.
    struct Step: Sendable {
        /// Index into `slots`.
        var version: Int
        var startNs: UInt64
        var durationNs: Double
        var share: Double
        var isByRegion: Bool
    }

    /// The first is what the devices begin with.
    let slots: [Slots]
    let steps: [Step]
    let regions: Int

    /// The version of a device, as index into `slots`: that of the last rollout that has come to it.
    @inline(__always)
    func version(atNs ns: UInt64, random: CounterRandom, region: () -> Int) -> Int {
        if steps.isEmpty { return 0 }
        let draw = random.sibling(.rollout).unit(0)
        var (version, latestNs) = (0, 0 as UInt64)
        for step in steps where draw < step.share && step.startNs <= ns {
            var place = draw / step.share
            if step.isByRegion { place = (Double(region()) + place) / Double(regions) }
            let movedNs = step.startNs + UInt64(place * step.durationNs)
            if movedNs <= ns, movedNs >= latestNs { (version, latestNs) = (step.version, movedNs) }
        }
        return version
    }
}

extension GroupFirmware {
    /// - Returns: nil for a group whose events all draw from one set of slots.
    init?(_ group: DeviceGroup, index: Int, scenario: Scenario, payloads: PayloadArena, spans: [PhaseSchedule.Span]) {
        let versions = payloads.versions(of: group)
        let sets = versions.map { payloads.slotSet(group: index, version: $0) }
        guard group.mess.malformed > 0 || !group.rollouts.isEmpty else { return nil }
        slots = sets.map { set in
            Slots(
                intact: UInt32(set.intact.lowerBound)..<UInt32(set.intact.upperBound),
                malformed: set.malformed.isEmpty
                    ? nil : UInt32(set.malformed.lowerBound)..<UInt32(set.malformed.upperBound))
        }
        regions = max(1, group.regions)
        steps = group.rollouts.map { rollout in
            guard let version = versions.firstIndex(of: rollout.to) else {
                preconditionFailure("group '\(group.name)' is moved to firmware '\(rollout.to)', which is not there")
            }
            guard let phase = scenario.phases.firstIndex(where: { $0.name == rollout.phase }) else {
                preconditionFailure("a rollout of '\(group.name)' is in phase '\(rollout.phase)', which is not there")
            }
            return Step(
                version: version, startNs: spans[phase].startNs + rollout.after.unsigned,
                durationNs: Double(rollout.duration.unsigned), share: rollout.share,
                isByRegion: rollout.order == .region)
        }
    }
}
