package import KafkaWire

extension Probe {
    /// A connection to a broker on which nothing was agreed; closed when the check is over.
    /// - Parameter loggingIn: whether to log in first where the target has logins.
    package func rawConnection(to destination: Destination = .any, loggingIn: Bool = true) async throws -> RawConnection
    {
        let address = try await connection(to: destination).broker
        let connection = try await RawConnection.open(to: address, settings: settings, loggingIn: loggingIn)
        afterwards { await connection.close() }
        return connection
    }

    /// Sends bytes, and records them in words with what comes next.
    package func exchange(
        _ bytes: [UInt8], _ what: String, over connection: RawConnection, within limit: Duration = .seconds(10)
    ) async throws -> RawAnswer {
        let began = ContinuousClock.now
        let answer = try await answer(to: bytes, over: connection, within: limit)
        transcript.add(
            broker: "\(connection.broker)", request: what, asked: "\(bytes.count) bytes", answered: answer.words,
            from: began)
        return answer
    }

    /// Sends a request over a raw connection, records it, and reads the answer to it.
    package func ask<Request: WireRequest>(
        _ request: Request, over connection: RawConnection, version: Int16, within limit: Duration = .seconds(20)
    ) async throws -> Request.Response {
        let began = ContinuousClock.now
        var answered = ""
        defer {
            transcript.add(
                broker: "\(connection.broker)", request: "\(Request.api.name) v\(version)",
                asked: request.description(version: version), answered: answered, from: began)
        }
        do {
            let response = try await connection.ask(request, version: version, within: limit)
            answered = response.description(version: version)
            try response.expectPlausible(
                version: version, from: "\(Request.api.name) v\(version) response of \(connection.broker)")
            return response
        } catch {
            answered = "\(error)"
            throw error
        }
    }
}

extension RawAnswer {
    /// For people.
    package var words: String {
        switch self {
        case .frame(let bytes): "a frame of \(bytes.count) bytes"
        case .closed: "the connection was closed"
        case .silence: "nothing"
        }
    }
}

extension Probe {
    private func answer(
        to bytes: [UInt8], over connection: RawConnection, within limit: Duration
    ) async throws -> RawAnswer {
        do {
            try await connection.send(bytes)
        } catch {
            // Some brokers hang up before the last byte is out.
            guard error.kind == .closed else { throw error }
            return .closed
        }
        return await connection.next(within: limit)
    }
}
