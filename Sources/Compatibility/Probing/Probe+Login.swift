package import KafkaWire

extension Probe {
    /// The properties of an administrator on the listener with logins.
    package func loginProperties() throws -> [String: String] {
        guard let login = target.login else {
            throw CheckOutcome.notRun("It needs a listener with logins: name it as 'login' in the targets file")
        }
        return login
    }

    /// Settings on the listener with logins: the administrator's, with changes.
    package func loginSettings(_ changes: [String: String] = [:]) throws -> WireSettings {
        try CompatibilityTarget.settings(
            try loginProperties().merging(changes) { $1 }, clientID: settings.clientID)
    }

    /// Asks as the administrator on the listener with logins.
    package func administrator() throws -> Probe { other(try loginSettings()) }

    /// Asks as another user on the listener with logins.
    package func asUser(_ user: ProbeUser) throws -> Probe { other(try loginSettings(user.properties)) }

    /// Asks with other settings; closed when the check is over.
    package func other(_ settings: WireSettings) -> Probe {
        let probe = Probe(self, settings: settings)
        afterwards { await probe.end() }
        return probe
    }

    /// A raw connection to the listener with logins on which nobody has logged in.
    package func rawLoginConnection() async throws -> RawConnection {
        let settings = try loginSettings()
        guard let address = settings.bootstrap.first else { throw CheckOutcome.notRun("'login' names no broker") }
        let connection = try await RawConnection.open(to: address, settings: settings, loggingIn: false)
        afterwards { await connection.close() }
        return connection
    }

    /// The mechanisms that the listener with logins offers: it is asked for one that nobody has.
    package func mechanisms() async throws -> SaslHandshakeResponse {
        let connection = try await rawLoginConnection()
        return try await ask(SaslHandshakeRequest { $0.mechanism = "SEATRIAL-NONE" }, over: connection, version: 1)
    }
}

/// A user with a SCRAM password that a check made.
package struct ProbeUser: Sendable {
    package var name: String
    package var password: String
    package var mechanism: SaslMechanism

    /// As ACLs name it.
    package var principal: String { "User:\(name)" }

    /// What is other than the administrator's properties.
    package var properties: [String: String] {
        [
            "sasl.mechanism": mechanism.rawValue, "sasl.mechanisms": mechanism.rawValue, "sasl.username": name,
            "sasl.password": password,
        ]
    }
}

// Users; asked of an administrator.
extension Probe {
    /// Makes a user who can log in at every broker; it is removed after the check.
    /// - Parameter mechanism: nil: one of SCRAM's that the listener offers.
    package func user(_ what: String = "user", mechanism: SaslMechanism? = nil) async throws -> ProbeUser {
        let offered = try await mechanisms().mechanisms
        let choices = mechanism.map { [$0] } ?? [.scramSHA256, .scramSHA512]
        guard let mechanism = choices.first(where: { offered.contains($0.rawValue) }) else {
            throw CheckOutcome.notRun(
                "It needs a second user, and the listener has no SCRAM, only \(offered.sorted().joined(separator: ", "))"
            )
        }
        if self.offered(AlterUserScramCredentialsRequest.api) == nil {
            throw CheckOutcome.notRun(
                "It needs a second user, and the cluster does not offer AlterUserScramCredentials")
        }
        let user = ProbeUser(
            name: name(what), password: "pass-\(UInt64.random(in: 1...UInt64.max))", mechanism: mechanism)
        afterwards { _ = try await self.removeScram(of: user.name, mechanism) }
        try expectNone(try await setScram(user), "a SCRAM password of a new user")
        try await awaitLogin(of: user)
        return user
    }

    /// Waits until a user can log in at every broker.
    package func awaitLogin(of user: ProbeUser) async throws {
        let settings = try loginSettings(user.properties)
        for id in try await brokerIDs() {
            let address = try await connection(to: .broker(id)).broker
            _ = try await eventually(within: .seconds(20), "the login of a new user") {
                do {
                    let connection = try await BrokerConnection.connect(to: address, settings: settings)
                    await connection.close()
                    return true as Bool?
                } catch let error as WireError where error.kind == .authentication {
                    return nil
                }
            }
        }
    }

    /// Stores a user's password; what the cluster says of it.
    package func setScram(_ user: ProbeUser, iterations: Int = 4096, told: Int32? = nil) async throws -> BrokerCode {
        let salt = Array("seatrial-salt-\(UInt32.random(in: 0...UInt32.max))".utf8)
        let salted = SaltedPassword.bytes(user.password, salt: salt, iterations: iterations, for: user.mechanism) ?? []
        return try await alterScram(
            AlterUserScramCredentialsRequest {
                $0.upsertions = [
                    .init {
                        $0.name = user.name
                        $0.mechanism = user.mechanism.number
                        $0.iterations = told ?? Int32(iterations)
                        $0.salt = salt[...]
                        $0.saltedPassword = salted[...]
                    }
                ]
            })
    }

    /// Removes a user's password; what the cluster says of it.
    package func removeScram(of name: String, _ mechanism: SaslMechanism) async throws -> BrokerCode {
        try await removeScram(of: name, number: mechanism.number)
    }

    /// The same with the mechanism's number.
    func removeScram(of name: String, number: Int8) async throws -> BrokerCode {
        try await alterScram(
            AlterUserScramCredentialsRequest {
                $0.deletions = [
                    .init {
                        $0.name = name
                        $0.mechanism = number
                    }
                ]
            })
    }

    private func alterScram(_ request: AlterUserScramCredentialsRequest) async throws -> BrokerCode {
        guard let result = try await send(request, to: .controller).results.first else {
            throw CheckOutcome.fail("AlterUserScramCredentials answered without an entry for the user")
        }
        return result.errorCode
    }
}

extension SaslMechanism {
    /// As AlterUserScramCredentials counts them; 0 is unknown.
    package var number: Int8 {
        switch self {
        case .plain, .oauthBearer: 0
        case .scramSHA256: 1
        case .scramSHA512: 2
        }
    }
}
