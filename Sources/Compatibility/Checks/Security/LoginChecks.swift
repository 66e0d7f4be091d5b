internal import Evidence
internal import KafkaWire

// Who is let in, and for how long.
extension Check {
    static let loginChecks = [mechanisms, badCredentials, reauthentication]

    private static let mechanisms = Check(
        "sec.mechanisms", .core, .security, "A login with an unknown mechanism is told which there are",
        why: "This is how a wrong setting is found; without it a client only sees the connection end.",
        expected: "UNSUPPORTED_SASL_MECHANISM (33) with the list, and the mechanism of the target's login works",
        since: "0.10 (KIP-43)",
        known: """
            Event Hubs has PLAIN and OAUTHBEARER over TLS only, MSK Serverless IAM only; Kafka 4.0.0 refuses GSSAPI of \
            librdkafka before 2.11
            """, needs: [.login]
    ) { probe in
        let answer = try await probe.mechanisms()
        var facts = ["answer": "\(answer.errorCode)"]
        let listed = answer.mechanisms.sorted()
        facts["mechanisms"] = listed.joined(separator: ", ")
        guard answer.errorCode == .unsupportedSaslMechanism else {
            return .fail("A mechanism that nobody has is answered with \(answer.errorCode)", facts)
        }
        guard !listed.isEmpty else { return .degraded("\(answer.errorCode) without the mechanisms there are", facts) }
        let admin = try probe.administrator()
        guard try await !admin.brokerIDs().isEmpty else { return .fail("After the login no broker is named", facts) }
        return .pass("\(answer.errorCode), and there are \(listed.joined(separator: ", "))", facts)
    }

    private static let badCredentials = Check(
        "sec.bad-credentials", .core, .security,
        "A wrong password is refused with an error, and nothing works without one",
        why: "With an error a client stops and tells its user; where the connection only ends it tries for ever.",
        expected: "SASL_AUTHENTICATION_FAILED (58) with words, then the end; a request before the login has no answer",
        since: "1.0 (KIP-152)", needs: [.login]
    ) { probe in
        let listed = try await probe.mechanisms().mechanisms
        let attempts = [
            ("PLAIN", "\0seatrial-nobody\0wrong"), ("SCRAM-SHA-256", "n,,n=seatrial-nobody,r=0123456789abcdef"),
            ("SCRAM-SHA-512", "n,,n=seatrial-nobody,r=0123456789abcdef"),
        ]
        guard let (mechanism, token) = attempts.first(where: { listed.contains($0.0) }) else {
            return .notRun(
                "The listener has no mechanism with a password, only \(listed.sorted().joined(separator: ", "))")
        }
        let early = try await probe.rawLoginConnection()
        let request = MetadataRequest(topics: [], version: 4)
        let before = try await probe.exchange(
            request.frame(version: 4, correlationID: 2, clientID: "seatrial"), "Metadata before the login", over: early)
        var facts = ["mechanism": mechanism, "before the login": before == .closed ? "closed" : "answered"]
        if before == .silence { return .fail("A request before the login is neither answered nor ends the connection") }
        if case .frame(let frame) = before {
            do {
                let (_, response) = try MetadataRequest.response(in: frame, version: 4, from: "the broker")
                if !response.brokers.isEmpty { return .fail("Metadata is given before the login", facts) }
            } catch {
                // Not the metadata that was asked for: an error of some other shape.
            }
        }
        let connection = try await probe.rawLoginConnection()
        let handshake = try await probe.ask(
            SaslHandshakeRequest { $0.mechanism = mechanism }, over: connection, version: 1)
        try probe.expectNone(handshake.errorCode, "SaslHandshake with \(mechanism)")
        let answer: SaslAuthenticateResponse
        do {
            answer = try await probe.ask(
                SaslAuthenticateRequest { $0.authBytes = Array(token.utf8)[...] }, over: connection, version: 0)
        } catch let error as WireError where error.kind == .closed {
            facts["wrong password"] = "closed"
            return .degraded("The connection ends without an error", facts)
        }
        facts["wrong password"] = "\(answer.errorCode)"
        guard answer.errorCode == .saslAuthenticationFailed else {
            // A first message of SCRAM may be answered before the user is looked for.
            return answer.errorCode == .none && mechanism == "PLAIN"
                ? .fail("A user that does not exist is let in", facts)
                : .degraded("A user that does not exist is answered with \(answer.errorCode)", facts)
        }
        guard await connection.next(within: .seconds(10)) == .closed else {
            return .degraded("\(answer.errorCode), and the connection stays open", facts)
        }
        return answer.errorMessage?.isEmpty == false
            ? .pass("\(answer.errorCode) with words, then the end; nothing before the login", facts)
            : .degraded("\(answer.errorCode) without words", facts)
    }

    private static let reauthentication = Check(
        "sec.reauth", .extended, .security, "A login has an end, and is renewed over the same connection",
        why: "This is how a user who was locked out loses the connections that are open.",
        expected: """
            The login tells how long it counts; until then all is allowed, after it the connection ends, and one that \
            logged in again goes on
            """, since: "2.2 (KIP-368)", known: "AWS ended rights before the time that the login told (franz-go)",
        remedy: "Set connections.max.reauth.ms on the brokers", needs: [.login], conduct: .slow, limit: .seconds(300)
    ) { probe in
        let admin = try probe.administrator()
        var settings = try probe.loginSettings()
        var connection = try await admin.freshConnection()
        for mechanism in [SaslMechanism.scramSHA512, .scramSHA256] where connection.sessionLifetime == .zero {
            guard try await probe.mechanisms().mechanisms.contains(mechanism.rawValue),
                probe.offered(AlterUserScramCredentialsRequest.api) != nil
            else { continue }
            let user = try await admin.user(mechanism: mechanism)
            settings = try probe.loginSettings(user.properties)
            connection = try await probe.other(settings).freshConnection()
        }
        let lifetime = connection.sessionLifetime
        let facts = ["lifetime": lifetime == .zero ? "none" : "\(Int(lifetime / .seconds(1))) s"]
        if lifetime == .zero { return .degraded("A login counts as long as its connection is open", facts) }
        guard lifetime <= .seconds(180) else {
            return .inconclusive("A login counts for \(lifetime), which is longer than this check waits")
        }
        let stale = try await probe.other(settings).freshConnection()
        let renewed = try await probe.other(settings).freshConnection()
        let began = ContinuousClock.now
        let request = MetadataRequest(topics: [], version: 4)
        // Brokers take a second login no sooner than a second after the first.
        try await Task.sleep(until: began + lifetime * 0.6)
        do {
            try await probe.send(request, over: stale, version: 4)
        } catch let error as WireError where error.kind == .closed {
            return .fail("The login ends before the time that it told", facts)
        }
        do {
            try await renewed.logInAgain(settings)
        } catch let error as WireError where error.kind == .closed || error.kind == .authentication {
            return .fail("A second login over the same connection fails: \(error.what)", facts)
        }
        try await Task.sleep(until: began + lifetime + .seconds(2))
        do {
            try await probe.send(request, over: renewed, version: 4)
        } catch let error as WireError where error.kind == .closed {
            return .fail("A connection that logged in again is closed when its first login ends", facts)
        }
        do {
            try await probe.send(request, over: stale, version: 4)
            return .degraded("The time is told, and nothing happens when it is over", facts)
        } catch let error as WireError where error.kind == .closed {
            return .pass("Ended when its time was over; the connection that logged in again goes on", facts)
        }
    }
}
