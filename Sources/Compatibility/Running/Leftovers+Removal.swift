internal import Evidence
internal import KafkaWire

extension Leftovers {
    /// What came of a removal, in words.
    struct Removal: Sendable {
        var removed: [String] = []
        var kept: [String] = []

        /// Notes one removal, and goes on after a refusal; a cluster that does not answer ends it all.
        mutating func attempt(_ what: String, _ body: () async throws -> BrokerCode) async throws {
            do {
                let code = try await body()
                if code == .none { removed.append(what) } else { kept.append("\(what): \(code)") }
            } catch let error as WireError {
                guard case .refused(let code) = error.kind else { throw error }
                kept.append("\(what): \(code)")
            } catch let outcome as CheckOutcome {
                kept.append("\(what): \(outcome.observed)")
            }
        }
    }

    func remove(through probe: Probe) async throws -> Removal {
        var removal = Removal()
        let admin = probe.target.login == nil ? probe : try probe.administrator()
        for principal in principals {
            try await removal.attempt("access rules of \(principal)") {
                try await admin.removeRules(of: principal) > 0 ? .none : .resourceNotFound
            }
        }
        for (user, mechanisms) in passwords.sorted(by: { $0.key < $1.key }) {
            for mechanism in mechanisms {
                try await removal.attempt("SCRAM password \(mechanism) of user \(user)") {
                    try await admin.removeScram(of: user, number: mechanism)
                }
            }
        }
        for quota in quotas {
            for key in quota.keys {
                try await removal.attempt("quota \(key) of \(quota.words)") {
                    try await admin.setQuota(quota.owner, key, to: nil)
                }
            }
        }
        for owner in configs {
            try await removal.attempt("configs of \(owner.words)") {
                // Sources 7 and 8: set for this subscription, for this group.
                let own = try await probe.configs(of: owner).values.filter { [7, 8].contains($0.configSource) }
                return try await probe.alter(owner, own.map { .delete($0.name) })
            }
        }
        for group in groups {
            try await removal.attempt("group \(group)") { try await probe.deleteGroupWhenEmpty(group) }
        }
        for topic in topics {
            try await removal.attempt("topic \(topic)") {
                try await probe.deleteTopic(topic)
                return .none
            }
        }
        return removal
    }
}

extension Probe {
    /// Deletes a group as soon as its last member's session is over; what the cluster says of it.
    ///
    /// Consumers' sessions last 45 s by default; one that is gone already is as good as deleted.
    fileprivate func deleteGroupWhenEmpty(_ name: String) async throws -> BrokerCode {
        let code = try await firstAnswer(within: .seconds(60)) {
            let code = try await deleteGroup(name)
            return code == .nonEmptyGroup ? nil : code
        }
        guard code == BrokerCode.none || code == .groupIdNotFound else { return code ?? .nonEmptyGroup }
        space.noteDeleted(group: name)
        return .none
    }
}
