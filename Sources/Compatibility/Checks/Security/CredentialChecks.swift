internal import Evidence
internal import KafkaWire

// Passwords and tokens that an administrator makes.
extension Check {
    static let credentialChecks = [scramAdmin, delegationToken]

    private static let scramAdmin = Check(
        "sec.scram-admin", .admin, .scram,
        "SCRAM passwords are made, described and removed, for both mechanisms at once",
        why: "Operators make users with them without a restart.",
        expected: """
            A new user can log in; both mechanisms are described; 4095 iterations are UNACCEPTABLE_CREDENTIAL (93); \
            after the removal the login is refused
            """, since: "2.7 (KIP-554)",
        known: "Redpanda keeps one mechanism for a user, and had not these requests in 2024",
        needs: [.login, .api(50, atLeast: 0), .api(51, atLeast: 0)]
    ) { probe in
        let admin = try probe.administrator()
        let user = try await admin.user(mechanism: .scramSHA256)
        var second = user
        second.mechanism = .scramSHA512
        second.password += "-512"
        let name = user.name
        probe.afterwards { _ = try await admin.removeScram(of: name, .scramSHA512) }
        var facts = ["second mechanism": "\(try await admin.setScram(second))"]
        func described() async throws -> [Int8: Int32] {
            let answer = try await admin.send(
                DescribeUserScramCredentialsRequest { $0.users = [.init { $0.name = name }] }, to: .controller)
            try probe.expectNone(answer.errorCode, "DescribeUserScramCredentials: \(answer.errorMessage ?? "")")
            let infos = answer.results.first { $0.user == name }?.credentialInfos ?? []
            return Dictionary(infos.map { ($0.mechanism, $0.iterations) }, uniquingKeysWith: { first, _ in first })
        }
        let both = try await probe.firstAnswer(within: .seconds(10)) {
            try await described() == [1: 4096, 2: 4096] ? true : nil as Bool?
        }
        facts["both described"] = both == true ? "yes" : "no"
        if both == true, try await probe.mechanisms().mechanisms.contains("SCRAM-SHA-512") {
            try await admin.awaitLogin(of: second)
        }
        let few = try await admin.setScram(user, iterations: 4095)
        facts["4095 iterations"] = "\(few)"
        facts["unknown user removed"] = "\(try await admin.removeScram(of: probe.name("nobody"), .scramSHA256))"
        let removed = try await admin.removeScram(of: name, .scramSHA256)
        try probe.expectNone(removed, "removing a SCRAM password")
        let address = try await admin.connection(to: .any).broker
        let settings = try probe.loginSettings(user.properties)
        let refused = try await probe.firstAnswer(within: .seconds(15)) { () -> Bool? in
            do {
                let connection = try await BrokerConnection.connect(to: address, settings: settings)
                await connection.close()
                return nil
            } catch let error as WireError where error.kind == .authentication {
                return true
            }
        }
        facts["login after the removal"] = refused == true ? "refused" : "let in"
        if refused != true { return .fail("A removed password still lets in", facts) }
        if both != true { return .degraded("Both mechanisms at once are not described", facts) }
        return few == .unacceptableCredential
            ? .pass("Made, described for both mechanisms, and removed; 4095 iterations: \(few)", facts)
            : .degraded("4095 iterations are answered with \(few)", facts)
    }

    private static let delegationToken = Check(
        "sec.delegation-token", .admin, .delegationTokens, "A delegation token logs in until it is ended",
        why: "Spark and other frameworks give their workers tokens in place of passwords.",
        expected: "Made, described, prolonged; SCRAM lets it in; after its end it is refused", since: "1.1 (KIP-48)",
        known: "Only Kafka itself and what is built from its code has them",
        needs: [.login, .api(38, atLeast: 1), .api(39, atLeast: 1), .api(40, atLeast: 1), .api(41, atLeast: 1)]
    ) { probe in
        let admin = try probe.administrator()
        let made = try await admin.send(
            CreateDelegationTokenRequest {
                $0.ownerPrincipalType = nil
                $0.ownerPrincipalName = nil
                $0.maxLifetimeMs = 3_600_000
            }, to: .controller)
        var facts = ["created": "\(made.errorCode)"]
        if made.errorCode == .delegationTokenAuthDisabled {
            return .unsupported("Delegation tokens are switched off: \(made.errorCode)", facts)
        }
        if made.errorCode == .delegationTokenRequestNotAllowed {
            return .inconclusive("The login of the target may not ask for tokens: \(made.errorCode)")
        }
        try probe.expectNone(made.errorCode, "CreateDelegationToken")
        let hmac = made.hmac
        @Sendable func end() async throws -> BrokerCode {
            let ended = try await admin.send(
                ExpireDelegationTokenRequest {
                    $0.hmac = hmac
                    $0.expiryTimePeriodMs = -1
                }, to: .controller)
            return ended.errorCode
        }
        probe.afterwards { _ = try await end() }
        let known = try await probe.firstAnswer(within: .seconds(15)) { () -> Bool? in
            let answer = try await admin.send(DescribeDelegationTokenRequest { $0.owners = nil })
            try probe.expectNone(answer.errorCode, "DescribeDelegationToken")
            return answer.tokens.contains { $0.tokenID == made.tokenID } ? true : nil
        }
        facts["described"] = known == true ? "yes" : "no"
        let renewed = try await admin.send(
            RenewDelegationTokenRequest {
                $0.hmac = hmac
                $0.renewPeriodMs = 600_000
            }, to: .controller)
        facts["prolonged"] = "\(renewed.errorCode)"
        let unknown = try await admin.send(
            RenewDelegationTokenRequest {
                $0.hmac = [1, 2, 3, 4]
                $0.renewPeriodMs = 600_000
            }, to: .controller)
        facts["unknown token"] = "\(unknown.errorCode)"
        let listed = try await probe.mechanisms().mechanisms
        let scram = [SaslMechanism.scramSHA256, .scramSHA512].first { listed.contains($0.rawValue) }
        guard let scram else {
            return .degraded("Tokens are made, and the listener has no SCRAM to log in with them", facts)
        }
        var settings = try probe.loginSettings([
            "sasl.mechanism": scram.rawValue, "sasl.username": "token", "sasl.password": "token",
        ])
        settings.useToken(id: made.tokenID, hmac: hmac)
        let token = settings
        let address = try await admin.connection(to: .any).broker
        func login(_ expected: Bool) async throws -> Bool {
            try await probe.firstAnswer(within: .seconds(15)) { () -> Bool? in
                do {
                    let connection = try await BrokerConnection.connect(to: address, settings: token)
                    await connection.close()
                    return expected ? true : nil
                } catch let error as WireError where error.kind == .authentication {
                    return expected ? nil : true
                }
            } == true
        }
        guard try await login(true) else { return .fail("The token does not log in", facts) }
        let ended = try await end()
        facts["ended"] = "\(ended)"
        guard ended == .none, try await login(false) else { return .fail("An ended token still logs in", facts) }
        guard known == true, renewed.errorCode == .none else {
            return .degraded("The token logs in; it is not described or not prolonged", facts)
        }
        return unknown.errorCode == .delegationTokenNotFound
            ? .pass("Made, described, prolonged; it logs in until it is ended", facts)
            : .degraded("A token that nobody has is answered with \(unknown.errorCode)", facts)
    }
}
